// The routes of receipts and cash application answer what they promise, and move money as the screens ask them to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paymentRoutes } from '#payments/http.ts';
import { cashRoutes } from '#cash/http.ts';
import { openSmallCompany, type SmallCompany } from '#cash/testing/small-company.ts';
import { routeCaller, type Asked, type Wire } from '#customers/testing/call-route.ts';

let company: SmallCompany;
let birken: string;

before(async () => {
  company = await openSmallCompany();
  birken = await company.customer('Birkenfeld Optik GmbH', { number: 'C-1001' });
  await company.owe(birken, 'INV-2026-00001', 10_000n);
  await company.owe(birken, 'INV-2026-00002', 10_000n);
  await company.owe(birken, 'INV-2026-00003', 25_000n);
  await company.pay('2026-03-20', { amountMinor: 10_000n, counterpartyName: 'Birkenfeld Optik', counterpartyAccount: 'DE02120300000000202051', text: 'thanks' });
  await company.pay('2026-03-21', { amountMinor: 25_000n, counterpartyName: 'Birkenfeld Optik', text: 'INV-2026-00003' });
  await company.pay('2026-03-22', { amountMinor: -1_200n, text: 'ACCOUNT FEE' });
  await company.apply('2026-03-31');
});
after(() => company.close());

const call = (operation: string, asked?: Asked): Promise<Wire> => routeCaller(company.platform, [...paymentRoutes, ...cashRoutes])(company.ctx, operation, asked);
const items = (answer: Wire): readonly Wire[] => answer.items ?? [];
const receiptIdOf = async (number: string): Promise<string> => company.receiptId(number);

test('bank accounts, statements and lines are listed with what they were taken for', async () => {
  assert.deepEqual(items(await call('listBankAccounts')).map((row) => [row['name'], row['ledger_code']]), [['Bank EUR', '1000'], ['Bank USD', '1000']]);
  assert.equal(items(await call('listBankStatements')).length, 3);
  const lines = await call('listBankLines', { query: { limit: 2 } });
  assert.equal(items(lines).length, 2);
  assert.notEqual(lines['next_cursor'], null);
  assert.deepEqual(items(await call('listBankLines', { query: { status: 'not_a_receipt' } })).map((row) => [row['kind'], row['account_code']]), [['bank_charge', '6100']]);
});

test('the work list, one receipt, its candidates and its proof', async () => {
  const work = await call('listReceipts', { query: { status: '["unidentified","unapplied","partly"]', order: 'oldest' } });
  assert.deepEqual(items(work).map((row) => [row['number'], row['status'], row['match_status']]), [['RCP-2026-00001', 'unapplied', 'suggested']]);
  assert.match(String(items(work)[0]?.['payer_account']), /•/);
  assert.equal(items(await call('listReceipts', { query: { status: 'suggested' } })).length, 1);
  assert.equal(items(await call('listReceipts', { query: { q: 'INV-2026-00003' } })).length, 1);
  const params = { receipt_id: await receiptIdOf('RCP-2026-00001') };
  const candidates = await call('listCandidates', { params });
  assert.deepEqual(items(candidates).map((row) => row['number']).slice(0, 2).sort(), ['INV-2026-00001', 'INV-2026-00002']);
  assert.ok(candidates['suggestion']);
  const applied = await call('getReceipt', { params: { receipt_id: await receiptIdOf('RCP-2026-00002') } });
  assert.equal((applied['applications'] as object[]).length, 1);
  const proof = await call('explainReceipt', { params: { receipt_id: await receiptIdOf('RCP-2026-00002') } });
  assert.ok(JSON.stringify(proof).includes('named_exact'));
});

