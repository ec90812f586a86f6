// What is kept by day and by status is what the postings and the bank lines say, whatever was applied, taken back, reversed or given a rate later.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { giveBaseAmounts, trialBalanceInBase } from '#ledger/base-amount.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { trialBalance } from '#ledger/queries.ts';
import { decideLine, listBankAccounts, pageOfLines, paymentChecks, totalsOfLines, type LineFilter } from '#payments/index.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';
import { unapply } from './take-back.ts';

let company: SmallCompany;

before(async () => {
  company = await openSmallCompany();
  const ash = await company.customer('Ashford Bakery Ltd');
  const birk = await company.customer('Birkenfeld Optik GmbH');
  await company.owe(ash, 'INV-2026-00001', 100_00n, { on: '2026-02-10' });
  await company.owe(ash, 'INV-2026-00002', 250_00n, { on: '2026-03-02', currency: 'USD' });
  await company.owe(birk, 'INV-2026-00003', 300_00n, { on: '2026-03-05' });
  await company.pay('2026-03-10', { amountMinor: 100_00n, counterpartyName: 'ASHFORD BAKERY LTD', text: 'INV-2026-00001' });
  await company.pay('2026-03-12', { amountMinor: 250_00n, counterpartyName: 'ASHFORD BAKERY LTD', text: 'INV-2026-00002' }, 'USD');
  await company.pay('2026-03-12', { amountMinor: 300_00n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00003' });
  await company.pay('2026-03-13', { amountMinor: 70_00n, counterpartyName: 'Nobody', text: 'x' });
  await company.pay('2026-03-14', { amountMinor: -3_00n, text: 'SOMETHING ODD' });
  await company.apply('2026-03-31');
});
after(() => company.close());

const days = ['2026-01-31', '2026-02-10', '2026-03-01', '2026-03-05', '2026-03-12', '2026-03-13', '2026-04-02', '2026-04-30', '2026-06-30'];
const always = '9999-12-31T00:00:00.000Z';
const entity = { entityId: 1, baseCurrency: 'EUR' };

/** As known at an instant the transfers themselves are added up: what is kept must come to the same. */
async function assertDays(): Promise<void> {
  for (const asOf of days) {
    assert.deepEqual(await company.read((tx) => trialBalance(tx, 1, { asOf })), await company.read((tx) => trialBalance(tx, 1, { asOf, knownAt: always })), asOf);
    assert.deepEqual(await company.read((tx) => trialBalanceInBase(tx, entity, { asOf })), await company.read((tx) => trialBalanceInBase(tx, entity, { asOf, knownAt: always })), `${asOf} in base`);
  }
  await company.assertChecks();
}

const everyLine: LineFilter = { bankAccountId: null, statementId: null, status: null, bankLineId: null, from: null, to: null };
const states = ['receipt', 'to_clarify', 'not_a_receipt', 'return', 'returned', 'duplicate'];

async function lineOf(text: string): Promise<{ bankLineId: string; receiptId: string | null }> {
  return (await company.read((tx) => pageOfLines(tx, { ...everyLine, after: null, limit: 50 }))).find((line) => line.text === text) ?? assert.fail(text);
}

/** By status the page is led by what is kept, without one each line's status is worked out. */
async function assertLines(): Promise<Record<string, number>> {
  const all = await company.read((tx) => pageOfLines(tx, { ...everyLine, after: null, limit: 50 }));
  const counts: Record<string, number> = {};
  for (const status of states) {
    const expected = all.filter((line) => line.status === status);
    assert.deepEqual(await company.read((tx) => pageOfLines(tx, { ...everyLine, status, after: null, limit: 50 })), expected, status);
    const totals = await company.read((tx) => totalsOfLines(tx, { ...everyLine, status }));
    assert.deepEqual(new Map(totals.map((row) => [row.currency, [row.lines, row.amountMinor]])),
      new Map([...Map.groupBy(expected, (line) => line.currency)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, lines]) => [currency, [lines.length, lines.reduce((sum, line) => sum + line.amountMinor, 0n)]])), `${status} totals`);
    if (expected.length > 0) counts[status] = expected.length;
  }
  for (const account of await company.read((tx) => listBankAccounts(tx, null))) {
    const own = all.filter((line) => line.bankAccountId === account.bankAccountId);
    assert.equal(account.linesMinor, own.reduce((sum, line) => sum + (line.status === 'duplicate' ? 0n : line.amountMinor), 0n));
    assert.equal(account.toClarify, own.filter((line) => line.status === 'to_clarify').length);
  }
  await company.assertChecks();
  return counts;
}

