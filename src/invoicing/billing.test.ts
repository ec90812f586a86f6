// From orders and deliveries to invoices, credit notes of returns, proofs, statements and standing lists, on a real database.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Customer } from '#customers/index.ts';
import type { Wire } from '#customers/testing/call-route.ts';
import { openBilledTrade, type BilledTrade } from './testing/billed-trade.ts';

let trade: BilledTrade;
const customers = new Map<string, Customer>();

const amount = (value: unknown): string | null => (value === null ? null : (value as { amount: string }).amount);

before(async () => {
  trade = await openBilledTrade();
  for (const [number, invoiceGrouping] of [['C-1', 'delivery'], ['C-2', 'order'], ['C-3', 'customer']] as const) customers.set(number, await trade.customer(number, { invoiceGrouping }));
  for (const [index, customer] of ['C-1', 'C-2', 'C-3'].entries()) {
    await trade.order({ number: `SO-${index}A`, customer, customerPo: `PO-${index}`, lines: [{ product: 'P-1', quantity: '10' }, { product: 'P-2', quantity: '4', discount: '10' }] });
    await trade.order({ number: `SO-${index}B`, customer, lines: [{ product: 'P-3', quantity: '2' }] });
    await trade.deliver({ number: `DN-${index}1`, on: '2026-02-10', lines: [{ order: `SO-${index}A`, line: 1, quantity: '6' }, { order: `SO-${index}A`, line: 2, quantity: '4' }] });
    await trade.deliver({ number: `DN-${index}2`, on: '2026-02-12', lines: [{ order: `SO-${index}A`, line: 1, quantity: '4' }, { order: `SO-${index}B`, line: 1, quantity: '1' }] });
  }
});
after(() => trade.close());

const unbilled = async (query: Record<string, string> = {}): Promise<[unknown, string[]]> => {
  const page = await trade.call('listDeliveredNotBilled', { query });
  return [page['total'], (page['totals'] as Wire[]).map((row) => `${String(row['why'])} ${String(row['lines'])} ${amount(row['amount']) ?? '?'}`)];
};

test('before billing everything delivered is on the list, first without a charge, then pending', async () => {
  assert.deepEqual(await unbilled(), [12, ['uncharged 12 ?']]);
  assert.equal((await trade.call('previewBillRun', { query: { through: '2026-02-28' } }))['uncharged'], 12);
  await trade.price();
  assert.deepEqual(await unbilled(), [12, ['pending 12 695.40']]);
  const page = await trade.call('listDeliveredNotBilled', { query: { limit: '5', customer_id: customers.get('C-2')?.customerId ?? '' } });
  assert.deepEqual((page.items ?? []).map((row) => [row['delivery_number'], row['line_no'], row['why'], amount(row['amount']), row['age_days']]),
    [['DN-11', 1, 'pending', '60.00', 20], ['DN-11', 2, 'pending', '91.80', 20], ['DN-12', 1, 'pending', '40.00', 18], ['DN-12', 2, 'pending', '40.00', 18]]);
});

test('the preview counts what the run then bills: one invoice per delivery, order or customer', async () => {
  const preview = await trade.call('previewBillRun', { query: { through: '2026-02-28' } });
  assert.deepEqual([preview['documents'], preview['customers'], preview['charges'], preview['uncharged'], (preview['totals'] as Wire[]).map((row) => amount(row['amount']))], [5, 3, 12, 0, ['695.40']]);
  const result = await trade.bill('2026-02-28');
  assert.deepEqual([result.documents, result.lines, result.creditNotes], [5, 12, 0]);
  const page = await trade.call('listInvoices', { query: { sort: 'issued_on' } });
  assert.deepEqual((page.items ?? []).map((row) => [row['number'], row['customer_number'], row['order_reference'], row['customer_po'], amount(row['total'])]), [
    ['INV-2026-00001', 'C-1', 'SO-0A', 'PO-0', '183.68'], ['INV-2026-00002', 'C-1', null, 'PO-0', '92.00'], ['INV-2026-00003', 'C-2', 'SO-1A', 'PO-1', '232.08'],
    ['INV-2026-00004', 'C-2', 'SO-1B', null, '43.60'], ['INV-2026-00005', 'C-3', null, 'PO-2', '275.68'],
  ]);
  assert.deepEqual(await unbilled(), [0, []]);
  assert.deepEqual(await unbilled({ as_of: '2026-02-27' }), [12, ['billed_later 12 695.40']]);
  assert.deepEqual(await unbilled({ as_of: '2026-02-11' }), [6, ['billed_later 6 455.40']]);
  await trade.assertChecks();
});

