// Returns waiting for their credit, and the invoice lines that billed what came back.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type ReturnToCredit = { readonly chargeId: string; readonly orderId: string; readonly orderLineNo: number; /** Positive. */ readonly quantity: string };

export function returnsToCredit(tx: Tx, entityId: number, through: LocalDate): Promise<ReturnToCredit[]> {
  return tx.many(sql`
    select c.charge_id, c.order_id, c.order_line_no, -c.quantity as quantity from charges.charge c
    left join evidence.delivery d on d.org_id = c.org_id and d.delivery_id = c.delivery_id
    where c.org_id = ${tx.orgId} and c.entity_id = ${entityId} and c.status = 'pending' and c.kind = 'return' and c.service_on <= ${through} and c.order_id is not null
    order by c.service_on, d.number, c.delivery_line_no, c.charge_id for update of c`);
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
