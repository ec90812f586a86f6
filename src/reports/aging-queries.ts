// AR aging from the open items: what was open on a date, as known at an instant, by customer and currency, in buckets of days.
// Credits and unapplied cash stand apart; together they equal the control accounts.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { accountsByPurpose } from '#ledger/account-store.ts';
import type { AsOf } from '#ledger/queries.ts';

export type AgingBasis = 'due' | 'issue';

export type AgingQuestion = AsOf & {
  readonly entityId: number;
  readonly basis: AgingBasis;
  /** The last day of each bucket but the open-ended one: 30, 60, 90. */
  readonly buckets: readonly [number, number, number];
  readonly currency?: string | undefined;
  readonly customerId?: string | undefined;
};

export type AgingRow = {
  readonly customerId: string;
  readonly number: string;
  readonly name: string;
  readonly currency: string;
  readonly currentMinor: bigint;
  readonly bucket1Minor: bigint;
  readonly bucket2Minor: bigint;
  readonly bucket3Minor: bigint;
  readonly bucket4Minor: bigint;
  readonly creditsMinor: bigint;
  readonly unappliedMinor: bigint;
  readonly balanceMinor: bigint;
  readonly oldestDays: number;
};

/** The itemised accounts of an entity, and whether any item moved after the question's date. */
type Ground = { readonly receivable: number; readonly unapplied: number; readonly unidentified: number; readonly movedLater: boolean };

async function groundOf(tx: Tx, at: AsOf & { entityId: number }): Promise<Ground> {
  const accounts = await accountsByPurpose(tx, at.entityId);
  const { moved } = await tx.one<{ moved: boolean }>(sql`select exists (select 1 from ledger.open_item where org_id = ${tx.orgId} and last_posted_on > ${at.asOf}) as moved`);
  return {
    receivable: accounts.get('receivable') ?? 0, unapplied: accounts.get('unapplied_cash') ?? 0, unidentified: accounts.get('unidentified_cash') ?? 0,
    movedLater: moved || (at.knownAt ?? null) !== null,
  };
}

/**
 * Items as they stood: the maintained open amount, less what was posted after the date or recorded after the instant. A question of
 * today, with nothing later, reads the open items alone.
 */
function itemsAsOf(tx: Tx, at: AsOf & { entityId: number }, ground: Ground): Statement {
  const accounts = sql`i.account_id in (${ground.receivable}::int, ${ground.unapplied}::int, ${ground.unidentified}::int)`;
  const columns = sql`i.item_id, i.account_id, i.document_id, i.customer_id, i.currency, i.opened_on, i.due_on`;
  if (!ground.movedLater) return sql`select ${columns}, i.open_minor from ledger.open_item i where i.org_id = ${tx.orgId} and ${accounts} and i.open_minor <> 0 and i.opened_on <= ${at.asOf}`;
  const known = at.knownAt ?? null;
  const later = known === null ? sql`t.posted_on > ${at.asOf}` : sql`(t.posted_on > ${at.asOf} or t.recorded_at > ${known})`;
  const touched = known === null ? sql`(i.open_minor <> 0 or i.last_posted_on > ${at.asOf})` : sql`i.recorded_at <= ${known}`;
  return sql`
    select ${columns}, i.open_minor - coalesce(l.later, 0) as open_minor
    from ledger.open_item i
    left join (
      select s.item_id, s.account_id, sum(s.signed)::bigint as later from (
        select t.debit_item_id as item_id, t.debit_account_id as account_id, t.amount_minor as signed from ledger.transfer t where t.org_id = ${tx.orgId} and t.debit_item_id is not null and ${later}
        union all
        select t.credit_item_id, t.credit_account_id, -t.amount_minor from ledger.transfer t where t.org_id = ${tx.orgId} and t.credit_item_id is not null and ${later}
      ) s group by 1, 2
    ) l on l.item_id = i.item_id and l.account_id = i.account_id
    where i.org_id = ${tx.orgId} and ${accounts} and i.opened_on <= ${at.asOf} and ${touched}`;
}

