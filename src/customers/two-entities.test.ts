// A customer of two legal entities has one receivable in the list: every order and view sees the sum over both receivable accounts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { newId } from '#kernel/id.ts';
import { accountsByPurpose, openBooks } from '#ledger/account-store.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { post } from '#ledger/post.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { insertEntity } from '#platform/organisation-store.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { customerRoutes } from './http.ts';
import { seedTermsDefaults } from './index.ts';
import { routeCaller, type Asked, type Wire } from './testing/call-route.ts';

let platform: TestPlatform;
let ctx: Context;
let call: (operation: string, asked?: Asked) => Promise<Wire>;
const ids = new Map<string, string>();

before(async () => {
  platform = await openTestPlatform('2026-03-31T10:00:00.000Z');
  ctx = await testContext(platform);
  const callRoute = routeCaller(platform, customerRoutes);
  call = (operation, asked) => callRoute(ctx, operation, asked);
  await command(platform.database, ctx, { name: 'company', permission: 'org.manage', key: 'company', input: {} }, async (tx) => {
    await createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader', baseCurrency: 'EUR', timeZone: 'UTC', country: 'NL', address: { lines: [], country: 'NL' } } });
    await insertEntity(tx, { entityId: 2, code: 'U', baseCurrency: 'EUR', timeZone: 'UTC', taxRounding: 'group', now: ctx.now });
    await openBooks(tx, 2, ctx.now);
    await seedTermsDefaults(tx, ctx);
    return {};
  });
  for (const number of ['A-1', 'B-2', 'C-3', 'D-4', 'E-5']) ids.set(number, String((await call('createCustomer', { body: { number, name: `Customer ${number}`, bill_to: { lines: ['Kade 1'], country: 'NL' } } }))['id']));
  // Even over both, though one is owed what the other owes; the amounts of each alone would give another order.
  await owes('A-1', 1, 9000n, '2026-02-01');
  await owes('A-1', 2, -9000n, '2026-02-01');
  await owes('B-2', 1, 5000n, '2026-02-01');
  await owes('B-2', 2, 6000n, '2026-02-01');
  await owes('C-3', 1, -3000n, '2026-02-01');
  await owes('C-3', 2, 8000n, '2026-04-20');
  await owes('D-4', 1, 8000n, '2026-03-01');
  await owes('E-5', 1, 1000n, '2026-03-01');
  await owes('E-5', 2, -1500n, '2026-03-01');
  await owes('C-3', 2, 7000n, '2026-03-01', '2026-03-31');
});
after(() => platform.close());

async function owes(number: string, entityId: number, minor: bigint, dueOn: string, postedOn = '2026-01-05'): Promise<void> {
  await command(platform.database, ctx, { name: 'test.post', permission: 'org.manage', key: newId(Date.now()), input: {} }, async (tx) => {
    const accounts = await accountsByPurpose(tx, entityId);
    const itemId = newId(Date.now());
    const [receivable, revenue, item] = [accounts.get('receivable') ?? 0, accounts.get('revenue') ?? 0, { itemId, documentId: itemId, dueOn }];
    const sides = minor > 0n ? { debitAccountId: receivable, creditAccountId: revenue, debitItem: item } : { debitAccountId: revenue, creditAccountId: receivable, creditItem: item };
    await post(tx, ctx.now, [{ entryId: newId(Date.now()), entityId, postedOn, event: 'invoice.issued', sourceId: itemId, transfers: [{ ...sides, amountMinor: minor > 0n ? minor : -minor, currency: 'EUR', customerId: ids.get(number) ?? null }] }]);
    return {};
  });
}

type Shown = readonly [number: unknown, receivable: number, overdue: number];
const amountOf = (row: Wire, field: string): number => Number((row[field] as { amount: string }).amount);

async function listed(query: object): Promise<Shown[]> {
  const rows: Shown[] = [];
  for (let cursor: unknown; cursor !== null;) {
    const page = await call('listCustomers', { query: { ...query, limit: '2', ...(cursor === undefined ? {} : { cursor }) } });
    rows.push(...(page.items ?? []).map((row): Shown => [row['number'], amountOf(row, 'receivable'), amountOf(row, 'overdue')]));
    cursor = page['next_cursor'];
  }
  return rows;
}

test('each row shows the receivable of both entities', async () => {
  assert.deepEqual(await listed({}), [['A-1', 0, 90], ['B-2', 110, 110], ['C-3', 120, 70], ['D-4', 80, 80], ['E-5', -5, 10]]);
});

for (const day of [undefined, '2026-03-30', '2026-01-10']) {
  const at = day === undefined ? {} : { as_of: day };
  test(`the orders by receivable and by what is overdue follow the amounts shown, ${day ?? 'now'}`, async () => {
    for (const [field, place] of [['receivable', 1], ['overdue', 2]] as const) {
      const down = await listed({ ...at, sort: `-${field}` });
      assert.equal(down.length, 5);
      assert.deepEqual(down.map((row) => row[place]), down.map((row) => row[place]).sort((a, b) => b - a), field);
      assert.deepEqual((await listed({ ...at, sort: field })).map((row) => row[0]), down.map((row) => row[0]).reverse(), `${field}, the other way round`);
    }
  });
  test(`each view holds the same customers in every order, counted and summed alike, ${day ?? 'now'}`, async () => {
    const rows = await listed(at);
    const expected = { open: rows.filter((row) => row[1] > 0), overdue: rows.filter((row) => row[2] > 0), credit: rows.filter((row) => row[1] < 0) };
    for (const [view, held] of Object.entries(expected)) {
      for (const sort of ['name', '-number', 'receivable', '-receivable', 'overdue', '-overdue']) {
        assert.deepEqual((await listed({ ...at, view, sort })).map((row) => row[0]).sort(), held.map((row) => row[0]), `${view} by ${sort}`);
      }
      const { total, totals } = await call('listCustomers', { query: { ...at, view } });
      const [sums] = totals as Wire[];
      assert.deepEqual([total, sums === undefined ? 0 : amountOf(sums, 'receivable')], [held.length, held.reduce((sum, row) => sum + row[1], 0)], view);
    }
  });
}

test('the kept sums are those of the items', async () => {
  for (const check of ledgerChecks) assert.deepEqual((await inReadOnly(platform.database, ctx, (tx) => check.run(tx))).breaches, [], check.name);
});
