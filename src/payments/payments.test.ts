// Statements come in once and post at once, the books' bank account ties to them, and lines can be decided and receipts reversed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findRun, listRunIssues } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { trialBalance } from '#ledger/queries.ts';
import { decideLine, openBankAccount, paymentChecks, recordReceipt, recordReversal } from './index.ts';
import { startStatementImport } from './import-run.ts';
import { paymentRuns } from './jobs.ts';
import { listBankAccounts, pageOfLines, pageOfStatements, pendingReturns } from './queries.ts';
import { importDay, type BankDay } from './testing/bank-day.ts';

let platform: TestPlatform;
let ctx: Context;
let keys = 0;

before(async () => {
  platform = await openTestPlatform('2026-03-20T08:00:00.000Z');
  ctx = await testContext(platform);
  await write((tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], country: 'NL' } } }));
  await write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'House bank', account: 'NL91 ABNA 0417 1643 00', currency: 'EUR' }));
  await write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'Second', account: 'DE02 1203 0000 0000 2020 51', currency: 'EUR' }));
});
after(() => platform.close());

function write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> {
  keys += 1;
  return command(platform.database, ctx, { name: 'test', permission: 'org.manage', key: `key ${keys}`, input: { keys } }, (tx) => verb(tx));
}

const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => inReadOnly(platform.database, ctx, work);

async function assertChecks(): Promise<void> {
  for (const check of [...ledgerChecks, ...paymentChecks]) assert.deepEqual((await read((tx) => check.run(tx))).breaches, [], check.name);
}

async function balances(): Promise<Record<string, bigint>> {
  const rows = await read((tx) => trialBalance(tx, 1, { asOf: '2026-12-31' }));
  return Object.fromEntries(rows.map((row) => [row.code, row.debitMinor - row.creditMinor]));
}

