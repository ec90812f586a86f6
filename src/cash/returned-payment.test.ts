// A payment that the bank takes back: told by codes, words or a person, with the bank's fee apart, and everything it paid open again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decideLine } from '#payments/index.ts';
import { trialBalance } from '#ledger/queries.ts';
import { requestRefund, takeRefundBack } from './refund-receipt.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';

let company: SmallCompany;
let birken = '';

before(async () => {
  company = await openSmallCompany();
  birken = await company.customer('Birkenfeld Optik GmbH', { account: 'DE02120300000000202051' });
});
after(() => company.close());

const payer = { counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE02120300000000202051' };

async function balance(code: string): Promise<bigint> {
  const rows = await company.read((tx) => trialBalance(tx, 1, { asOf: '2026-12-31' }));
  return rows.filter((row) => row.code === code).reduce((sum, row) => sum + row.debitMinor - row.creditMinor, 0n);
}

test('a direct debit comes back with the bank’s fee in one sum: the invoice is open again with its old due date, the fee is a bank charge', async () => {
  await company.owe(birken, 'INV-2026-00001', 55_81n);
  await company.pay('2026-04-02', { amountMinor: 55_81n, ...payer, text: 'INV-2026-00001', endToEndId: 'E2E-000017' });
  await company.apply('2026-04-02');
  assert.equal(await company.open('INV-2026-00001'), 0n);
  await company.pay('2026-04-09', { amountMinor: -59_00n, ...payer, text: 'INV-2026-00001', endToEndId: 'E2E-000017', returnReason: 'MD06', transactionCode: 'PMNT-IDDT-UPDD' });
  assert.equal((await company.apply('2026-04-09'))['returns'], 1);
  const [item] = await company.read((tx) => tx.many<{ openMinor: bigint; dueOn: string }>({ text: "select i.open_minor, i.due_on from ledger.open_item i join invoicing.document d on d.document_id = i.document_id where d.number = 'INV-2026-00001'", values: [] }));
  assert.deepEqual(item, { openMinor: 55_81n, dueOn: '2026-03-31' });
  assert.deepEqual([await balance('6100'), await balance('1900')], [3_19n, 0n]);
  await company.assertChecks();
});

test('a little less from another account, or from two payments alike, is not taken for the one', async () => {
  await company.owe(birken, 'INV-2026-00002', 40_00n);
  await company.owe(birken, 'INV-2026-00003', 41_00n);
  for (const [number, minor] of [['INV-2026-00002', 40_00n], ['INV-2026-00003', 41_00n]] as const) await company.pay('2026-04-12', { amountMinor: minor, ...payer, text: number });
  await company.apply('2026-04-12');
  await company.pay('2026-04-14', { amountMinor: -44_00n, ...payer, text: 'RETURNED ITEM' });
  await company.pay('2026-04-14', { amountMinor: -44_50n, counterpartyName: 'Somebody', text: 'RETURNED ITEM INV-2026-00002' });
  assert.equal((await company.apply('2026-04-14'))['returns'], 0);
  assert.equal(await balance('1900'), 88_50n);
});

test('a person says which receipt a line took back; what is more is the fee, and the same receipt is taken back once', async () => {
  const lines = await company.read((tx) => tx.many<{ bankLineId: string }>({ text: "select bank_line_id from payments.bank_line where booked_on = '2026-04-14' order by amount_minor desc", values: [] }));
  const [receipt] = await company.read((tx) => tx.many<{ receiptId: string }>({ text: "select receipt_id from payments.receipt where amount_minor = 4000", values: [] }));
  const take = (index: number, receiptId = receipt?.receiptId): Promise<object> =>
    company.write((tx) => decideLine(tx, company.ctx, { bankLineId: lines[index]?.bankLineId ?? '', decision: 'return', receiptId, reason: 'the bank’s letter says so', decidedOn: '2026-04-15' }));
  await take(0);
  await assert.rejects(take(0), { code: 'move.not_allowed' });
  await assert.rejects(take(1), { code: 'receipt.not_returned' });
  await assert.rejects(take(1, '00000000-0000-7000-8000-000000000000'), { code: 'request.not_found' });
  await company.assertChecks();
  assert.equal((await company.apply('2026-04-16'))['returns'], 1);
  assert.deepEqual([await company.open('INV-2026-00002'), await company.open('INV-2026-00003')], [40_00n, 0n]);
  assert.deepEqual([await balance('6100'), await balance('1900')], [3_19n + 4_00n, 44_50n]);
  await company.assertChecks();
});

test('what was paid back to the customer meanwhile is not taken back by a run: the return waits until the refund is undone', async () => {
  await company.setPolicy({ refundAlone: 'EUR 100.00' });
  await company.pay('2026-05-02', { amountMinor: 70_00n, ...payer, text: 'deposit', endToEndId: 'E2E-000070' });
  await company.apply('2026-05-02');
  const [receipt] = await company.read((tx) => tx.many<{ receiptId: string }>({ text: 'select receipt_id from payments.receipt where amount_minor = 7000', values: [] }));
  const { refundId } = await company.write((tx) => requestRefund(tx, company.ctx, { receiptId: receipt?.receiptId ?? '', reason: 'they asked for it', on: '2026-05-03' }));
  await company.pay('2026-05-04', { amountMinor: -70_00n, ...payer, text: 'deposit', endToEndId: 'E2E-000070', returnReason: 'MD06', transactionCode: 'PMNT-IDDT-UPDD' });
  assert.equal((await company.apply('2026-05-05'))['returns'], 0);
  await company.write((tx) => takeRefundBack(tx, company.ctx, { refundId, reason: 'it did not go out', on: '2026-05-06' }));
  assert.equal((await company.apply('2026-05-06'))['returns'], 1);
  await company.assertChecks();
});

test('returns and the matching after them are transactions of their own', async () => {
  const commands = await company.read((tx) => tx.many<{ command: string; reasons: string[] }>({ text: "select command, array_agg(distinct coalesce(reason, '')) as reasons from platform.audit where command in ('cash.returns', 'cash.apply') group by command", values: [] }));
  const reasonsOf = (name: string): string[] => commands.find((one) => one.command === name)?.reasons ?? [];
  assert.equal(reasonsOf('cash.apply').includes('applied by rule'), true);
  assert.equal(reasonsOf('cash.returns').includes('applied by rule'), false);
});
