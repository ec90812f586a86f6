// Orders and deliveries by hand, and where an order stands: as of a day and as known at an instant.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { countDeliveries, deliveryLines, pageOfDeliveries } from './delivery-queries.ts';
import { closeOrder, evidenceChecks, recordDelivery, recordOrder, type DeliveryByHand, type OrderByHand, type OrderStatus } from './index.ts';
import { countOrders, findOrder, orderIdOf, orderLinesWithProgress, pageOfOrders, placeOf, type At, type OrderFilter, type OrderRow } from './order-queries.ts';
import { openTrade, type Trade } from './testing/trade.ts';

let trade: Trade;

before(async () => {
  trade = await openTrade();
});
after(() => trade.platform.close());

const read = <Result>(work: Parameters<typeof inReadOnly<Result>>[2]): Promise<Result> => inReadOnly(trade.platform.database, trade.ctx, work);
const today: At = { day: '2026-03-02', knownAt: null };
let keys = 0;

function order(number: string, more: Partial<OrderByHand> = {}, lines: Partial<OrderByHand['lines'][number]>[] = [{}]): OrderByHand {
  const line = { lineNo: null, product: 'P-1', description: null, quantity: '10', unitPrice: '2.50', discountPercent: null };
  return { entityId: 1, number, customer: 'C-1', orderedOn: '2026-01-05', currency: null, priceRule: 'order', blanket: false, notToExceed: null, expiresOn: null, customerPo: null, shipTo: null, ...more, lines: lines.map((each) => ({ ...line, ...each })) };
}

function delivery(number: string, orderNumber: string | null, quantity: string, more: Partial<DeliveryByHand> = {}): DeliveryByHand {
  return { entityId: 1, number, kind: 'delivery', deliveredOn: '2026-01-10', customer: null, confirmedBy: null, lines: [{ orderNumber, orderLineNo: null, product: null, quantity }], ...more };
}

function run<Input, Result extends object>(verb: (tx: Parameters<typeof recordOrder>[0], ctx: Parameters<typeof recordOrder>[1], input: Input) => Promise<Result>, input: Input): Promise<Result> {
  keys += 1;
  return command(trade.platform.database, trade.ctx, { name: 'test', permission: 'evidence.write', key: `key ${keys}`, input }, verb);
}

async function statusOf(number: string, at: At = today): Promise<OrderStatus | undefined> {
  return read(async (tx) => (await findOrder(tx, (await orderIdOf(tx, number, 1)) ?? '', at))?.status);
}

test('an order by hand is resolved like one from a file and refused at its first fault', async () => {
  const { orderId } = await run(recordOrder, order('H-1', { shipTo: 'DOCK', notToExceed: '100' }, [{ lineNo: 10 }, { lineNo: 20, product: 'X2' }]));
  const found = await read((tx) => findOrder(tx, orderId, today));
  assert.deepEqual([found?.number, found?.currency, found?.notToExceedMinor, found?.sourceRow, found?.fileId, found?.lines], ['H-1', 'EUR', 10_000n, null, null, 2]);
  await assert.rejects(run(recordOrder, order('H-1')), { code: 'evidence.number_taken', value: 'H-1' });
  await assert.rejects(run(recordOrder, order('H-2', { customer: 'C-9' })), { code: 'customer.unknown', field: 'customer_number' });
  await assert.rejects(run(recordOrder, order('H-2', {}, [{}, { product: 'P-9' }])), { code: 'product.unknown', row: 2 });
  await assert.rejects(run(recordOrder, order('H-2', {}, [{ quantity: '0' }])), { code: 'evidence.out_of_range', field: 'quantity' });
  await assert.rejects(run(recordOrder, order('H-2', { shipTo: 'ATTIC' })), { code: 'ship_to.unknown' });
  await assert.rejects(run(recordOrder, order('H-2', {}, [{ lineNo: 1 }, { lineNo: 1 }])), { code: 'evidence.line_numbers' });
  assert.equal(await read((tx) => orderIdOf(tx, 'H-2', 1)), null);
});

