// The list of documents: any filter, four orders, a page by key, and totals over the whole filter, also among a million documents.

import type { LocalDate } from '#kernel/local-date.ts';
import { readNumberOrAmount } from '#kernel/wanted-amount.ts';
import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { uploadReference } from './import-store.ts';
import type { DocumentKind } from './numbering.ts';

export type DocumentState = 'draft' | 'held' | 'issued' | 'voided' | 'open' | 'overdue' | 'paid';
export type DocumentSort = '-issued_on' | 'issued_on' | 'due_on' | '-due_on' | '-total' | 'total';

export type DocumentFilter = {
  readonly kind?: DocumentKind | undefined;
  readonly state?: DocumentState | undefined;
  readonly entityId?: number | undefined;
  readonly customerId?: string | undefined;
  readonly runId?: string | undefined;
  readonly currency?: string | undefined;
  /** The beginning of a document, order or customer order number, the last digits of a document number, a whole customer number, or a total. */
  readonly q?: string | undefined;
  /** What q finds (findDocuments): their ids, or many. */
  readonly found?: readonly string[] | 'many' | undefined;
  readonly issuedFrom?: LocalDate | undefined;
  readonly issuedTo?: LocalDate | undefined;
  readonly dueBefore?: LocalDate | undefined;
  readonly minMinor?: bigint | undefined;
  readonly maxMinor?: bigint | undefined;
};

export type ListScope = { readonly today: LocalDate; /** The receivable accounts of the entities asked for. */ readonly receivables: readonly number[] };

export type DocumentItem = {
  readonly documentId: string; readonly kind: DocumentKind; readonly state: DocumentState; readonly source: string; readonly number: string | null; /** What a file called it. */ readonly reference: string | null; readonly entityId: number; readonly customerId: string;
  readonly customerNumber: string; readonly customerName: string; readonly issuedOn: LocalDate | null; /** Of what is paid in instalments: the first that is open. */ readonly dueOn: LocalDate | null; readonly orderReference: string | null;
  readonly customerPo: string | null; readonly currency: string; readonly netMinor: bigint; readonly taxMinor: bigint; readonly totalMinor: bigint;
  /** Negative for what a credit note still leaves to the customer; null before the issue. */
  readonly openMinor: bigint | null; readonly daysOverdue: number | null; readonly sortKey: string;
};

/** Sort key (date or amount as text), number, id: which of them counts depends on the order. */
export type ListKey = { readonly sortKey: string; readonly number: string; readonly documentId: string };

export async function receivableAccounts(tx: Tx, entityId?: number): Promise<number[]> {
  const rows = await tx.many<{ accountId: number }>(sql`
    select account_id from ledger.account where org_id = ${tx.orgId} and purpose = 'receivable' and (${entityId ?? null}::int is null or entity_id = ${entityId ?? null}) order by account_id`);
  return rows.map((row) => row.accountId);
}

export async function listDocuments(tx: Tx, filter: DocumentFilter, scope: ListScope, page: { sort: DocumentSort; after: ListKey | null; limit: number }): Promise<DocumentItem[]> {
  const order = orders[page.sort];
  const conditions = conditionsOf(tx, filter, scope);
  if (page.after !== null) conditions.push(order.after(page.after));
  if (page.sort === '-issued_on' && filter.state === 'overdue') conditions.push(...(await daysOfOverdue(tx, scope, page)));
  const byItem = page.sort === 'due_on' || page.sort === '-due_on';
  const source = byItem ? sql`${openItems(tx, filter, scope)} join invoicing.document d on d.org_id = i.org_id and d.document_id = i.document_id` : sql`invoicing.document d`;
  if (byItem) conditions.push(isEarliestItem);
  return tx.many(sql`
    select d.document_id, d.kind, ${stateOf(scope)} as state, d.source, d.number, ${uploadReference} as reference, d.entity_id, d.customer_id, k.number as customer_number, v.name as customer_name, d.issued_on, coalesce(a.late_on, d.due_on) as due_on, d.order_reference,
      d.customer_po, d.currency, d.net_minor, d.tax_minor, d.total_minor, case when d.status = 'issued' then coalesce(a.open_minor, 0)::bigint end as open_minor,
      case when a.late_on < ${scope.today} then (${scope.today}::date - a.late_on)::int end as days_overdue, d.sort_key
    from (select d.*, ${order.key} as sort_key from ${source} where ${joinSql(conditions, ' and ')} order by ${order.by} limit ${page.limit}) d
    join customers.customer k on k.org_id = d.org_id and k.customer_id = d.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    left join lateral (
      select sum(o.open_minor) as open_minor, min(o.due_on) filter (where o.open_minor > 0) as late_on from ledger.open_item o
      where o.org_id = d.org_id and o.document_id = d.document_id and o.account_id = any(${scope.receivables}::int[])
    ) a on true
    order by ${order.outer}`);
}

/**
 * Before the latest documents that are overdue lies about a month of documents that can't be: the items' own index by day of issue tells
 * where to begin.
 */