/** One row per customer and currency, by what is overdue longest and most. */
export async function agingByCustomer(tx: Tx, question: AgingQuestion, page: { limit: number; offset: number }): Promise<AgingRow[]> {
  const ground = await groundOf(tx, question);
  return tx.many(sql`
    select g.customer_id, k.number, v.name, g.currency, g.current_minor, g.bucket1_minor, g.bucket2_minor, g.bucket3_minor, g.bucket4_minor, g.credits_minor, g.unapplied_minor,
      g.current_minor + g.bucket1_minor + g.bucket2_minor + g.bucket3_minor + g.bucket4_minor - g.credits_minor - g.unapplied_minor as balance_minor, g.oldest_days
    from (
      select *, bucket1_minor + bucket2_minor + bucket3_minor + bucket4_minor as overdue_minor from (${buckets(tx, question, ground)}) b
      order by bucket4_minor desc, overdue_minor desc, current_minor desc, customer_id, currency limit ${page.limit} offset ${page.offset}
    ) g
    join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = g.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    order by g.bucket4_minor desc, g.overdue_minor desc, g.current_minor desc, g.customer_id, g.currency`);
}

function buckets(tx: Tx, question: AgingQuestion, ground: Ground): Statement {
  const [first, second, third] = question.buckets;
  const day = question.basis === 'due' ? sql`due_on` : sql`opened_on`;
  const owed = sql`account_id = ${ground.receivable}::int and open_minor > 0`;
  const filters = sql`customer_id is not null and open_minor <> 0 and (${question.currency ?? null}::text is null or currency = ${question.currency ?? null})
    and (${question.customerId ?? null}::uuid is null or customer_id = ${question.customerId ?? null}::uuid)`;
  const between = (from: number, to: number): Statement => sql`coalesce(sum(open_minor) filter (where ${owed} and ${day} < ${question.asOf}::date - ${from}::int and ${day} >= ${question.asOf}::date - ${to}::int), 0)::bigint`;
  return sql`
    select customer_id, currency, count(*)::int as items,
      coalesce(sum(open_minor) filter (where ${owed} and ${day} >= ${question.asOf}::date), 0)::bigint as current_minor,
      ${between(0, first)} as bucket1_minor, ${between(first, second)} as bucket2_minor, ${between(second, third)} as bucket3_minor, ${between(third, 1_000_000)} as bucket4_minor,
      coalesce(-sum(open_minor) filter (where account_id = ${ground.receivable}::int and open_minor < 0), 0)::bigint as credits_minor,
      coalesce(-sum(open_minor) filter (where account_id = ${ground.unapplied}::int), 0)::bigint as unapplied_minor,
      greatest(0, ${question.asOf}::date - coalesce(min(${day}) filter (where ${owed}), ${question.asOf}::date))::int as oldest_days
    from (${itemsAsOf(tx, question, ground)}) items where ${filters} group by customer_id, currency`;
}

export type AgingTotal = Omit<AgingRow, 'customerId' | 'number' | 'name' | 'oldestDays'> & { readonly customers: number; readonly unidentifiedMinor: bigint };

/** Totals per currency, with cash of unknown payers beside them. */
export async function agingTotals(tx: Tx, question: AgingQuestion): Promise<AgingTotal[]> {
  const ground = await groundOf(tx, question);
  return tx.many(sql`
    with grouped as (${buckets(tx, question, ground)}), unknown as (
      select currency, coalesce(-sum(open_minor), 0)::bigint as unidentified from (${itemsAsOf(tx, question, ground)}) i where account_id = ${ground.unidentified}::int and open_minor <> 0 group by 1)
    select coalesce(g.currency, u.currency) as currency, coalesce(g.customers, 0)::int as customers, coalesce(current_minor, 0)::bigint as current_minor, coalesce(bucket1_minor, 0)::bigint as bucket1_minor,
      coalesce(bucket2_minor, 0)::bigint as bucket2_minor, coalesce(bucket3_minor, 0)::bigint as bucket3_minor, coalesce(bucket4_minor, 0)::bigint as bucket4_minor, coalesce(credits_minor, 0)::bigint as credits_minor,
      coalesce(unapplied_minor, 0)::bigint as unapplied_minor, coalesce(current_minor + bucket1_minor + bucket2_minor + bucket3_minor + bucket4_minor - credits_minor - unapplied_minor, 0)::bigint as balance_minor,
      coalesce(u.unidentified, 0)::bigint as unidentified_minor
    from (select currency, count(*) as customers, sum(current_minor) as current_minor, sum(bucket1_minor) as bucket1_minor, sum(bucket2_minor) as bucket2_minor, sum(bucket3_minor) as bucket3_minor,
            sum(bucket4_minor) as bucket4_minor, sum(credits_minor) as credits_minor, sum(unapplied_minor) as unapplied_minor from grouped group by 1) g
    full join unknown u on u.currency = g.currency order by 1`);
}

