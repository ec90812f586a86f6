// Writes of evidence: orders and deliveries by the batch, through stages of the connection; closures; and rows by key.

import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { defineStage, fillStage } from '#platform/imports/copy-store.ts';
import { keepCompletions } from './completion-store.ts';
import type { Delivery, DeliveryLine, NewDelivery } from './delivery.ts';
import type { NewOrder, Order, OrderLine } from './order.ts';
import { deliveryColumns, orderColumns } from './reference-store.ts';

export type Origin = { readonly fileId: string | null; readonly runId: string | null };
export type Keyed<Value> = { readonly id: string; readonly value: Value };

const orderStage = defineStage('staged_order', `order_id uuid, entity_id int, number text collate "C", customer_id uuid, customer_po text, ordered_on date, currency char(3), price_rule text,
  blanket boolean, not_to_exceed_minor bigint, expires_on date, ship_to_code text, source_row int`);
const orderLineStage = defineStage('staged_order_line', 'order_id uuid, line_no int, product_id uuid, description text, quantity numeric, unit_price numeric, discount_percent numeric, source_row int');
const deliveryStage = defineStage('staged_delivery', 'delivery_id uuid, entity_id int, number text collate "C", kind text, customer_id uuid, delivered_on date, confirmed_by text, source_row int');
const deliveryLineStage = defineStage('staged_delivery_line', 'delivery_id uuid, line_no int, order_id uuid, order_line_no int, order_reference text, order_line_reference int, product_id uuid, quantity numeric, source_row int');

export async function insertOrders(tx: Tx, orders: readonly Keyed<NewOrder>[], origin: Origin, now: Instant): Promise<void> {
  if (orders.length === 0) return;
  await fillStage(tx, orderStage, orders.map(({ id, value: o }) => [
    id, o.entityId, o.number, o.customerId, o.customerPo, o.orderedOn, o.currency, o.priceRule, o.blanket, o.notToExceedMinor, o.expiresOn, o.shipToCode, o.sourceRow,
  ]));
  await fillStage(tx, orderLineStage, orders.flatMap(({ id, value }) => value.lines.map((line) => [
    id, line.lineNo, line.productId, line.description, line.quantity, line.unitPrice, line.discountPercent, line.sourceRow,
  ])));
  await tx.run(sql`
    insert into evidence.sales_order (org_id, order_id, entity_id, number, customer_id, customer_po, ordered_on, currency, price_rule, blanket, not_to_exceed_minor,
                                      expires_on, ship_to_code, file_id, run_id, source_row, recorded_at)
    select ${tx.orgId}, order_id, entity_id, number, customer_id, customer_po, ordered_on, currency, price_rule, blanket, not_to_exceed_minor,
           expires_on, ship_to_code, ${origin.fileId}::uuid, ${origin.runId}::uuid, source_row, ${now}::timestamptz from staged_order`);
  await tx.run(sql`
    insert into evidence.order_line (org_id, order_id, line_no, product_id, description, quantity, unit_price, discount_percent, source_row)
    select ${tx.orgId}, order_id, line_no, product_id, description, quantity, unit_price, discount_percent, source_row from staged_order_line`);
  await tx.run(sql`insert into evidence.unfinished_order (org_id, ordered_on, order_id) select ${tx.orgId}, ordered_on, order_id from staged_order`);
}

/** For the audit log: the orders and deliveries that the last batch of this transaction wrote. */
export const stagedOrderIds: Statement = sql`select order_id from staged_order`;
export const stagedDeliveryIds: Statement = sql`select delivery_id from staged_delivery`;

