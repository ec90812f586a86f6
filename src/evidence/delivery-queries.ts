// Reading deliveries for screens: the list, one delivery with its lines, and the deliveries of an order.

import type { LocalDate } from '#kernel/local-date.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Delivery, DeliveryKind, DeliveryLine } from './delivery.ts';
import type { At } from './order-queries.ts';
import { deliveryColumns } from './reference-store.ts';

export type DeliveryRow = Delivery & {
  readonly customerNumber: string;
  readonly customerName: string;
  readonly lines: number;
  /** The orders it delivers, by number; those that are not recorded stand in unknownOrders. */
  readonly orders: readonly string[];
  readonly unknownOrders: readonly string[];
  readonly fileName: string | null;
  readonly sha256: Buffer | null;
};

export type DeliveryFilter = {
  readonly entityId?: number | undefined;
  readonly customerId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly kind?: DeliveryKind | undefined;
  readonly runId?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** The beginning of a delivery number. */
  readonly q?: string | undefined;
};

export type DeliveryPlace = { readonly deliveredOn: LocalDate; readonly deliveryId: string };

const COUNTED_MAX = 10_000;

const joins = sql`
  join customers.customer c on c.org_id = d.org_id and c.customer_id = d.customer_id
  join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
  left join platform.file f on f.org_id = d.org_id and f.file_id = d.file_id
  cross join lateral (
    select count(*)::int as lines, coalesce(array_agg(distinct o.number) filter (where o.number is not null), '{}') as orders,
           coalesce(array_agg(distinct l.order_reference) filter (where l.order_id is null and l.order_reference is not null), '{}') as unknown_orders
    from evidence.delivery_line l left join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id
    where l.org_id = d.org_id and l.delivery_id = d.delivery_id) p`;

const columns = sql`${deliveryColumns}, c.number as customer_number, v.name as customer_name, p.lines, p.orders, p.unknown_orders, f.name as file_name, f.sha256`;

/** The latest first. */
export function pageOfDeliveries(tx: Tx, filter: DeliveryFilter, at: At, after: DeliveryPlace | null, limit: number): Promise<DeliveryRow[]> {
  const conditions = conditionsOf(tx, filter, at);
  if (after !== null) conditions.push(sql`(d.delivered_on, d.delivery_id) < (${after.deliveredOn}::date, ${after.deliveryId}::uuid)`);
  return tx.many(sql`
    select ${columns} from (select d.* from evidence.delivery d where ${joinSql(conditions, ' and ')} order by d.delivered_on desc, d.delivery_id desc limit ${limit}) d
    ${joins} order by d.delivered_on desc, d.delivery_id desc`);
}

/** Exact up to ten thousand, unknown above. */
export async function countDeliveries(tx: Tx, filter: DeliveryFilter, at: At): Promise<number | undefined> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*)::int as count from (select 1 from evidence.delivery d where ${joinSql(conditionsOf(tx, filter, at), ' and ')} limit ${COUNTED_MAX + 1}) as found`);
  return count > COUNTED_MAX ? undefined : count;
}

export function findDelivery(tx: Tx, deliveryId: string): Promise<DeliveryRow | null> {
  return tx.maybe(sql`select ${columns} from evidence.delivery d ${joins} where d.org_id = ${tx.orgId} and d.delivery_id = ${deliveryId}`);
}

export async function deliveryIdOf(tx: Tx, number: string, entityId: number): Promise<string | null> {
  const row = await tx.maybe<{ deliveryId: string }>(sql`select delivery_id from evidence.delivery where org_id = ${tx.orgId} and entity_id = ${entityId} and number = ${number}`);
  return row?.deliveryId ?? null;
}

export type DeliveryLineRow = DeliveryLine & { readonly sku: string; readonly productName: string; readonly unit: string; readonly orderNumber: string | null };

export function deliveryLines(tx: Tx, deliveryId: string): Promise<DeliveryLineRow[]> {
  return tx.many(sql`
    select l.delivery_id, l.line_no, l.order_id, l.order_line_no, l.order_reference, l.product_id, l.quantity, l.source_row, p.sku, p.name as product_name, p.unit, o.number as order_number
    from evidence.delivery_line l
    join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
    left join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id
    where l.org_id = ${tx.orgId} and l.delivery_id = ${deliveryId} order by l.line_no`);
}

// Written out, so that the planner sees the index of what came back.
const kindIs: Readonly<Record<DeliveryKind, Statement>> = { delivery: sql`d.kind = 'delivery'`, service: sql`d.kind = 'service'`, return: sql`d.kind = 'return'` };

function conditionsOf(tx: Tx, filter: DeliveryFilter, at: At): Statement[] {
  const conditions = [sql`d.org_id = ${tx.orgId}`, sql`d.delivered_on <= ${filter.to !== undefined && filter.to < at.day ? filter.to : at.day}`];
  if (at.knownAt !== null) conditions.push(sql`d.recorded_at <= ${at.knownAt}`);
  if (filter.entityId !== undefined) conditions.push(sql`d.entity_id = ${filter.entityId}`);
  if (filter.customerId !== undefined) conditions.push(sql`d.customer_id = ${filter.customerId}`);
  if (filter.kind !== undefined) conditions.push(kindIs[filter.kind]);
  if (filter.runId !== undefined) conditions.push(sql`d.run_id = ${filter.runId}`);
  if (filter.from !== undefined) conditions.push(sql`d.delivered_on >= ${filter.from}`);
  if (filter.orderId !== undefined) conditions.push(sql`d.delivery_id in (select delivery_id from evidence.delivery_line where org_id = ${tx.orgId} and order_id = ${filter.orderId})`);
  if (filter.q !== undefined) {
    const end = `${filter.q}\u{10FFFF}`;
    conditions.push(sql`d.delivery_id in (select delivery_id from evidence.delivery where org_id = ${tx.orgId}
      and entity_id in (select entity_id from platform.entity where org_id = ${tx.orgId}) and number >= ${filter.q} and number < ${end})`);
  }
  return conditions;
}
