// Each queue of the day counts exactly the rows of the list that it leads to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cashRoutes } from '#cash/http.ts';
import { openSmallCompany, type SmallCompany } from '#cash/testing/small-company.ts';
import { bringIn } from '#customers/testing/bring-in.ts';
import { routeCaller, type Asked, type Wire } from '#customers/testing/call-route.ts';
import { invoicesImport } from '#invoicing/import-invoices.ts';
import { openBilledTrade } from '#invoicing/testing/billed-trade.ts';
import { paymentRoutes } from '#payments/http.ts';
import { recordReversal } from '#payments/index.ts';
import { workRoutes } from '#work/http.ts';

let company: SmallCompany;

before(async () => {
  company = await openSmallCompany();
});
after(() => company.close());

const call = (operation: string, asked?: Asked): Promise<Wire> => routeCaller(company.platform, [...paymentRoutes, ...cashRoutes, ...workRoutes])(company.ctx, operation, asked);

/** Number and money of the queue, number and money of the list. */
async function linesToClarify(): Promise<unknown[]> {
  const queues = (await call('getToday'))['queues'] as Wire[];
  const queue = queues.find((one) => one['queue'] === 'lines_to_clarify');
  const list = await call('listBankLines', { query: { status: 'to_clarify' } });
  const [totals] = list['totals'] as Wire[];
  return [queue?.['items'], queue?.['amount'], list['total'], totals?.['amount']];
}

test('lines to clarify are those of the list, among them one whose receipt a person has reversed', async () => {
  const eur = (amount: string): object => ({ amount, currency: 'EUR' });
  await company.pay('2026-06-01', { amountMinor: -12_000n, counterpartyName: 'Office rent', text: 'June' });
  await company.pay('2026-06-02', { amountMinor: 5_000n, counterpartyName: 'Somebody', text: 'by mistake' });
  await company.pay('2026-06-03', { amountMinor: 7_000n, counterpartyName: 'Somebody else', text: 'stays a receipt' });
  assert.deepEqual(await linesToClarify(), [1, eur('120.00'), 1, eur('-120.00')]);
  const receiptId = await company.receiptId('RCP-2026-00001');
  await company.write((tx) => recordReversal(tx, company.ctx, { receiptId, reversedOn: '2026-06-04', reason: 'not ours', bankLineId: null }));
  assert.deepEqual(await linesToClarify(), [2, eur('170.00'), 2, eur('-70.00')]);
  const reversed = (await call('listBankLines', { query: { from: '2026-06-02', to: '2026-06-02' } })).items?.[0];
  await call('decideBankLine', { params: { bank_line_id: String(reversed?.['bank_line_id']) }, body: { decision: 'not_a_receipt', account_code: '6200', reason: 'insurance', decided_on: '2026-06-05' } });
  assert.deepEqual(await linesToClarify(), [1, eur('120.00'), 1, eur('-120.00')]);
  await company.assertChecks();
});

const cashQueues = { suggested_matches: 'suggested', unidentified_receipts: '["unidentified","no_proposal"]', unapplied_receipts: '["unapplied","partly","no_proposal"]' };

/** Of each queue of receipts: how many and how much is left, as the queue and as its list say. */
async function receiptsToDo(): Promise<unknown> {
  const queues = (await call('getToday'))['queues'] as Wire[];
  const said = await Promise.all(Object.entries(cashQueues).map(async ([name, status]) => {
    const queue = queues.find((one) => one['queue'] === name);
    const list = await call('listReceipts', { query: { status } });
    const left = (list['totals'] as Wire[]).map((total) => (total['left'] as Wire)['amount']);
    assert.deepEqual([queue?.['items'] ?? 0, left.reduce((sum: number, amount) => sum + Number(amount), 0)], [list['total'], Number((queue?.['amount'] as Wire | undefined)?.['amount'] ?? 0)], name);
    return [name, list['total']];
  }));
  return Object.fromEntries(said);
}

