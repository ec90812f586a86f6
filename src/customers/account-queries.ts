// What customers owe, from the open items of the ledger: now, as of a date, and as known at an instant.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { agingStarts, type AgingDays } from './aging.ts';

/** day: the day that ages are counted to. asOf and knownAt are null for what is posted now. */
export type At = { readonly day: LocalDate; readonly asOf: LocalDate | null; readonly knownAt: Instant | null };

export type Accounts = { readonly receivable: readonly number[]; readonly unapplied: readonly number[] };

export async function controlAccounts(tx: Tx): Promise<Accounts> {
  const rows = await tx.many<{ accountId: number; control: string }>(sql`
    select account_id, control from ledger.account where org_id = ${tx.orgId} and control in ('receivable', 'unapplied_cash') order by account_id`);
  const of = (control: string): number[] => rows.filter((row) => row.control === control).map((row) => row.accountId);
  return { receivable: of('receivable'), unapplied: of('unapplied_cash') };
}

/** Nothing is posted after the day, so what is posted now is what was posted then: the maintained sums can answer. */
export async function isPresent(tx: Tx, asOf: LocalDate): Promise<boolean> {
  // The end of the index and no comparison: a prepared plan that doesn't know the day would read the whole table.
  const last = await tx.maybe<{ lastPostedOn: LocalDate }>(sql`select last_posted_on from ledger.open_item where org_id = ${tx.orgId} order by last_posted_on desc limit 1`);
  return last === null || last.lastPostedOn <= asOf;
}

/**
 * The items of accounts that were open, of some customers or of all (customerIds null): item_id, account_id, document_id, customer_id,
 * currency, opened_on, due_on, side, open_minor. As of a date: what is open now less what was posted or recorded after it. Of some customers
 * their own postings tell what moved; of all, the items do.
 */
export function itemsAt(tx: Tx, accountIds: readonly number[], customerIds: readonly string[] | null, at: At): Statement {
  const mine = customerIds === null ? sql`true` : sql`i.customer_id = any(${customerIds}::uuid[])`;
  const columns = sql`i.item_id, i.account_id, i.document_id, i.customer_id, i.currency, i.opened_on, i.due_on, i.side`;
  const scope = sql`i.org_id = ${tx.orgId} and i.account_id = any(${accountIds}::int[]) and ${mine}`;
  if (at.asOf === null && at.knownAt === null) return sql`select ${columns}, i.open_minor from ledger.open_item i where ${scope} and i.open_minor <> 0`;
  if (at.asOf !== null && at.knownAt === null && customerIds === null) return itemsOfDay(columns, scope, at.asOf);
  const mineMoved = customerIds === null ? sql`true` : sql`t.customer_id = any(${customerIds}::uuid[])`;
  const later = sql`t.org_id = ${tx.orgId} and ${mineMoved} and ${laterThan(at)}`;
  const moved = sql`
    select item_id, account_id, sum(signed)::bigint as signed from (
      select t.debit_item_id as item_id, t.debit_account_id as account_id, t.amount_minor as signed from ledger.transfer t
      where ${later} and t.debit_account_id = any(${accountIds}::int[]) and t.debit_item_id is not null
      union all
      select t.credit_item_id, t.credit_account_id, -t.amount_minor from ledger.transfer t
      where ${later} and t.credit_account_id = any(${accountIds}::int[]) and t.credit_item_id is not null
    ) side group by item_id, account_id`;
  return sql`
    select * from (
      with moved as materialized (${moved})
      select ${columns}, i.open_minor from ledger.open_item i
      where ${scope} and i.open_minor <> 0 and not exists (select 1 from moved m where m.item_id = i.item_id and m.account_id = i.account_id)
      union all
      select ${columns}, i.open_minor - m.signed from moved m join ledger.open_item i on i.org_id = ${tx.orgId} and i.item_id = m.item_id and i.account_id = m.account_id
    ) then_open where open_minor <> 0`;
}

