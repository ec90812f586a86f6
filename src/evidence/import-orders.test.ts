// Orders come in from files: whole or not at all, once, and never against what is recorded.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inReadOnly } from '#platform/database/database.ts';
import { findBrokenAuditRow } from '#platform/audit-store.ts';
import { previewImport } from '#platform/imports/preview-import.ts';
import { proposeMapping } from '#platform/imports/propose-mapping.ts';
import { openRowReader } from '#platform/imports/row-reader.ts';
import { evidenceChecks, loadOrderLines, loadOrders, ordersImport } from './index.ts';
import { ordersByNumber } from './reference-store.ts';
import { evidenceOf, importText, openTrade, orderFile, orderHeader, tradeKinds, type Trade } from './testing/trade.ts';

let trade: Trade;

before(async () => {
  trade = await openTrade();
});
after(() => trade.platform.close());

const read = <Result>(work: Parameters<typeof inReadOnly<Result>>[2]): Promise<Result> => inReadOnly(trade.platform.database, trade.ctx, work);
const codes = (issues: readonly { rowNumber?: number | null; code: string; field?: string | null }[]): string[] => issues.map((issue) => `${String(issue.rowNumber)} ${issue.code} ${issue.field ?? '-'}`);

test('a file of orders is recorded with the row of each line, and the same file changes nothing', async () => {
  const file = `order_number,customer_number,ordered_on,currency,customer_po,not_to_exceed,expires_on,blanket,ship_to,product,quantity,unit_price,discount_percent,description
A-1,C-1,2026-01-05,EUR,PO 7,500.00,2026-12-31,yes,DOCK,P-1,10,12.50,5,"Paper, A4"
A-1,,,,,,,,,P-2,2,,,
A-2,C-3,2026-01-06,,,,,,,X3,1,990,0,
`;
  const first = await importText(trade, 'orders', file);
  assert.deepEqual([first.counts, first.issues], [{ rows: 3, created: 3, unchanged: 0, rejected: 0 }, []]);
  const orders = await read((tx) => ordersByNumber(tx, 1, ['A-1', 'A-2']));
  const order = orders.get('A-1');
  assert.ok(order !== undefined);
  assert.deepEqual({ ...order, orderId: '', fileId: '', runId: '', recordedAt: '', customerId: '' }, {
    orderId: '', entityId: 1, number: 'A-1', customerId: '', customerPo: 'PO 7', orderedOn: '2026-01-05', currency: 'EUR', priceRule: 'order', blanket: true, notToExceedMinor: 50_000n,
    expiresOn: '2026-12-31', shipToCode: 'DOCK', fileId: '', runId: '', sourceRow: 2, recordedAt: '', customerNumber: 'C-1',
    lines: [
      { orderId: order.orderId, lineNo: 1, productId: order.lines[0]?.productId, description: 'Paper, A4', quantity: '10', unitPrice: '12.50', discountPercent: '5', sourceRow: 2, sku: 'P-1' },
      { orderId: order.orderId, lineNo: 2, productId: order.lines[1]?.productId, description: null, quantity: '2', unitPrice: null, discountPercent: '0', sourceRow: 3, sku: 'P-2' },
    ],
  });
  assert.deepEqual([order.runId, orders.get('A-2')?.currency, orders.get('A-2')?.lines[0]?.sku], [first.run.runId, 'JPY', 'P-3'], 'the currency is the customer’s own; a product may be named by its external id');

  const before = await evidenceOf(trade);
  const again = await importText(trade, 'orders', file);
  assert.deepEqual(again.counts, { rows: 3, created: 0, unchanged: 3, rejected: 0 });
  assert.equal(await evidenceOf(trade), before);
  assert.equal((await read((tx) => loadOrders(tx, [order.orderId]))).get(order.orderId)?.number, 'A-1');
  assert.equal((await read((tx) => loadOrderLines(tx, [order.orderId]))).get(order.orderId)?.length, 2);
});

