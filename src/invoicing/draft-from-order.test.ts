// Invoices by hand of an order: what is left out comes from the order, what contradicts it is refused, and two at once take it once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPrice, findProductBySku } from '#catalog/index.ts';
import { setShipTo, setTerms, type Customer } from '#customers/index.ts';
import type { Wire } from '#customers/testing/call-route.ts';
import { recordOrder } from '#evidence/index.ts';
import { saveSetting } from '#platform/setting-store.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';

let trade: BilledTrade;
let customer: Customer;

before(async () => {
  trade = await openBilledTrade();
  customer = await trade.customer('C-1');
  await trade.write((tx) => setShipTo(tx, trade.ctx, { customerId: customer.customerId, code: 'BERN', name: 'Bern', address: { lines: ['Gasse 1'], country: 'CH' }, country: 'CH', region: null }));
  await trade.write(async (tx) => {
    const atlas = await findProductBySku(tx, 'P-3');
    for (const [minQuantity, unitPrice] of [['0', '40.00'], ['50', '30.00']] as const) await addPrice(tx, trade.ctx, { priceBook: 'LIST', productId: atlas?.productId ?? '', customerId: customer.customerId, minQuantity, unitPrice, validFrom: '2025-06-01', validTo: null });
    await recordOrder(tx, trade.ctx, {
      entityId: 1, number: 'SO-1', customer: 'C-1', orderedOn: '2026-02-01', currency: 'USD', priceRule: 'order', blanket: false, notToExceed: null, expiresOn: null, customerPo: 'PO-9', shipTo: 'BERN',
      lines: [{ lineNo: 1, product: 'P-3', description: 'Atlas, bound', quantity: '10', unitPrice: '44.00', discountPercent: '10' }],
    });
    return {};
  });
  await trade.order({ number: 'SO-2', customer: 'C-1', lines: [{ product: 'P-3', quantity: '60' }, { product: 'P-1', quantity: '1' }] });
});
after(() => trade.close());

const save = (more: Wire): Promise<Wire> => trade.call('saveInvoice', { body: { customer_id: customer.customerId, ...more } });
const lineOf = async (id: unknown): Promise<Wire & { lines: Wire[] }> => await trade.call('getInvoice', { params: { document_id: id } }) as Wire & { lines: Wire[] };
const amount = (value: unknown): string => (value as { amount: string }).amount;

test('currency, address, the customer\'s number, product, price and discount come from the order, and so does the tax of where it goes', async () => {
  const { document_id: id } = await save({ order_number: 'SO-1', lines: [{ quantity: '2', order_line_no: 1 }] });
  const document = await lineOf(id);
  assert.deepEqual([document['currency'], document['ship_to_code'], document['customer_po']], ['USD', 'BERN', 'PO-9']);
  const [line] = document.lines;
  assert.deepEqual([line?.['sku'], line?.['description'], line?.['unit_price'], line?.['discount_percent'], amount(line?.['amount']), line?.['tax_category'], line?.['tax_jurisdiction']], ['P-3', 'Atlas, bound', '44.00', '10', '79.20', 'G', 'CH']);
});

for (const [name, body, code] of [
  ['another currency', { currency: 'EUR', order_number: 'SO-1', lines: [{ quantity: '2', order_line_no: 1 }] }, 'draft.order_currency'],
  ['another product', { order_number: 'SO-1', lines: [{ product: 'P-1', quantity: '2', order_line_no: 1 }] }, 'draft.unknown_order_line'],
  ['an address that is not the customer\'s', { ship_to_code: 'ROME', lines: [{ product: 'P-1', quantity: '2' }] }, 'draft.unknown_ship_to'],
  ['a reference to nothing', { kind: 'debit_note', reason_code: 'other', references_document_id: '0195b000-0000-7000-8000-000000000009', lines: [{ product: 'P-1', quantity: '2' }] }, 'draft.unknown_reference'],
  ['a quantity of nothing', { lines: [{ product: 'P-1', quantity: '0.00' }] }, 'draft.no_quantity'],
  ['less than nothing', { lines: [{ product: 'P-1', quantity: '-1' }] }, 'draft.negative_line'],
  ['an amount that no account can hold', { lines: [{ description: 'x', quantity: '99999999999999999999', unit_price: '99999999999999999999' }] }, 'draft.amount_too_large'],
] as const) test(`${name} is refused`, async () => assert.rejects(save(body as unknown as Wire), { code }));

test('a part of an order has the price of the quantity that was ordered', async () => {
  const { document_id: id } = await save({ order_number: 'SO-2', lines: [{ quantity: '3', order_line_no: 1 }] });
  assert.equal((await lineOf(id)).lines[0]?.['unit_price'], '30.00');
});

test('two drafts of the last piece of an order, issued at once: one goes out, the other is held', async () => {
  const drafts = await Promise.all([1, 2].map(() => save({ order_number: 'SO-2', lines: [{ quantity: '1', order_line_no: 2 }] })));
  const results = await Promise.allSettled(drafts.map((draft) => trade.call('issueInvoice', { params: { document_id: draft['document_id'] }, body: {} })));
  assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  assert.ok(results.some((result) => result.status === 'rejected' && (result.reason as { code?: string }).code === 'gate.held'));
  await trade.assertChecks();
});

test('a line without a price, or whose tax can\'t be decided, is issued by nobody', async () => {
  const { document_id: id } = await save({ lines: [{ product: 'P-4', quantity: '1' }] });
  await assert.rejects(trade.call('issueInvoice', { params: { document_id: id }, body: { release_reason: 'the customer waits for it' } }), { code: 'gate.held' });
  const { document_id: given } = await save({ lines: [{ product: 'P-4', quantity: '1', unit_price: '0' }] });
  await trade.call('issueInvoice', { params: { document_id: given }, body: { release_reason: 'a sample' } });
});

test('a due day on a holiday rolls on as the terms say, in a draft and in a bill run', async () => {
  await trade.write(async (tx) => {
    await setTerms(tx, trade.ctx, { termsCode: 'ROLL', name: 'Net 30, next business day', rule: { kind: 'net', days: 30, roll: 'following' } });
    await saveSetting(tx, { name: 'calendar', value: { holidays: '2026-04-01, 2026-04-02' }, now: trade.ctx.now });
    return {};
  });
  const rolling = await trade.customer('C-2', { termsCode: 'ROLL' });
  const { document_id: id } = await trade.call('saveInvoice', { body: { customer_id: rolling.customerId, lines: [{ product: 'P-1', quantity: '1' }] } });
  assert.equal((await lineOf(id))['due_on'], '2026-04-03');
  await trade.order({ number: 'SO-3', customer: 'C-2', lines: [{ product: 'P-1', quantity: '1' }] });
  await trade.deliver({ number: 'DN-3', on: '2026-03-01', lines: [{ order: 'SO-3', line: 1, quantity: '1' }] });
  await trade.bill('2026-03-02');
  const [row] = (await trade.call('listInvoices', { query: { customer_id: rolling.customerId, state: 'issued' } })).items ?? [];
  assert.equal(row?.['due_on'], '2026-04-03');
});

test('two kinds of documents never share a pattern of numbers', async () => {
  await trade.write(async (tx) => {
    await saveSetting(tx, { name: 'numbering', value: { credit_note: 'INV-{year}-{number:6}' }, now: trade.ctx.now });
    return {};
  });
  const { document_id: id } = await save({ lines: [{ product: 'P-1', quantity: '7' }] });
  await assert.rejects(trade.call('issueInvoice', { params: { document_id: id }, body: {} }), { code: 'numbering.pattern' });
});