test('what comes back is credited on the invoice that billed it, at its price and tax', async () => {
  await trade.deliver({ number: 'RT-1', kind: 'return', on: '2026-03-01', lines: [{ order: 'SO-0A', line: 1, quantity: '5' }] });
  await trade.deliver({ number: 'RT-2', kind: 'return', on: '2026-03-01', lines: [{ order: 'SO-0A', line: 1, quantity: '3' }] });
  await trade.deliver({ number: 'RT-3', kind: 'return', on: '2026-03-01', lines: [{ order: 'SO-2A', line: 2, quantity: '1' }] });
  await trade.price();
  const preview = await trade.call('previewBillRun', { query: { through: '2026-03-02' } });
  const result = await trade.bill('2026-03-02');
  // Eight came back of lines of six and four, in two returns: whichever comes first, one of them is split or they stand on two invoices.
  assert.deepEqual([result.documents, preview['documents'], preview['charges'], preview['credit_notes']], [0, 0, 0, result.creditNotes]);
  assert.deepEqual((preview['credit_totals'] as Wire[]).map((row) => amount(row['amount'])), ['102.95']);
  const notes = (await trade.call('listInvoices', { query: { kind: 'credit_note' } })).items ?? [];
  assert.ok(notes.every((row) => amount(row['open']) === '0.00'));
  assert.equal(notes.reduce((sum, row) => sum + Math.round(Number(amount(row['total'])) * 100), 0), 9_680 + 2_777);
  const [first = 0n, second = 0n, ...others] = (await trade.documents()).filter((document) => document.kind === 'invoice').map((document) => document.openMinor);
  assert.equal(first + second, 18_368n + 9_200n - 9_680n);
  assert.deepEqual(others, [23_208n, 4_360n, 24_791n]);
  assert.deepEqual(await unbilled(), [0, []]);
  await trade.assertChecks();
});

test('a bill run of a period that is billed does nothing', async () => {
  assert.deepEqual((await trade.bill('2026-03-02')).documents, 0);
});

test('the proof of an invoice goes from the total to order, delivery and books, and its parts add up', async () => {
  const tree = await trade.call('explain', { query: { document: 'INV-2026-00001' } });
  type Node = { label: string; kind: string; amount: { amount: string } | null; children: Node[] };
  const root = tree as unknown as Node;
  const find = (node: Node, kind: string): Node[] => [...(node.kind === kind ? [node] : []), ...node.children.flatMap((child) => find(child, kind))];
  assert.equal(root.amount?.amount, '183.68');
  const cents = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + Math.round(Number(node.amount?.amount) * 100), 0);
  assert.equal(cents(find(root, 'tax_group')) + cents(find(root, 'net')), 18_368);
  assert.equal(cents(find(root, 'line')), cents(find(root, 'net')));
  assert.equal(cents(find(root, 'charge')), cents(find(root, 'line')));
  assert.deepEqual(find(root, 'evidence').map((node) => node.label), ['Delivery DN-01 line 1: 6 on 2026-02-10', 'Delivery DN-01 line 2: 4 on 2026-02-10']);
  assert.ok(find(root, 'order').every((node) => node.label.startsWith('Order SO-0A line')));
  assert.equal(cents(find(root, 'transfer')), 18_368);
  assert.equal(find(root, 'credited_line').length, 1);
  const line = await trade.call('explain', { query: { document: 'INV-2026-00001', line_no: '2' } });
  assert.equal(amount(line['amount']), '91.80');
  const chargeId = String(((find(root, 'charge')[0] as unknown as { link: { id: string } }).link).id);
  assert.equal((await trade.call('explain', { query: { charge: chargeId } }))['kind'], 'charge');
  await assert.rejects(trade.call('explain', { query: { document: 'INV-1' } }), { code: 'request.not_found' });
  await assert.rejects(trade.call('explain', { query: {} }), { code: 'request.malformed' });
});