/** Of most items nothing was posted later; of the others, what was. What was opened later was not open. */
function itemsOfDay(columns: Statement, scope: Statement, day: LocalDate): Statement {
  return sql`
    select * from (
      select ${columns}, i.open_minor from ledger.open_item i where ${scope} and i.open_minor <> 0 and i.last_posted_on <= ${day}
      union all
      select ${columns}, (i.open_minor - ${postedAfter(day, 'debit')} + ${postedAfter(day, 'credit')})::bigint
      from ledger.open_item i where ${scope} and i.last_posted_on > ${day} and i.opened_on <= ${day}
    ) then_open where open_minor <> 0`;
}

/** What was posted on one side of an item i after a day. */
export function postedAfter(day: LocalDate, side: 'debit' | 'credit'): Statement {
  const onItem = side === 'debit' ? sql`t.debit_item_id = i.item_id and t.debit_account_id = i.account_id` : sql`t.credit_item_id = i.item_id and t.credit_account_id = i.account_id`;
  return sql`coalesce((select sum(t.amount_minor) from ledger.transfer t where t.org_id = i.org_id and ${onItem} and t.posted_on > ${day}), 0)`;
}

function laterThan(at: At): Statement {
  if (at.knownAt === null) return sql`t.posted_on > ${at.asOf}`;
  return at.asOf === null ? sql`t.recorded_at > ${at.knownAt}` : sql`(t.posted_on > ${at.asOf} or t.recorded_at > ${at.knownAt})`;
}

export type Figures = {
  readonly currency: string;
  /** Everything on the receivable: invoices less credit notes. */
  readonly receivableMinor: bigint;
  readonly overdueMinor: bigint;
  /** Of what is owed, from current to oldest. */
  readonly buckets: readonly bigint[];
  /** Credit notes that are not used up, as a positive amount. */
  readonly creditsMinor: bigint;
  /** Money received that is applied to nothing yet. */
  readonly unappliedMinor: bigint;
};

type BucketRow = { customerId: string; currency: string; kind: 'owed' | 'credit' | 'unapplied'; bucket: number; openMinor: bigint };

/** The figures of some customers, one row per currency, the largest receivable first. */
export async function figuresOf(tx: Tx, accounts: Accounts, customerIds: readonly string[], at: At, days: AgingDays): Promise<ReadonlyMap<string, readonly Figures[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.many<BucketRow>(sql`
    select customer_id, currency, kind, case when kind = 'owed' then ${bucketOf(at, days)} else 0 end as bucket, sum(open_minor)::bigint as open_minor
    from (
      select customer_id, currency, due_on, open_minor, case when account_id = any(${accounts.unapplied}::int[]) then 'unapplied' when open_minor > 0 then 'owed' else 'credit' end as kind
      from (${itemsAt(tx, [...accounts.receivable, ...accounts.unapplied], customerIds, at)}) item
    ) k group by 1, 2, 3, 4`);
  const byCustomer = Map.groupBy(rows, (row) => row.customerId);
  return new Map([...byCustomer].map(([customerId, own]) => [customerId, assembleFigures(own, days)]));
}

/** The number of bucket starts that the days late have reached. */
export function bucketOf(at: At, days: AgingDays): Statement {
  return sql`width_bucket(${at.day}::date - due_on, ${agingStarts(days)}::int[])`;
}

export function assembleFigures(rows: readonly Omit<BucketRow, 'customerId'>[], days: AgingDays): Figures[] {
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  const figures = [...byCurrency].map(([currency, own]): Figures => {
    const sum = (kind: BucketRow['kind']): bigint => own.reduce((total, row) => (row.kind === kind ? total + row.openMinor : total), 0n);
    const buckets = ['current', ...days, 'older'].map((_name, bucket) => own.reduce((total, row) => (row.kind === 'owed' && row.bucket === bucket ? total + row.openMinor : total), 0n));
    const overdueMinor = buckets.slice(1).reduce((total, amount) => total + amount, 0n);
    return { currency, receivableMinor: sum('owed') + sum('credit'), overdueMinor, buckets, creditsMinor: -sum('credit'), unappliedMinor: -sum('unapplied') };
  });
  return figures.sort((a, b) => (a.receivableMinor === b.receivableMinor ? (a.currency < b.currency ? -1 : 1) : a.receivableMinor > b.receivableMinor ? -1 : 1));
}

