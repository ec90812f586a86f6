// A customer's account with its running balance, and sales by tax rate: from the ledger and the documents, as of a date.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type AccountQuestion = { readonly customerId: string; readonly currency: string; readonly from: LocalDate; readonly to: LocalDate; readonly knownAt: Instant | null; /** All legal entities when null. */ readonly entityId: number | null };

export type AccountRow = {
  readonly entryId: string;
  readonly postedOn: LocalDate;
  readonly event: string;
  readonly documentId: string | null;
  readonly documentKind: string | null;
  readonly number: string | null;
  readonly reason: string | null;
  /** Of an application or its undoing: by the purpose of their accounts, what was let off; the cash itself moves within the customer's account. */
  readonly letOff: readonly string[];
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
      and t.recorded_at <= ${question.knownAt ?? 'infinity'} and (${question.entityId}::int is null or d.entity_id = ${question.entityId}::int)`);
  return row.balance;
}

/** The last row of the page before: its day, the instant it was recorded and its entry. */
export type AccountCursor = readonly [postedOn: LocalDate, recordedAt: Instant, entryId: string];

/**
 * One row per entry that moved the customer's balance, with the balance after it. Moves within the account (an application) are left out.
 * Balances run over the whole period, documents are looked up for the page.
 */
export async function accountRows(tx: Tx, question: AccountQuestion, openingMinor: bigint, page: { after: AccountCursor | null; limit: number }): Promise<{ rows: (AccountRow & { recordedAt: Instant })[]; closingMinor: bigint }> {
  const [postedOn, recordedAt, entryId] = page.after ?? ['-infinity', '-infinity', '00000000-0000-0000-0000-000000000000'];
  const found = await tx.many<AccountRow & { recordedAt: Instant; closingMinor: bigint }>(sql`
    select p.entry_id, p.posted_on, p.recorded_at, e.event, coalesce(doc.document_id, r.receipt_id) as document_id, coalesce(doc.kind, case when r.receipt_id is not null then 'receipt' end) as document_kind,
      coalesce(doc.number, r.number) as number, e.reason,
      array(select distinct g.purpose from ledger.transfer t join ledger.account g on g.org_id = t.org_id and g.account_id in (t.debit_account_id, t.credit_account_id) and g.purpose in ('discount_allowed', 'bank_charges', 'small_differences')
        where t.org_id = ${tx.orgId} and t.entry_id = p.entry_id and t.customer_id = ${question.customerId} order by 1) as let_off,
      greatest(p.net, 0)::bigint as debit_minor, greatest(-p.net, 0)::bigint as credit_minor,
      (${openingMinor}::bigint + p.running)::bigint as balance_minor, (${openingMinor}::bigint + p.whole)::bigint as closing_minor, ${question.currency}::text as currency
    from (
      select * from (
        select m.*, sum(m.net) over (order by m.posted_on, m.recorded_at, m.entry_id) as running, sum(m.net) over () as whole from (${movesOf(tx, question)}) m where m.net <> 0
      ) w where (w.posted_on, w.recorded_at, w.entry_id) > (${postedOn}::date, ${recordedAt}::timestamptz, ${entryId}::uuid) order by w.posted_on, w.recorded_at, w.entry_id limit ${page.limit}
    ) p join ledger.entry e on e.org_id = ${tx.orgId} and e.entry_id = p.entry_id
    left join invoicing.document doc on doc.org_id = ${tx.orgId} and doc.document_id = p.document_id
    left join payments.receipt r on r.org_id = ${tx.orgId} and r.receipt_id = p.document_id
    order by p.posted_on, p.recorded_at, p.entry_id`);
  return { rows: found.map(({ closingMinor: _closingMinor, ...row }) => row), closingMinor: found[0]?.closingMinor ?? openingMinor };
}

/** By entry, what it adds to the customer's balance in the period. */
function movesOf(tx: Tx, question: AccountQuestion): Statement {
  return sql`
    select t.entry_id, t.posted_on, min(t.recorded_at) as recorded_at, min(t.document_id::text)::uuid as document_id,
      sum(case when d.by_customer then t.amount_minor else 0 end) - sum(case when c.by_customer then t.amount_minor else 0 end) as net
    from ledger.transfer t join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
    where t.org_id = ${tx.orgId} and t.customer_id = ${question.customerId} and t.currency = ${question.currency} and t.posted_on between ${question.from} and ${question.to}
      and t.recorded_at <= ${question.knownAt ?? 'infinity'} and (${question.entityId}::int is null or d.entity_id = ${question.entityId}::int)
    group by t.entry_id, t.posted_on`;
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

/** Issued documents of a period by jurisdiction, category and rate; credit notes, voided invoices and the tax in discounts taken count against. */
export function salesByTax(tx: Tx, question: { entityId: number; from: LocalDate; to: LocalDate }): Promise<TaxRow[]> {
  return tx.many(sql`
    select s.jurisdiction, trim(s.category) as category, trim_scale(s.rate) as rate, s.currency, sum(s.documents)::int as documents, sum(s.base_minor)::bigint as base_minor, sum(s.tax_minor)::bigint as tax_minor
    from (
      select d.jurisdiction, d.category, d.rate, d.currency, d.documents, d.base_minor, d.tax_minor from invoicing.tax_day d
      where d.org_id = ${tx.orgId} and d.entity_id = ${question.entityId} and d.issued_on between ${question.from} and ${question.to}
      union all
      select g.jurisdiction, g.category, g.rate, x.currency, 1, -g.base_minor, -g.tax_minor
      from invoicing.document_void v join invoicing.document x on x.org_id = v.org_id and x.document_id = v.document_id
      join invoicing.document_tax g on g.org_id = x.org_id and g.document_id = x.document_id
      where v.org_id = ${tx.orgId} and x.entity_id = ${question.entityId} and v.voided_on between ${question.from} and ${question.to}
      union all
      select g.jurisdiction, g.category, g.rate, a.currency, 0, -t.base_minor * a.sign, -t.tax_minor * a.sign
      from (
        select org_id, application_id, document_id, currency, 1 as sign from cash.application
        where org_id = ${tx.orgId} and entity_id = ${question.entityId} and discount_minor > 0 and applied_on between ${question.from} and ${question.to}
        union all
        select y.org_id, y.application_id, y.document_id, y.currency, -1 from cash.unapplication u join cash.application y on y.org_id = u.org_id and y.application_id = u.application_id
        where u.org_id = ${tx.orgId} and y.entity_id = ${question.entityId} and y.discount_minor > 0 and u.unapplied_on between ${question.from} and ${question.to}
      ) a join cash.discount_tax t on t.org_id = a.org_id and t.application_id = a.application_id
      join invoicing.document_tax g on g.org_id = a.org_id and g.document_id = a.document_id and g.group_no = t.group_no
    ) s group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
}

