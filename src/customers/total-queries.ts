// How many customers a filter holds and what they owe together: exact, or unsaid where saying it would mean reading most of the items.

import { refuse } from '#kernel/refusal.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { assembleFigures, bucketOf, itemsAt, type Figures } from './account-queries.ts';
import type { AgingDays } from './aging.ts';
import { conditionsOf, summedViewCondition, viewCondition, type ListQuestion } from './list-queries.ts';
import { sumsOf } from './past-queries.ts';

const COUNTED_MAX = 10_000;
// Of this many customers the items are read; of more only where those left out are no more than these.
const SUMMED_MAX = 5000;

/** undefined: more than ten thousand, or sums over more customers than a list may read. */
export type ListTotals = { readonly total: number | undefined; readonly figures: readonly Figures[] | undefined };

export async function totalsOfCustomers(tx: Tx, question: ListQuestion, days: AgingDays): Promise<ListTotals> {
  const { filter, late, found } = question;
  if (filter.view === 'all' && conditionsOf(tx, filter).length === 1) {
    return { total: await countCustomers(tx), figures: told(await sumsOfEverybody(tx, question, days), days) };
  }
  const isWordAlone = filter.view === 'all' && conditionsOf(tx, { ...filter, q: undefined }).length === 1;
  if (isWordAlone && found !== null && found !== undefined && found > SUMMED_MAX) return { total: found > COUNTED_MAX ? undefined : found, figures: await figuresOfMany(tx, question, found, days) };
  // Of a view of everybody mostly few are left out: they are looked for first, and whoever else there is stays.
  const fewOthers = late !== null && conditionsOf(tx, filter).length === 1 ? await othersIfFew(tx, question) : null;
  if (fewOthers !== null) {
    const total = (await countCustomers(tx, fewOthers.length + COUNTED_MAX + 1)) - fewOthers.length;
    if (total > SUMMED_MAX) return { total: total > COUNTED_MAX ? undefined : total, figures: await everybodyBut(tx, question, fewOthers, days) };
  }
  const held = await idsWhere(tx, question, true, COUNTED_MAX + 1);
  const total = held.length > COUNTED_MAX ? undefined : held.length;
  if (held.length <= SUMMED_MAX) return { total, figures: told(await sumsOfThese(tx, question, held, days), days) };
  return { total, figures: total === undefined ? await figuresOfOthers(tx, question, days) : await figuresOfMany(tx, question, total, days) };
}

/** Of a filter that holds more customers than are summed, and how many is known. */
async function figuresOfMany(tx: Tx, question: ListQuestion, held: number, days: AgingDays): Promise<readonly Figures[] | undefined> {
  const all = await countCustomers(tx, held + SUMMED_MAX + 1);
  if (all > held + SUMMED_MAX) return undefined;
  return all === held ? told(await sumsOfEverybody(tx, question, days), days) : figuresOfOthers(tx, question, days);
}

async function figuresOfOthers(tx: Tx, question: ListQuestion, days: AgingDays): Promise<readonly Figures[] | undefined> {
  const others = question.late === null ? null : await othersIfFew(tx, question);
  return others === null ? undefined : everybodyBut(tx, question, others, days);
}

/** Those whom the filter leaves out, unless they are too many to read. */
async function othersIfFew(tx: Tx, question: ListQuestion): Promise<string[] | null> {
  const others = await idsWhere(tx, question, false, SUMMED_MAX + 1);
  return others.length > SUMMED_MAX ? null : others;
}

/** Of most customers the sums are those of everybody less those of the few others. */
async function everybodyBut(tx: Tx, question: ListQuestion, others: readonly string[], days: AgingDays): Promise<Figures[]> {
  const less = (await sumsOfThese(tx, question, others, days)).map((row) => ({ ...row, openMinor: -row.openMinor }));
  return told([...(await sumsOfEverybody(tx, question, days)), ...less], days);
}