async function daysOfOverdue(tx: Tx, scope: ListScope, page: { after: ListKey | null }): Promise<Statement[]> {
  const late = sql`i.org_id = ${tx.orgId} and ${onReceivable(scope)} and i.open_minor <> 0 and i.open_minor > 0 and i.due_on < ${scope.today}`;
  const from = page.after === null ? sql`true` : sql`i.opened_on <= ${page.after.sortKey}::date`;
  const latest = await tx.maybe<{ openedOn: LocalDate }>(sql`select i.opened_on from ledger.open_item i where ${late} and ${from} order by i.opened_on desc limit 1`);
  return latest === null ? [sql`false`] : [sql`d.issued_on <= ${latest.openedOn}`];
}

const stateOf = (scope: ListScope): Statement => sql`
  case when d.status in ('draft', 'approved') then 'draft' when d.status = 'held' then 'held'
    when exists (select 1 from invoicing.document_void x where x.org_id = d.org_id and x.document_id = d.document_id) then 'voided'
    when coalesce(a.open_minor, 0) = 0 then 'paid' when a.late_on < ${scope.today} then 'overdue' else 'open' end`;

type Order = { readonly key: Statement; readonly by: Statement; readonly outer: Statement; readonly after: (key: ListKey) => Statement };

const byDate = (direction: 'asc' | 'desc'): Order => ({
  key: sql`coalesce(d.issued_on::text, '')`, by: fixedSql(`d.issued_on ${direction}, coalesce(d.number, '') ${direction}, d.document_id ${direction}`),
  outer: fixedSql(`d.issued_on ${direction}, coalesce(d.number, '') ${direction}, d.document_id ${direction}`),
  after: (key) => sql`(d.issued_on, coalesce(d.number, ''), d.document_id) ${fixedSql(direction === 'asc' ? '>' : '<')} (${key.sortKey}::date, ${key.number}::text, ${key.documentId}::uuid)`,
});

/** Credit notes stand below zero, as lists show them. */
const byAmount = (direction: 'asc' | 'desc'): Order => ({
  key: sql`d.signed_minor::text`, by: fixedSql(`d.signed_minor ${direction}, d.document_id ${direction}`), outer: fixedSql(`d.signed_minor ${direction}, d.document_id ${direction}`),
  after: (key) => sql`(d.signed_minor, d.document_id) ${fixedSql(direction === 'asc' ? '>' : '<')} (${key.sortKey}::bigint, ${key.documentId}::uuid)`,
});

/** Open documents by their earliest open item. */
const byDue = (direction: 'asc' | 'desc'): Order => ({
  key: sql`i.due_on::text`, by: fixedSql(`i.due_on ${direction}, i.document_id ${direction}`), outer: fixedSql(`d.sort_key ${direction}, d.document_id ${direction}`),
  after: (key) => sql`(i.due_on, i.document_id) ${fixedSql(direction === 'asc' ? '>' : '<')} (${key.sortKey}::date, ${key.documentId}::uuid)`,
});

const orders: Readonly<Record<DocumentSort, Order>> = {
  '-issued_on': byDate('desc'), issued_on: byDate('asc'), '-total': byAmount('desc'), total: byAmount('asc'), due_on: byDue('asc'), '-due_on': byDue('desc'),
};

/** Open receivable items as a derived table i, in the words that its partial indexes know. */
function openItems(tx: Tx, filter: DocumentFilter, scope: ListScope): Statement {
  const conditions = [sql`i.org_id = ${tx.orgId}`, sql`i.open_minor <> 0`, onReceivable(scope)];
  if (filter.state === 'overdue') conditions.push(sql`i.open_minor > 0`, sql`i.due_on < ${scope.today}`);
  if (filter.customerId !== undefined) conditions.push(sql`i.customer_id = ${filter.customerId}`);
  return sql`(select i.* from ledger.open_item i where ${joinSql(conditions, ' and ')}) i`;
}

/** One account as an equation: only that lets the index give the order. */
function onReceivable({ receivables }: ListScope): Statement {
  return receivables.length === 1 ? sql`i.account_id = ${receivables[0]}` : sql`i.account_id = any(${receivables}::int[])`;
}

const isEarliestItem = sql`not exists (
  select 1 from ledger.open_item j where j.org_id = i.org_id and j.document_id = i.document_id and j.account_id = i.account_id and j.open_minor <> 0 and (j.due_on, j.item_id) < (i.due_on, i.item_id))`;

