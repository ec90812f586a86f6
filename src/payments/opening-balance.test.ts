// What stood on a bank account before its first line: the books then say what the bank says, and a correction takes the earlier balance back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { trialBalance } from '#ledger/queries.ts';
import { openBankAccount, paymentChecks } from './index.ts';
import { recordOpeningBalance, type OpeningBalance } from './opening-balance.ts';
import { listBankAccounts } from './queries.ts';
import { importDay } from './testing/bank-day.ts';

let platform: TestPlatform;
let ctx: Context;
let bankAccountId: string;
let keys = 0;

const account = 'NL91ABNA0417164300';

before(async () => {
  platform = await openTestPlatform('2026-03-20T08:00:00.000Z');
  ctx = await testContext(platform);
  await write((tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], country: 'NL' } } }));
  ({ bankAccountId } = await write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'House bank', account, currency: 'EUR' })));
  await write((tx) => importDay(tx, ctx, { account, currency: 'EUR', on: '2026-03-02', openingMinor: 1_000_00n, closingMinor: 1_040_00n, lines: [{ amountMinor: 40_00n, text: 'INV-1', bankReference: 'REF-0001' }] }));
});
after(() => platform.close());

function write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> {
  keys += 1;
  return command(platform.database, ctx, { name: 'test', permission: 'org.manage', key: `key ${keys}`, input: { keys } }, (tx) => verb(tx));
}

const record = (change: Partial<OpeningBalance>): Promise<object> =>
  write((tx) => recordOpeningBalance(tx, ctx, { bankAccountId, amountMinor: 1_000_00n, currency: 'EUR', openedOn: '2026-03-02', reason: 'as the bank says', ...change }));

/** Bank and opening balances as of a day; every check holds. */
async function books(asOf: string): Promise<bigint[]> {
  for (const check of [...ledgerChecks, ...paymentChecks]) assert.deepEqual((await inReadOnly(platform.database, ctx, (tx) => check.run(tx))).breaches, [], check.name);
  const rows = await inReadOnly(platform.database, ctx, (tx) => trialBalance(tx, 1, { asOf }));
  return ['1000', '3900'].map((code) => rows.filter((row) => row.code === code).reduce((sum, row) => sum + row.debitMinor - row.creditMinor, 0n));
}

async function told(): Promise<unknown[]> {
  const [row] = await inReadOnly(platform.database, ctx, (tx) => listBankAccounts(tx, 1));
  return [row?.openingMinor, row?.openedOn, row?.statedOpeningMinor, row?.statedOpeningOn, row?.lastClosingMinor];
}

test('the first statement says what can be taken over; then the books come to the bank’s closing balance', async () => {
  assert.deepEqual(await told(), [null, null, 1_000_00n, '2026-03-02', 1_040_00n]);
  assert.deepEqual(await books('2026-03-20'), [40_00n, 0n]);
  await record({});
  assert.deepEqual(await told(), [1_000_00n, '2026-03-02', 1_000_00n, '2026-03-02', 1_040_00n]);
  assert.deepEqual(await books('2026-03-20'), [1_040_00n, -1_000_00n]);
});

test('said anew, the earlier balance is taken back on its own day; an overdrawn account is below zero; zero leaves none', async () => {
  await record({ amountMinor: -250_00n, openedOn: '2026-02-28' });
  assert.deepEqual(await books('2026-02-28'), [-250_00n, 250_00n]);
  assert.deepEqual(await books('2026-03-20'), [-210_00n, 250_00n]);
  await record({ amountMinor: 0n });
  assert.deepEqual(await told(), [null, null, 1_000_00n, '2026-03-02', 1_040_00n]);
  assert.deepEqual(await books('2026-03-20'), [40_00n, 0n]);
});

test('of two who say it at once the later one replaces the earlier', async () => {
  await Promise.all([record({ amountMinor: 1_000_00n }), record({ amountMinor: 900_00n })]);
  const [bank = 0n, opening = 0n] = await books('2026-03-20');
  assert.ok([1_040_00n, 940_00n].includes(bank), String(bank));
  assert.equal(bank + opening, 40_00n);
});

test('a day after the first line, another currency and an account that there is not are refused', async () => {
  await assert.rejects(record({ openedOn: '2026-03-03' }), { code: 'bank_account.opening_late' });
  await assert.rejects(record({ currency: 'USD' }), { code: 'money.currency_mismatch' });
  await assert.rejects(record({ bankAccountId: '0195b000-0000-7000-8000-000000000001' }), { code: 'request.not_found' });
});

test('the database holds one opening balance, whoever writes', async () => {
  await record({});
  const again = `insert into ledger.entry select (jsonb_populate_record(e, jsonb_build_object('entry_id', gen_random_uuid()))).* from ledger.entry e
    where e.event = 'bank_account.opened' and not exists (select from ledger.entry r where r.reverses_entry_id = e.entry_id)`;
  await assert.rejects(platform.database.ownerPool.query(again), { constraint: 'one_opening' });
});
