// A customer's account with its running balance, and sales by tax rate: from the ledger and the documents, as of a date.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type AccountQuestion = { readonly customerId: string; readonly currency: string; readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Instant | null };

export type AccountRow = {
  readonly entryId: string;
  readonly postedOn: LocalDate;
  readonly event: string;
  readonly documentId: string | null;
  readonly documentKind: string | null;
  readonly number: string | null;
  readonly reason: string | null;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly balanceMinor: bigint;
  readonly currency: string;
};

/** Balance before the period: debit less credit on the accounts kept by customer. */
export async function openingBalance(tx: Tx, question: AccountQuestion): Promise<bigint> {
  const row = await tx.one<{ balance: bigint }>(sql`
    select coalesce(sum(case when d.by_customer then t.amount_minor else 0 end) - sum(case when c.by_customer then t.amount_minor else 0 end), 0)::bigint as balance
    from ledger.transfer t join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
    where t.org_id = ${tx.orgId} and t.customer_id = ${question.customerId} and t.currency = ${question.currency} and t.posted_on < ${question.from}
      and t.recorded_at <= ${question.knownAt ?? 'infinity'}`);
  return row.balance;
}

/** One row per entry that moved the customer's balance, with the balance after it. Moves within the account (an application) are left out. */
export function accountRows(tx: Tx, question: AccountQuestion, openingMinor: bigint, limit: number): Promise<AccountRow[]> {
  return tx.many(sql`
    select m.entry_id, m.posted_on, e.event, coalesce(doc.document_id, r.receipt_id) as document_id, coalesce(doc.kind, case when r.receipt_id is not null then 'receipt' end) as document_kind,
      coalesce(doc.number, r.number) as number, e.reason, greatest(m.net, 0)::bigint as debit_minor, greatest(-m.net, 0)::bigint as credit_minor,
      (${openingMinor}::bigint + sum(m.net) over (order by m.posted_on, m.recorded_at, m.entry_id))::bigint as balance_minor, ${question.currency}::text as currency
    from (
      select t.entry_id, t.posted_on, min(t.recorded_at) as recorded_at, min(t.document_id::text)::uuid as document_id,
        sum(case when d.by_customer then t.amount_minor else 0 end) - sum(case when c.by_customer then t.amount_minor else 0 end) as net
      from ledger.transfer t join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
      where t.org_id = ${tx.orgId} and t.customer_id = ${question.customerId} and t.currency = ${question.currency} and t.posted_on between ${question.from} and ${question.to}
        and t.recorded_at <= ${question.knownAt ?? 'infinity'}
      group by t.entry_id, t.posted_on
    ) m join ledger.entry e on e.org_id = ${tx.orgId} and e.entry_id = m.entry_id
    left join invoicing.document doc on doc.org_id = ${tx.orgId} and doc.document_id = m.document_id
    left join payments.receipt r on r.org_id = ${tx.orgId} and r.receipt_id = m.document_id
    where m.net <> 0 order by m.posted_on, m.recorded_at, m.entry_id limit ${limit}`);
}

export type TaxRow = {
  readonly jurisdiction: string;
  readonly category: string;
  readonly rate: string;
  readonly currency: string;
  readonly documents: number;
  readonly baseMinor: bigint;
  readonly taxMinor: bigint;
};

/** Issued documents of a period by jurisdiction, category and rate; credit notes and voided invoices count against. */
export function salesByTax(tx: Tx, question: { entityId: number; from: LocalDate; to: LocalDate }): Promise<TaxRow[]> {
  return tx.many(sql`
    select g.jurisdiction, trim(g.category) as category, trim_scale(g.rate) as rate, d.currency, count(*)::int as documents, sum(g.base_minor * d.sign)::bigint as base_minor, sum(g.tax_minor * d.sign)::bigint as tax_minor
    from (
      select org_id, document_id, currency, case when kind = 'credit_note' then -1 else 1 end as sign from invoicing.document
      where org_id = ${tx.orgId} and entity_id = ${question.entityId} and status = 'issued' and source <> 'opening' and issued_on between ${question.from} and ${question.to}
      union all
      select x.org_id, x.document_id, x.currency, -1 from invoicing.document x join invoicing.document_void v on v.org_id = x.org_id and v.document_id = x.document_id
      where x.org_id = ${tx.orgId} and x.entity_id = ${question.entityId} and v.voided_on between ${question.from} and ${question.to}
    ) d join invoicing.document_tax g on g.org_id = d.org_id and g.document_id = d.document_id
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
}

/** Tax payable booked in the period: what the tax report must equal. */
export function taxPosted(tx: Tx, question: { entityId: number; from: LocalDate; to: LocalDate }): Promise<{ currency: string; postedMinor: bigint }[]> {
  return tx.many(sql`
    select s.currency, sum(s.signed)::bigint as posted_minor from (
      select t.currency, -t.amount_minor as signed, t.debit_account_id as account_id, t.posted_on from ledger.transfer t where t.org_id = ${tx.orgId}
      union all select t.currency, t.amount_minor, t.credit_account_id, t.posted_on from ledger.transfer t where t.org_id = ${tx.orgId}
    ) s join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = s.account_id and a.purpose = 'tax_payable' and a.entity_id = ${question.entityId}
    where s.posted_on between ${question.from} and ${question.to} group by 1 order by 1`);
}