const day: BankDay = {
  account: 'NL91ABNA0417164300', currency: 'EUR', on: '2026-03-02', openingMinor: 100_000n, closingMinor: 159_300n,
  lines: [
    { amountMinor: 50_000n, counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE11', text: 'INV-2026-00001', bankReference: 'B-0001' },
    { amountMinor: 5_000n, counterpartyName: 'Ashford Bakery Ltd', text: 'thanks', bankReference: 'NONREF' },
    { amountMinor: 5_000n, counterpartyName: 'Ashford Bakery Ltd', text: 'thanks', bankReference: 'NONREF' },
    { amountMinor: -700n, text: 'ACCOUNT FEE', transactionCode: '' },
    { amountMinor: 137n, text: 'Interest credit' },
    { amountMinor: -137n, counterpartyName: 'Stationery Shop', text: 'Order 12' },
  ],
};

test('a statement posts each line at once: receipts to unidentified cash, fees to bank charges, the rest to clarify', async () => {
  const outcome = await write((tx) => importDay(tx, ctx, day));
  assert.deepEqual([outcome.newLines, outcome.knownLines, outcome.receipts, outcome.toClarify], [6, 0, 3, 1]);
  assert.deepEqual(await balances(), { 1000: 59_300n, 1900: 0n, 2110: -60_000n, 6100: 700n });
  const lines = await read((tx) => pageOfLines(tx, { bankAccountId: null, statementId: null, status: null, bankLineId: null, from: null, to: null, after: null, limit: 10 }));
  assert.deepEqual(lines.map((line) => [line.lineNo, line.status, line.kind]).sort(), [[1, 'receipt', null], [2, 'receipt', null], [3, 'receipt', null], [4, 'not_a_receipt', 'bank_charge'], [5, 'not_a_receipt', 'interest'], [6, 'to_clarify', 'other']]);
  assert.deepEqual(lines.flatMap((line) => line.receiptNumber ?? []).sort(), ['RCP-2026-00001', 'RCP-2026-00002', 'RCP-2026-00003']);
  await assertChecks();
});

test('the same statement again, or another that overlaps it, adds nothing twice', async () => {
  const again = await write((tx) => importDay(tx, ctx, day));
  assert.deepEqual([again.isNew, again.newLines, again.knownLines], [false, 0, 6]);
  const overlapping = await write((tx) => importDay(tx, ctx, { ...day, reference: 'longer', lines: [...day.lines, { amountMinor: 900n, counterpartyName: 'Late Ltd', text: 'late' }], closingMinor: 160_200n }));
  assert.deepEqual([overlapping.isNew, overlapping.newLines, overlapping.knownLines], [true, 1, 6]);
  await assertChecks();
});

test('two imports of one statement at the same time take each line once', async () => {
  const other: BankDay = { account: 'NL91ABNA0417164300', currency: 'EUR', on: '2026-03-03', lines: Array.from({ length: 40 }, (_, index) => ({ amountMinor: 1000n + BigInt(index), counterpartyName: `Payer ${index}`, text: `INV-${index}` })) };
  const outcomes = await Promise.all([write((tx) => importDay(tx, ctx, other)), write((tx) => importDay(tx, ctx, { ...other, reference: 'twin' }))]);
  assert.equal(outcomes.reduce((sum, outcome) => sum + outcome.newLines, 0), 40);
  await assertChecks();
});

test('a statement that does not add up is kept and says by how much', async () => {
  await write((tx) => importDay(tx, ctx, { account: 'NL91ABNA0417164300', currency: 'EUR', on: '2026-03-04', openingMinor: 0n, closingMinor: 1_000n, lines: [{ amountMinor: 900n, text: 'x' }] }));
  const [statement] = await read((tx) => pageOfStatements(tx, { bankAccountId: null, balance: 'differs', statementId: null, after: null, limit: 5 }));
  assert.equal(statement?.differenceMinor, 100n);
  await assertChecks();
});

test('a statement of a strange account, or in a strange currency, is refused', async () => {
  await assert.rejects(write((tx) => importDay(tx, ctx, { ...day, account: 'FR1420041010050500013M02606' })), { code: 'bank_account.unknown' });
  await assert.rejects(write((tx) => importDay(tx, ctx, { ...day, currency: 'USD', lines: [] })), { code: 'bank_statement.wrong_currency' });
  await assert.rejects(write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'Twice', account: 'nl91abna0417164300', currency: 'EUR' })), { code: 'bank_account.exists' });
  await assert.rejects(write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'Bad', account: '??', currency: 'EUR' })), { code: 'bank_account.malformed' });
});

test('a second account in the same currency stands on a ledger account of its own', async () => {
  const accounts = await read((tx) => listBankAccounts(tx, 1));
  assert.deepEqual(accounts.map((account) => account.ledgerCode), ['1000', '1001']);
});

test('a batch that the bank booked as one line makes a receipt for each payment in it', async () => {
  const detail = (amountMinor: bigint, counterpartyName: string): object => ({ amountMinor, currency: 'EUR', counterpartyName, counterpartyAccount: '', ultimateName: '', text: 'x', rawText: '', bankReference: '', customerReference: '', endToEndId: '', mandateId: '', references: [], returnReason: '' });
  const outcome = await write((tx) => importDay(tx, ctx, { account: 'DE02120300000000202051', currency: 'EUR', on: '2026-03-05', lines: [{ amountMinor: 3_000n, text: 'batch', details: [detail(1_000n, 'A'), detail(2_000n, 'B')] as never }] }));
  assert.equal(outcome.receipts, 2);
  await assertChecks();
});

