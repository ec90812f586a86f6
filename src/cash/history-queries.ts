// Everything that happened to a receipt, with who did it and why: its money, its payer, what was proposed, and what people noted.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type ReceiptEvent = { readonly on: LocalDate; readonly at: Instant; readonly by: string; readonly event: string; readonly amountMinor: bigint | null; readonly currency: string; readonly number: string | null; readonly customerName: string | null; readonly reason: string | null };

/** In the order in which it was recorded. */
export function historyOf(tx: Tx, receiptId: string): Promise<ReceiptEvent[]> {
  return tx.many(sql`
    select h."on", h.at, h.by, h.event, h.amount_minor, h.currency, h.number, cv.name as customer_name, h.reason from (
      select r.received_on as "on", r.recorded_at as at, r.recorded_by as by, 'received' as event, r.amount_minor, r.currency, r.number, r.customer_id, null::text as reason, 0 as step from payments.receipt r where r.org_id = ${tx.orgId} and r.receipt_id = ${receiptId}
      union all select n.identified_on, n.recorded_at, n.recorded_by, case when n.customer_id is null then 'payer taken back' else 'payer identified' end, n.amount_minor, r.currency, null, n.customer_id, n.reason, n.identification_no
        from cash.identification n join payments.receipt r on r.org_id = n.org_id and r.receipt_id = n.receipt_id where n.org_id = ${tx.orgId} and n.receipt_id = ${receiptId}
      union all ${applicationsIn(tx, receiptId)}
      union all select u.unapplied_on, u.recorded_at, u.recorded_by, 'un-applied', a.applied_minor, a.currency, d.number, a.customer_id, u.reason, 1001
        from cash.unapplication u join cash.application a on a.org_id = u.org_id and a.application_id = u.application_id join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id
        where u.org_id = ${tx.orgId} and (a.source_id = ${receiptId} or a.receipt_id = ${receiptId})
      union all select v.reversed_on, v.recorded_at, v.recorded_by, 'reversed', r.amount_minor, r.currency, r.number, null, v.reason, 1007
        from payments.receipt_reversal v join payments.receipt r on r.org_id = v.org_id and r.receipt_id = v.receipt_id where v.org_id = ${tx.orgId} and v.receipt_id = ${receiptId}
      union all ${refundsIn(tx, receiptId)}
      union all ${wordsIn(tx, receiptId)}
    ) h left join customers.customer c on c.org_id = ${tx.orgId} and c.customer_id = h.customer_id
    left join customers.customer_version cv on cv.org_id = c.org_id and cv.customer_id = c.customer_id and cv.version = c.current_version
    order by h.at, h.step`);
}

/** The reason that a person gave, or the first of those by which a rule decided and how sure it was. */
function applicationsIn(tx: Tx, receiptId: string): Statement {
  const because = sql`coalesce(a.reasons -> 0 ->> 'text', 'rule ' || a.rule)`;
  return sql`
    select a.applied_on, a.recorded_at, a.recorded_by, 'applied', a.applied_minor, a.currency, d.number, a.customer_id,
      case when a.rule is null then a.reasons -> 0 ->> 'text' when a.decided_by = 'person' then 'the suggestion was accepted: ' || ${because}
        else ${because} || '; ' || trim_scale(a.confidence * 100) || '% sure' end, 1000
    from cash.application a join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id where a.org_id = ${tx.orgId} and (a.source_id = ${receiptId} or a.receipt_id = ${receiptId})`;
}

/** Asked for, decided and taken back are events of their own. */
function refundsIn(tx: Tx, receiptId: string): Statement {
  return sql`
    select h."on", h.at, h.by, h.event, f.amount_minor, f.currency, null, f.customer_id, h.reason, h.step from cash.refund f
    join platform.entity e on e.org_id = f.org_id and e.entity_id = f.entity_id
    cross join lateral (values ((f.requested_at at time zone e.time_zone)::date, f.requested_at, f.requested_by, 'refund asked for', f.reason, 1004),
      (coalesce(f.paid_on, (f.decided_at at time zone e.time_zone)::date), f.decided_at, f.decided_by, case when f.entry_id is null then 'refund rejected' else 'refunded' end, coalesce(f.decision_reason, f.reason), 1005),
      (f.taken_back_on, f.taken_back_at, f.taken_back_by, 'refund taken back', f.taken_back_reason, 1006)) as h ("on", at, by, event, reason, step)
    where f.org_id = ${tx.orgId} and f.receipt_id = ${receiptId} and h.at is not null`;
}

/** What moved no money and is known from the audit trail: notes, and decisions about what is to be done with the rest. */
function wordsIn(tx: Tx, receiptId: string): Statement {
  return sql`
    select (l.recorded_at at time zone e.time_zone)::date, l.recorded_at, l.actor_name,
      case l.command when 'receipt.note' then 'note' when 'cash.release' then 'released from the account' when 'cash.reject_match' then 'suggestion rejected' else 'kept on account' end,
      (l.after ->> 'onAccountMinor')::bigint, r.currency, null, null, l.reason, 1003
    from platform.audit l join payments.receipt r on r.org_id = l.org_id and r.receipt_id = ${receiptId}::uuid join platform.entity e on e.org_id = r.org_id and e.entity_id = r.entity_id
    where l.org_id = ${tx.orgId} and l.subject_id = ${receiptId}::text and l.subject_kind = 'receipt' and (l.command in ('receipt.note', 'cash.release', 'cash.reject_match') or l.after ->> 'onAccountMinor' is not null)`;
}
