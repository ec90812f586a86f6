// The day's work, ranked by money: what is held, what came in and is not applied, what failed, what is ready to bill.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** Each kind of work is one queue; the address leads to exactly the rows that it counts. */
export type WorkQueue = {
  readonly queue: 'held_charges' | 'ready_to_bill' | 'held_drafts' | 'drafts' | 'unidentified_receipts' | 'unapplied_receipts' | 'suggested_matches' | 'lines_to_clarify' | 'refunds_to_approve' | 'statements_that_differ' | 'failed_sending' | 'failed_runs' | 'overdue';
  readonly currency: string | null;
  readonly items: number;
  readonly amountMinor: bigint | null;
  readonly oldestOn: LocalDate | null;
};

/** An instant is a day in the zone of the legal entity: what was held late in the evening was not held yesterday. */
export function workQueues(tx: Tx, { entityId, timeZone }: { readonly entityId: number; readonly timeZone: string }, today: LocalDate): Promise<WorkQueue[]> {
  const day = (instant: Statement): Statement => sql`(${instant} at time zone ${timeZone})::date`;
  return tx.many(sql`
    select * from (
      select 'held_charges' as queue, currency, count(*)::int as items, sum(abs(amount_minor))::bigint as amount_minor, min(service_on) as oldest_on from charges.charge
      where org_id = ${tx.orgId} and entity_id = ${entityId} and status = 'held' group by currency
      union all
      select 'ready_to_bill', currency, count(*)::int, sum(amount_minor)::bigint, min(service_on) from charges.charge
      where org_id = ${tx.orgId} and entity_id = ${entityId} and status = 'pending' and service_on <= ${today} group by currency
      union all
      select case status when 'held' then 'held_drafts' else 'drafts' end, currency, count(*)::int, sum(case kind when 'credit_note' then -total_minor else total_minor end)::bigint, ${day(sql`min(recorded_at)`)} from invoicing.document
      where org_id = ${tx.orgId} and entity_id = ${entityId} and status <> 'issued' group by 1, currency
      union all
      ${waitingReceipts(tx, entityId)}
      union all
      select 'lines_to_clarify', b.currency, count(*)::int, sum(abs(l.amount_minor))::bigint, min(l.booked_on) from payments.bank_line_state l
      join payments.bank_account b on b.org_id = l.org_id and b.bank_account_id = l.bank_account_id
      where l.org_id = ${tx.orgId} and l.status = 'to_clarify' and b.entity_id = ${entityId} group by b.currency
      union all
      select 'refunds_to_approve', currency, count(*)::int, sum(amount_minor)::bigint, ${day(sql`min(requested_at)`)} from cash.refund
      where org_id = ${tx.orgId} and entity_id = ${entityId} and status = 'requested' group by currency
      union all
      select 'statements_that_differ', b.currency, count(*)::int, sum(abs(s.difference_minor))::bigint, ${day(sql`min(s.recorded_at)`)} from payments.bank_statement s
      join payments.bank_account b on b.org_id = s.org_id and b.bank_account_id = s.bank_account_id where s.org_id = ${tx.orgId} and s.balance = 'differs' and b.entity_id = ${entityId} group by b.currency
      union all
      select 'failed_sending', d.currency, count(*)::int, sum(d.total_minor)::bigint, ${day(sql`min(x.queued_at)`)} from invoicing.dispatch x
      join invoicing.document d on d.org_id = x.org_id and d.document_id = x.document_id where x.org_id = ${tx.orgId} and x.status in ('failed', 'bounced') and d.entity_id = ${entityId}
        and not exists (select 1 from invoicing.dispatch y where y.org_id = x.org_id and y.document_id = x.document_id and y.status in ('queued', 'sent') and (y.queued_at, y.dispatch_id) > (x.queued_at, x.dispatch_id)) group by d.currency
      union all
      select 'failed_runs', null, count(*)::int, null, ${day(sql`min(created_at)`)} from platform.run where org_id = ${tx.orgId} and status = 'failed' and finished_at > ${today}::date - 7 having count(*) > 0
      union all
      select 'overdue', b.currency, sum(b.items)::int, sum(b.open_minor)::bigint, min(b.due_on) from ledger.due_balance b
      join ledger.account a on a.org_id = b.org_id and a.account_id = b.account_id and a.purpose = 'receivable' and a.entity_id = ${entityId}
      where b.org_id = ${tx.orgId} and b.side = 'debit' and b.items <> 0 and b.due_on < ${today} group by b.currency
    ) q order by array_position(array['failed_runs', 'statements_that_differ', 'failed_sending', 'refunds_to_approve', 'lines_to_clarify', 'suggested_matches', 'unidentified_receipts', 'held_charges', 'held_drafts', 'unapplied_receipts',
      'ready_to_bill', 'drafts', 'overdue'], q.queue), q.amount_minor desc nulls last`);
}