export async function insertDeliveries(tx: Tx, deliveries: readonly Keyed<NewDelivery>[], origin: Origin, now: Instant): Promise<void> {
  if (deliveries.length === 0) return;
  await fillStage(tx, deliveryStage, deliveries.map(({ id, value: d }) => [id, d.entityId, d.number, d.kind, d.customerId, d.deliveredOn, d.confirmedBy, d.sourceRow]));
  await fillStage(tx, deliveryLineStage, deliveries.flatMap(({ id, value }) => value.lines.map((line) => [
    id, line.lineNo, line.orderId, line.orderLineNo, line.orderId === null ? line.orderReference : null, line.orderId === null ? line.orderLineReference : null, line.productId, line.quantity, line.sourceRow,
  ])));
  await tx.run(sql`
    insert into evidence.delivery (org_id, delivery_id, entity_id, number, kind, customer_id, delivered_on, confirmed_by, file_id, run_id, source_row, recorded_at)
    select ${tx.orgId}, delivery_id, entity_id, number, kind, customer_id, delivered_on, confirmed_by, ${origin.fileId}::uuid, ${origin.runId}::uuid, source_row,
           ${now}::timestamptz from staged_delivery`);
  await tx.run(sql`
    insert into evidence.delivery_line (org_id, delivery_id, line_no, order_id, order_line_no, order_reference, order_line_reference, product_id, quantity, source_row)
    select ${tx.orgId}, delivery_id, line_no, order_id, order_line_no, order_reference, order_line_reference, product_id, quantity, source_row from staged_delivery_line`);
  await tx.run(sql`
    insert into evidence.uncharged_line (org_id, entity_id, delivered_on, delivery_id, line_no)
    select ${tx.orgId}, d.entity_id, d.delivered_on, l.delivery_id, l.line_no from staged_delivery_line l join staged_delivery d on d.delivery_id = l.delivery_id`);
  await settleOrders(tx, sql`select distinct order_id from staged_delivery_line where order_id is not null`);
}

/** What is kept of the orders of a select, after their deliveries were written or linked. */
async function settleOrders(tx: Tx, orderIds: Statement): Promise<void> {
  await settleUnfinished(tx, orderIds);
  await keepCompletions(tx, orderIds);
}

/** Of the orders of a select, one that is delivered in full leaves the list of unfinished ones; what came back puts it there again, unless it was closed. */
async function settleUnfinished(tx: Tx, orderIds: Statement): Promise<void> {
  await tx.run(sql`
    with state as materialized (
      select o.org_id, o.ordered_on, o.order_id, bool_and(l.quantity <= coalesce(m.net, 0)) as complete,
             exists (select 1 from evidence.order_closure x where x.org_id = o.org_id and x.order_id = o.order_id) as closed
      from (${orderIds}) t
      join evidence.sales_order o on o.org_id = ${tx.orgId} and o.order_id = t.order_id
      join evidence.order_line l on l.org_id = o.org_id and l.order_id = o.order_id
      left join lateral (
        select sum(case d.kind when 'return' then -dl.quantity else dl.quantity end) as net from evidence.delivery_line dl
        join evidence.delivery d on d.org_id = dl.org_id and d.delivery_id = dl.delivery_id
        where dl.org_id = l.org_id and dl.order_id = l.order_id and dl.order_line_no = l.line_no) m on true
      group by o.org_id, o.ordered_on, o.order_id
    ), finished as (
      delete from evidence.unfinished_order u using state s where s.complete and u.org_id = s.org_id and u.ordered_on = s.ordered_on and u.order_id = s.order_id
    )
    insert into evidence.unfinished_order (org_id, ordered_on, order_id)
    select org_id, ordered_on, order_id from state where not complete and not closed on conflict do nothing`);
}

export type LinkedLine = { readonly deliveryId: string; readonly delivery: string; readonly lineNo: number; readonly order: string; readonly orderLineNo: number };

/**
 * Links delivered lines that name an order of the staged ones, and came before it: of the same customer, and to the line that they name or
 * that alone has their product. What fits no line, or several, stays as it is.
 */
export async function linkDeliveries(tx: Tx): Promise<LinkedLine[]> {
  const linked = await tx.many<LinkedLine>(sql`
    with fitting as (
      select l.delivery_id, l.line_no, d.number as delivery, o.number as order_number, o.order_id, min(ol.line_no) as order_line_no
      from staged_order o
      join evidence.delivery_line l on l.org_id = ${tx.orgId} and l.order_id is null and l.order_reference = o.number
      join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id and d.entity_id = o.entity_id and d.customer_id = o.customer_id
      join staged_order_line ol on ol.order_id = o.order_id and ol.product_id = l.product_id and (l.order_line_reference is null or l.order_line_reference = ol.line_no)
      group by 1, 2, 3, 4, 5 having count(*) = 1
    )
    update evidence.delivery_line l set order_id = f.order_id, order_line_no = f.order_line_no from fitting f
    where l.org_id = ${tx.orgId} and l.delivery_id = f.delivery_id and l.line_no = f.line_no and l.order_id is null
    returning l.delivery_id, f.delivery, l.line_no, f.order_number as "order", l.order_line_no`);
  if (linked.length > 0) await settleOrders(tx, sql`select distinct order_id from evidence.delivery_line where org_id = ${tx.orgId} and delivery_id = any(${linked.map((line) => line.deliveryId)}::uuid[]) and order_id is not null`);
  return linked;
}