/** Tax payable of a currency as booked in the period; in base currency without the transfers that have no base amount, of which there are missing. */
export type TaxPosted = { readonly currency: string; readonly postedMinor: bigint; readonly inBaseMinor: bigint; readonly inBaseCurrency: string; readonly missing: number };

/** Tax payable booked in the period, from the sums by day: what the tax report must equal. */
export function taxPosted(tx: Tx, question: { entityId: number; from: LocalDate; to: LocalDate }): Promise<TaxPosted[]> {
  return tx.many(sql`
    select s.currency, s.posted_minor, s.in_base_minor, e.base_currency as in_base_currency,
      (select count(*)::int from ledger.transfer t where t.org_id = ${tx.orgId} and t.entity_id = ${question.entityId} and t.posted_on between ${question.from} and ${question.to} and t.base_minor is null
         and t.currency = s.currency and (t.debit_account_id = s.account_id or t.credit_account_id = s.account_id)
         and not exists (select 1 from ledger.base_amount b where b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line)) as missing
    from (
      select a.account_id, a.entity_id, d.currency, sum(d.credit_minor - d.debit_minor)::bigint as posted_minor, sum(d.base_credit_minor - d.base_debit_minor)::bigint as in_base_minor
      from ledger.account a join ledger.account_day d on d.org_id = a.org_id and d.account_id = a.account_id
      where a.org_id = ${tx.orgId} and a.purpose = 'tax_payable' and a.entity_id = ${question.entityId} and d.posted_on between ${question.from} and ${question.to} group by 1, 2, 3
    ) s join platform.entity e on e.org_id = ${tx.orgId} and e.entity_id = s.entity_id order by 1`);
}
