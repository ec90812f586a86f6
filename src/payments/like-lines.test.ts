// One day in two formats, or in two issues of a statement, comes in once: what is surely the same is left alone, what is likely is held for a person, what is new comes in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import type { BankFormat } from '#formats/bank-statement.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { trialBalance } from '#ledger/queries.ts';
import { decideLine, dedupeKeys, importStatement, openBankAccount, paymentChecks, postableLines, type StatementOutcome } from './index.ts';
import { pageOfLines } from './queries.ts';
import { statementOf, type BankDay } from './testing/bank-day.ts';

let platform: TestPlatform;
let ctx: Context;
let keys = 0;

const account = 'NL91ABNA0417164300';

before(async () => {
  platform = await openTestPlatform('2026-03-20T08:00:00.000Z');
  ctx = await testContext(platform);
  await write((tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], country: 'NL' } } }));
  await write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'House bank', account, currency: 'EUR' }));
});
after(() => platform.close());

function write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> {
  keys += 1;
  return command(platform.database, ctx, { name: 'test', permission: 'org.manage', key: `key ${keys}`, input: { keys } }, (tx) => verb(tx));
}

function bring(format: BankFormat, day: Omit<BankDay, 'account' | 'currency'>): Promise<StatementOutcome> {
  const statement = { ...statementOf({ account, currency: 'EUR', reference: `${format} ${day.on}`, ...day }), format };
  const { lines } = postableLines(statement);
  return write((tx) => importStatement(tx, ctx, { statement, lines, keys: dedupeKeys(lines), bankAccountId: null, fileId: null, runId: null }));
}

const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => inReadOnly(platform.database, ctx, work);
const counts = ({ newLines, knownLines, likely, receipts }: StatementOutcome): number[] => [newLines, knownLines, likely, receipts];
const held = async (): Promise<string[]> => (await read((tx) => pageOfLines(tx, { bankAccountId: null, statementId: null, status: 'to_clarify', bankLineId: null, from: null, to: null, after: null, limit: 20 }))).map((line) => line.bankLineId);

async function bank(): Promise<bigint> {
  for (const check of [...ledgerChecks, ...paymentChecks]) assert.deepEqual((await read((tx) => check.run(tx))).breaches, [], check.name);
  const rows = await read((tx) => trialBalance(tx, 1, { asOf: '2026-12-31' }));
  return rows.filter((row) => row.code === '1000').reduce((sum, row) => sum + row.debitMinor - row.creditMinor, 0n);
}