/**
 * Each payment in one queue, with what is left of it: what has a proposal waits to be confirmed, the rest for a payer or for documents. What
 * stays on an account on purpose is no work. Only of unidentified money it takes the receipt to tell whether part of it is a customer's already.
 */
function waitingReceipts(tx: Tx, entityId: number): Statement {
  return sql`
    select case when p.is_proposed then 'suggested_matches' when p.unidentified_minor > 0 and p.left_minor = r.amount_minor then 'unidentified_receipts' else 'unapplied_receipts' end,
      p.currency, count(*)::int, sum(p.left_minor)::bigint, min(p.oldest_on)
    from (
      select i.document_id, i.currency, m.status is not null as is_proposed, min(i.due_on) as oldest_on, sum(-i.open_minor)::bigint as left_minor,
        coalesce(sum(-i.open_minor) filter (where a.purpose = 'unidentified_cash'), 0)::bigint as unidentified_minor
      from ledger.account a join ledger.open_item i on i.org_id = a.org_id and i.account_id = a.account_id and i.open_minor <> 0 and i.side = 'credit'
      left join cash.match m on m.org_id = i.org_id and m.receipt_id = i.document_id and m.status in ('suggested', 'on_account')
      where a.org_id = ${tx.orgId} and a.entity_id = ${entityId} and a.purpose in ('unidentified_cash', 'unapplied_cash') and m.status is distinct from 'on_account'
      group by 1, 2, 3
    ) p left join lateral (select r.amount_minor from payments.receipt r where r.org_id = ${tx.orgId} and r.receipt_id = p.document_id and p.unidentified_minor > 0 and not p.is_proposed offset 0) r on true
    group by 1, 2`;
}

export type DayFigure = { readonly currency: string; readonly issuedMinor: bigint; readonly receivedMinor: bigint; readonly openMinor: bigint };

/** What the last thirty days brought, and what is open now, per currency. */
export function dayFigures(tx: Tx, entityId: number, today: LocalDate): Promise<DayFigure[]> {
  return tx.many(sql`
    select currency, sum(issued)::bigint as issued_minor, sum(received)::bigint as received_minor, sum(open)::bigint as open_minor from (
      select currency, case kind when 'credit_note' then -total_minor else total_minor end as issued, 0 as received, 0 as open from invoicing.document_day
      where org_id = ${tx.orgId} and entity_id = ${entityId} and issued_on between ${today}::date - 29 and ${today}
      union all
      select currency, 0, amount_minor, 0 from payments.receipt where org_id = ${tx.orgId} and entity_id = ${entityId} and received_on between ${today}::date - 29 and ${today}
      union all
      select b.currency, 0, 0, b.open_minor from ledger.due_balance b join ledger.account a on a.org_id = b.org_id and a.account_id = b.account_id and a.purpose = 'receivable' and a.entity_id = ${entityId}
      where b.org_id = ${tx.orgId} and b.open_minor <> 0
    ) s group by currency order by currency`);
}