test('other content under a recorded number is a contradiction that names both values', async () => {
  await importText(trade, 'orders', `${orderHeader}\nB-1,C-1,2026-01-05,1,P-1,10,12.50,0\nB-1,C-1,2026-01-05,2,P-2,1,1,0\n`);
  const before = await evidenceOf(trade);
  const changed = await importText(trade, 'orders', `${orderHeader}\nB-1,C-2,2026-01-07,1,P-3,11,12.5,0\nB-1,C-2,2026-01-07,3,P-2,1,1,0\n`);
  assert.deepEqual(changed.counts, { rows: 2, created: 0, unchanged: 0, rejected: 2 });
  assert.deepEqual(changed.issues.map((issue) => `${String(issue.rowNumber)} ${issue.code}: ${issue.reason}`), [
    '2 evidence.contradiction: B-1 is recorded with customer_number C-1; now it comes with C-2',
    '2 evidence.contradiction: B-1 is recorded with ordered_on 2026-01-05; now it comes with 2026-01-07',
    '2 evidence.contradiction: B-1 line 1 is recorded with product P-1; now it comes with P-3',
    '2 evidence.contradiction: B-1 line 1 is recorded with quantity 10; now it comes with 11',
    '2 evidence.contradiction: B-1 is recorded with line_no line 2; now it comes with empty',
    '3 evidence.contradiction: B-1 is recorded with line_no empty; now it comes with line 3',
  ]);
  assert.equal(await evidenceOf(trade), before);
});

test('an order with a bad line is left out whole, and its neighbours are recorded', async () => {
  const imported = await importText(trade, 'orders', `${orderHeader}
D-1,C-1,2026-01-05,1,P-1,10,1,0
D-1,C-1,2026-01-05,2,NOPE,10,1,0
D-2,C-9,2026-01-05,1,P-1,1,1,0
D-3,C-1,2026-01-05,1,P-1,0,1,0
D-4,C-1,2026-01-05,1,P-1,1,-1,0
D-5,C-1,2026-01-05,1,P-1,1,1,101
D-6,C-1,2026-01-05,1,P-1,1,1,0
D-6,C-1,2026-01-05,1,P-2,1,1,0
D-7,C-1,2026-01-05,,P-1,1,1,0
D-7,C-1,2026-01-06,2,P-2,1,1,0
D-8,,2026-01-06,1,P-2,1,1,0
D-9,C-1,2026-01-06,1,P-2,1,1,0
`);
  assert.deepEqual(codes(imported.issues), [
    '2 import.record_refused -', '3 product.unknown product', '4 customer.unknown customer_number', '5 evidence.out_of_range quantity', '6 evidence.out_of_range unit_price',
    '7 evidence.out_of_range discount_percent', '8 import.record_refused -', '9 evidence.line_numbers line_no', '10 import.record_refused -', '11 evidence.rows_differ ordered_on', '12 import.required_empty customer_number',
  ]);
  assert.deepEqual(imported.counts, { rows: 12, created: 1, unchanged: 0, rejected: 11 });
  assert.ok(imported.issues.every((issue) => Array.isArray(issue.sourceRow) && issue.fix.length > 10));
});

test('limits in the wrong precision, expiry before the order and unknown addresses are refused', async () => {
  const header = 'order_number,customer_number,ordered_on,product,quantity,not_to_exceed,expires_on,ship_to';
  const imported = await importText(trade, 'orders', `${header}\nE-1,C-3,2026-01-05,P-1,1,10.50,,\nE-2,C-1,2026-01-05,P-1,1,,2025-12-31,\nE-3,C-1,2026-01-05,P-1,1,,,ATTIC\nE-4,C-1,2026-01-05,P-1,1,-5,,\n`);
  assert.deepEqual(codes(imported.issues), ['2 money.too_precise not_to_exceed', '3 evidence.out_of_range expires_on', '4 ship_to.unknown ship_to', '5 evidence.out_of_range not_to_exceed']);
});