test('a delivery by hand announces itself and is refused where it fits nothing', async () => {
  await run(recordOrder, order('V-1'));
  const { deliveryId } = await run(recordDelivery, delivery('VD-1', 'V-1', '3'));
  assert.deepEqual((await read((tx) => deliveryLines(tx, deliveryId))).map((line) => [line.orderNumber, line.orderLineNo, line.sku, line.quantity]), [['V-1', 1, 'P-1', '3']]);
  const news = await trade.platform.database.ownerPool.query(`select subject_id, payload from platform.outbox where topic = 'evidence.deliveries_recorded' and subject_id = $1`, [deliveryId]);
  assert.deepEqual(news.rows, [{ subject_id: deliveryId, payload: { entityId: 1, runId: null, count: 1 } }]);
  await assert.rejects(run(recordDelivery, delivery('VD-1', 'V-1', '3')), { code: 'evidence.number_taken' });
  await assert.rejects(run(recordDelivery, delivery('VD-2', 'V-9', '3')), { code: 'evidence.reference_missing' });
  await assert.rejects(run(recordDelivery, delivery('VD-2', 'V-1', '3', { customer: 'C-2' })), { code: 'evidence.reference_differs' });
});

test('an order goes from open to complete, and what came back opens it again', async () => {
  await run(recordOrder, order('S-1', {}, [{ lineNo: 1 }, { lineNo: 2, product: 'P-2', quantity: '4', unitPrice: '1.005', discountPercent: '10' }]));
  assert.equal(await statusOf('S-1'), 'open');
  await run(recordDelivery, { ...delivery('SD-1', 'S-1', '10', { deliveredOn: '2026-02-01' }), lines: [{ orderNumber: 'S-1', orderLineNo: 1, product: null, quantity: '6' }, { orderNumber: 'S-1', orderLineNo: 2, product: null, quantity: '4' }] });
  await run(recordDelivery, { ...delivery('SD-2', 'S-1', '4', { deliveredOn: '2026-02-10' }), lines: [{ orderNumber: 'S-1', orderLineNo: 1, product: null, quantity: '4' }] });
  assert.equal(await statusOf('S-1'), 'complete');
  assert.equal(await statusOf('S-1', { day: '2026-02-09', knownAt: null }), 'open', 'as of the day before the last delivery');
  await run(recordDelivery, { ...delivery('SD-3', 'S-1', '1', { kind: 'return', deliveredOn: '2026-02-20' }), lines: [{ orderNumber: 'S-1', orderLineNo: 1, product: null, quantity: '1.5' }] });
  assert.equal(await statusOf('S-1'), 'open');
  const orderId = (await read((tx) => orderIdOf(tx, 'S-1', 1))) ?? '';
  const lines = await read((tx) => orderLinesWithProgress(tx, orderId, today));
  assert.deepEqual(lines.map((line) => [line.lineNo, line.sku, line.quantity, line.delivered, line.returned, line.remaining]), [[1, 'P-1', '10', '10', '1.5', '1.5'], [2, 'P-2', '4', '4', '0', '0']]);
  const found = await read((tx) => findOrder(tx, orderId, today));
  // 10 x 2.50 and 4 x 1.005 less 10 percent, each rounded on its own: 25.00 + 3.62; delivered 8.5 x 2.50 = 21.25 + 3.62.
  assert.deepEqual([found?.orderedMinor, found?.deliveredMinor, found?.lastDeliveredOn], [2862n, 2487n, '2026-02-10']);
});

test('an order ends by its last day, by its limit or by a person', async () => {
  await run(recordOrder, order('E-1', { expiresOn: '2026-02-01' }));
  assert.deepEqual([await statusOf('E-1'), await statusOf('E-1', { day: '2026-02-01', knownAt: null })], ['expired', 'open']);
  await run(recordOrder, order('E-2', { notToExceed: '20.00' }));
  await run(recordDelivery, delivery('ED-2', 'E-2', '8'));
  assert.equal(await statusOf('E-2'), 'exhausted');
  const { orderId } = await run(recordOrder, order('E-3', { customer: 'C-3', notToExceed: '20', expiresOn: '2026-02-01' }, [{ unitPrice: '2' }]));
  assert.equal((await read((tx) => findOrder(tx, orderId, today)))?.orderedMinor, 20n, 'a yen has no cents');
  await assert.rejects(run(closeOrder, { orderId, closedOn: '2026-01-01', reason: 'too early' }), { code: 'evidence.out_of_range' });
  await run(closeOrder, { orderId, closedOn: '2026-02-15', reason: 'cancelled by phone' });
  assert.deepEqual([await statusOf('E-3'), await statusOf('E-3', { day: '2026-02-10', knownAt: null }), await statusOf('E-3', { day: '2026-03-02', knownAt: '2026-01-01T00:00:00Z' })], ['closed', 'expired', 'expired']);
  await run(recordDelivery, delivery('ED-3', 'E-3', '1', { kind: 'return', deliveredOn: '2026-02-20' }));
  await assert.rejects(run(closeOrder, { orderId, closedOn: '2026-02-15', reason: 'again' }), { code: 'evidence.already_closed', message: /cancelled by phone/ });
});