/** All of them, or as many as matter. */
async function countCustomers(tx: Tx, most?: number): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from (select 1 from customers.customer where org_id = ${tx.orgId} limit ${most ?? null}::bigint) counted`);
  return count;
}

type SumRow = Parameters<typeof assembleFigures>[0][number];

function told(rows: readonly SumRow[], days: AgingDays): Figures[] {
  return assembleFigures(rows, days).filter((row) => row.buckets.some((amount) => amount !== 0n) || row.creditsMinor !== 0n || row.unappliedMinor !== 0n);
}

/** Some of those whom the filter holds, or (isHeld false) of the others. */
async function idsWhere(tx: Tx, question: ListQuestion, isHeld: boolean, limit: number): Promise<string[]> {
  const { from, sums, condition } = await matched(tx, question);
  // What a view alone leaves out is one join, planned for all of them: a limit would have it walk one index along another. What several
  // conditions together leave out is asked of each customer.
  const isViewAlone = question.late !== null && conditionsOf(tx, question.filter).length === 1;
  const others = isViewAlone ? sql`with others as materialized (select c.customer_id from customers.customer c where c.org_id = ${tx.orgId} and ${viewCondition(tx, question, false)}) select customer_id from others`
    : sql`${sums} select c.customer_id from ${from} where c.org_id = ${tx.orgId} and (${condition}) is not true`;
  const rows = await tx.many<{ customerId: string }>(sql`${isHeld ? sql`${sums} select c.customer_id from ${from} where ${condition}` : others} limit ${limit}`);
  return rows.map((row) => row.customerId);
}

/** All customers, or all of a filter: `c` with what its conditions need. */
async function matched(tx: Tx, question: ListQuestion): Promise<{ readonly from: Statement; readonly sums: Statement; readonly condition: Statement }> {
  const { filter, late } = question;
  const needsSums = late === null && filter.view !== 'all';
  const view = late === null ? summedViewCondition(question) : viewCondition(tx, question);
  return {
    from: needsSums ? sql`customers.customer c left join sums s on s.customer_id = c.customer_id and s.currency = c.currency` : sql`customers.customer c`,
    sums: needsSums ? sql`with ${await sumsOf(tx, question)}` : sql``, condition: joinSql([...conditionsOf(tx, filter), view], ' and '),
  };
}

function sumsOfThese(tx: Tx, question: ListQuestion, customerIds: readonly string[], days: AgingDays): Promise<SumRow[]> {
  if (customerIds.length === 0) return Promise.resolve([]);
  const { accounts, at } = question;
  return bucketSums(tx, sided(itemsAt(tx, [...accounts.receivable, ...accounts.unapplied], customerIds, at)), question, days);
}

/** The sums by due day answer: those of now, for a past day less what was posted later. Only what was known at an instant needs the items. */
function sumsOfEverybody(tx: Tx, question: ListQuestion, days: AgingDays): Promise<SumRow[]> {
  const { accounts, at } = question;
  const accountIds = [...accounts.receivable, ...accounts.unapplied];
  if (at.knownAt !== null) return bucketSums(tx, sided(itemsAt(tx, accountIds, null, at)), question, days);
  const now = sql`select account_id, currency, due_on, side, open_minor from ledger.due_balance where org_id = ${tx.orgId} and account_id = any(${accountIds}::int[]) and open_minor <> 0`;
  const then = at.asOf === null ? now : sql`
    select account_id, currency, due_on, side, sum(open_minor)::bigint as open_minor from (
      ${now} union all
      select account_id, currency, due_on, side, credit_minor - debit_minor from ledger.due_movement where org_id = ${tx.orgId} and account_id = any(${accountIds}::int[]) and posted_on > ${at.asOf}
    ) m group by 1, 2, 3, 4`;
  return bucketSums(tx, then, question, days);
}

/** By the sign and not by the item's column, so that the index alone answers. */
function sided(items: Statement): Statement {
  return sql`select account_id, currency, due_on, case when open_minor > 0 then 'debit' else 'credit' end as side, open_minor from (${items}) i`;
}

/** An item never turns over, so its side says whether it is owed. */
function bucketSums(tx: Tx, items: Statement, { accounts, at }: ListQuestion, days: AgingDays): Promise<SumRow[]> {
  return tx.many(sql`
    select currency, kind, case when kind = 'owed' then ${bucketOf(at, days)} else 0 end as bucket, sum(open_minor)::bigint as open_minor
    from (select currency, due_on, open_minor, case when account_id = any(${accounts.unapplied}::int[]) then 'unapplied' when side = 'debit' then 'owed' else 'credit' end as kind
          from (${items}) item) k group by 1, 2, 3`);
}

const chosenMax = 5000;

/** The ids of everyone that the filter holds but for some. Refuses limit.exceeded where they are too many for one command. */
export async function idsOfCustomers(tx: Tx, question: ListQuestion, except: readonly string[]): Promise<string[]> {
  const { from, sums, condition } = await matched(tx, question);
  const rows = await tx.many<{ customerId: string }>(sql`
    ${sums} select c.customer_id from ${from} where ${condition} and c.customer_id <> all(${except}::uuid[]) limit ${chosenMax + 1}`);
  if (rows.length > chosenMax) refuse('limit.exceeded', `at most ${chosenMax} customers can be changed at once`);
  return rows.map((row) => row.customerId);
}