test('the columns of another program are mapped, fractions become percents, rows without an order are left out', async () => {
  const mapping = {
    columns: {
      order_number: { column: 'orderID' }, customer_number: { column: 'customerID' }, ordered_on: { column: 'orderDate' }, currency: { constant: 'USD' }, product: { join: ['p', 'productID'], separator: '-' },
      quantity: { column: 'quantity' }, unit_price: { column: 'unitPrice' }, discount_percent: { column: 'discount', multiply: '100' },
    },
    null_texts: ['NULL'], filter: [{ column: 'shipped', keep: 'present' as const }],
  };
  const imported = await importText(trade, 'orders', 'orderID,customerID,orderDate,p,productID,unitPrice,quantity,discount,shipped\n10248,C-1,1996-07-04 00:00:00.000,P,1,14.00,12,0.15,yes\n10249,C-1,1996-07-05 00:00:00.000,P,1,14.00,12,0,NULL\n', mapping);
  assert.deepEqual(imported.counts, { rows: 2, created: 1, unchanged: 0, rejected: 0 });
  const order = (await read((tx) => ordersByNumber(tx, 1, ['10248']))).get('10248');
  assert.deepEqual([order?.orderedOn, order?.currency, order?.lines[0]?.discountPercent], ['1996-07-04', 'USD', '15']);
});

test('a preview that tries the records says what would happen and records nothing', async () => {
  const before = await evidenceOf(trade);
  const shown = await previewImport(trade.platform, trade.ctx, {
    kind: ordersImport, file: { name: 'orders.csv', bytes: Buffer.from(`${orderHeader}\nA-9,C-1,2026-01-05,1,P-1,1,1,0\nA-8,C-9,2026-01-05,1,P-1,1,1,0\n`) }, mapping: undefined, tryRecords: { entityId: 1 },
  });
  assert.deepEqual([shown.trial, shown.goodRows, shown.rejectedRows, codes(shown.issues)], [{ created: 1, unchanged: 0, updated: 0 }, 1, 1, ['3 customer.unknown customer_number']]);
  assert.equal(await evidenceOf(trade), before);
});

test('many orders in several batches leave a whole audit chain and hold every check', async () => {
  const imported = await importText(trade, 'orders', orderFile(6000, 'M'));
  assert.deepEqual(imported.counts, { rows: 12_000, created: 12_000, unchanged: 0, rejected: 0 });
  assert.equal(await read(findBrokenAuditRow), null);
  for (const check of evidenceChecks) {
    const found = await read((tx) => check.run(tx));
    assert.deepEqual(found.breaches, [], check.name);
    assert.ok(check.name === 'evidence.references' || found.examined > 6000, check.name);
  }
});

test('two imports of one file at the same time record it once', async () => {
  const file = orderFile(300, 'T');
  const [one, two] = await Promise.all([importText(trade, 'orders', file), importText(trade, 'orders', file)]);
  assert.deepEqual([one.counts.created + two.counts.created, one.counts.unchanged + two.counts.unchanged, one.issues.length + two.issues.length], [600, 600, 0]);
});

test('another organisation sees no order', async () => {
  const stranger = { ...trade.ctx, orgId: '019cadc6-0000-7000-8000-000000000000' };
  assert.equal((await inReadOnly(trade.platform.database, stranger, (tx) => ordersByNumber(tx, 1, ['A-1']))).size, 0);
});

test('every field has an example that its own checks take', () => {
  for (const kind of tradeKinds) {
    const header = kind.fields.map((field) => field.key);
    const readRow = openRowReader(kind, proposeMapping(kind, header), header);
    const cells = kind.fields.map((field) => field.example);
    assert.deepEqual(readRow({ rowNumber: 2, cells, cellCount: cells.length, damagedQuotes: false })?.issues, [], kind.kind);
  }
});
