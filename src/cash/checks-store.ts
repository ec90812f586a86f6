// The invariants of cash application, from raw rows: nothing of a receipt is lost, and applications are what the ledger's items say.

import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

async function findings(tx: Tx, examined: Statement, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: number }>(examined);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: count, breaches: rows.map((row) => row.breach) };
}

const receipts = (tx: Tx): Statement => sql`select count(*)::int as count from payments.receipt where org_id = ${tx.orgId}`;
const applications = (tx: Tx): Statement => sql`select count(*)::int as count from cash.application where org_id = ${tx.orgId}`;

export const cashChecks: readonly Check[] = [
  {
    name: 'cash.receipts',
    title: 'Applied + unapplied + refunded + reversed = received, for every receipt',
    run: (tx) => findings(tx, receipts(tx), sql`
      select 'receipt ' || r.number || ': received ' || r.amount_minor || ', accounted for ' || (coalesce(a.minor, 0) + coalesce(i.minor, 0) + coalesce(f.minor, 0) + case when v.receipt_id is null then 0 else r.amount_minor end) as breach
      from payments.receipt r
      left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
      left join (select a.source_id, sum(a.source_minor) as minor from cash.application a left join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id
                 where a.org_id = ${tx.orgId} and a.source_kind = 'receipt' and u.application_id is null group by 1) a on a.source_id = r.receipt_id
      left join (select i.document_id, sum(-i.open_minor) as minor from ledger.open_item i join ledger.account g on g.org_id = i.org_id and g.account_id = i.account_id
                 where i.org_id = ${tx.orgId} and g.purpose in ('unapplied_cash', 'unidentified_cash') group by 1) i on i.document_id = r.receipt_id
      left join (select receipt_id, sum(amount_minor) as minor from cash.refund where org_id = ${tx.orgId} and status = 'paid' group by 1) f on f.receipt_id = r.receipt_id
      where r.org_id = ${tx.orgId} and r.amount_minor <> coalesce(a.minor, 0) + coalesce(i.minor, 0) + coalesce(f.minor, 0) + case when v.receipt_id is null then 0 else r.amount_minor end`),
  },
  {
    name: 'cash.applications',
    title: 'Each application lowered its item by its amount in the ledger, and each one taken back raised it again',
    run: (tx) => findings(tx, applications(tx), sql`
      select 'application ' || a.application_id || ' on ' || d.number as breach from cash.application a join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id
      left join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id
      cross join lateral (select coalesce(sum(t.amount_minor), 0) as minor, count(*) filter (where t.posted_on <> a.applied_on or t.currency <> a.currency or t.customer_id is distinct from a.customer_id) as odd
        from ledger.transfer t where t.org_id = a.org_id and t.entry_id = a.entry_id and t.credit_item_id = a.item_id) p
      cross join lateral (select coalesce(sum(t.amount_minor), 0) as minor from ledger.transfer t join ledger.entry e on e.org_id = t.org_id and e.entry_id = t.entry_id
        where t.org_id = a.org_id and t.entry_id = u.entry_id and t.debit_item_id = a.item_id and e.reverses_entry_id = a.entry_id) b
      where a.org_id = ${tx.orgId} and (p.minor <> a.applied_minor or p.odd > 0 or (u.application_id is not null and b.minor <> a.applied_minor))`),
  },
  {
    name: 'cash.entries',
    title: 'Every ledger entry of cash application belongs to an application, an identification, a refund or a taking back, and to one only',
    run: (tx) => findings(tx, applications(tx), sql`
      select 'entry ' || k.entry_id as breach from (
        select entry_id, 1 as belongs from ledger.entry where org_id = ${tx.orgId} and event in ('cash.applied', 'credit.applied', 'cash.unapplied', 'receipt.identified', 'receipt.unidentified', 'receipt.refunded', 'refund.taken_back')
        union all select entry_id, -1 from cash.application where org_id = ${tx.orgId} union all select entry_id, -1 from cash.unapplication where org_id = ${tx.orgId} union all select entry_id, -1 from cash.identification where org_id = ${tx.orgId}
        union all select entry_id, -1 from cash.refund where org_id = ${tx.orgId} and entry_id is not null union all select taken_back_entry_id, -1 from cash.refund where org_id = ${tx.orgId} and taken_back_entry_id is not null
      ) k group by k.entry_id having sum(k.belongs) <> 0`),
  },
  {
    name: 'cash.identifications',
    title: 'Money on a customer’s account is money of a receipt whose payer that customer is, or was when it was applied',
    run: (tx) => findings(tx, receipts(tx), sql`
      select 'receipt ' || r.number as breach from ledger.open_item i join ledger.account g on g.org_id = i.org_id and g.account_id = i.account_id and g.purpose = 'unapplied_cash'
      join payments.receipt r on r.org_id = i.org_id and r.receipt_id = i.document_id
      where i.org_id = ${tx.orgId} and i.open_minor <> 0 and r.customer_id is distinct from i.customer_id
        and not exists (select 1 from cash.identification n where n.org_id = i.org_id and n.receipt_id = r.receipt_id and n.customer_id = i.customer_id)`),
  },
  {
    name: 'cash.refunds',
    title: 'Each refund that is paid took its amount from the customer’s account, each one taken back gave it back, and who asked did not approve',
    run: (tx) => findings(tx, sql`select count(*)::int as count from cash.refund where org_id = ${tx.orgId}`, sql`
      select 'refund ' || f.refund_id as breach from cash.refund f
      cross join lateral (select coalesce(sum(t.amount_minor), 0) as minor from ledger.transfer t join ledger.account g on g.org_id = t.org_id and g.account_id = t.debit_account_id and g.purpose = 'unapplied_cash'
        where t.org_id = f.org_id and t.entry_id = f.entry_id and t.customer_id = f.customer_id and t.currency = f.currency) p
      left join ledger.entry e on e.org_id = f.org_id and e.entry_id = f.taken_back_entry_id
      where f.org_id = ${tx.orgId} and f.status in ('paid', 'taken_back') and (p.minor <> f.amount_minor or f.approved_by_key = f.requested_by_key
        or (f.approved_by_key is null and f.decided_at <> f.requested_at) or (f.status = 'taken_back' and e.reverses_entry_id is distinct from f.entry_id))`),
  },
];
