// Returns waiting for their credit, and the invoice lines that billed what came back.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** customerId: null for everybody. */
export type ReturnRange = { readonly entityId: number; readonly through: LocalDate; readonly customerId: string | null };

export type ReturnToCredit = { readonly chargeId: string; readonly orderId: string; readonly orderLineNo: number; /** Positive. */ readonly quantity: string };

/** creditMinor: what the return takes back before tax, as a positive amount. */
export type WaitingReturn = ReturnToCredit & { readonly creditMinor: bigint; readonly currency: string };

export function returnsToCredit(tx: Tx, range: ReturnRange): Promise<ReturnToCredit[]> {
  return tx.many(sql`${waitingReturns(tx, range)} for update of c`);
}

/** The same for a look ahead, without keeping anybody from them. */
export function returnsThatWait(tx: Tx, range: ReturnRange): Promise<WaitingReturn[]> {
  return tx.many(waitingReturns(tx, range));
}

function waitingReturns(tx: Tx, { entityId, through, customerId }: ReturnRange): Statement {
  return sql`
    select c.charge_id, c.order_id, c.order_line_no, -c.quantity as quantity, -c.amount_minor as credit_minor, c.currency from charges.charge c
    left join evidence.delivery d on d.org_id = c.org_id and d.delivery_id = c.delivery_id
    where c.org_id = ${tx.orgId} and c.entity_id = ${entityId} and c.status = 'pending' and c.kind = 'return' and c.service_on <= ${through} and c.order_id is not null
      and (${customerId}::uuid is null or c.customer_id = ${customerId})
    order by c.service_on, d.number, c.delivery_line_no, c.charge_id`;
}

export type BilledLine = { readonly documentId: string; readonly lineNo: number; readonly orderId: string; readonly orderLineNo: number; readonly creditableQuantity: string };

/** Invoice lines of the same order lines up to the day of the credit, oldest first, with the quantity that no credit note has taken back. */
export function billedLinesOf(tx: Tx, returnChargeIds: readonly string[], issuedOn: LocalDate): Promise<BilledLine[]> {
  return tx.many(sql`
    select l.document_id, l.line_no, c.order_id, c.order_line_no, l.quantity - coalesce((
      select sum(cl.credits_quantity) from invoicing.document cd join invoicing.document_line cl on cl.org_id = cd.org_id and cl.document_id = cd.document_id
      where cd.org_id = l.org_id and cd.references_document_id = l.document_id and cd.kind = 'credit_note' and cl.credits_line_no = l.line_no), 0) as creditable_quantity
    from charges.charge r
    join charges.charge c on c.org_id = r.org_id and c.order_id = r.order_id and c.order_line_no = r.order_line_no and c.kind in ('delivery', 'manual') and c.status = 'billed'
    join invoicing.document_line l on l.org_id = c.org_id and l.charge_id = c.charge_id
    join invoicing.document d on d.org_id = l.org_id and d.document_id = l.document_id and d.status = 'issued' and d.kind = 'invoice' and d.issued_on <= ${issuedOn}
    where r.org_id = ${tx.orgId} and r.charge_id = any(${returnChargeIds}::uuid[])
    group by l.org_id, l.document_id, l.line_no, l.quantity, c.order_id, c.order_line_no, d.issued_on, d.sequence
    order by d.issued_on, d.sequence, l.line_no`);
}

/** What waits to be billed of the same order lines up to a day: lines of invoices that are still to be made, each standing for one by its grouping. */
export function linesToBeBilled(tx: Tx, returnChargeIds: readonly string[], through: LocalDate): Promise<BilledLine[]> {
  return tx.many(sql`
    select case v.invoice_grouping when 'customer' then c.customer_id::text || c.currency when 'order' then c.order_id::text else coalesce(c.delivery_id, c.charge_id)::text end as document_id,
      row_number() over (order by c.service_on, c.charge_id)::int as line_no, c.order_id, c.order_line_no, c.quantity as creditable_quantity
    from charges.charge c
    join customers.customer k on k.org_id = c.org_id and k.customer_id = c.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    where c.org_id = ${tx.orgId} and c.status = 'pending' and c.kind = 'delivery' and c.service_on <= ${through}
      and (c.order_id, c.order_line_no) in (select r.order_id, r.order_line_no from charges.charge r where r.org_id = ${tx.orgId} and r.charge_id = any(${returnChargeIds}::uuid[]))
    order by c.service_on, c.charge_id`);
}
