// The list of customers: found by words, filtered, sorted by name, number or what they owe, a page at a time.
// Pages by name, number and balance follow an index, also among a hundred thousand customers; the other orders sum the open items.

import { isId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { assembleFigures, bucketOf, itemsAt, type Accounts, type At, type Figures } from './account-queries.ts';
import type { AgingDays } from './aging.ts';
import { wordsOf } from './search-words.ts';

export const customerViews = ['all', 'open', 'overdue', 'credit'] as const;
export const customerSorts = ['name', '-name', 'number', '-number', 'balance', '-balance', 'overdue', '-overdue'] as const;
export type CustomerView = (typeof customerViews)[number];
export type CustomerSort = (typeof customerSorts)[number];

export type CustomerFilter = {
  readonly q?: string | undefined;
  readonly view: CustomerView;
  readonly status?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly country?: string | undefined;
  readonly termsCode?: string | undefined;
};

export type ListRow = { readonly customerId: string; readonly number: string; readonly nameKey: string; readonly sortMinor: bigint };

export type CursorKey = readonly (string | number | null)[];
export type ListQuestion = { readonly filter: CustomerFilter; readonly accounts: Accounts; readonly at: At; readonly isPresent: boolean };

/** One row more than the limit tells that there is a next page. */
export async function pageOfCustomers(tx: Tx, question: ListQuestion, sort: CustomerSort, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const field = sort.replace('-', '');
  const isDescending = sort.startsWith('-');
  if ((field === 'name' || field === 'number') && (question.isPresent || question.filter.view === 'all')) return pageByText(tx, question, field, isDescending, after, limit);
  if (field === 'balance' && question.isPresent && question.accounts.receivable.length === 1) return pageByBalance(tx, question, isDescending, after, limit);
  return pageBySums(tx, question, field, isDescending, after, limit);
}

/** Everything that the list's filters say of a customer, for `c` being customers.customer. */
function conditionsOf(tx: Tx, filter: CustomerFilter): Statement[] {
  const conditions = [sql`c.org_id = ${tx.orgId}`];
  if (filter.status !== undefined && filter.status.length > 0) {
    conditions.push(joinOr(filter.status.map((status) => (status === 'on_hold' ? sql`c.on_hold` : status === 'active' ? sql`not c.on_hold` : sql`false`))));
  }
  if (filter.currency !== undefined) conditions.push(sql`c.currency = ${filter.currency}`);
  if (filter.country !== undefined) conditions.push(sql`c.country = ${filter.country}`);
  if (filter.termsCode !== undefined) conditions.push(sql`c.terms_code = ${filter.termsCode}`);
  if (filter.q !== undefined && filter.q.trim() !== '') conditions.push(...wordConditions(tx, filter.q));
  return conditions;
}

const searchedWordsMax = 6;
const afterEveryWord = '\u{10FFFF}';

/** Each typed word is the beginning of a word of the customer. A text without letters and digits finds nobody. */
function wordConditions(tx: Tx, text: string): Statement[] {
  const words = wordsOf(text).slice(0, searchedWordsMax);
  if (words.length === 0) return [sql`false`];
  const [only = ''] = words;
  // One sign is the beginning of half of everything: a letter means the beginning of the name, a digit that of the number.
  if (words.length === 1 && only.length === 1) return [/\d/.test(only) ? sql`(c.number >= ${only} and c.number < ${only + afterEveryWord})` : sql`(c.name_key >= ${only} and c.name_key < ${only + afterEveryWord})`];
  return words.map((word) => sql`c.customer_id in (
    select w.customer_id from customers.customer_word w where w.org_id = ${tx.orgId} and w.word >= ${word} and w.word < ${word + afterEveryWord})`);
}

/** What a view adds, asked of the maintained sums or, for overdue, of the open items. */
function viewCondition(tx: Tx, { filter, accounts, at }: ListQuestion): Statement {
  const own = sql`select 1 from ledger.customer_balance b where b.org_id = ${tx.orgId} and b.customer_id = c.customer_id`;
  switch (filter.view) {
    case 'all': return sql`true`;
    case 'open': return sql`exists (${own} and b.account_id = any(${accounts.receivable}::int[]) and b.currency = c.currency and b.open_minor > 0)`;
    case 'credit': return sql`exists (${own} and ((b.account_id = any(${accounts.receivable}::int[]) and b.open_minor < 0) or (b.account_id = any(${accounts.unapplied}::int[]) and b.open_minor <> 0)))`;
    case 'overdue': return sql`exists (select 1 from ledger.open_item i where i.org_id = ${tx.orgId} and i.customer_id = c.customer_id
      and i.account_id = any(${accounts.receivable}::int[]) and i.open_minor > 0 and i.due_on < ${at.day})`;
  }
}

async function pageByText(tx: Tx, question: ListQuestion, field: 'name' | 'number', isDescending: boolean, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const column = field === 'name' ? sql`c.name_key` : sql`c.number`;
  const direction = fixedSql(isDescending ? 'desc' : 'asc');
  const beyond = after === null ? sql`true` : isDescending
    ? sql`(${column}, c.customer_id) < (${textOf(after, 0)}, ${idOf(after)}::uuid)` : sql`(${column}, c.customer_id) > (${textOf(after, 0)}, ${idOf(after)}::uuid)`;
  return tx.many(sql`
    select c.customer_id, c.number, c.name_key, 0::bigint as sort_minor from customers.customer c
    where ${joinSql([...conditionsOf(tx, question.filter), viewCondition(tx, question), beyond], ' and ')}
    order by ${column} ${direction}, c.customer_id ${direction} limit ${limit + 1}`);
}

// In the order of the balance a list has three stretches: those who owe, those who owe nothing, those who are owed. The first and
// the last follow the index of the sums; the middle follows the customers' ids.
type Stretch = 'owing' | 'even' | 'owed';
const stretches: readonly Stretch[] = ['owing', 'even', 'owed'];

async function pageByBalance(tx: Tx, question: ListQuestion, isDescending: boolean, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const order = isDescending ? stretches : stretches.toReversed();
  const minor = after === null ? null : minorOf(after);
  const first = minor === null ? 0 : order.indexOf(minor > 0n ? 'owing' : minor < 0n ? 'owed' : 'even');
  const rows: ListRow[] = [];
  for (const [index, stretch] of order.entries()) {
    if (index < first || rows.length > limit) continue;
    const from = index === first ? after : null;
    rows.push(...(await tx.many<ListRow>(stretchPage(tx, question, stretch, isDescending, from, limit + 1 - rows.length))));
  }
  return rows;
}

function stretchPage(tx: Tx, question: ListQuestion, stretch: Stretch, isDescending: boolean, after: CursorKey | null, limit: number): Statement {
  const account = question.accounts.receivable[0] ?? 0;
  const conditions = [...conditionsOf(tx, question.filter), viewCondition(tx, question)];
  const direction = fixedSql(isDescending ? 'desc' : 'asc');
  const beyond = fixedSql(isDescending ? '<' : '>');
  if (stretch === 'even') {
    const from = after === null ? sql`true` : sql`c.customer_id ${beyond} ${idOf(after)}::uuid`;
    return sql`
      select c.customer_id, c.number, c.name_key, 0::bigint as sort_minor from customers.customer c
      where ${joinSql([...conditions, from], ' and ')} and not exists (select 1 from ledger.customer_balance b
        where b.org_id = ${tx.orgId} and b.account_id = ${account} and b.customer_id = c.customer_id and b.currency = c.currency and b.open_minor <> 0)
      order by c.customer_id ${direction} limit ${limit}`;
  }
  const sign = fixedSql(stretch === 'owing' ? 'b.open_minor > 0' : 'b.open_minor < 0');
  const from = after === null ? sql`true` : sql`(b.open_minor, b.customer_id) ${beyond} (${minorOf(after)}::bigint, ${idOf(after)}::uuid)`;
  return sql`
    select c.customer_id, c.number, c.name_key, b.open_minor as sort_minor from ledger.customer_balance b
    join customers.customer c on c.org_id = b.org_id and c.customer_id = b.customer_id and c.currency = b.currency
    where b.org_id = ${tx.orgId} and b.account_id = ${account} and b.open_minor <> 0 and ${joinSql([...conditions, sign, from], ' and ')}
    order by b.open_minor ${direction}, b.customer_id ${direction} limit ${limit}`;
}

/** Sums the open items of every customer, for past days and for orders that no index knows. */
async function pageBySums(tx: Tx, question: ListQuestion, field: string, isDescending: boolean, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const keys: Readonly<Record<string, Statement>> = { name: sql`0::bigint`, number: sql`0::bigint`, balance: sql`coalesce(s.balance, 0)`, overdue: sql`coalesce(s.overdue, 0)` };
  const texts: Readonly<Record<string, Statement>> = { name: sql`c.name_key`, number: sql`c.number collate "C"` };
  const text = texts[field] ?? sql`''::text collate "C"`;
  const direction = fixedSql(isDescending ? 'desc' : 'asc');
  const beyond = fixedSql(isDescending ? '<' : '>');
  const isText = texts[field] !== undefined;
  const from = after === null ? sql`true`
    : sql`(sort_minor, sort_text, customer_id) ${beyond} (${isText ? 0n : minorOf(after)}::bigint, ${isText ? textOf(after, 0) : ''}, ${idOf(after)}::uuid)`;
  return tx.many(sql`
    with ${sumsOf(tx, question)}
    select customer_id, number, name_key, sort_minor from (
      select c.customer_id, c.number, c.name_key, ${keys[field] ?? sql`0::bigint`} as sort_minor, ${text} as sort_text
      from customers.customer c left join sums s on s.customer_id = c.customer_id
      where ${joinSql([...conditionsOf(tx, question.filter), summedViewCondition(question)], ' and ')}
    ) listed where ${from} order by sort_minor ${direction}, sort_text ${direction}, customer_id ${direction} limit ${limit + 1}`);
}

/** sums: per customer the balance and the overdue part in its own currency, whether anything is late, and whether money is unapplied. */
function sumsOf(tx: Tx, { accounts, at, filter }: ListQuestion): Statement {
  const hasUnapplied = filter.view !== 'credit' ? sql`false`
    : sql`g.customer_id in (select u.customer_id from (${itemsAt(tx, accounts.unapplied, null, at)}) u where u.customer_id is not null)`;
  const unappliedOnly = filter.view !== 'credit' ? sql`` : sql`
    union all select u.customer_id, u.currency, 0, null from (${itemsAt(tx, accounts.unapplied, null, at)}) u where u.customer_id is not null`;
  return sql`sums as materialized (
    select g.customer_id, coalesce(sum(g.balance) filter (where g.currency = c.currency), 0)::bigint as balance,
           coalesce(sum(g.overdue) filter (where g.currency = c.currency), 0)::bigint as overdue, coalesce(bool_or(g.overdue > 0), false) as is_overdue, ${hasUnapplied} as has_unapplied
    from (
      select i.customer_id, i.currency, sum(i.open_minor) as balance, sum(i.open_minor) filter (where i.open_minor > 0 and i.due_on < ${at.day}) as overdue
      from (${itemsAt(tx, accounts.receivable, null, at)}) i group by i.customer_id, i.currency ${unappliedOnly}
    ) g join customers.customer c on c.org_id = ${tx.orgId} and c.customer_id = g.customer_id group by g.customer_id)`;
}

function summedViewCondition({ filter }: ListQuestion): Statement {
  switch (filter.view) {
    case 'all': return sql`true`;
    case 'open': return sql`s.balance > 0`;
    case 'overdue': return sql`s.is_overdue`;
    case 'credit': return sql`(s.balance < 0 or s.has_unapplied)`;
  }
}

export function cursorOf(sort: CustomerSort, row: ListRow): CursorKey {
  const text = sort.endsWith('name') ? row.nameKey : sort.endsWith('number') ? row.number : '';
  return [text, row.customerId, row.sortMinor.toString()];
}

function textOf(after: CursorKey, index: number): string {
  const part = after[index];
  return typeof part === 'string' ? part : refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
}

function idOf(after: CursorKey): string {
  const text = textOf(after, 1);
  return isId(text) ? text : refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
}

function minorOf(after: CursorKey): bigint {
  const text = textOf(after, 2);
  return /^-?\d{1,19}$/.test(text) ? BigInt(text) : refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
}

function joinOr(conditions: readonly Statement[]): Statement {
  return sql`(${joinSql(conditions, ' or ')})`;
}

/** All customers, or all of a filter: `c` with what its conditions need. */
function matched(tx: Tx, question: ListQuestion): { readonly from: Statement; readonly sums: Statement; readonly condition: Statement } {
  const { filter, isPresent } = question;
  const needsSums = !isPresent && filter.view !== 'all';
  const view = isPresent ? viewCondition(tx, question) : summedViewCondition(question);
  return {
    from: needsSums ? sql`customers.customer c left join sums s on s.customer_id = c.customer_id` : sql`customers.customer c`,
    sums: needsSums ? sql`with ${sumsOf(tx, question)}` : sql``, condition: joinSql([...conditionsOf(tx, filter), view], ' and '),
  };
}

/** How many customers the filter holds. */
export async function countCustomers(tx: Tx, question: ListQuestion): Promise<number> {
  const { from, sums, condition } = matched(tx, question);
  const { count } = await tx.one<{ count: number }>(sql`${sums} select count(*)::int as count from ${from} where ${condition}`);
  return count;
}

const everybody: CustomerFilter = { view: 'all' };

/** The figures of all customers that the filter holds, one row per currency; total is how many these are. */
export async function totalsOfCustomers(tx: Tx, question: ListQuestion, total: number, days: AgingDays): Promise<Figures[]> {
  const all = await countCustomers(tx, { ...question, filter: everybody });
  const figures = assembleFigures(total === all ? await sumsOfEverybody(tx, question, days) : total === 0 ? [] : await sumsOfMatched(tx, question, days, total * 2 > all), days);
  return figures.filter((row) => row.buckets.some((amount) => amount !== 0n) || row.creditsMinor !== 0n || row.unappliedMinor !== 0n);
}

type SumRow = Parameters<typeof assembleFigures>[0][number];

async function sumsOfMatched(tx: Tx, question: ListQuestion, days: AgingDays, areMost: boolean): Promise<SumRow[]> {
  const { accounts, at } = question;
  const { from, sums, condition } = matched(tx, question);
  // Of most customers the sums are those of everybody less those of the few others.
  const chosen = areMost ? sql`c.org_id = ${tx.orgId} and (${condition}) is not true` : condition;
  const items = sql`
    select i.account_id, i.currency, i.due_on, i.open_minor from (${itemsAt(tx, [...accounts.receivable, ...accounts.unapplied], null, at)}) i
    where i.customer_id in (select c.customer_id from ${from} where ${chosen})`;
  const rows = await bucketSums(tx, sums, items, question, days);
  if (!areMost) return rows;
  return [...(await sumsOfEverybody(tx, question, days)), ...rows.map((row) => ({ ...row, openMinor: -row.openMinor }))];
}

/** Now, the sums by due day answer. */
function sumsOfEverybody(tx: Tx, question: ListQuestion, days: AgingDays): Promise<SumRow[]> {
  const accountIds = [...question.accounts.receivable, ...question.accounts.unapplied];
  const items = question.isPresent
    ? sql`select account_id, currency, due_on, open_minor from ledger.due_balance where org_id = ${tx.orgId} and account_id = any(${accountIds}::int[]) and open_minor <> 0`
    : itemsAt(tx, accountIds, null, question.at);
  return bucketSums(tx, sql``, items, question, days);
}

function bucketSums(tx: Tx, sums: Statement, items: Statement, { accounts, at }: ListQuestion, days: AgingDays): Promise<SumRow[]> {
  return tx.many(sql`
    ${sums} select currency, kind, case when kind = 'owed' then ${bucketOf(at, days)} else 0 end as bucket, sum(open_minor)::bigint as open_minor
    from (select currency, due_on, open_minor, case when account_id = any(${accounts.unapplied}::int[]) then 'unapplied' when open_minor > 0 then 'owed' else 'credit' end as kind
          from (${items}) item) k group by 1, 2, 3`);
}

const chosenMax = 5000;

/** The ids of everyone that the filter holds but for some. Refuses limit.exceeded where they are too many for one command. */
export async function idsOfCustomers(tx: Tx, question: ListQuestion, except: readonly string[]): Promise<string[]> {
  const { from, sums, condition } = matched(tx, question);
  const rows = await tx.many<{ customerId: string }>(sql`
    ${sums} select c.customer_id from ${from} where ${condition} and c.customer_id <> all(${except}::uuid[]) limit ${chosenMax + 1}`);
  if (rows.length > chosenMax) refuse('limit.exceeded', `at most ${chosenMax} customers can be changed at once`);
  return rows.map((row) => row.customerId);
}