test('a person applies, takes back, keeps on account and sees the match meter', async () => {
  const receiptId = await receiptIdOf('RCP-2026-00001');
  const [candidate] = items(await call('listCandidates', { params: { receipt_id: receiptId } }));
  const money = (amount: string): object => ({ amount, currency: 'EUR' });
  const body = { lines: [{ document_id: candidate?.['document_id'], cash: money('60.00'), tolerance: money('0.00') }], reason: 'told so by phone', applied_on: '2026-04-01' };
  assert.equal((await call('applyReceipt', { params: { receipt_id: receiptId }, body }))['applications'], 1);
  const [application] = items(await call('listApplications', { query: { source_id: receiptId } }));
  await call('unapply', { params: { application_id: application?.['application_id'] }, body: { reason: 'wrong invoice', unapplied_on: '2026-04-02', wrong_match: true } });
  await call('keepReceiptOnAccount', { params: { receipt_id: receiptId }, body: { customer_id: birken, reason: 'for the next order', on: '2026-04-03' } });
  assert.equal(items(await call('listReceipts', { query: { status: 'on_account' } })).length, 1);
  const rates = await call('listMatchRates', { query: { from: '2026-03-01', to: '2026-03-31' } });
  assert.deepEqual(items(rates).map((row) => [row['receipts'], row['applied'], row['match_rate'], row['false_match_rate']]), [[2, 1, '0.5000', '0.0000']]);
  await company.assertChecks();
});

test('receipts by hand, decisions on lines, runs', async () => {
  const { receipt_id: receiptId } = await call('recordReceipt', { body: { method: 'cheque', received_on: '2026-04-05', amount: { amount: '12.50', currency: 'EUR' }, customer_id: birken } });
  await call('reverseReceipt', { params: { receipt_id: receiptId }, body: { reversed_on: '2026-04-06', reason: 'the cheque bounced' } });
  const [line] = items(await call('listBankLines', { query: { status: 'not_a_receipt' } }));
  await call('decideBankLine', { params: { bank_line_id: line?.['bank_line_id'] }, body: { decision: 'not_a_receipt', kind: 'other', account_code: '6200', reason: 'another account fits better', decided_on: '2026-04-06' } });
  assert.ok((await call('startCashRun', { body: {} }))['run_id']);
  await company.assertChecks();
});

test('the desk: views and their counts, documents of anybody, a split, a note, and what is left kept on account', async () => {
  const other = await company.customer('Ashford Bakery Ltd', { number: 'C-1002' });
  const eur = (amount: string): object => ({ amount, currency: 'EUR' });
  const { receipt_id: receiptId } = await call('recordReceipt', { body: { method: 'cash', received_on: '2026-05-05', amount: eur('80.00'), payer_name: 'Zentralkasse' } });
  const params = { receipt_id: receiptId };
  const work = async (status: string, more: object = {}): Promise<unknown[]> => items(await call('listReceipts', { query: { status, order: 'oldest', ...more } })).map((row) => row['receipt_id']);
  assert.ok((await work('to_match', { q: '80', method: 'cash' })).includes(receiptId));
  const counts = new Map(items(await call('countReceipts')).map((row) => [row['view'], row['receipts']]));
  assert.equal(counts.get('to_match'), (await work('to_match')).length);

  await call('splitReceipt', { params, body: { parts: [{ customer_id: birken, amount: eur('50.00') }, { customer_id: other, amount: eur('20.00') }], reason: 'one payment for both', on: '2026-05-06' } });
  await call('noteReceipt', { params, body: { text: 'the list follows' } });
  const split = await call('getReceipt', { params });
  assert.deepEqual((split['stands'] as Record<string, unknown>[]).map((part) => [part['customer_name'], part['left']]), [['Ashford Bakery Ltd', eur('20.00')], ['Birkenfeld Optik GmbH', eur('50.00')], [null, eur('10.00')]]);
  assert.deepEqual((split['history'] as Record<string, unknown>[]).filter((event) => event['event'] === 'note').map((event) => [event['amount'], event['reason']]), [[null, 'the list follows']]);

  const [document] = items(await call('searchOpenDocuments', { query: { q: '00002' } }));
  assert.equal(document?.['number'], 'INV-2026-00002');
  const body = { lines: [{ document_id: document['document_id'], cash: eur('60.00') }], reason: 'the list came', applied_on: '2026-05-07', rest_on_account_of: other };
  const applied = await call('applyReceipt', { params, body });
  assert.equal((applied['application_ids'] as string[]).length, applied['applications']);
  assert.ok((await work('on_account')).includes(receiptId));
  assert.ok((await work('applied_today')).includes(receiptId));
  assert.equal((await work('to_match')).includes(receiptId), false);
  await assert.rejects(call('listReceipts', { query: { status: 'nonsense' } }));
  await company.assertChecks();
});