test('a person takes a receipt for something else, and takes it for a receipt again', async () => {
  const [line] = await read((tx) => pageOfLines(tx, { bankAccountId: null, statementId: null, status: 'receipt', bankLineId: null, from: '2026-03-02', to: '2026-03-02', after: null, limit: 1 }));
  assert.ok(line);
  const decide = (decision: 'receipt' | 'not_a_receipt', accountCode?: string): Promise<object> => write((tx) => decideLine(tx, ctx, { bankLineId: line.bankLineId, decision, accountCode, kind: 'other', reason: 'insurance refund', decidedOn: '2026-03-20' }));
  await decide('not_a_receipt', '6200');
  await assertChecks();
  await decide('receipt');
  await assertChecks();
  await assert.rejects(decide('receipt'), { code: 'move.not_allowed' });
});

test('a line is booked to no account that items, bank lines or documents keep; the database refuses it too', async () => {
  const [line] = await read((tx) => pageOfLines(tx, { bankAccountId: null, statementId: null, status: 'to_clarify', bankLineId: null, from: '2026-03-02', to: '2026-03-02', after: null, limit: 1 }));
  assert.ok(line);
  const decide = (accountCode: string): Promise<object> => write((tx) => decideLine(tx, ctx, { bankLineId: line.bankLineId, decision: 'not_a_receipt', accountCode, kind: 'other', reason: 'where it does not belong', decidedOn: '2026-03-20' }));
  for (const code of ['1000', '1001', '1200', '2100', '2110', '2200']) await assert.rejects(decide(code), { code: 'account.kept' }, code);
  await assert.rejects(decide('1299'), { code: 'account.unknown' });
  const insert = (code: string): Promise<object> => write(async (tx) => {
    await tx.run(sql`
      insert into payments.bank_line_decision (org_id, bank_line_id, decision_no, decision, kind, account_id, decided_by, reason, recorded_at, recorded_by)
      select ${tx.orgId}, ${line.bankLineId}, 99, 'not_a_receipt', 'other', account_id, 'person', 'around the code', now(), 'test' from ledger.account where org_id = ${tx.orgId} and code = ${code}`);
    return {};
  });
  await assert.rejects(insert('1200'), { constraint: 'line_account_is_free' });
  await assertChecks();
});

test('receipts entered by hand wait to be deposited; a bounced one is reversed once', async () => {
  const before = await balances();
  const { receiptId, number } = await write((tx) => recordReceipt(tx, ctx, { entityId: 1, method: 'cheque', receivedOn: '2026-03-10', amountMinor: 2_500n, currency: 'EUR', payerName: 'Ashford', reference: 'Cheque 17' }));
  assert.match(number, /^RCP-2026-\d{5}$/);
  assert.equal((await balances())['1050'], 2_500n);
  const reverse = (): Promise<object> => write((tx) => recordReversal(tx, ctx, { receiptId, reversedOn: '2026-03-12', reason: 'bounced', bankLineId: null }));
  await reverse();
  await assert.rejects(reverse(), { code: 'receipt.reversed' });
  assert.deepEqual({ ...(await balances()), 1050: undefined }, { ...before, 1050: undefined });
  await assert.rejects(write((tx) => recordReceipt(tx, ctx, { entityId: 1, method: 'cash', receivedOn: '2026-03-10', amountMinor: 0n, currency: 'EUR' })), { code: 'receipt.amount' });
  await assertChecks();
});

