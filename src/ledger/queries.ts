// Reading the books: trial balance, an account's transfers, a customer's balance, each as of a date and as known at an instant.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { AccountType } from './chart.ts';

/** asOf: postings up to and on this date. knownAt: only what had been recorded by this instant. */
export type AsOf = { readonly asOf: LocalDate; readonly knownAt?: Instant | null | undefined };

export type TrialBalanceRow = {
  readonly accountId: number;
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
};

/** Turnover per account and currency from the beginning; from the sums by day where nothing later is known, else from transfers. */
export function trialBalance(tx: Tx, entityId: number, at: AsOf): Promise<TrialBalanceRow[]> {
  const amounts = at.knownAt === null || at.knownAt === undefined ? sql`
    select account_id, currency, sum(debit_minor), sum(credit_minor) from ledger.account_day where org_id = ${tx.orgId} and posted_on <= ${at.asOf} group by 1, 2` : sql`
    select debit_account_id as account_id, currency, amount_minor as debit_minor, 0 as credit_minor from ledger.transfer
    where org_id = ${tx.orgId} and posted_on <= ${at.asOf} and recorded_at <= ${at.knownAt}
    union all
    select credit_account_id, currency, 0, amount_minor from ledger.transfer where org_id = ${tx.orgId} and posted_on <= ${at.asOf} and recorded_at <= ${at.knownAt}`;
  return tx.many(sql`
    select a.account_id, a.code, a.name, a.type, m.currency, sum(m.debit_minor)::bigint as debit_minor, sum(m.credit_minor)::bigint as credit_minor
    from (${amounts}) m (account_id, currency, debit_minor, credit_minor)
    join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = m.account_id
    where a.entity_id = ${entityId} group by 1, 2, 3, 4, 5 order by a.code, m.currency`);
}

export type AccountBalance = { readonly accountId: number; readonly currency: string; readonly balanceMinor: bigint };

/** Debit less credit of a customer on the accounts that are kept by customer (receivable, unapplied cash). */
export function customerBalances(tx: Tx, customerId: string, at: AsOf): Promise<AccountBalance[]> {
  const known = at.knownAt ?? 'infinity';
  return tx.many(sql`
    select s.account_id, s.currency, sum(s.signed)::bigint as balance_minor from (
      select debit_account_id as account_id, currency, amount_minor as signed from ledger.transfer
      where org_id = ${tx.orgId} and customer_id = ${customerId} and posted_on <= ${at.asOf} and recorded_at <= ${known}
      union all
      select credit_account_id, currency, -amount_minor from ledger.transfer
      where org_id = ${tx.orgId} and customer_id = ${customerId} and posted_on <= ${at.asOf} and recorded_at <= ${known}
    ) s join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = s.account_id and a.by_customer
    group by 1, 2 having sum(s.signed) <> 0 order by 1, 2`);
}

export type TransferRow = {
  readonly entryId: string;
  readonly line: number;
  readonly postedOn: LocalDate;
  readonly recordedAt: Instant;
  readonly event: string;
  readonly sourceId: string;
  readonly debitCode: string;
  readonly creditCode: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly customerId: string | null;
  readonly documentId: string | null;
  readonly reversesEntryId: string | null;
};

/** The transfers of a source (document, receipt, application), for the proof tree and the ledger tab. */
export function transfersOf(tx: Tx, sourceId: string): Promise<TransferRow[]> {
  return tx.many(sql`
    select t.entry_id, t.line, t.posted_on, t.recorded_at, e.event, e.source_id, d.code as debit_code, c.code as credit_code, t.amount_minor, t.currency,
           t.customer_id, t.document_id, e.reverses_entry_id
    from ledger.entry e join ledger.transfer t on t.org_id = e.org_id and t.entry_id = e.entry_id
    join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id
    join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
    where e.org_id = ${tx.orgId} and e.source_id = ${sourceId} order by t.recorded_at, t.entry_id, t.line`);
}

/** One account's transfers, newest first, a page at a time (before: the last row of the page before). */
export function accountTransfers(tx: Tx, accountId: number, page: { asOf: LocalDate; before?: { postedOn: LocalDate; entryId: string } | null; limit: number }): Promise<TransferRow[]> {
  const before = page.before ?? { postedOn: page.asOf, entryId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  return tx.many(sql`
    select t.entry_id, t.line, t.posted_on, t.recorded_at, e.event, e.source_id, d.code as debit_code, c.code as credit_code, t.amount_minor, t.currency,
           t.customer_id, t.document_id, e.reverses_entry_id
    from (
      select * from ledger.transfer where org_id = ${tx.orgId} and debit_account_id = ${accountId} and posted_on <= ${page.asOf}
      union all
      select * from ledger.transfer where org_id = ${tx.orgId} and credit_account_id = ${accountId} and posted_on <= ${page.asOf}
    ) t join ledger.entry e on e.org_id = t.org_id and e.entry_id = t.entry_id
    join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id
    join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
    where (t.posted_on, t.entry_id) < (${before.postedOn}, ${before.entryId}::uuid)
    order by t.posted_on desc, t.entry_id desc, t.line limit ${page.limit}`);
}

export type ItemKey = { readonly accountId: number; readonly itemId: string };

/** The last day on which each of these items grew: what is taken from one is taken on that day or later. Items not opened yet are left out. */
export function raisedDays(tx: Tx, items: readonly ItemKey[]): Promise<(ItemKey & { raisedOn: LocalDate })[]> {
  return tx.many(sql`
    select i.account_id, i.item_id, i.raised_on from ledger.open_item i
    join jsonb_to_recordset(${toJson(items)}::jsonb) as k ("accountId" int, "itemId" uuid) on i.item_id = k."itemId" and i.account_id = k."accountId"
    where i.org_id = ${tx.orgId} and i.raised_on is not null`);
}

/** A day, or the last on which one of the items grew, where that is later. */
export async function dayHolding(tx: Tx, on: LocalDate, items: readonly ItemKey[]): Promise<LocalDate> {
  return (await raisedDays(tx, items)).reduce((latest, { raisedOn }) => (raisedOn > latest ? raisedOn : latest), on);
}
