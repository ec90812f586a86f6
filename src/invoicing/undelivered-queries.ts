// The standing list of what was billed and not delivered: hand-made lines that no delivery proves, and what came back but is not credited.

import type { LocalDate } from '#kernel/local-date.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** not_delivered: of the order line more is billed than delivered; no_order_line: the document names an order, the line none of its lines. */
export type UndeliveredWhy = 'not_delivered' | 'no_order_line';

export type UndeliveredRow = {
  readonly documentId: string; readonly documentNumber: string; readonly lineNo: number; readonly issuedOn: LocalDate; readonly customerId: string; readonly customerNumber: string; readonly customerName: string;
  readonly orderNumber: string; readonly orderLineNo: number | null; readonly description: string; readonly billedQuantity: string; readonly deliveredQuantity: string; readonly excessQuantity: string;
  readonly why: UndeliveredWhy; readonly ageDays: number; /** What is billed without a delivery, at the line's own price. */ readonly amountMinor: bigint; readonly currency: string;
};

export type UndeliveredFilter = { readonly asOf: LocalDate; readonly customerId?: string | undefined; readonly entityId?: number | undefined };

/** A filter with the charges that it may be about (chargesInDoubt). */
export type UndeliveredScope = UndeliveredFilter & { readonly chargeIds: readonly string[] };

/**
 * Hand-made charges of which more is billed than delivered, or that name no order line: asked of the charges and deliveries alone, for most
 * are delivered and need no document. A delivery's own charge never lacks its delivery.
 */
export async function chargesInDoubt(tx: Tx, filter: UndeliveredFilter): Promise<string[]> {
  const rows = await tx.many<{ chargeId: string }>(sql`
    select c.charge_id from charges.charge c
    left join lateral (${billedOnOrderLine}) b on c.order_id is not null
    left join lateral (${deliveredOnOrderLine(filter)}) e on c.order_id is not null
    where c.org_id = ${tx.orgId} and c.kind = 'manual' and c.status = 'billed' and ${filter.customerId === undefined ? sql`true` : sql`c.customer_id = ${filter.customerId}`}
      and (c.order_id is null or coalesce(b.quantity, c.quantity) > coalesce(e.quantity, 0))`);
  return rows.map((row) => row.chargeId);
}

const billedOnOrderLine = sql`
  select sum(q.quantity) as quantity from charges.charge q where q.org_id = c.org_id and q.order_id = c.order_id and q.order_line_no = c.order_line_no and q.status = 'billed'`;

const deliveredOnOrderLine = (filter: UndeliveredFilter): Statement => sql`
  select sum(case y.kind when 'return' then -z.quantity else z.quantity end) as quantity from evidence.delivery_line z join evidence.delivery y on y.org_id = z.org_id and y.delivery_id = z.delivery_id
  where z.org_id = c.org_id and z.order_id = c.order_id and z.order_line_no = c.order_line_no and y.delivered_on <= ${filter.asOf}`;

/**
 * Per hand-made line of an order: billed on the order line less delivered on it is what the line may lack, at most its own quantity.
 * Lines that are credited whole or voided owe nothing.
 */
function undeliveredLines(tx: Tx, filter: UndeliveredScope): Statement {
  const conditions = [
    sql`c.org_id = ${tx.orgId}`, sql`c.charge_id = any(${filter.chargeIds}::uuid[])`, sql`(c.order_id is not null or d.order_reference is not null)`, sql`d.issued_on <= ${filter.asOf}`,
    ...(filter.customerId === undefined ? [] : [sql`c.customer_id = ${filter.customerId}`]), ...(filter.entityId === undefined ? [] : [sql`d.entity_id = ${filter.entityId}`]),
  ];
  return sql`
    select d.document_id, d.number as document_number, l.line_no, d.issued_on, d.customer_id, coalesce(o.number, d.order_reference) as order_number, c.order_line_no, l.description, d.currency,
      l.quantity - coalesce(x.credited_quantity, 0) as own_quantity, coalesce(b.quantity, l.quantity) as billed_quantity, coalesce(e.quantity, 0) as delivered_quantity,
      l.amount_minor - coalesce(x.credited_minor, 0) as own_minor, l.quantity as line_quantity, l.amount_minor as line_minor, c.order_id
    from charges.charge c
    join invoicing.document_line l on l.org_id = c.org_id and l.charge_id = c.charge_id
    join invoicing.document d on d.org_id = l.org_id and d.document_id = l.document_id
    left join evidence.sales_order o on o.org_id = c.org_id and o.order_id = c.order_id
    left join lateral (${billedOnOrderLine}) b on c.order_id is not null
    left join lateral (${deliveredOnOrderLine(filter)}) e on c.order_id is not null
    left join lateral (
      select sum(cl.amount_minor) as credited_minor, sum(cl.credits_quantity) as credited_quantity
      from invoicing.document cd join invoicing.document_line cl on cl.org_id = cd.org_id and cl.document_id = cd.document_id and cl.credits_line_no = l.line_no
      where cd.org_id = d.org_id and cd.references_document_id = d.document_id and cd.kind = 'credit_note' and cd.status = 'issued' and cd.issued_on <= ${filter.asOf}
    ) x on true
    where ${joinSql(conditions, ' and ')}`;
}

/** What lacks a delivery: with an order line the excess of it, without one the whole line. */
function withExcess(tx: Tx, filter: UndeliveredScope): Statement {
  return sql`
    select u.*, u.excess as excess_quantity, (case when u.excess >= u.line_quantity then u.own_minor else least(u.own_minor, round(u.line_minor * u.excess / u.line_quantity)) end)::bigint as amount_minor,
      case when u.order_id is null then 'no_order_line' else 'not_delivered' end as why
    from (select n.*, case when n.order_id is null then n.own_quantity else least(n.own_quantity, n.billed_quantity - n.delivered_quantity) end as excess from (${undeliveredLines(tx, filter)}) n) u
    where u.excess > 0 and u.own_minor > 0`;
}

export type UndeliveredCursor = { readonly issuedOn: LocalDate; readonly documentId: string; readonly lineNo: number };

export function listUndelivered(tx: Tx, filter: UndeliveredScope, after: UndeliveredCursor | null, limit: number): Promise<UndeliveredRow[]> {
  const from = after ?? { issuedOn: '-infinity', documentId: '00000000-0000-0000-0000-000000000000', lineNo: 0 };
  return tx.many(sql`
    select w.document_id, w.document_number, w.line_no, w.issued_on, w.customer_id, k.number as customer_number, v.name as customer_name, w.order_number, w.order_line_no, w.description, w.billed_quantity,
      w.delivered_quantity, w.excess_quantity, w.why, (${filter.asOf}::date - w.issued_on)::int as age_days, w.amount_minor, w.currency
    from (${withExcess(tx, filter)}) w
    join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = w.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    where (w.issued_on, w.document_id, w.line_no) > (${from.issuedOn}::date, ${from.documentId}::uuid, ${from.lineNo}::int) order by w.issued_on, w.document_id, w.line_no limit ${limit}`);
}

export function undeliveredTotals(tx: Tx, filter: UndeliveredScope): Promise<{ why: UndeliveredWhy; currency: string; lines: number; amountMinor: bigint }[]> {
  return tx.many(sql`select w.why, w.currency, count(*)::int as lines, sum(w.amount_minor)::bigint as amount_minor from (${withExcess(tx, filter)}) w group by 1, 2 order by 1, 2`);
}
