// The list of customers: found by words, filtered, sorted by name, number or what they owe, a page at a time.
// Pages by name, number, receivable and what is late follow an index, also among a hundred thousand customers; for a past day the orders by
// amount sum the open items.

import { isId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Accounts, At } from './account-queries.ts';
import { latePage, lateRows, type Late, type LateStretch } from './late-queries.ts';
import { sumsOf } from './past-queries.ts';
import { wordsOf } from './search-words.ts';

export const customerViews = ['all', 'open', 'overdue', 'credit'] as const;
export const customerSorts = ['name', '-name', 'number', '-number', 'receivable', '-receivable', 'overdue', '-overdue'] as const;
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
/** late is null for a past day: then items are summed. found: how many customers the search alone finds, where that is known. */
export type ListQuestion = { readonly filter: CustomerFilter; readonly accounts: Accounts; readonly at: At; readonly late: Late | null; readonly found?: number | null | undefined };

/** One row more than the limit tells that there is a next page. */
export async function pageOfCustomers(tx: Tx, question: ListQuestion, sort: CustomerSort, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const field = sort.replace('-', '');
  const isDescending = sort.startsWith('-');
  if ((field === 'name' || field === 'number') && (question.late !== null || question.filter.view === 'all')) return pageByText(tx, question, field, isDescending, after, limit);
  if (field === 'receivable' && question.late !== null && question.accounts.receivable.length === 1) return pageByReceivable(tx, question, isDescending, after, limit);
  if (field === 'overdue' && question.late !== null) return pageByLate(tx, question, question.late, isDescending, after, limit);
  return pageBySums(tx, question, field, isDescending, after, limit);
}