export function noFigures(currency: string, days: AgingDays): Figures {
  return { currency, receivableMinor: 0n, overdueMinor: 0n, buckets: [0n, ...days.map(() => 0n), 0n], creditsMinor: 0n, unappliedMinor: 0n };
}

/**
 * The day on which money of each customer came last: the last posting to its unapplied cash. The sums by month tell in which month to look, so
 * that nobody's postings are read back to the beginning in search of money that never came.
 */
export async function lastPayments(tx: Tx, accounts: Accounts, customerIds: readonly string[], at: At): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await tx.many<{ customerId: string; postedOn: LocalDate }>(sql`
    select wanted.customer_id, last.posted_on from unnest(${customerIds}::uuid[]) as wanted (customer_id)
    cross join lateral (
      select t.posted_on from (
        select m.month from unnest(${accounts.unapplied}::int[]) as a (account_id)
        join ledger.balance_month m on m.org_id = ${tx.orgId} and m.account_id = a.account_id and m.customer_id = wanted.customer_id
        where m.credit_minor > 0 and m.month <= ${at.asOf ?? 'infinity'}::date group by m.month order by m.month desc
      ) m cross join lateral (
        select t.posted_on from ledger.transfer t
        where t.org_id = ${tx.orgId} and t.customer_id = wanted.customer_id and t.credit_account_id = any(${accounts.unapplied}::int[]) and t.posted_on >= m.month and t.posted_on < m.month + interval '1 month'
          and t.posted_on <= ${at.asOf ?? 'infinity'}::date and t.recorded_at <= ${at.knownAt ?? 'infinity'}::timestamptz
        order by t.posted_on desc limit 1) t
      order by m.month desc limit 1) last`);
  return new Map(rows.map((row) => [row.customerId, row.postedOn]));
}

/** Days from issue to payment over the last year, weighted by amount; null where nothing was paid. */
export async function paysAfterDays(tx: Tx, accounts: Accounts, customerId: string, at: At): Promise<number | null> {
  const row = await tx.one<{ days: number | null }>(sql`
    select round(sum(t.amount_minor::numeric * (t.posted_on - i.opened_on)) / nullif(sum(t.amount_minor), 0))::int as days
    from ledger.transfer t join ledger.open_item i on i.org_id = t.org_id and i.item_id = t.credit_item_id and i.account_id = t.credit_account_id
    where t.org_id = ${tx.orgId} and t.customer_id = ${customerId} and t.posted_on between ${at.day}::date - 365 and ${at.day}
      and t.credit_account_id = any(${accounts.receivable}::int[]) and t.debit_account_id = any(${accounts.unapplied}::int[]) and i.side = 'debit'`);
  return row.days;
}

export type OpenItemRow = {
  readonly documentId: string;
  readonly itemId: string;
  readonly number: string | null;
  readonly kind: string;
  readonly openedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly openMinor: bigint;
  /** What was posted to the item in the other direction: paid or credited. */
  readonly settledMinor: bigint;
};

/**
 * What an item i was opened with, from its document d (null without one): its own columns grow by what was applied and taken back.
 * Negative for credit notes.
 */
export const openedMinor = sql`
  (case i.side when 'debit' then 1 else -1 end * case when i.item_id = i.document_id then d.total_minor
    else (select (part ->> 'amountMinor')::bigint from jsonb_array_elements(case jsonb_typeof(d.schedule -> 'instalments') when 'array' then d.schedule -> 'instalments' else '[]' end) part where part ->> 'itemId' = i.item_id::text) end)`;

/** A customer's open items on the receivable, the oldest due first. Numbers are those of the documents that opened them. */
export function openItemsOf(tx: Tx, accounts: Accounts, customerId: string, at: At, limit: number): Promise<OpenItemRow[]> {
  return tx.many(sql`
    select i.document_id, i.item_id, d.number, coalesce(d.kind, 'invoice') as kind, i.opened_on, i.due_on, i.currency, i.open_minor,
           coalesce(${openedMinor}, i.open_minor) - i.open_minor as settled_minor
    from (${itemsAt(tx, accounts.receivable, [customerId], at)}) i
    left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = i.document_id
    order by i.due_on, i.opened_on, i.item_id limit ${limit}`);
}
