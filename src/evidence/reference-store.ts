// What evidence refers to, looked up for a whole batch at once: customers, products, delivery addresses, recorded orders and deliveries.

import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { RecordedDelivery } from './compare-delivery.ts';
import type { RecordedOrder } from './compare-order.ts';
import type { KnownOrder } from './delivery-draft.ts';
import type { Delivery, DeliveryLine } from './delivery.ts';
import type { References } from './order-draft.ts';
import type { Order, OrderLine } from './order.ts';

/** One writer of evidence per legal entity at a time: two files with the same numbers wait for each other. */
export async function lockEvidence(tx: Tx, entityId: number): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`evidence ${tx.orgId} ${entityId}`}, 3))`);
}

/** By customer number; by external id where no number fits. */
export async function customersByName(tx: Tx, names: Iterable<string>): Promise<References['customers']> {
  const list = [...new Set(names)];
  const rows = await tx.many<{ customerId: string; number: string; externalId: string | null; currency: string }>(sql`
    select customer_id, number, external_id, currency from customers.customer where org_id = ${tx.orgId} and number = any(${list}::text[])
    union all
    select customer_id, number, external_id, currency from customers.customer where org_id = ${tx.orgId} and external_id = any(${list}::text[])`);
  const found = new Map<string, { customerId: string; currency: string }>();
  for (const row of rows) if (row.externalId !== null) found.set(row.externalId, row);
  for (const row of rows) found.set(row.number, row);
  return found;
}

/** By SKU; by external id where no SKU fits. */
export async function productsByName(tx: Tx, names: Iterable<string>): Promise<References['products']> {
  const list = [...new Set(names)];
  const rows = await tx.many<{ productId: string; sku: string; externalId: string | null }>(sql`
    select product_id, sku, external_id from catalog.product where org_id = ${tx.orgId} and sku = any(${list}::text[])
    union all
    select product_id, sku, external_id from catalog.product where org_id = ${tx.orgId} and external_id = any(${list}::text[])`);
  const found = new Map<string, string>();
  for (const row of rows) if (row.externalId !== null) found.set(row.externalId, row.productId);
  for (const row of rows) found.set(row.sku, row.productId);
  return found;
}

export async function shipTosOf(tx: Tx, customerIds: readonly string[]): Promise<References['shipTos']> {
  if (customerIds.length === 0) return new Set();
  const rows = await tx.many<{ customerId: string; code: string }>(sql`
    select distinct customer_id, code from customers.ship_to where org_id = ${tx.orgId} and customer_id = any(${customerIds}::uuid[])`);
  return new Set(rows.map((row) => `${row.customerId} ${row.code}`));
}

export const orderColumns = sql`
  o.order_id, o.entity_id, o.number, o.customer_id, o.customer_po, o.ordered_on, o.currency, o.price_rule, o.blanket, o.not_to_exceed_minor, o.expires_on, o.ship_to_code,
  o.file_id, o.run_id, o.source_row, o.recorded_at`;
export const deliveryColumns = sql`
  d.delivery_id, d.entity_id, d.number, d.kind, d.customer_id, d.delivered_on, d.confirmed_by, d.file_id, d.run_id, d.source_row, d.recorded_at`;

export async function ordersByNumber(tx: Tx, entityId: number, numbers: Iterable<string>): Promise<ReadonlyMap<string, RecordedOrder>> {
  const list = [...new Set(numbers)];
  const orders = await tx.many<Order & { customerNumber: string }>(sql`
    select ${orderColumns}, c.number as customer_number from evidence.sales_order o
    join customers.customer c on c.org_id = o.org_id and c.customer_id = o.customer_id
    where o.org_id = ${tx.orgId} and o.entity_id = ${entityId} and o.number = any(${list}::text[])`);
  if (orders.length === 0) return new Map();
  const lines = await tx.many<OrderLine & { sku: string }>(sql`
    select l.order_id, l.line_no, l.product_id, l.description, l.quantity, l.unit_price, l.discount_percent, l.source_row, p.sku from evidence.order_line l
    join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    where l.org_id = ${tx.orgId} and l.order_id = any(${orders.map((order) => order.orderId)}::uuid[]) order by l.order_id, l.line_no`);
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  return new Map(orders.map((order) => [order.number, { ...order, lines: byOrder.get(order.orderId) ?? [] }]));
}

/** Only what deliveries refer to; for many orders that is much less than all of them. */
export async function knownOrders(tx: Tx, entityId: number, numbers: Iterable<string>): Promise<ReadonlyMap<string, KnownOrder>> {
  const list = [...new Set(numbers)];
  if (list.length === 0) return new Map();
  const rows = await tx.many<{ orderId: string; number: string; customerId: string; customerNumber: string; lineNo: number; productId: string; sku: string }>(sql`
    select o.order_id, o.number, o.customer_id, c.number as customer_number, l.line_no, l.product_id, p.sku
    from evidence.sales_order o
    join customers.customer c on c.org_id = o.org_id and c.customer_id = o.customer_id
    join evidence.order_line l on l.org_id = o.org_id and l.order_id = o.order_id
    join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    where o.org_id = ${tx.orgId} and o.entity_id = ${entityId} and o.number = any(${list}::text[]) order by o.order_id, l.line_no`);
  return new Map([...Map.groupBy(rows, (row) => row.number)].flatMap(([number, lines]) => {
    const [first] = lines;
    return first === undefined ? [] : [[number, { orderId: first.orderId, number, customerId: first.customerId, customerNumber: first.customerNumber, lines }] as const];
  }));
}

export async function deliveriesByNumber(tx: Tx, entityId: number, numbers: Iterable<string>): Promise<ReadonlyMap<string, RecordedDelivery>> {
  const list = [...new Set(numbers)];
  const deliveries = await tx.many<Delivery & { customerNumber: string }>(sql`
    select ${deliveryColumns}, c.number as customer_number from evidence.delivery d
    join customers.customer c on c.org_id = d.org_id and c.customer_id = d.customer_id
    where d.org_id = ${tx.orgId} and d.entity_id = ${entityId} and d.number = any(${list}::text[])`);
  if (deliveries.length === 0) return new Map();
  const lines = await tx.many<DeliveryLine & { sku: string; orderNumber: string | null }>(sql`
    select l.delivery_id, l.line_no, l.order_id, l.order_line_no, l.order_reference, l.order_line_reference, l.product_id, l.quantity, l.source_row, p.sku, coalesce(o.number, l.order_reference) as order_number
    from evidence.delivery_line l
    join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    left join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id
    where l.org_id = ${tx.orgId} and l.delivery_id = any(${deliveries.map((delivery) => delivery.deliveryId)}::uuid[]) order by l.delivery_id, l.line_no`);
  const byDelivery = Map.groupBy(lines, (line) => line.deliveryId);
  return new Map(deliveries.map((delivery) => [delivery.number, { ...delivery, lines: byDelivery.get(delivery.deliveryId) ?? [] }]));
}
