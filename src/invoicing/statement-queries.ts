// What a statement of account is made of: a customer's open items as of a date, and the entries that moved the account in a period.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openedMinor, postedAfter } from '#customers/index.ts';

export type StatementScope = { readonly customerId: string; readonly entityId: number; readonly asOf: LocalDate };

export type StatementItem = {
  readonly itemId: string; readonly documentId: string; readonly account: 'receivable' | 'unapplied_cash'; readonly kind: string; readonly number: string; readonly reference: string | null;
  readonly openedOn: LocalDate; readonly dueOn: LocalDate; readonly currency: string; /** As it was opened; negative for credits and payments. */ readonly amountMinor: bigint; readonly openMinor: bigint;
};

/** Items that were open on the date: those open now, and those that something later closed, with what was posted later taken back. */
export function openItemsAt(tx: Tx, { customerId, entityId, asOf }: StatementScope): Promise<StatementItem[]> {
  return tx.many(sql`
    select i.item_id, i.document_id, i.purpose as account, coalesce(d.kind, 'receipt') as kind, coalesce(d.number, r.number, '') as number, coalesce(d.customer_po, d.order_reference, r.reference) as reference,
      i.opened_on, i.due_on, i.currency, coalesce(${openedMinor}, -least(i.credit_minor, r.amount_minor)) as amount_minor, (i.open_minor - i.later_minor)::bigint as open_minor
    from (
      select i.*, a.purpose, case when i.last_posted_on > ${asOf} then ${postedAfter(asOf, 'debit')} - ${postedAfter(asOf, 'credit')} else 0 end as later_minor
      from ledger.open_item i
      join ledger.account a on a.org_id = i.org_id and a.account_id = i.account_id and a.entity_id = ${entityId} and a.purpose in ('receivable', 'unapplied_cash')
      where i.org_id = ${tx.orgId} and i.customer_id = ${customerId} and i.opened_on <= ${asOf} and (i.open_minor <> 0 or i.last_posted_on > ${asOf})
    ) i
    left join invoicing.document d on d.org_id = i.org_id and d.document_id = i.document_id
    left join payments.receipt r on r.org_id = i.org_id and r.receipt_id = i.document_id
    where i.open_minor - i.later_minor <> 0 order by i.currency, i.due_on, i.opened_on, number, i.item_id`);
}

export type Movement = {
  readonly entryId: string; readonly postedOn: LocalDate; readonly event: string; readonly kind: string | null; readonly number: string | null; readonly reference: string | null; readonly reason: string | null;
  readonly currency: string; /** What the entry adds to the account; negative for what it takes. */ readonly netMinor: bigint;
};

/** Entries that moved the customer's account in a period. What only moves within it (applying a payment) moves nothing. */
export function movementsOf(tx: Tx, { customerId, entityId, asOf }: StatementScope, from: LocalDate): Promise<Movement[]> {
  return tx.many(sql`
    select m.entry_id, m.posted_on, e.event, coalesce(d.kind, case when r.receipt_id is not null then 'receipt' end) as kind, coalesce(d.number, r.number) as number,
      coalesce(d.customer_po, d.order_reference, r.reference) as reference, e.reason, m.currency, m.net_minor
    from (
      select t.entry_id, t.posted_on, t.currency, min(t.recorded_at) as recorded_at, min(t.document_id::text)::uuid as document_id,
        (sum(case when a.by_customer then t.amount_minor else 0 end) - sum(case when b.by_customer then t.amount_minor else 0 end))::bigint as net_minor
      from ledger.transfer t
      join ledger.account a on a.org_id = t.org_id and a.account_id = t.debit_account_id
      join ledger.account b on b.org_id = t.org_id and b.account_id = t.credit_account_id
      where t.org_id = ${tx.orgId} and t.customer_id = ${customerId} and t.entity_id = ${entityId} and t.posted_on between ${from} and ${asOf} group by 1, 2, 3
    ) m
    join ledger.entry e on e.org_id = ${tx.orgId} and e.entry_id = m.entry_id
    left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = m.document_id
    left join payments.receipt r on r.org_id = ${tx.orgId} and r.receipt_id = m.document_id
    where m.net_minor <> 0 order by m.currency, m.posted_on, m.recorded_at, m.entry_id`);
}

/** The customer's account by currency at the end of a day: receivable less what was paid and not applied. Months that are over from their sums, the last from its transfers. */
export async function balancesAt(tx: Tx, { customerId, entityId, asOf }: StatementScope): Promise<ReadonlyMap<string, bigint>> {
  const rows = await tx.many<{ currency: string; balanceMinor: bigint }>(sql`
    select s.currency, sum(s.signed)::bigint as balance_minor from (
      select m.currency, m.debit_minor - m.credit_minor as signed from ledger.account a
      join ledger.balance_month m on m.org_id = a.org_id and m.account_id = a.account_id and m.customer_id = ${customerId} and m.month < date_trunc('month', ${asOf}::date)::date
      where a.org_id = ${tx.orgId} and a.entity_id = ${entityId} and a.by_customer
      union all
      select t.currency, case when a.by_customer then t.amount_minor else 0 end - case when b.by_customer then t.amount_minor else 0 end
      from ledger.transfer t
      join ledger.account a on a.org_id = t.org_id and a.account_id = t.debit_account_id
      join ledger.account b on b.org_id = t.org_id and b.account_id = t.credit_account_id
      where t.org_id = ${tx.orgId} and t.customer_id = ${customerId} and t.entity_id = ${entityId} and t.posted_on >= date_trunc('month', ${asOf}::date)::date and t.posted_on <= ${asOf}
    ) s group by 1`);
  return new Map(rows.map((row) => [row.currency, row.balanceMinor]));
}