test('a hand-made line of an order stands as billed and not delivered until the delivery comes, or it is credited', async () => {
  const customerId = customers.get('C-2')?.customerId;
  const { document_id: documentId } = await trade.call('saveInvoice', { body: { customer_id: customerId, order_number: 'SO-1B', lines: [{ product: 'P-3', quantity: '1', order_line_no: 1 }, { charge_code: 'SERVICE', description: 'Express', quantity: '1', unit_price: '15.00' }] } });
  const saved = await trade.call('getInvoice', { params: { document_id: documentId } });
  assert.equal(saved['state'], 'held', 'the line without an order line names an order that proves nothing');
  await trade.call('issueInvoice', { params: { document_id: documentId }, body: { release_reason: 'sent ahead' } });
  const list = async (): Promise<unknown[]> => ((await trade.call('listBilledNotDelivered', {})).items ?? []).map((row) => [row['line_no'], row['why'], row['excess_quantity'], amount(row['amount'])]);
  assert.deepEqual(await list(), [[1, 'not_delivered', '1', '40.00'], [2, 'no_order_line', '1', '15.00']]);
  await trade.deliver({ number: 'DN-99', on: '2026-03-02', lines: [{ order: 'SO-1B', line: 1, quantity: '1' }] });
  assert.deepEqual(await list(), [[2, 'no_order_line', '1', '15.00']]);
  await trade.call('creditInvoice', { params: { document_id: documentId }, body: { reason_code: 'other', reason: 'not agreed', lines: [{ line_no: 2 }] } });
  assert.deepEqual(await list(), []);
  // The delivery that came after the invoice finds its order line billed already, so the gate holds it.
  await trade.price();
  assert.deepEqual((await trade.charges()).filter((charge) => charge.delivery === 'DN-99').map((charge) => [charge.status, charge.checks]), [['held', ['over_ordered']]]);
  await trade.assertChecks();
});

test('a statement ties its open items, ages, unapplied credits and activity to the books, as of any date', async () => {
  const customerId = customers.get('C-1')?.customerId ?? '';
  const now = await trade.call('getStatement', { params: { customer_id: customerId }, query: { from: '2026-02-01' } });
  const [sheet] = now['sheets'] as (Wire & { open_items: Wire[]; activity: Wire & { rows: Wire[] } })[];
  assert.deepEqual(sheet?.open_items.map((row) => [row['number'], amount(row['amount']), row['days_overdue']]), [['INV-2026-00001', '183.68', 0], ['INV-2026-00002', '92.00', 0]]);
  assert.deepEqual([amount(sheet['open']), amount(sheet['unapplied_total']), amount(sheet['balance']), amount(sheet['overdue'])], ['178.88', '0.00', '178.88', '0.00']);
  const rows = sheet.activity.rows.map((row) => [row['kind'], amount(row['net']), amount(row['balance'])]);
  assert.deepEqual(rows.slice(0, 2), [['invoice', '183.68', '183.68'], ['invoice', '92.00', '275.68']]);
  assert.ok(rows.slice(2).every(([kind]) => kind === 'credit_note'));
  assert.equal(rows.at(-1)?.[2], '178.88');
  const before = await trade.call('getStatement', { params: { customer_id: customerId }, query: { as_of: '2026-02-28' } });
  assert.equal(amount((before['sheets'] as Wire[])[0]?.['balance']), '275.68');
  const late = await trade.call('getStatement', { params: { customer_id: customerId }, query: { as_of: '2026-05-15' } });
  assert.deepEqual(((late['sheets'] as Wire[])[0]?.['aging'] as Wire[]).map((bucket) => amount(bucket['amount'])), ['0.00', '0.00', '178.88', '0.00', '0.00']);
  const never = await trade.call('getStatement', { params: { customer_id: customerId }, query: { as_of: '2026-01-31' } });
  assert.deepEqual([(never['sheets'] as Wire[]).length, amount((never['sheets'] as Wire[])[0]?.['balance'])], [1, '0.00']);
});