test('lists page through every order once in every sort, filter by status, and find by the beginning of a number', async () => {
  for (let index = 0; index < 12; index += 1) await run(recordOrder, order(`L-${index}`, { orderedOn: `2025-0${(index % 4) + 1}-01`, customerPo: `PO/${index}`, customer: index % 2 === 0 ? 'C-1' : 'C-2' }));
  const filter: OrderFilter = { to: '2025-12-31' };
  const all = async (sort: Parameters<typeof pageOfOrders>[2]): Promise<OrderRow[]> => {
    const rows: OrderRow[] = [];
    for (;;) {
      const last = rows.at(-1);
      const page = await read((tx) => pageOfOrders(tx, filter, sort, today, last === undefined ? null : placeOf(sort, last), 5));
      rows.push(...page);
      if (page.length < 5) return rows;
    }
  };
  for (const sort of ['-ordered_on', 'ordered_on', 'number', '-number'] as const) assert.equal(new Set((await all(sort)).map((row) => row.number)).size, 12, sort);
  assert.equal((await all('number'))[2]?.number, 'L-10', 'numbers sort by code point');
  const numbers = async (more: OrderFilter): Promise<string[]> => (await read((tx) => pageOfOrders(tx, more, 'number', today, null, 100))).map((row) => row.number);
  assert.deepEqual(await numbers({ q: 'L-1' }), ['L-1', 'L-10', 'L-11']);
  assert.deepEqual(await numbers({ q: 'PO/7' }), ['L-7']);
  assert.deepEqual(await numbers({ q: '%' }), []);
  assert.deepEqual(await numbers({ status: ['expired', 'closed'] }), ['E-1', 'E-3']);
  assert.equal(await read((tx) => countOrders(tx, { status: ['expired', 'closed'] }, today)), 2);
  assert.equal(await read((tx) => countOrders(tx, filter, today)), 12);
  assert.deepEqual((await read((tx) => pageOfDeliveries(tx, { q: 'SD-' }, today, null, 10))).map((row) => [row.number, row.kind, row.orders, row.lines, row.fileName]), [['SD-3', 'return', ['S-1'], 1, null], ['SD-2', 'delivery', ['S-1'], 1, null], ['SD-1', 'delivery', ['S-1'], 2, null]]);
  assert.equal(await read((tx) => countDeliveries(tx, { kind: 'return' }, today)), 2);
});

