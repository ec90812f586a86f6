// Credits after credits: corrected prices, goods that came back, free goods, partial credits of mixed rates, and voids that may no longer be.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeCustomer, setShipTo } from '#customers/index.ts';
import type { Wire } from '#customers/testing/call-route.ts';
import { recordOrder } from '#evidence/index.ts';
import { accountFor } from '#ledger/account-store.ts';
import { post, reverseEntry } from '#ledger/post.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';

let trade: BilledTrade;

before(async () => {
  trade = await openBilledTrade();
  for (const number of ['C-1', 'C-2', 'C-3']) await trade.customer(number, { invoiceGrouping: 'customer' });
});
after(() => trade.close());

const amount = (value: unknown): string => (value as { amount: string }).amount;

async function documentId(number: string): Promise<string> {
  return (await trade.documents()).find((document) => document.number === number)?.documentId ?? '';
}

const credit = async (number: string, lines: Wire[] | undefined): Promise<Wire> =>
  trade.call('creditInvoice', { params: { document_id: await documentId(number) }, body: { reason_code: 'price', reason: 'agreed reduction', ...(lines === undefined ? {} : { lines }) } });

test('goods come back after their price was corrected: what is left of it is credited, and the run of the day ends', async () => {
  await trade.order({ number: 'SO-1', customer: 'C-1', lines: [{ product: 'P-1', quantity: '10' }, { product: 'P-2', quantity: '4', price: '0' }] });
  await trade.setGate({ priceDifferencePercent: '100' });
  await trade.deliver({ number: 'DN-1', on: '2026-02-10', lines: [{ order: 'SO-1', line: 1, quantity: '10' }, { order: 'SO-1', line: 2, quantity: '4' }] });
  await trade.bill('2026-02-28');
  await credit('INV-2026-00001', [{ line_no: 1, amount: { amount: '20.00', currency: 'EUR' } }]);
  await trade.deliver({ number: 'RT-1', kind: 'return', on: '2026-03-01', lines: [{ order: 'SO-1', line: 1, quantity: '4' }, { order: 'SO-1', line: 2, quantity: '1' }] });
  assert.equal((await trade.bill('2026-03-02')).creditNotes, 1);
  await trade.deliver({ number: 'RT-2', kind: 'return', on: '2026-03-02', lines: [{ order: 'SO-1', line: 1, quantity: '6' }] });
  assert.equal((await trade.bill('2026-03-02')).creditNotes, 1);
  const [invoice, ...notes] = await trade.documents();
  // 80.00 are left after the correction: 4 pieces of 10 are 32.00, the other 6 are 48.00, each with 21 %; the free bottles come back at nothing.
  assert.deepEqual(notes.map((note) => note.totalMinor), [2_420n, 3_872n, 5_808n]);
  assert.equal(invoice?.openMinor, 0n);
  assert.deepEqual((await trade.charges()).filter((charge) => charge.delivery.startsWith('RT')).map((charge) => charge.status), ['billed', 'billed', 'billed']);
  await assert.rejects(credit('INV-2026-00001', [{ line_no: 1, amount: { amount: '0.01', currency: 'EUR' } }]), { code: 'credit.exceeds_line' });
  await trade.assertChecks();
});

test('a hand-made line of an order is credited too when its goods come back', async () => {
  await trade.order({ number: 'SO-2', customer: 'C-2', lines: [{ product: 'P-1', quantity: '5' }] });
  const customers = await trade.read((tx) => tx.many<{ customerId: string }>({ text: "select customer_id from customers.customer where number = 'C-2'", values: [] }));
  const { document_id: id } = await trade.call('saveInvoice', { body: { customer_id: customers[0]?.customerId, order_number: 'SO-2', lines: [{ quantity: '5', order_line_no: 1 }] } });
  const { number } = await trade.call('issueInvoice', { params: { document_id: id }, body: {} });
  await trade.deliver({ number: 'RT-3', kind: 'return', on: '2026-03-02', lines: [{ order: 'SO-2', line: 1, quantity: '2' }] });
  assert.equal((await trade.bill('2026-03-02')).creditNotes, 1);
  assert.equal((await trade.documents()).find((document) => document.number === number)?.openMinor, 6_050n - 2_420n);
  await trade.assertChecks();
});

for (const rounding of ['group', 'line'] as const) {
  test(`an invoice of two rates, rounded per ${rounding}, is credited line by line to the last cent of tax`, async () => {
    await trade.platform.database.ownerPool.query('update platform.entity set tax_rounding = $1', [rounding]);
    const lines = Array.from({ length: 12 }, (_line, index) => ({ product: index % 3 === 0 ? 'P-3' : 'P-1', quantity: '0.37', price: `${(index + 1) / 10}3` }));
    await trade.order({ number: `SO-${rounding}`, customer: 'C-3', lines });
    await trade.deliver({ number: `DN-${rounding}`, on: '2026-02-10', lines: lines.map((_line, index) => ({ order: `SO-${rounding}`, line: index + 1, quantity: '0.37' })) });
    await trade.bill('2026-03-02');
    const invoice = (await trade.documents()).findLast((document) => document.kind === 'invoice');
    assert.ok(invoice && invoice.openMinor > 0n);
    for (let line = 1; line <= lines.length; line += 2) await credit(invoice.number, [{ line_no: line, quantity: '0.11' }, { line_no: line + 1 }]);
    for (let line = 1; line <= lines.length; line += 2) await credit(invoice.number, [{ line_no: line }]);
    const after = (await trade.documents()).find((document) => document.number === invoice.number);
    assert.equal(after?.openMinor, 0n);
    await trade.assertChecks();
  });
}