test('a payment waits in one queue: proposed, of nobody known, or not applied; what stays on an account on purpose in none', async () => {
  const birken = await company.customer('Birkenfeld Optik GmbH', { number: 'C-1', account: 'DE89370400440532013000' });
  for (const number of ['INV-2026-00001', 'INV-2026-00002']) await company.owe(birken, number, 20_000n);
  await company.owe(birken, 'INV-2026-00003', 3_000n);
  const before = await receiptsToDo();
  await company.pay('2026-06-10', { amountMinor: 20_000n, counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE89370400440532013000', text: 'one of two' });
  await company.pay('2026-06-11', { amountMinor: 7_700n, counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE89370400440532013000', text: 'what for' });
  await company.pay('2026-06-12', { amountMinor: 9_900n, counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE89370400440532013000', text: 'who knows' });
  await company.apply('2026-06-30');
  const waiting = { ...(before as Record<string, number>) };
  assert.deepEqual(await receiptsToDo(), { ...waiting, suggested_matches: 1, unapplied_receipts: 2 });
  const [, second, third] = await Promise.all(['2026-06-10', '2026-06-11', '2026-06-12'].map(async (day) => (await call('listReceipts', { query: { from: day, to: day } })).items?.[0]));
  await call('keepReceiptOnAccount', { params: { receipt_id: String(third?.['receipt_id']) }, body: { customer_id: birken, reason: 'agreed by phone', on: '2026-06-30' } });
  assert.deepEqual(await receiptsToDo(), { ...waiting, suggested_matches: 1, unapplied_receipts: 1 });
  const documentId = String((await call('searchOpenDocuments', { query: { q: 'INV-2026-00003' } })).items?.[0]?.['document_id']);
  await call('applyReceipt', { params: { receipt_id: String(second?.['receipt_id']) }, body: { lines: [{ document_id: documentId, cash: { amount: '30.00', currency: 'EUR' } }], reason: 'as the letter says', applied_on: '2026-06-30' } });
  assert.deepEqual(await receiptsToDo(), { ...waiting, suggested_matches: 1, unapplied_receipts: 1 });
  await company.assertChecks();
});

test('of a payment that is partly applied only the rest waits to be confirmed', async () => {
  const ash = await company.customer('Ashford Bakery Ltd', { number: 'C-2', account: 'DE02120300000000202051' });
  await company.owe(ash, 'INV-2026-00021', 3_000n);
  await company.pay('2026-06-14', { amountMinor: 23_000n, counterpartyName: 'Ashford Bakery Ltd', counterpartyAccount: 'DE02120300000000202051', text: 'what for' });
  await company.apply('2026-06-30');
  const before = (await receiptsToDo()) as Record<string, number>;
  const receipt = (await call('listReceipts', { query: { from: '2026-06-14', to: '2026-06-14' } })).items?.[0];
  const documentId = String((await call('searchOpenDocuments', { query: { q: 'INV-2026-00021' } })).items?.[0]?.['document_id']);
  await call('applyReceipt', { params: { receipt_id: String(receipt?.['receipt_id']) }, body: { lines: [{ document_id: documentId, cash: { amount: '30.00', currency: 'EUR' } }], reason: 'as the letter says', applied_on: '2026-06-30' } });
  for (const number of ['INV-2026-00022', 'INV-2026-00023']) await company.owe(ash, number, 20_000n, { on: '2026-05-01' });
  await company.apply('2026-06-30');
  assert.deepEqual(await receiptsToDo(), { ...before, suggested_matches: (before['suggested_matches'] ?? 0) + 1, unapplied_receipts: (before['unapplied_receipts'] ?? 0) - 1 });
  await company.assertChecks();
});

test('a draft of late in the evening is as old as the day in the zone of the company says', async () => {
  const trade = await openBilledTrade('2026-03-02T23:30:00.000Z');
  const customer = await trade.customer('C-1');
  await trade.call('saveInvoice', { body: { customer_id: customer.customerId, issued_on: '2026-03-02', lines: [{ product: 'P-1', quantity: '1' }] } });
  const today = await routeCaller(trade.platform, workRoutes)({ ...trade.ctx, now: trade.platform.clock.now() }, 'getToday');
  const drafts = (today['queues'] as Wire[]).find((queue) => queue['queue'] === 'drafts');
  assert.deepEqual([today['as_of'], drafts?.['oldest_on']], ['2026-03-03', '2026-03-03']);
  await trade.close();
});

test('drafts come to what their list says: a credit note lowers the sum', async (context) => {
  const trade = await openBilledTrade('2026-03-02T08:00:00.000Z');
  context.after(() => trade.close());
  await trade.customer('C-1');
  const line = { customer_number: 'C-1', issued_on: '2026-03-02', charge_code: 'SERVICE', description: 'Repair', unit_price: '60.00' };
  await bringIn(trade.platform, trade.ctx, invoicesImport, [{ ...line, reference: 'T-1', quantity: '3' }, { ...line, reference: 'T-2', kind: 'credit_note', reason_code: 'cancellation', reason: 'Cancelled' }]);
  const today = await routeCaller(trade.platform, workRoutes)({ ...trade.ctx, now: trade.platform.clock.now() }, 'getToday');
  const [total] = (await trade.call('listInvoices', { query: { state: 'draft' } }))['totals'] as Wire[];
  assert.deepEqual((today['queues'] as Wire[]).filter((queue) => queue['queue'] === 'drafts').map((queue) => [queue['items'], queue['amount']]), [[total?.['documents'], total?.['total']]]);
});