test('the list of unfinished orders of every past day is the one that each order gives by itself, whatever was delivered late, came back or was closed', async () => {
  await run(recordOrder, order('U-1', { orderedOn: '2026-01-02' }, [{ lineNo: 1, quantity: '4' }, { lineNo: 2, product: 'P-2', quantity: '1' }]));
  const part = (number: string, orderLineNo: number, quantity: string, deliveredOn: string, kind: 'delivery' | 'return' = 'delivery'): Promise<unknown> =>
    run(recordDelivery, { ...delivery(number, 'U-1', quantity, { kind, deliveredOn }), lines: [{ orderNumber: 'U-1', orderLineNo, product: null, quantity }] });
  await part('UD-1', 1, '4', '2026-01-10');
  await part('UD-2', 2, '1', '2026-01-12');
  await part('UD-3', 1, '2', '2026-01-20', 'return');
  await part('UD-4', 1, '2', '2026-01-25');
  // Recorded last, of a day before: from then on the order was whole earlier.
  await run(recordOrder, order('U-2', { orderedOn: '2026-01-02', notToExceed: '20.00' }));
  await run(recordDelivery, delivery('UD-5', 'U-2', '6', { deliveredOn: '2026-01-28' }));
  await run(recordDelivery, delivery('UD-6', 'U-2', '4', { deliveredOn: '2026-01-08' }));
  const { orderId } = await run(recordOrder, order('U-3', { orderedOn: '2026-01-02', expiresOn: '2026-01-15' }));
  await run(closeOrder, { orderId, closedOn: '2026-01-22', reason: 'no longer wanted' });
  await run(recordOrder, order('U-4', { orderedOn: '2026-01-14' }));
  await run(recordDelivery, delivery('UD-7', 'U-4', '10', { deliveredOn: '2026-01-14' }));
  await run(recordDelivery, delivery('UD-8', 'U-4', '1', { kind: 'return', deliveredOn: '2026-03-01' }));
  const asked: readonly (readonly OrderStatus[])[] = [['open'], ['expired'], ['exhausted'], ['open', 'expired'], ['open', 'expired', 'exhausted']];
  for (let day = 1; day <= 31; day += 1) {
    const at: At = { day: `2026-01-${String(day).padStart(2, '0')}`, knownAt: null };
    const each = await read((tx) => pageOfOrders(tx, { q: 'U-' }, 'number', at, null, 100));
    for (const status of asked) {
      const expected = each.filter((row) => status.includes(row.status)).map((row) => [row.number, row.status]);
      assert.deepEqual((await read((tx) => pageOfOrders(tx, { q: 'U-', status }, 'number', at, null, 100))).map((row) => [row.number, row.status]), expected, `${status.join()} on ${at.day}`);
      assert.equal(await read((tx) => countOrders(tx, { q: 'U-', status }, at)), expected.length);
    }
  }
  const { ownerPool } = trade.platform.database;
  const kept = async (): Promise<unknown[]> => (await ownerPool.query('select o.number, k.ordered_on, k.first_on, k.since_on from evidence.order_completion k join evidence.sales_order o using (org_id, order_id) order by 1')).rows;
  const before = await kept();
  assert.deepEqual(before.filter((row) => String((row as { number: string }).number).startsWith('U-')), [
    { number: 'U-1', ordered_on: '2026-01-02', first_on: '2026-01-12', since_on: '2026-01-25' }, { number: 'U-2', ordered_on: '2026-01-02', first_on: '2026-01-28', since_on: '2026-01-28' },
    { number: 'U-4', ordered_on: '2026-01-14', first_on: '2026-01-14', since_on: null }]);
  // A database from before is filled with the same.
  const [fill = ''] = /insert into evidence\.order_completion[^;]*/.exec(fs.readFileSync(new URL('../../migrations/0018_lists_of_past_days.sql', import.meta.url), 'utf8')) ?? [];
  await ownerPool.query('delete from evidence.order_completion');
  await ownerPool.query(fill);
  assert.deepEqual(await kept(), before);
});

test('a list by status holds exactly the orders that stand so, today and as of any day', async () => {
  const all = async (at: At, status?: OrderStatus[]): Promise<OrderRow[]> => read((tx) => pageOfOrders(tx, { status }, 'number', at, null, 1000));
  for (const at of [today, { day: '2026-02-05', knownAt: null }, { day: '2026-03-02', knownAt: '2030-01-01T00:00:00Z' }] satisfies At[]) {
    const rows = await all(at);
    for (const wanted of [['open'], ['complete'], ['closed'], ['expired'], ['exhausted'], ['open', 'expired'], ['open', 'expired', 'exhausted'], ['open', 'complete'], ['closed', 'expired']] satisfies OrderStatus[][]) {
      const expected = rows.filter((row) => (wanted as OrderStatus[]).includes(row.status)).map((row) => row.number);
      assert.deepEqual((await all(at, wanted)).map((row) => row.number), expected, `${wanted.join(' ')} on ${at.day}`);
      assert.equal(await read((tx) => countOrders(tx, { status: wanted }, at)), expected.length, `count of ${wanted.join(' ')} on ${at.day}`);
    }
  }
  for (const check of evidenceChecks) assert.deepEqual((await read((tx) => check.run(tx))).breaches, [], check.name);
});

test('the check finds an order that is wrongly listed as unfinished, or not listed', async () => {
  const { ownerPool } = trade.platform.database;
  await ownerPool.query(`delete from evidence.unfinished_order u using evidence.sales_order o where o.order_id = u.order_id and o.number = 'L-1'`);
  await ownerPool.query(`insert into evidence.unfinished_order (org_id, ordered_on, order_id) select org_id, ordered_on, order_id from evidence.sales_order where number = 'E-3'`);
  const check = evidenceChecks.find((each) => each.name === 'evidence.unfinished');
  assert.deepEqual((await read(async (tx) => check?.run(tx)))?.breaches.toSorted(), ['order E-3 is finished but listed as unfinished', 'order L-1 is missing from the unfinished ones']);
});

test('evidence is never changed or removed', async () => {
  const { ownerPool } = trade.platform.database;
  for (const table of ['sales_order', 'order_line', 'delivery', 'delivery_line', 'order_closure']) await assert.rejects(ownerPool.query(`delete from evidence.${table}`), /append-only/);
});