export function conditionsOf(tx: Tx, filter: DocumentFilter, scope: ListScope): Statement[] {
  const conditions = [sql`d.org_id = ${tx.orgId}`, ...stateConditions(tx, filter, scope)];
  if (filter.kind !== undefined) conditions.push(kindIs[filter.kind]);
  if (filter.entityId !== undefined) conditions.push(sql`d.entity_id = ${filter.entityId}`);
  if (filter.customerId !== undefined) conditions.push(sql`d.customer_id = ${filter.customerId}`);
  if (filter.currency !== undefined) conditions.push(sql`d.currency = ${filter.currency}`);
  if (filter.runId !== undefined) conditions.push(sql`d.run_id = ${filter.runId}`);
  if (filter.issuedFrom !== undefined) conditions.push(sql`d.issued_on >= ${filter.issuedFrom}`);
  if (filter.issuedTo !== undefined) conditions.push(sql`d.issued_on <= ${filter.issuedTo}`);
  // No terms put the due date a month before the issue: so the index by date serves here too.
  if (filter.dueBefore !== undefined) conditions.push(sql`d.due_on < ${filter.dueBefore}`, sql`d.issued_on < ${filter.dueBefore}::date + 31`);
  if (filter.minMinor !== undefined) conditions.push(sql`d.total_minor >= ${filter.minMinor}`);
  if (filter.maxMinor !== undefined) conditions.push(sql`d.total_minor <= ${filter.maxMinor}`);
  if (filter.q !== undefined) conditions.push(filter.found === 'many' ? isFoundBy(tx, filter.q) : filter.found !== undefined ? sql`d.document_id = any(${filter.found}::uuid[])` : sql`d.document_id in (${foundBy(tx, filter.q)})`);
  return conditions;
}

const kindIs: Readonly<Record<DocumentKind, Statement>> = { invoice: sql`d.kind = 'invoice'`, credit_note: sql`d.kind = 'credit_note'`, debit_note: sql`d.kind = 'debit_note'` };

function stateConditions(tx: Tx, filter: DocumentFilter, scope: ListScope): Statement[] {
  const voided = sql`exists (select 1 from invoicing.document_void x where x.org_id = d.org_id and x.document_id = d.document_id)`;
  const open = sql`exists (select 1 from ledger.open_item i where i.org_id = d.org_id and i.document_id = d.document_id and i.open_minor <> 0 and ${onReceivable(scope)})`;
  switch (filter.state) {
    case undefined: return [];
    case 'draft': return [sql`d.status <> 'issued'`, sql`d.status <> 'held'`];
    case 'held': return [sql`d.status <> 'issued'`, sql`d.status = 'held'`];
    case 'issued': return [sql`d.status = 'issued'`, sql`not ${voided}`];
    case 'voided': return [sql`d.status = 'issued'`, sql`d.document_id in (select x.document_id from invoicing.document_void x where x.org_id = ${tx.orgId})`];
    case 'open': return [sql`d.status = 'issued'`, open];
    case 'overdue': return [sql`d.status = 'issued'`, sql`exists (
      select 1 from ledger.open_item i where i.org_id = d.org_id and i.document_id = d.document_id and i.open_minor <> 0 and i.open_minor > 0 and i.due_on < ${scope.today} and ${onReceivable(scope)})`];
    case 'paid': return [sql`d.status = 'issued'`, sql`not ${voided}`, sql`not ${open}`];
  }
}

const FOUND_MAX = 10_000;
const LAST = '\u{10FFFF}';

/** Looks q up once: few documents are named, for many the list looks at its rows one by one, of which enough are found soon. */
export async function findDocuments(tx: Tx, q: string): Promise<readonly string[] | 'many'> {
  const rows = await tx.many<{ documentId: string }>(sql`select f.document_id from (${foundBy(tx, q)}) f limit ${FOUND_MAX + 1}`);
  return rows.length > FOUND_MAX ? 'many' : rows.map((row) => row.documentId);
}

const customersCalled = (tx: Tx, q: string): Statement => sql`select customer_id from customers.customer where org_id = ${tx.orgId} and number = ${q}`;

/** Each with an index of its own. Prefixes as ranges: the operators of LIKE use no index behind row-level security. */
function foundBy(tx: Tx, q: string): Statement {
  const [byNumber = sql`false`, ...others] = waysToFind(tx, q);
  // The entities make the index of the numbers serve.
  const ways = [sql`${byNumber} and d.entity_id in (select entity_id from platform.entity where org_id = ${tx.orgId})`, ...others];
  return joinSql(ways.map((way) => sql`select d.document_id from invoicing.document d where d.org_id = ${tx.orgId} and ${way}`), ' union all ');
}

function isFoundBy(tx: Tx, q: string): Statement {
  return sql`(${joinSql(waysToFind(tx, q).map((way) => sql`(${way})`), ' or ')})`;
}

function waysToFind(tx: Tx, q: string): Statement[] {
  const { reversedEnd, currencies, minors } = readNumberOrAmount(q);
  const ways = [
    sql`d.number >= ${q} and d.number < ${`${q}${LAST}`} and d.number is not null`,
    sql`d.order_reference >= ${q} and d.order_reference < ${`${q}${LAST}`} and d.order_reference is not null`,
    sql`d.customer_po >= ${q} and d.customer_po < ${`${q}${LAST}`} and d.customer_po is not null`,
    sql`d.customer_id in (${customersCalled(tx, q)})`,
  ];
  if (reversedEnd !== null) ways.push(sql`d.number_end >= ${reversedEnd} and d.number_end < ${`${reversedEnd}${LAST}`} and d.number_end is not null`);
  if (minors.length > 0) ways.push(sql`d.total_minor = any(${[...new Set(minors)]}::bigint[]) and (d.currency, d.total_minor) in (select w.currency, w.minor from unnest(${currencies}::text[], ${minors}::bigint[]) as w (currency, minor))`);
  return ways;
}
