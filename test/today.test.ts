// Each queue of the day counts exactly the rows of the list that it leads to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSmallCompany, type SmallCompany } from '#cash/testing/small-company.ts';
import { routeCaller, type Asked, type Wire } from '#customers/testing/call-route.ts';
import { openBilledTrade } from '#invoicing/testing/billed-trade.ts';
import { paymentRoutes } from '#payments/http.ts';
import { recordReversal } from '#payments/index.ts';
import { workRoutes } from '#work/http.ts';

let company: SmallCompany;

before(async () => {
  company = await openSmallCompany();
});
after(() => company.close());

const call = (operation: string, asked?: Asked): Promise<Wire> => routeCaller(company.platform, [...paymentRoutes, ...workRoutes])(company.ctx, operation, asked);

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

test('a draft of late in the evening is as old as the day in the zone of the company says', async () => {
  const trade = await openBilledTrade('2026-03-02T23:30:00.000Z');
  const customer = await trade.customer('C-1');
  await trade.call('saveInvoice', { body: { customer_id: customer.customerId, issued_on: '2026-03-02', lines: [{ product: 'P-1', quantity: '1' }] } });
  const today = await routeCaller(trade.platform, workRoutes)({ ...trade.ctx, now: trade.platform.clock.now() }, 'getToday');
  const drafts = (today['queues'] as Wire[]).find((queue) => queue['queue'] === 'drafts');
  assert.deepEqual([today['as_of'], drafts?.['oldest_on']], ['2026-03-03', '2026-03-03']);
  await trade.close();
});
