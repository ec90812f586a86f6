// Deliveries come in from files: to the lines of recorded orders, or kept for the gate where the order is not known.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inReadOnly } from '#platform/database/database.ts';
import { evidenceChecks, loadDeliveries } from './index.ts';
import { deliveriesByNumber } from './reference-store.ts';
import { importText, openTrade, orderHeader, type Trade } from './testing/trade.ts';

let trade: Trade;

const header = 'delivery_number,delivered_on,kind,order_number,order_line_no,product,customer_number,quantity,confirmed_by';

before(async () => {
  trade = await openTrade();
  await importText(trade, 'orders', `${orderHeader}
O-1,C-1,2026-01-05,1,P-1,10,1,0
O-1,C-1,2026-01-05,2,P-2,5,1,0
O-1,C-1,2026-01-05,3,P-2,5,1,0
O-2,C-2,2026-01-05,1,P-3,1,1,0
`);
});
after(() => trade.platform.close());

const read = <Result>(work: Parameters<typeof inReadOnly<Result>>[2]): Promise<Result> => inReadOnly(trade.platform.database, trade.ctx, work);
const shown = (issues: readonly { rowNumber?: number | null; code: string; field?: string | null; reason: string }[]): string[] => issues.map((issue) => `${String(issue.rowNumber)} ${issue.code} ${issue.field ?? '-'}: ${issue.reason}`);

async function announcements(): Promise<unknown[]> {
  const result = await trade.platform.database.ownerPool.query<{ payload: unknown }>(`select payload from platform.outbox where org_id = $1 and topic = 'evidence.deliveries_recorded' order by recorded_at, outbox_id`, [trade.ctx.orgId]);
  return result.rows.map((row) => row.payload);
}

test('lines are found by their number, or by the product where only one line has it, or because the order has only one', async () => {
  const file = `${header}\nD-1,2026-01-10,,O-1,,P-1,,4,M. Jansen\nD-1,2026-01-10,,O-1,2,,,5,\nD-2,2026-01-11,service,O-2,,,C-2,1,\nD-3,2026-01-12,return,O-1,3,P-2,,1,\n`;
  const imported = await importText(trade, 'deliveries', file);
  assert.deepEqual([imported.counts, shown(imported.issues)], [{ rows: 4, created: 4, unchanged: 0, rejected: 0 }, []]);
  const recorded = await read((tx) => deliveriesByNumber(tx, 1, ['D-1', 'D-2', 'D-3']));
  const lines = [...recorded.values()].sort((a, b) => (a.number < b.number ? -1 : 1)).flatMap((delivery) => delivery.lines.map((line) =>
    `${delivery.number} ${delivery.kind} ${delivery.customerNumber} ${String(line.orderNumber)}/${String(line.orderLineNo)} ${line.sku} ${line.quantity} row ${String(line.sourceRow)}`));
  assert.deepEqual(lines, ['D-1 delivery C-1 O-1/1 P-1 4 row 2', 'D-1 delivery C-1 O-1/2 P-2 5 row 3', 'D-2 service C-2 O-2/1 P-3 1 row 4', 'D-3 return C-1 O-1/3 P-2 1 row 5']);
  assert.deepEqual(await announcements(), [{ entityId: 1, runId: imported.run.runId, count: 3 }]);

  const again = await importText(trade, 'deliveries', file.replace('D-1,2026-01-10,,O-1,,P-1,,4,M. Jansen\nD-1,2026-01-10,,O-1,2,,,5,\n', 'D-1,2026-01-10,,O-1,2,,,5.0,M. Jansen\nD-1,2026-01-10,,O-1,,P-1,,4,\n'));
  assert.deepEqual(again.counts, { rows: 4, created: 0, unchanged: 4, rejected: 0 }, 'the lines of a delivery have no order');
  assert.equal((await announcements()).length, 1, 'nothing new is no news');
});

test('a delivery of an order that is not recorded is kept with its name when customer and product are known', async () => {
  const file = `${header}\nK-1,2026-01-10,,O-99,7,P-1,C-1,4,\nK-2,2026-01-10,,,,P-1,C-1,4,\nK-3,2026-01-10,,O-99,,,C-1,4,\nK-4,2026-01-10,,O-99,,P-1,,4,\nK-5,2026-01-10,,O-99,,P-77,C-1,4,\n`;
  const imported = await importText(trade, 'deliveries', file);
  assert.deepEqual(shown(imported.issues), [
    '4 evidence.reference_missing product: order O-99 is not recorded and no product is named', '5 evidence.reference_missing customer_number: order O-99 is not recorded and no customer is named',
    '6 product.unknown product: no product has the SKU P-77',
  ]);
  const recorded = await read((tx) => deliveriesByNumber(tx, 1, ['K-1', 'K-2']));
  const known = await read((tx) => loadDeliveries(tx, [...recorded.values()].map((delivery) => delivery.deliveryId)));
  assert.deepEqual([...known.values()].map((delivery) => [delivery.number, delivery.lines[0]?.orderId, delivery.lines[0]?.orderReference]).sort(), [['K-1', null, 'O-99'], ['K-2', null, null]]);
  // The order comes later; the delivery that names it is still the same delivery.
  await importText(trade, 'orders', `${orderHeader}\nO-99,C-1,2026-01-05,7,P-1,4,1,0\n`);
  const linked = (await read((tx) => deliveriesByNumber(tx, 1, ['K-1', 'K-2']))).get('K-1')?.lines[0];
  assert.deepEqual([linked?.orderNumber, linked?.orderLineNo, linked?.orderReference, linked?.orderLineReference], ['O-99', 7, 'O-99', 7], 'and is linked to it');
  assert.equal(((await announcements()).at(-1) as { count: number }).count, 1, 'which is news for the pricing');
  assert.deepEqual((await importText(trade, 'deliveries', `${header}\nK-1,2026-01-10,,O-99,7,P-1,C-1,4,\n`)).counts, { rows: 1, created: 0, unchanged: 1, rejected: 0 });
});

