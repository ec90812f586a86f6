// A payment applied and taken back leaves the list of invoices as it was: totals are the documents', however often their items moved.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cashRoutes } from '#cash/http.ts';
import { openSmallCompany, type SmallCompany } from '#cash/testing/small-company.ts';
import { routeCaller, type Asked, type Wire } from '#customers/testing/call-route.ts';
import { invoicingRoutes } from '#invoicing/http.ts';

let company: SmallCompany;
let receiptId: string;
let birken: string;

before(async () => {
  company = await openSmallCompany();
  birken = await company.customer('Birkenfeld Optik GmbH', { number: 'C-1001' });
  await company.owe(birken, 'INV-2026-00001', 10_000n);
  await company.owe(birken, 'INV-2026-00002', 25_000n);
  await company.owe(birken, 'CN-2026-00001', 3_000n, { kind: 'credit_note' });
  await company.pay('2026-03-20', { amountMinor: 10_000n, counterpartyName: 'Birkenfeld Optik', text: 'thanks' });
  receiptId = await company.receiptId('RCP-2026-00001');
});
after(() => company.close());

const call = (operation: string, asked?: Asked): Promise<Wire> => routeCaller(company.platform, [...invoicingRoutes, ...cashRoutes])(company.ctx, operation, asked);

/** Number of documents, their totals and what is open of them, as a view of the list tells it. */
async function told(query: object): Promise<unknown[]> {
  const answer = await call('listInvoices', { query });
  const [total] = answer['totals'] as { total: { amount: string }; open: { amount: string } }[];
  return [answer['total'], total?.total.amount, total?.open.amount];
}

/** Of every view that tells totals. */
async function views(): Promise<Record<string, unknown[]>> {
  const questions = { all: {}, open: { state: 'open' }, overdue: { state: 'overdue' }, paid: { state: 'paid' }, invoices: { state: 'open', kind: 'invoice' }, credits: { state: 'open', kind: 'credit_note' }, customer: { state: 'open', q: 'C-1001' } };
  return Object.fromEntries(await Promise.all(Object.entries(questions).map(async ([name, query]) => [name, await told(query)] as const)));
}

const untouched = { all: [3, '320.00', '320.00'], open: [3, '320.00', '320.00'], overdue: [2, '350.00', '350.00'], paid: [0, undefined, undefined], invoices: [2, '350.00', '350.00'], credits: [1, '-30.00', '-30.00'], customer: [3, '320.00', '320.00'] };

test('before anything is applied the views tell totals and what is open', async () => {
  assert.deepEqual(await views(), untouched);
});

test('a payment applied and taken back, twice, changes no total', async () => {
  const [candidate] = (await call('listCandidates', { params: { receipt_id: receiptId } })).items?.filter((row) => row['number'] === 'INV-2026-00001') ?? [];
  const body = { lines: [{ document_id: candidate?.['document_id'], cash: { amount: '100.00', currency: 'EUR' } }], reason: 'told so by phone', applied_on: '2026-04-01' };
  for (const round of [1, 2]) {
    await call('applyReceipt', { params: { receipt_id: receiptId }, body });
    assert.deepEqual(await views(), { all: [3, '320.00', '220.00'], open: [2, '220.00', '220.00'], overdue: [1, '250.00', '250.00'], paid: [1, '100.00', '0.00'], invoices: [1, '250.00', '250.00'], credits: untouched.credits, customer: [2, '220.00', '220.00'] }, `round ${round}`);
    const applications = (await call('listApplications', { query: { source_id: receiptId } })).items ?? [];
    const application = applications.find((row) => row['unapplied_on'] === null || row['unapplied_on'] === undefined);
    await call('unapply', { params: { application_id: application?.['application_id'] }, body: { reason: 'wrong invoice', unapplied_on: '2026-04-02', wrong_match: false } });
    assert.deepEqual(await views(), untouched, `taken back, round ${round}`);
  }
  await company.assertChecks();
});

test('nor what the statement and the document say they were opened with', async () => {
  const { sheets } = await call('getStatement', { params: { customer_id: birken } }) as unknown as { sheets: { open_items: { number: string; amount: { amount: string } }[] }[] };
  assert.deepEqual(sheets[0]?.open_items.map((item) => [item.number, item.amount.amount]).sort(), [['INV-2026-00001', '100.00'], ['INV-2026-00002', '250.00']]);
  const invoice = (await call('listInvoices', { query: { q: 'INV-2026-00001' } })).items?.[0];
  const document = await call('getInvoice', { params: { document_id: invoice?.['document_id'] } }) as unknown as { open_items: { amount: { amount: string } }[] };
  assert.deepEqual(document.open_items.map((item) => item.amount.amount), ['100.00']);
});

test('a credit note used up and taken back counts once again', async () => {
  const { items = [] } = await call('listInvoices', { query: { kind: 'credit_note' } });
  const invoice = (await call('listInvoices', { query: { q: 'INV-2026-00002' } })).items?.[0];
  await call('applyCreditNote', { params: { document_id: items[0]?.['document_id'] }, body: { lines: [{ document_id: invoice?.['document_id'], amount: { amount: '30.00', currency: 'EUR' } }], reason: 'as agreed', applied_on: '2026-04-03' } });
  assert.deepEqual((await views())['open'], [2, '350.00', '320.00']);
  const { items: applications = [] } = await call('listApplications', { query: { source_id: items[0]?.['document_id'] } });
  await call('unapply', { params: { application_id: applications[0]?.['application_id'] }, body: { reason: 'wrong invoice', unapplied_on: '2026-04-04', wrong_match: false } });
  assert.deepEqual(await views(), untouched);
});
