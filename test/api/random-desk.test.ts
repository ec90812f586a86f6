// Whatever is done in whatever order, the books hold. RANDOM_STEPS and RANDOM_SEED make it longer or the same again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '#kernel/local-date.ts';
import { fromWire, type WireMoney } from '#kernel/money.ts';
import { openChance } from '#cash/testing/chance.ts';
import { openDesk, type Desk } from './random-desk.ts';
import { openWorld, today, type Json, type World } from './writes/world.ts';

const seed = Number(process.env['RANDOM_SEED'] ?? 16);
const steps = Number(process.env['RANDOM_STEPS'] ?? 60);

test(`after ${steps} random writes all checks hold, no item was ever below nothing, and aging is the books on every day (seed ${seed})`, async () => {
  const world = await openWorld();
  try {
    const desk = await openDesk(world, openChance(seed));
    const done = new Map<string, number>();
    for (let step = 1; step <= steps; step += 1) {
      const told = await desk.act();
      done.set(told, (done.get(told) ?? 0) + 1);
    }
    assert.deepEqual(desk.faults, []);
    assert.ok([...done].filter(([told]) => told.endsWith(' ok')).length > 8, `too little was done: ${[...done].map((one) => one.join(' ')).join(', ')}`);
    const { checks } = await world.get('/v1/check?replay=true');
    assert.deepEqual((checks as { name: string; breaches: string[] }[]).flatMap(({ name, breaches }) => breaches.map((breach) => `${name}: ${breach}`)), []);
    assert.deepEqual(await belowNothing(world), []);
    await tiesEveryDay(world, desk);
  } finally {
    await world.close();
  }
});

/** Items that turned over on some day, though they hold in the end. */
async function belowNothing(world: World): Promise<unknown[]> {
  const { rows } = await world.app.platform.database.ownerPool.query(`
    with moved as (
      select i.item_id, i.account_id, i.side, s.posted_on, sum(s.signed) as signed from ledger.open_item i join (
        select org_id, debit_item_id as item_id, debit_account_id as account_id, posted_on, amount_minor as signed from ledger.transfer where debit_item_id is not null
        union all select org_id, credit_item_id, credit_account_id, posted_on, -amount_minor from ledger.transfer where credit_item_id is not null
      ) s on s.org_id = i.org_id and s.item_id = i.item_id and s.account_id = i.account_id group by 1, 2, 3, 4
    )
    select item_id, posted_on::text, stands::text from (select *, sum(signed) over (partition by item_id, account_id order by posted_on) as stands from moved) run
    where case side when 'debit' then stands < 0 else stands > 0 end`);
  return rows;
}

/** Receivables, money on account and money of unknown payers: in aging, and in the trial balance, as of a day and as known at one. */
async function tiesEveryDay(world: World, desk: Desk): Promise<void> {
  for (const entityId of desk.entityIds) {
    for (let day = addDays(desk.day(), 2); day > addDays(today, -42); day = addDays(day, -5)) {
      for (const known of ['', `&known_at=${addDays(desk.day(), -3)}T12:00:00Z`]) {
        const query = `entity_id=${entityId}&as_of=${day}${known}`;
        const books = await world.get(`/v1/reports/trial-balance?${query}`);
        for (const { debit, credit } of books['totals'] as { debit: WireMoney; credit: WireMoney }[]) assert.deepEqual(debit, credit, query);
        const { totals } = await world.get(`/v1/reports/aging?${query}`);
        assert.deepEqual(ofAging(totals as Record<string, WireMoney>[]), ofBooks(books['items'] as Json[]), query);
      }
    }
  }
}

type Standing = Readonly<Record<string, bigint>>;

function standing(amounts: readonly (readonly [account: string, amount: WireMoney | undefined, sign: bigint])[]): Standing {
  const sums: Record<string, bigint> = {};
  for (const [account, amount, sign] of amounts) {
    if (amount === undefined) continue;
    const { minor, currency } = fromWire(amount);
    sums[`${account} ${currency}`] = (sums[`${account} ${currency}`] ?? 0n) + sign * minor;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0n).toSorted());
}

function ofAging(totals: readonly Readonly<Record<string, WireMoney>>[]): Standing {
  return standing(totals.flatMap((total) => [
    ...['current', 'bucket1', 'bucket2', 'bucket3', 'bucket4'].map((bucket) => ['1200', total[bucket], 1n] as const), ['1200', total['credits'], -1n], ['2100', total['unapplied'], -1n], ['2110', total['unidentified'], -1n],
  ]));
}

function ofBooks(items: readonly Json[]): Standing {
  return standing(items.filter((item) => ['1200', '2100', '2110'].includes(String(item['code']))).map((item) => [String(item['code']), item['balance'] as WireMoney, 1n] as const));
}