export type LineKey = { readonly deliveryId: string; readonly lineNo: number };

/** Takes lines off the list of those without a charge. */
export async function settleCharged(tx: Tx, lines: readonly LineKey[]): Promise<void> {
  await tx.run(sql`
    delete from evidence.uncharged_line u using unnest(${lines.map((line) => line.deliveryId)}::uuid[], ${lines.map((line) => line.lineNo)}::int[]) as c (delivery_id, line_no), evidence.delivery d
    where d.org_id = ${tx.orgId} and d.delivery_id = c.delivery_id
      and u.org_id = d.org_id and u.entity_id = d.entity_id and u.delivered_on = d.delivered_on and u.delivery_id = c.delivery_id and u.line_no = c.line_no`);
}

export type Closure = { readonly orderId: string; readonly closedOn: string; readonly reason: string; readonly recordedAt: Instant; readonly recordedBy: string };

export function findClosure(tx: Tx, orderId: string): Promise<Closure | null> {
  return tx.maybe(sql`select order_id, closed_on, reason, recorded_at, recorded_by from evidence.order_closure where org_id = ${tx.orgId} and order_id = ${orderId}`);
}

export async function insertClosure(tx: Tx, closure: Closure): Promise<void> {
  await tx.run(sql`
    insert into evidence.order_closure (org_id, order_id, closed_on, reason, recorded_at, recorded_by)
    values (${tx.orgId}, ${closure.orderId}, ${closure.closedOn}, ${closure.reason}, ${closure.recordedAt}, ${closure.recordedBy})`);
  await tx.run(sql`
    delete from evidence.unfinished_order u using evidence.sales_order o
    where o.org_id = ${tx.orgId} and o.order_id = ${closure.orderId} and u.org_id = o.org_id and u.ordered_on = o.ordered_on and u.order_id = o.order_id`);
}

export async function loadOrders(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  const rows = await tx.many<Order>(sql`select ${orderColumns} from evidence.sales_order o where o.org_id = ${tx.orgId} and o.order_id = any(${orderIds}::uuid[])`);
  return new Map(rows.map((row) => [row.orderId, row]));
}

/** The lines of some orders, by order, in the order of their numbers. */
export async function loadOrderLines(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly OrderLine[]>> {
  const rows = await tx.many<OrderLine>(sql`
    select order_id, line_no, product_id, description, quantity, unit_price, discount_percent, source_row from evidence.order_line
    where org_id = ${tx.orgId} and order_id = any(${orderIds}::uuid[]) order by order_id, line_no`);
  return Map.groupBy(rows, (row) => row.orderId);
}

export async function loadDeliveries(tx: Tx, deliveryIds: readonly string[]): Promise<ReadonlyMap<string, Delivery & { readonly lines: readonly DeliveryLine[] }>> {
  const deliveries = await tx.many<Delivery>(sql`select ${deliveryColumns} from evidence.delivery d where d.org_id = ${tx.orgId} and d.delivery_id = any(${deliveryIds}::uuid[])`);
  const lines = await tx.many<DeliveryLine>(sql`
    select delivery_id, line_no, order_id, order_line_no, order_reference, order_line_reference, product_id, quantity, source_row from evidence.delivery_line
    where org_id = ${tx.orgId} and delivery_id = any(${deliveryIds}::uuid[]) order by delivery_id, line_no`);
  const byDelivery = Map.groupBy(lines, (line) => line.deliveryId);
  return new Map(deliveries.map((delivery) => [delivery.deliveryId, { ...delivery, lines: byDelivery.get(delivery.deliveryId) ?? [] }]));
}
