// Measures aging over many open items against the plain aggregate over the same rows, in turns (A B B A).

import { createCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { openTestPlatform, testContext } from '#platform/testing/test-platform.ts';
import { agingByCustomer, agingTotals, type AgingQuestion } from '../src/reports/aging-queries.ts';
import { seedCustomers } from './seed.ts';

export type AgingFigures = { items: number; floorMs: number; oursMs: number; ratio: number; asOfPastMs: number; totalsMs: number; customerMs: number };

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function benchAging(items: number): Promise<AgingFigures> {
  const platform = await openTestPlatform('2026-06-30T08:00:00.000Z', { durable: true });
  try {
    const ctx = await testContext(platform);
    const { database } = platform;
    await command(database, ctx, { name: 'bench.company', permission: 'org.manage', key: 'company', input: {} }, (tx) => createCompany(tx, ctx, {
      name: 'Bench', entity: { code: 'B', name: 'Bench', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['1'], country: 'NL' } } }));
    const customers = Math.max(1, Math.round(items / 100));
    await seedCustomers(database.ownerPool, ctx.orgId, customers);
    await database.ownerPool.query(`
      insert into ledger.open_item (org_id, item_id, account_id, entity_id, document_id, customer_id, currency, opened_on, due_on, recorded_at, debit_minor, credit_minor, side, last_posted_on)
      select $1, platform.derived_id(1700000000000 + g, 'item ' || g), (select account_id from ledger.account where org_id = $1 and purpose = 'receivable'), 1, platform.derived_id(1700000000000 + g, 'item ' || g),
        platform.derived_id(1600000000000, 'customer ' || (g % $3)), 'EUR', date '2026-06-30' - (g % 200)::int - 30, date '2026-06-30' - (g % 200)::int, now(), 1000 + g % 99999, 0, 'debit', date '2026-06-30' - (g % 200)::int - 30
      from generate_series(1, $2::bigint) g`, [ctx.orgId, items, customers]);
    await database.ownerPool.query('vacuum analyze ledger.open_item');
    const question: AgingQuestion = { asOf: '2026-06-30', entityId: 1, basis: 'due', buckets: [30, 60, 90] };
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const from = performance.now();
      await work();
      return performance.now() - from;
    };
    const floor = (): Promise<number> => timed(() => database.ownerPool.query(`
      select customer_id, sum(open_minor), sum(open_minor) filter (where due_on >= date '2026-06-30'), sum(open_minor) filter (where date '2026-06-30' - due_on between 1 and 30),
        sum(open_minor) filter (where date '2026-06-30' - due_on between 31 and 60), sum(open_minor) filter (where date '2026-06-30' - due_on between 61 and 90), sum(open_minor) filter (where date '2026-06-30' - due_on > 90)
      from ledger.open_item where org_id = $1 and open_minor <> 0 group by customer_id`, [ctx.orgId]));
    const aging = (more: Partial<AgingQuestion> = {}): Promise<number> => timed(() => inReadOnly(database, ctx, (tx) => agingByCustomer(tx, { ...question, ...more }, { limit: 200, offset: 0 })));
    await floor();
    await aging();
    const floors: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < 5; round += 1) floors.push(await floor()), ours.push(await aging()), ours.push(await aging()), floors.push(await floor());
    const one = await database.ownerPool.query<{ customer_id: string }>('select customer_id from customers.customer where org_id = $1 limit 1', [ctx.orgId]);
    const customerMs = await timed(() => inReadOnly(database, ctx, (tx) => agingByCustomer(tx, { ...question, customerId: one.rows[0]?.customer_id }, { limit: 10, offset: 0 })));
    const totalsMs = await timed(() => inReadOnly(database, ctx, (tx) => agingTotals(tx, question)));
    return { items, floorMs: median(floors), oursMs: median(ours), ratio: median(ours) / median(floors), asOfPastMs: await aging({ asOf: '2026-03-31' }), totalsMs, customerMs };
  } finally {
    await platform.close();
  }
}

if (import.meta.main) {
  for (const size of (process.argv[2] ?? '10000,100000').split(',')) console.log(JSON.stringify(await benchAging(Number(size))));
}
