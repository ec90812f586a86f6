// Reads for the desk of a person who applies cash: how much waits in each view, where a receipt's money stands, open documents of anybody.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Candidate } from './candidates.ts';
import type { CashAccounts } from './postings.ts';
import { appliedSourcesOf, receiptsWithRest, receiptsWithStatus } from './queries.ts';
import { minorByCurrency, readWantedAmount } from '#kernel/wanted-amount.ts';

export type ViewCount = { readonly view: string; readonly currency: string; readonly receipts: number; readonly leftMinor: bigint };

/** What waits is found by its open items; of what is done only the number of receipts is counted. */
export async function countReceipts(tx: Tx, accounts: Pick<CashAccounts, 'unidentified' | 'unapplied'>, of: { entityId: number; day: LocalDate; timeZone: string }): Promise<ViewCount[]> {
  const waiting = await receiptsWithRest(tx, accounts);
  return tx.many(sql`
    with waiting as materialized (
      select x.currency, x.status, x.match_status, x.left_minor from (${receiptsWithStatus(tx, accounts, of.day, sql`r.receipt_id = any(${waiting}::uuid[])`)}) x where x.entity_id = ${of.entityId})
    select v.view, w.currency, count(*)::int as receipts, sum(w.left_minor)::bigint as left_minor from waiting w
    cross join lateral (values ('to_match', w.match_status is distinct from 'on_account'), ('suggested', w.match_status = 'suggested'), ('unidentified', w.status = 'unidentified'), ('unapplied', w.status = 'unapplied'),
      ('partly', w.status = 'partly'), ('on_account', w.match_status = 'on_account')) as v (view, holds)
    where v.holds group by v.view, w.currency
    union all select 'applied_today', r.currency, count(*)::int, 0 from payments.receipt r where r.org_id = ${tx.orgId} and r.entity_id = ${of.entityId} and r.receipt_id in (${appliedSourcesOf(tx, of)}) group by r.currency
    union all select 'all', r.currency, count(*)::int, 0 from payments.receipt r where r.org_id = ${tx.orgId} and r.entity_id = ${of.entityId} group by r.currency
    order by 1, 2`);
}

export type MoneyStands = { readonly customerId: string | null; readonly customerName: string | null; readonly leftMinor: bigint; readonly currency: string };

/** Where what is left of a receipt stands: on accounts of customers, or with nobody. */
export function moneyOfReceipt(tx: Tx, accounts: Pick<CashAccounts, 'unidentified' | 'unapplied'>, receiptId: string): Promise<MoneyStands[]> {
  return tx.many(sql`
    select case when i.account_id = ${accounts.unapplied} then i.customer_id end as customer_id, case when i.account_id = ${accounts.unapplied} then cv.name end as customer_name, -i.open_minor as left_minor, i.currency
    from ledger.open_item i left join customers.customer c on c.org_id = i.org_id and c.customer_id = i.customer_id
    left join customers.customer_version cv on cv.org_id = c.org_id and cv.customer_id = c.customer_id and cv.version = c.current_version
    where i.org_id = ${tx.orgId} and i.document_id = ${receiptId} and i.account_id in (${accounts.unidentified}, ${accounts.unapplied}) and i.open_minor <> 0 order by cv.name nulls last, i.item_id`);
}

const FOUND_MAX = 40;

/** Open documents of any customer: by a part of the number, by customer, or by what is open or was billed. Exact hits first, then the latest. */
export async function searchOpenDocuments(tx: Tx, books: { entityId: number; receivable: number }, text: string): Promise<Candidate[]> {
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { currencies, minors } = minorByCurrency(readWantedAmount(text));
  const rows = await tx.many<Omit<Candidate, 'discount' | 'score' | 'reasons'> & { discountUntil: LocalDate | null; discountMinor: bigint | null }>(sql`
    select d.document_id, d.number, d.kind, d.customer_id, c.number as customer_number, cv.name as customer_name, d.issued_on, d.due_on, o.open_minor, d.total_minor, d.currency,
      d.schedule -> 'discount' ->> 'until' as discount_until, (d.schedule -> 'discount' ->> 'discountMinor')::bigint as discount_minor
    from invoicing.document d join customers.customer c on c.org_id = d.org_id and c.customer_id = d.customer_id
    join customers.customer_version cv on cv.org_id = c.org_id and cv.customer_id = c.customer_id and cv.version = c.current_version
    cross join lateral (select sum(i.open_minor)::bigint as open_minor from ledger.open_item i where i.org_id = d.org_id and i.document_id = d.document_id and i.account_id = ${books.receivable}) o
    cross join lateral (select exists (select 1 from unnest(${currencies}::text[], ${minors}::bigint[]) as w (currency, minor) where w.currency = d.currency and w.minor in (abs(o.open_minor), d.total_minor)) as is_amount) a
    where d.org_id = ${tx.orgId} and d.entity_id = ${books.entityId} and d.status = 'issued' and o.open_minor <> 0
      and d.document_id in (select i.document_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.account_id = ${books.receivable} and i.open_minor <> 0)
      and (d.number ilike ${like} or d.number_key = cash.number_key(${text}) or cv.name ilike ${like} or c.number ilike ${like} or a.is_amount)
    order by (d.number_key = cash.number_key(${text})) desc, a.is_amount desc, d.issued_on desc, d.document_id limit ${FOUND_MAX}`);
  return rows.map(({ discountUntil, discountMinor, ...row }) => ({
    ...row, discount: discountUntil === null || discountMinor === null ? null : { amountMinor: discountMinor, currency: row.currency, until: discountUntil }, score: 0, reasons: ['found'],
  }));
}
