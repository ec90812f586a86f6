// Delivered lines with everything that pricing asks of them: those without a charge yet, and those whose charge is looked at again.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { TaxClass } from '#catalog/index.ts';

export type DeliveryLineToCharge = {
  readonly deliveryId: string;
  readonly lineNo: number;
  readonly deliveryNumber: string;
  readonly kind: 'delivery' | 'service' | 'return';
  readonly customerId: string;
  readonly deliveredOn: LocalDate;
  readonly quantity: string;
  readonly fileId: string | null;
  readonly sourceRow: number | null;
  readonly recordedMs: number;
  readonly orderReference: string | null;
  /** The order that it names is recorded, though the line belongs to none of its lines. */
  readonly orderRecorded: boolean;
  readonly productId: string;
  readonly productName: string;
  readonly unit: string;
  readonly chargeCode: string;
  readonly taxClass: TaxClass;
  readonly duplicateOf: string | null;
  /** How many charges were made of it before, all of them given up. */
  readonly chargesBefore: number;
  readonly order: {
    readonly orderId: string; readonly lineNo: number; readonly number: string; readonly currency: string; readonly orderedOn: LocalDate; readonly priceRule: 'order' | 'delivery';
    readonly expiresOn: LocalDate | null; readonly closedOn: LocalDate | null; readonly notToExceedMinor: bigint | null; readonly customerPo: string | null; readonly shipToCode: string | null;
    readonly description: string | null; readonly quantity: string; readonly unitPrice: string | null; readonly discountPercent: string; readonly fileId: string | null; readonly sourceRow: number | null;
  } | null;
};

export type LineCursor = { readonly deliveredOn: LocalDate; readonly deliveryId: string; readonly lineNo: number };

type FlatLine = Omit<DeliveryLineToCharge, 'order'> & { orderId: string | null; orderLineNo: number } & Record<string, unknown>;

/** Delivery lines without a charge, by delivery date, after the cursor. */
export async function linesToCharge(tx: Tx, entityId: number, options: { through: LocalDate; after: LineCursor | null; limit: number }): Promise<DeliveryLineToCharge[]> {
  const after = options.after ?? { deliveredOn: '-infinity', deliveryId: '00000000-0000-0000-0000-000000000000', lineNo: 0 };
  const rows = await tx.many<FlatLine>(sql`
    select ${columns}, 0 as charges_before
    from (
      select org_id, delivery_id, line_no from evidence.uncharged_line u
      where org_id = ${tx.orgId} and entity_id = ${entityId} and delivered_on <= ${options.through}
        and (delivered_on, delivery_id, line_no) > (${after.deliveredOn}::date, ${after.deliveryId}::uuid, ${after.lineNo}::int)
      order by delivered_on, delivery_id, line_no limit ${options.limit}
    ) w ${joins} order by d.delivered_on, l.delivery_id, l.line_no`);
  return rows.map(withOrder);
}

/** The lines behind some charges, by charge. */
export async function linesOfCharges(tx: Tx, chargeIds: readonly string[]): Promise<ReadonlyMap<string, DeliveryLineToCharge>> {
  const rows = await tx.many<FlatLine & { chargeId: string }>(sql`
    select ${columns}, w.charge_id,
      (select count(*)::int from charges.charge e where e.org_id = w.org_id and e.delivery_id = w.delivery_id and e.delivery_line_no = w.line_no) as charges_before
    from (
      select org_id, charge_id, delivery_id, delivery_line_no as line_no from charges.charge
      where org_id = ${tx.orgId} and charge_id = any(${chargeIds}::uuid[]) and delivery_id is not null
    ) w ${joins} order by d.delivered_on, l.delivery_id, l.line_no`);
  return new Map(rows.map((row) => [row.chargeId, withOrder(row)]));
}

const columns: Statement = sql`
  l.delivery_id, l.line_no, d.number as delivery_number, d.kind, d.customer_id, d.delivered_on, l.quantity, d.file_id, coalesce(l.source_row, d.source_row) as source_row,
  (extract(epoch from d.recorded_at) * 1000)::float8 as recorded_ms, l.order_reference, l.product_id, p.name as product_name, p.unit, p.charge_code, p.tax_class,
  l.order_id is null and exists (select 1 from evidence.sales_order r where r.org_id = l.org_id and r.entity_id = d.entity_id and r.number = l.order_reference) as order_recorded,
  (select d2.number from evidence.delivery_line l2 join evidence.delivery d2 on d2.org_id = l2.org_id and d2.delivery_id = l2.delivery_id
   where l2.org_id = l.org_id and l2.order_id = l.order_id and l2.order_line_no = l.order_line_no and l2.quantity = l.quantity and d2.delivered_on = d.delivered_on
     and d2.kind = d.kind and l2.delivery_id < l.delivery_id limit 1) as duplicate_of,
  l.order_id, l.order_line_no, o.number as order_number, o.currency as order_currency, o.ordered_on, o.price_rule, o.expires_on, oc.closed_on, o.not_to_exceed_minor, o.customer_po,
  o.ship_to_code, ol.description as order_description, ol.quantity as order_quantity, ol.unit_price as order_unit_price, ol.discount_percent as order_discount_percent,
  o.file_id as order_file_id, coalesce(ol.source_row, o.source_row) as order_source_row`;

/** To the lines that w names. */
const joins: Statement = sql`
  join evidence.delivery_line l on l.org_id = w.org_id and l.delivery_id = w.delivery_id and l.line_no = w.line_no
  join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id
  join catalog.product p on p.org_id = l.org_id and p.product_id = l.product_id
  left join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id
  left join evidence.order_line ol on ol.org_id = l.org_id and ol.order_id = l.order_id and ol.line_no = l.order_line_no
  left join evidence.order_closure oc on oc.org_id = l.org_id and oc.order_id = l.order_id`;

function withOrder(row: FlatLine): DeliveryLineToCharge {
  const order = row.orderId === null ? null : {
    orderId: row.orderId, lineNo: row.orderLineNo, number: row['orderNumber'], currency: row['orderCurrency'], orderedOn: row['orderedOn'], priceRule: row['priceRule'], expiresOn: row['expiresOn'],
    closedOn: row['closedOn'], notToExceedMinor: row['notToExceedMinor'], customerPo: row['customerPo'], shipToCode: row['shipToCode'], description: row['orderDescription'],
    quantity: row['orderQuantity'], unitPrice: row['orderUnitPrice'], discountPercent: row['orderDiscountPercent'], fileId: row['orderFileId'], sourceRow: row['orderSourceRow'],
  } as DeliveryLineToCharge['order'];
  return { ...row, order };
}