test('what was credited is not voided, even where the credit stands on the account and the invoice is open in full', async () => {
  const customer = await trade.customer('C-4');
  await trade.order({ number: 'SO-5', customer: 'C-4', lines: [{ product: 'P-1', quantity: '1' }] });
  await trade.deliver({ number: 'DN-5', on: '2026-03-01', lines: [{ order: 'SO-5', line: 1, quantity: '1' }] });
  await trade.bill('2026-03-02');
  const invoice = (await trade.documents()).findLast((document) => document.kind === 'invoice');
  assert.ok(invoice);
  const entryId = '0195b000-0000-7000-8000-000000000001';
  await trade.write(async (tx) => {
    await post(tx, trade.platform.clock.now(), [{ entryId, entityId: 1, postedOn: '2026-03-02', event: 'test.paid', sourceId: invoice.documentId, transfers: [{
      debitAccountId: await accountFor(tx, 1, 'bank'), creditAccountId: await accountFor(tx, 1, 'receivable'), amountMinor: 1_210n, currency: 'EUR', customerId: customer.customerId,
      creditItem: { itemId: invoice.documentId, documentId: invoice.documentId, dueOn: '2026-04-01' } }] }]);
    return {};
  });
  await credit(invoice.number, [{ line_no: 1, amount: { amount: '1.00', currency: 'EUR' } }]);
  await trade.write(async (tx) => {
    await reverseEntry(tx, trade.platform.clock.now(), entryId, { entryId: '0195b000-0000-7000-8000-000000000002', postedOn: '2026-03-02', event: 'test.returned', reason: 'the payment came back' });
    return {};
  });
  assert.equal((await trade.documents()).find((document) => document.number === invoice.number)?.openMinor, 1_210n);
  await assert.rejects(trade.call('voidInvoice', { params: { document_id: invoice.documentId }, body: { reason: 'a mistake' } }), (error: Error & { code?: string }) => error.code === 'void.not_allowed' && /credited by CN-/.test(error.message));
  await trade.assertChecks();
});

test('one invoice of goods to several places names none of them as the place of delivery', async () => {
  const customer = await trade.customer('C-9', { invoiceGrouping: 'customer' });
  await trade.write(async (tx) => {
    await setShipTo(tx, trade.ctx, { customerId: customer.customerId, code: 'DOCK', name: 'Dock', address: { lines: ['Kade 9'], country: 'NL' }, country: 'NL', region: null });
    for (const [number, shipTo] of [['SO-91', 'DOCK'], ['SO-92', null]] as const) {
      await recordOrder(tx, trade.ctx, { entityId: 1, number, customer: 'C-9', orderedOn: '2026-02-01', currency: null, priceRule: 'order', blanket: false, notToExceed: null, expiresOn: null, customerPo: null, shipTo,
        lines: [{ lineNo: 1, product: 'P-1', description: null, quantity: '1', unitPrice: null, discountPercent: null }] });
    }
    return {};
  });
  await trade.deliver({ number: 'DN-91', on: '2026-03-01', lines: [{ order: 'SO-91', line: 1, quantity: '1' }, { order: 'SO-92', line: 1, quantity: '1' }] });
  await trade.bill('2026-03-02');
  const [row] = (await trade.call('listInvoices', { query: { sort: '-issued_on', customer_id: customer.customerId } })).items ?? [];
  const document = await trade.call('getInvoice', { params: { document_id: row?.['document_id'] } });
  assert.deepEqual([document['ship_to_code'], amount(document['net'])], [null, '20.00']);
});

test('two bill runs at once, after the customer\'s tax changed, price anew and bill each line once', async () => {
  const customer = await trade.customer('C-10');
  await trade.order({ number: 'SO-10', customer: 'C-10', lines: [{ product: 'P-1', quantity: '30' }] });
  for (const index of [1, 2, 3]) await trade.deliver({ number: `DN-10${index}`, on: `2026-02-1${index}`, lines: [{ order: 'SO-10', line: 1, quantity: '10' }] });
  await trade.price();
  await trade.write((tx) => changeCustomer(tx, trade.ctx, { customerId: customer.customerId, version: customer.version, changes: { taxTreatment: 'reverse_charge', taxId: 'NL004495445B01' } }));
  const before = (await trade.documents()).length;
  const [first, second] = await Promise.all([trade.bill('2026-03-02'), trade.bill('2026-03-02')]);
  assert.equal(first.lines + second.lines, 3);
  assert.equal((await trade.documents()).length - before, 3);
  assert.deepEqual((await trade.charges()).filter((charge) => /^DN-10/.test(charge.delivery)).map((charge) => charge.status).sort(), ['billed', 'billed', 'billed', 'superseded', 'superseded', 'superseded']);
  const rows = (await trade.call('listInvoices', { query: { customer_id: customer.customerId } })).items ?? [];
  assert.deepEqual(rows.map((row) => [amount(row['net']), amount(row['tax'])]), [['100.00', '0.00'], ['100.00', '0.00'], ['100.00', '0.00']]);
  await trade.assertChecks();
});