test('a line that cannot be told or belongs to others is refused, the whole delivery with it', async () => {
  const imported = await importText(trade, 'deliveries', `${header}
R-1,2026-01-10,,O-1,,P-1,,1,
R-1,2026-01-10,,O-1,,P-2,,1,
R-2,2026-01-10,,O-1,9,,,1,
R-3,2026-01-10,,O-1,1,P-3,,1,
R-4,2026-01-10,,O-1,1,,C-2,1,
R-5,2026-01-10,,O-1,1,,,1,
R-5,2026-01-10,,O-2,1,,,1,
R-6,2026-01-10,,O-1,,P-3,,1,
R-7,2026-01-10,,O-1,1,,,-1,
R-8,,,O-1,1,,,1,
`);
  assert.deepEqual(shown(imported.issues), [
    '2 import.record_refused -: row 3 of R-1 was refused, and its rows stand or fall together', '3 evidence.line_unknown order_line_no: order O-1 has P-2 in the lines 2, 3: say which',
    '4 evidence.line_unknown order_line_no: order O-1 has no line 9', '5 evidence.reference_differs product: line 1 of order O-1 is P-1, not P-3',
    '6 evidence.reference_differs order_number: order O-1 is of customer C-1; the delivery R-4 is to customer C-2',
    '7 import.record_refused -: row 8 of R-5 was refused, and its rows stand or fall together', '8 evidence.reference_differs order_number: order O-2 is of customer C-2; the delivery R-5 is to customer C-1 of order O-1',
    '9 evidence.line_unknown product: order O-1 has no line with P-3', '10 evidence.out_of_range quantity: a quantity is above zero; what came back is a delivery of kind return',
    '11 import.required_empty delivered_on: no row of R-8 says when it was delivered',
  ]);
  assert.deepEqual(imported.counts, { rows: 10, created: 0, unchanged: 0, rejected: 10 });
});

test('other content under a recorded number is a contradiction that names both values', async () => {
  await importText(trade, 'deliveries', `${header}\nX-1,2026-01-10,,O-1,1,,,4,\nX-1,2026-01-10,,O-1,2,,,4,\n`);
  const changed = await importText(trade, 'deliveries', `${header}\nX-1,2026-01-12,return,O-1,1,,,3,\nX-1,2026-01-12,return,O-1,2,,,4,\n`);
  assert.deepEqual(shown(changed.issues), [
    '2 evidence.contradiction kind: X-1 is recorded with kind delivery; now it comes with return',
    '2 evidence.contradiction delivered_on: X-1 is recorded with delivered_on 2026-01-10; now it comes with 2026-01-12',
    '2 evidence.contradiction quantity: X-1 is recorded with quantity 4 of P-1; now it comes with 3 of order line 1',
    '3 import.record_refused -: row 2 of X-1 was refused, and its rows stand or fall together',
  ]);
  const shorter = await importText(trade, 'deliveries', `${header}\nX-1,2026-01-10,,O-1,1,,,4,\n`);
  assert.deepEqual(shown(shorter.issues), ['2 evidence.contradiction lines: X-1 is recorded with lines 4 of P-2; now it comes with empty']);
});

test('the checks hold, and find a line that does not belong to its order', async () => {
  const run = async (): Promise<string[]> => (await Promise.all(evidenceChecks.map((check) => read((tx) => check.run(tx))))).flatMap((found) => found.breaches);
  assert.deepEqual(await run(), []);
  const { ownerPool } = trade.platform.database;
  await ownerPool.query(`insert into evidence.delivery (org_id, delivery_id, entity_id, number, kind, customer_id, delivered_on, run_id, recorded_at)
    select org_id, platform.derived_id(9, 'broken'), 1, 'BROKEN', 'delivery', customer_id, '2026-01-01', platform.derived_id(9, 'no run'), now() from customers.customer where org_id = $1 and number = 'C-3'`, [trade.ctx.orgId]);
  await ownerPool.query(`insert into evidence.delivery_line (org_id, delivery_id, line_no, order_id, order_line_no, product_id, quantity)
    select org_id, platform.derived_id(9, 'broken'), 1, order_id, 1, platform.derived_id(1, 'product 5'), 1 from evidence.sales_order where org_id = $1 and number = 'O-1'`, [trade.ctx.orgId]);
  assert.deepEqual((await run()).sort(), ['delivery BROKEN names a run but no file and row that exist', 'line 1 of delivery BROKEN does not belong to line 1 of its order', 'line 1 of delivery BROKEN names no row of its file']);
});