test('a statement with the balances of one that is here is the same statement, whatever its references say', async () => {
  const day = { on: '2026-03-02', openingMinor: 0n, closingMinor: 149_00n };
  const first = await bring('camt.053', { ...day, lines: [{ amountMinor: 99_00n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00001', bankReference: 'CAMT-0001' }, { amountMinor: 50_00n, counterpartyName: 'Ashford Bakery', text: 'thanks', bankReference: 'CAMT-0002' }] });
  const again = await bring('mt940', { ...day, lines: [{ amountMinor: 50_00n, text: 'PAYMENT', bankReference: 'M940X77' }, { amountMinor: 99_00n, text: 'EREF INV 2026 00001', bankReference: 'M940X78' }] });
  assert.deepEqual([counts(first), counts(again)], [[2, 0, 0, 2], [0, 2, 0, 0]]);
  assert.equal(await bank(), 149_00n);
});

test('a statement that the bank issues once more with other references is the one that is here; of its pages each line comes in', async () => {
  const day = { on: '2026-03-10', openingMinor: 149_00n, closingMinor: 268_00n };
  const lines = (first: string): BankDay['lines'] => [{ amountMinor: 60_00n, text: 'one', bankReference: `${first}01` }, { amountMinor: 59_00n, text: 'two', bankReference: `${first}02` }];
  assert.deepEqual([counts(await bring('camt.053', { ...day, lines: lines('A') })), counts(await bring('camt.053', { ...day, lines: lines('B') }))], [[2, 0, 0, 2], [0, 2, 0, 0]]);
  const page = await bring('camt.053', { ...day, lines: [{ amountMinor: 59_00n, text: 'of the second page', bankReference: 'C01' }, { amountMinor: 7_00n, text: 'new', bankReference: 'C02' }] });
  assert.deepEqual(counts(page), [2, 0, 1, 1], 'what may be a further payment of the same amount is held for a person, never lost');
  const [doubtful = ''] = await held();
  await write((tx) => decideLine(tx, ctx, { bankLineId: doubtful, decision: 'duplicate', reason: 'the statement was issued again', decidedOn: '2026-03-20' }));
  assert.deepEqual(await held(), []);
  await bank();
});

test('without balances, the account or name with a number of the text tells the line; an equal payment more is new', async () => {
  const paid = { amountMinor: 49_00n, counterpartyName: 'BIRKENFELD OPTIK GMBH', counterpartyAccount: 'DE11', text: 'Rg. INV-2026-00002' };
  await bring('camt.053', { on: '2026-03-03', lines: [{ ...paid, bankReference: 'CAMT-0011' }] });
  const more = await bring('mt940', { on: '2026-03-03', lines: [{ ...paid, text: 'SVWZ+INV-2026-00002', bankReference: 'M940X1' }, { ...paid, text: 'SVWZ+INV-2026-00002', bankReference: 'M940X2' }] });
  assert.deepEqual(counts(more), [1, 1, 0, 1]);
  const third = await bring('mt940', { on: '2026-03-03', lines: [{ ...paid, text: 'SVWZ+INV-2026-00002', bankReference: 'M940X1' }, { ...paid, text: 'SVWZ+INV-2026-00002', bankReference: 'M940X2' }] });
  assert.deepEqual(counts(third), [0, 2, 0, 0]);
});

test('the same day, amount and name alone, or a neighbouring day, is held for a person, who says what it is', async () => {
  const before = await bank();
  await bring('camt.053', { on: '2026-03-04', lines: [{ amountMinor: 25_00n, counterpartyName: 'Ashford Bakery Ltd', text: 'subscription', bankReference: 'CAMT-0021' }, { amountMinor: 31_00n, counterpartyName: 'Quellbach', counterpartyAccount: 'FR22', text: 'INV-2026-00003', bankReference: 'CAMT-0022' }] });
  const doubtful = await bring('mt940', { on: '2026-03-04', lines: [{ amountMinor: 25_00n, counterpartyName: 'ASHFORD BAKERY LTD', text: 'PAYMENT', bankReference: 'M940X31' }, { amountMinor: 31_00n, bookedOn: '2026-03-05', counterpartyAccount: 'FR22', text: 'INV-2026-00003', bankReference: 'M940X32' }] });
  assert.deepEqual(counts(doubtful), [2, 0, 2, 0]);
  assert.equal(await bank(), before + 112_00n, 'held on the account of lines to be clarified');
  const [later = '', sooner = ''] = await held();
  await write((tx) => decideLine(tx, ctx, { bankLineId: later, decision: 'duplicate', reason: 'the camt file had it', decidedOn: '2026-03-06' }));
  await write((tx) => decideLine(tx, ctx, { bankLineId: sooner, decision: 'receipt', reason: 'she paid twice', decidedOn: '2026-03-06' }));
  assert.equal(await bank(), before + 81_00n);
  assert.deepEqual(await held(), []);
  await assert.rejects(write((tx) => decideLine(tx, ctx, { bankLineId: later, decision: 'duplicate', reason: 'once more', decidedOn: '2026-03-06' })), { code: 'move.not_allowed' });
  await write((tx) => decideLine(tx, ctx, { bankLineId: later, decision: 'receipt', reason: 'it was another after all', decidedOn: '2026-03-07' }));
  assert.equal(await bank(), before + 112_00n);
});

test('the same payment in the same format is a payment of its own', async () => {
  const paid = { amountMinor: 12_00n, counterpartyName: 'Ashford Bakery Ltd', text: 'tea' };
  await bring('camt.053', { on: '2026-03-09', lines: [{ ...paid, bankReference: 'CAMT-0091' }] });
  assert.deepEqual(counts(await bring('camt.053', { on: '2026-03-09', reference: 'later', lines: [{ ...paid, bankReference: 'CAMT-0092' }] })), [1, 0, 0, 1]);
});