test('every day’s trial balance is that of the transfers, also where a rate came later and a payment was taken back', async () => {
  await assertDays();
  const { ctx } = company;
  await company.platform.database.ownerPool.query(`insert into ledger.fx_rate (org_id, currency, base_currency, rated_on, revision, rate, source, recorded_at) values ($1, 'USD', 'EUR', '2026-01-01', 1, 0.9, 'ECB', now())`, [ctx.orgId]);
  const given = { count: 0 };
  await company.write(async (tx) => Object.assign(given, { count: await giveBaseAmounts(tx, ctx.now) }));
  assert.ok(given.count > 0);
  await assertDays();
  const applications = await company.read((tx) => tx.many<{ applicationId: string }>({ text: 'select application_id from cash.application order by applied_on, application_id', values: [] }));
  assert.equal(applications.length, 3);
  await company.write((tx) => unapply(tx, ctx, { applicationIds: applications.map((row) => row.applicationId), reason: 'another invoice was meant', unappliedOn: '2026-04-02', wrongMatch: true }));
  await assertDays();
  const [usd] = (await company.read((tx) => trialBalanceInBase(tx, entity, { asOf: '2026-06-30' }))).filter((row) => row.code === '1200');
  assert.ok(usd);
});

test('lines by status and the figures of bank accounts follow every decision, reversal and return', async () => {
  const { ctx } = company;
  assert.deepEqual(await assertLines(), { receipt: 4, to_clarify: 1 });
  const decide = async (text: string, decision: 'receipt' | 'not_a_receipt' | 'duplicate'): Promise<void> => {
    const { bankLineId } = await lineOf(text);
    await company.write((tx) => decideLine(tx, ctx, { bankLineId, decision, reason: 'told so', decidedOn: '2026-04-10' }));
  };
  await decide('SOMETHING ODD', 'not_a_receipt');
  assert.deepEqual(await assertLines(), { receipt: 4, not_a_receipt: 1 });
  await decide('x', 'not_a_receipt');
  assert.deepEqual(await assertLines(), { receipt: 3, not_a_receipt: 2 });
  await decide('x', 'receipt');
  await decide('SOMETHING ODD', 'duplicate');
  assert.deepEqual(await assertLines(), { receipt: 4, duplicate: 1 });
  const { receiptId } = await lineOf('x');
  await company.write((tx) => reverseReceipt(tx, ctx, { receiptId: receiptId ?? '', reversedOn: '2026-04-12', reason: 'sent back', bankLineId: null }));
  assert.deepEqual(await assertLines(), { receipt: 3, duplicate: 1, to_clarify: 1 });
  await company.pay('2026-04-14', { amountMinor: -300_00n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'RUECKLASTSCHRIFT AC04 INV-2026-00003' });
  await company.apply('2026-04-30');
  assert.deepEqual(await assertLines(), { receipt: 2, duplicate: 1, to_clarify: 1, returned: 1, return: 1 });
  await assertDays();
});

test('a database from before is filled with what its rows come to', async () => {
  const owner = company.platform.database.ownerPool;
  const fills = fs.readFileSync(new URL('../../migrations/0013_kept_sums.sql', import.meta.url), 'utf8').split(';').map((one) => one.replaceAll(/^--.*$/gm, '').trim()).filter((one) => one.startsWith('insert into'));
  assert.equal(fills.length, 4);
  await owner.query('delete from ledger.account_day; delete from payments.bank_line_state; delete from payments.bank_line_day; delete from invoicing.tax_day');
  for (const fill of fills) await owner.query(fill);
  await assertDays();
  await assertLines();
});

test('a kept sum that is wrong is told', async () => {
  const owner = company.platform.database.ownerPool;
  const told = async (name: string): Promise<number> => (await company.read(async (tx) => [...ledgerChecks, ...paymentChecks].find((one) => one.name === name)?.run(tx)))?.breaches.length ?? 0;
  await owner.query(`update ledger.account_day set base_debit_minor = base_debit_minor + 1 where org_id = $1 and currency = 'USD' and posted_on = '2026-03-02' and debit_minor > 0`, [company.ctx.orgId]);
  await owner.query(`update payments.bank_line_state set status = 'receipt' where org_id = $1 and status = 'duplicate'`, [company.ctx.orgId]);
  await owner.query(`update payments.bank_line_day set amount_minor = amount_minor + 1 where org_id = $1 and status = 'returned' and lines = 1`, [company.ctx.orgId]);
  assert.deepEqual([await told('ledger.days'), await told('payments.line_states')], [1, 2]);
});