/** Everything that the list's filters say of a customer, for `c` being customers.customer. */
export function conditionsOf(tx: Tx, filter: CustomerFilter): Statement[] {
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

/** How many customers the only word of a search finds; null where it has none or several. */
export async function countFound(tx: Tx, q: string | undefined): Promise<number | null> {
  const [only = '', ...others] = wordsOf(q ?? '');
  if (only.length < 2 || others.length > 0) return null;
  const { count } = await tx.one<{ count: number }>(sql`
    select count(distinct w.customer_id)::int as count from customers.customer_word w where w.org_id = ${tx.orgId} and w.word >= ${only} and w.word < ${only + afterEveryWord}`);
  return count;
}

/**
 * What a view adds, asked of the maintained sums, or (isHeld false) what it leaves out. Who owes, is late or in credit is so in any currency.
 * A customer of several entities has one receivable per currency: the sum over their accounts. As an exists, so that either is one join.
 */
export function viewCondition(tx: Tx, { filter, accounts, late }: ListQuestion, isHeld = true): Statement {
  const own = (of: readonly number[], sum: Statement): Statement => (of.length === 1
    ? sql`select b.customer_id, b.currency from ledger.customer_balance b where b.org_id = ${tx.orgId} and b.account_id = ${of[0]} and b.open_minor <> 0 and b.open_minor ${sum}`
    : sql`select b.customer_id, b.currency from ledger.customer_balance b where b.org_id = ${tx.orgId} and b.account_id = any(${of}::int[]) and b.open_minor <> 0 group by 1, 2 having sum(b.open_minor) ${sum}`);
  const isAmong = (rows: Statement): Statement => sql`${isHeld ? sql`` : sql`not`} exists (select 1 from (${rows}) y where y.customer_id = c.customer_id)`;
  switch (filter.view) {
    case 'all': return isHeld ? sql`true` : sql`false`;
    case 'open': return isAmong(own(accounts.receivable, sql`> 0`));
    case 'credit': return isAmong(sql`${own(accounts.receivable, sql`< 0`)} union all ${own(accounts.unapplied, sql`<> 0`)}`);
    case 'overdue': return late === null ? sql`true` : isAmong(lateRows(tx, late));
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

// In the order of the receivable a list has three stretches: those who owe, those who owe nothing, those who are owed. The first and
// the last follow the index of the sums; the middle follows the customers' ids.
type Stretch = 'owing' | 'even' | 'owed';
const stretches: readonly Stretch[] = ['owing', 'even', 'owed'];

async function pageByReceivable(tx: Tx, question: ListQuestion, isDescending: boolean, after: CursorKey | null, limit: number): Promise<ListRow[]> {
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

/** As by receivable, in two stretches: the late by amount, those in time by their ids. */
async function pageByLate(tx: Tx, question: ListQuestion, late: Late, isDescending: boolean, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const order: readonly LateStretch[] = isDescending ? ['late', 'in_time'] : ['in_time', 'late'];
  const from = after === null ? null : { minor: minorOf(after), customerId: idOf(after) };
  const first = from === null ? 0 : order.indexOf(from.minor > 0n ? 'late' : 'in_time');
  const rows: ListRow[] = [];
  for (const [index, stretch] of order.entries()) {
    if (index < first || rows.length > limit) continue;
    // Whoever is late in their own currency is late.
    const conditions = question.filter.view === 'overdue' && stretch === 'late' ? conditionsOf(tx, question.filter) : [...conditionsOf(tx, question.filter), viewCondition(tx, question)];
    rows.push(...(await tx.many<ListRow>(latePage(tx, late, { stretch, conditions, isDescending, after: index === first ? from : null, limit: limit + 1 - rows.length }))));
  }
  return rows;
}

function stretchPage(tx: Tx, question: ListQuestion, stretch: Stretch, isDescending: boolean, after: CursorKey | null, limit: number): Statement {
  const account = question.accounts.receivable[0] ?? 0;
  // Whoever owes in their own currency is open: nothing more to test.
  const conditions = question.filter.view === 'open' && stretch === 'owing' ? conditionsOf(tx, question.filter) : [...conditionsOf(tx, question.filter), viewCondition(tx, question)];
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

/** Sums what every customer owed, for past days and for orders that no index knows. */
async function pageBySums(tx: Tx, question: ListQuestion, field: string, isDescending: boolean, after: CursorKey | null, limit: number): Promise<ListRow[]> {
  const keys: Readonly<Record<string, Statement>> = { name: sql`0::bigint`, number: sql`0::bigint`, receivable: sql`coalesce(s.receivable, 0)`, overdue: sql`coalesce(s.overdue, 0)` };
  const texts: Readonly<Record<string, Statement>> = { name: sql`c.name_key`, number: sql`c.number collate "C"` };
  const text = texts[field] ?? sql`''::text collate "C"`;
  const direction = fixedSql(isDescending ? 'desc' : 'asc');
  const beyond = fixedSql(isDescending ? '<' : '>');
  const isText = texts[field] !== undefined;
  const from = after === null ? sql`true`
    : sql`(sort_minor, sort_text, customer_id) ${beyond} (${isText ? 0n : minorOf(after)}::bigint, ${isText ? textOf(after, 0) : ''}, ${idOf(after)}::uuid)`;
  return tx.many(sql`
    with ${await sumsOf(tx, question)}
    select customer_id, number, name_key, sort_minor from (
      select c.customer_id, c.number, c.name_key, ${keys[field] ?? sql`0::bigint`} as sort_minor, ${text} as sort_text
      from customers.customer c left join sums s on s.customer_id = c.customer_id and s.currency = c.currency
      where ${joinSql([...conditionsOf(tx, question.filter), summedViewCondition(question)], ' and ')}
    ) listed where ${from} order by sort_minor ${direction}, sort_text ${direction}, customer_id ${direction} limit ${limit + 1}`);
}

export function summedViewCondition({ filter }: ListQuestion): Statement {
  switch (filter.view) {
    case 'all': return sql`true`;
    case 'open': return sql`c.customer_id in (select y.customer_id from sums y where y.receivable > 0)`;
    case 'overdue': return sql`c.customer_id in (select y.customer_id from sums y where y.overdue > 0)`;
    case 'credit': return sql`c.customer_id in (select y.customer_id from sums y where y.receivable < 0 or y.unapplied <> 0)`;
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