export type OpenItemRow = {
  readonly itemId: string;
  readonly documentId: string;
  readonly documentKind: string;
  readonly number: string | null;
  readonly customerId: string | null;
  readonly customerNumber: string | null;
  readonly customerName: string | null;
  readonly currency: string;
  readonly openedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly ageDays: number;
  readonly totalMinor: bigint;
  readonly openMinor: bigint;
};

/** The items behind an aging figure: one customer's or one bucket's (1 to 4, 0 for not yet due), oldest first. */
export async function openItems(tx: Tx, question: AgingQuestion & { bucket?: 0 | 1 | 2 | 3 | 4 | undefined }, page: { limit: number; offset: number }): Promise<OpenItemRow[]> {
  const ground = await groundOf(tx, question);
  const day = question.basis === 'due' ? sql`i.due_on` : sql`i.opened_on`;
  const edges = [-1_000_000, 0, ...question.buckets, 1_000_000];
  const bucket = question.bucket;
  const inBucket = bucket === undefined ? sql`true`
    : sql`i.account_id = ${ground.receivable}::int and i.open_minor > 0 and ${day} < ${question.asOf}::date - ${edges[bucket] ?? 0}::int + ${bucket === 0 ? 1 : 0}::int and ${day} >= ${question.asOf}::date - ${edges[bucket + 1] ?? 0}::int`;
  const condition = sql`i.open_minor <> 0 and ${inBucket} and (${question.currency ?? null}::text is null or i.currency = ${question.currency ?? null})
      and (${question.customerId ?? null}::uuid is null or i.customer_id = ${question.customerId ?? null}::uuid)`;
  const order = sql`order by ${day}, i.item_id`;
  // Of today each account's index gives its oldest; what they are called is looked up for the page alone.
  const items = ground.movedLater ? sql`select * from (${itemsAsOf(tx, question, ground)}) i where ${condition}` : sql`
    select i.* from unnest(${[ground.receivable, ...(bucket === undefined ? [ground.unapplied, ground.unidentified] : [])]}::int[]) as a (account_id) cross join lateral (
      select i.* from ledger.open_item i where i.org_id = ${tx.orgId} and i.account_id = a.account_id and i.opened_on <= ${question.asOf} and ${condition} ${order} limit ${page.limit + page.offset}) i`;
  return tx.many(sql`
    select i.item_id, i.document_id, coalesce(d.kind, 'receipt') as document_kind, coalesce(d.number, r.number) as number, i.customer_id, k.number as customer_number, v.name as customer_name, i.currency,
      i.opened_on, i.due_on, greatest(0, ${question.asOf}::date - ${day})::int as age_days, coalesce(d.total_minor, r.amount_minor, abs(i.open_minor)) as total_minor, i.open_minor
    from (select * from (${items}) i ${order} limit ${page.limit} offset ${page.offset}) i
    left join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = i.document_id
    left join payments.receipt r on r.org_id = ${tx.orgId} and r.receipt_id = i.document_id
    left join customers.customer k on k.org_id = ${tx.orgId} and k.customer_id = i.customer_id
    left join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    ${order}`);
}