test('a bank’s return finds the receipt it takes back', async () => {
  await write((tx) => importDay(tx, ctx, { account: 'NL91ABNA0417164300', currency: 'EUR', on: '2026-03-09', lines: [{ amountMinor: -50_000n, counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE11', text: 'RUECKLASTSCHRIFT AC04 INV-2026-00001' }] }));
  const [pending] = await read((tx) => pendingReturns(tx, 1, '2026-03-31'));
  assert.ok(pending);
  await assertChecks();
  await write((tx) => recordReversal(tx, ctx, { receiptId: pending.receiptId, reversedOn: pending.bookedOn, reason: pending.reason, bankLineId: pending.bankLineId }));
  assert.deepEqual(await read((tx) => pendingReturns(tx, 1, '2026-03-31')), []);
  await assertChecks();
});

test('a return finds its payment in the same statement as well, whichever of the two stands first', async () => {
  const came = { amountMinor: 41_900n, counterpartyName: 'Otterby Logistik GmbH', counterpartyAccount: 'DE22', text: 'INV-2026-00044' };
  const back = { ...came, amountMinor: -41_900n, text: 'Return at the request of the payer: INV-2026-00044' };
  for (const [on, lines] of [['2026-03-16', [came, back]], ['2026-03-17', [back, came]]] as const) {
    const outcome = await write((tx) => importDay(tx, ctx, { account: 'NL91ABNA0417164300', currency: 'EUR', on, lines }));
    assert.deepEqual([outcome.receipts, outcome.returns, outcome.toClarify], [1, 1, 0], on);
    const [pending] = await read((tx) => pendingReturns(tx, 1, '2026-03-31'));
    assert.ok(pending, on);
    await write((tx) => recordReversal(tx, ctx, { receiptId: pending.receiptId, reversedOn: pending.bookedOn, reason: pending.reason, bankLineId: pending.bankLineId }));
  }
  await assertChecks();
});

const mt940 = `:20:START\r\n:25:12030000/20205100\r\n:28C:7/1\r\n:60F:C260310EUR100,00\r\n:61:2603110311C43,62NTRFNONREF//B00005\r\n:86:166?00GUTSCHRIFT?20SVWZ+INV-2026-00009?32Glenford Energy AG\r\n:62F:C260311EUR143,63\r\n-\r\n`;

test('a file comes in as a run, resumable and with its oddities as issues', async () => {
  await write((tx) => openBankAccount(tx, ctx, { entityId: 1, name: 'Third', account: 'DE021203000020205100', currency: 'EUR' }));
  const start = (): Promise<{ runId: string }> => write(async (tx) => {
    const file = await platform.files.keep(tx, ctx, { name: 'day.sta', mediaType: 'text/plain', bytes: Buffer.from(mt940) });
    return startStatementImport(tx, ctx, { fileId: file.fileId, fileName: 'day.sta', bankAccountId: null, profile: null });
  });
  for (const expected of [{ newLines: 1, knownLines: 0, differing: 1 }, { newLines: 0, knownLines: 1, differing: 1 }]) {
    const { runId } = await start();
    await executeRun(platform, paymentRuns, ctx.orgId, runId);
    const run = await read((tx) => findRun(tx, runId));
    assert.equal(run?.status, 'done', JSON.stringify(run?.failure));
    const { newLines, knownLines, differing } = run?.result as Record<string, number>;
    assert.deepEqual({ newLines, knownLines, differing }, expected);
    const issues = await read((tx) => listRunIssues(tx, runId, 0, 10));
    assert.deepEqual(issues.map((issue) => issue.code), expected.newLines === 1 ? ['bank_statement.differs'] : []);
  }
  await assertChecks();
});

test('a table is read by the names of its columns once its account is chosen', async () => {
  const csv = 'Date;Amount;Currency;Name;Description;Reference\n12.03.2026;1.234,50;EUR;Otterby Logistik GmbH;INV-2026-00010;T-0001\n31.03.2026;-3,00;EUR;;Account fee;T-0002\n';
  const accounts = await read((tx) => listBankAccounts(tx, 1));
  const { runId } = await write(async (tx) => {
    const file = await platform.files.keep(tx, ctx, { name: 'table.csv', mediaType: 'text/csv', bytes: Buffer.from(csv) });
    return startStatementImport(tx, ctx, { fileId: file.fileId, fileName: 'table.csv', bankAccountId: accounts[0]?.bankAccountId ?? '', profile: null });
  });
  await executeRun(platform, paymentRuns, ctx.orgId, runId);
  const run = await read((tx) => findRun(tx, runId));
  assert.equal((run?.result as Record<string, number>)['newLines'], 2, JSON.stringify(run?.failure));
  await assertChecks();
});
