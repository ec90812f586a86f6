// Totals over a whole list of documents: from what is kept by day of issue and by due day, from open items and documents where they are few.

import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { conditionsOf, type DocumentFilter, type ListScope } from './document-list-queries.ts';

/** Credit notes count negative; a voided document counts, but adds nothing. */
export type DocumentTotal = { readonly currency: string; readonly documents: number; readonly totalMinor: bigint; readonly openMinor: bigint };

export type DocumentTotals = { /** How many; undefined when counting them would mean reading them all. */ readonly total: number | undefined; readonly totals: readonly DocumentTotal[] | undefined };

/** Of more documents than these only what is kept is told, for a list must not read them all. */
const SUMMED_MAX = 10_000;

export async function documentTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotals> {
  const isNarrow = [filter.customerId, filter.runId, filter.q, filter.dueBefore, filter.minMinor, filter.maxMinor].some((value) => value !== undefined);
  if (isNarrow || filter.state === 'voided' || filter.state === 'draft' || filter.state === 'held') return foundTotals(tx, filter, scope);
  // Asked by kind, entity, currency and dates only: what the days' totals and the sums by due day know.
  if (filter.state === 'open' || filter.state === 'overdue') {
    return (await hasMoreItems(tx, filter, scope)) ? { total: await countOpen(tx, filter, scope), totals: undefined } : counted(await openTotals(tx, filter, scope));
  }
  const all = await wideTotals(tx, filter);
  const isTold = all.reduce((sum, row) => sum + row.documents, 0) <= SUMMED_MAX || !(await hasMoreItems(tx, filter, scope));
  if (filter.state !== 'paid') {
    if (isTold) return counted(await withOpen(tx, all, filter, scope));
    const isOfDays = filter.issuedFrom !== undefined || filter.issuedTo !== undefined;
    return isOfDays ? { ...counted(all), totals: undefined } : counted(await withKept(tx, all, filter, scope));
  }
  if (!isTold) return { total: undefined, totals: undefined };
  // What is open is not paid: its documents go from the list, and what stays has nothing open.
  const open = new Map((await openTotals(tx, filter, scope)).map((row) => [row.currency, row]));
  return counted(all.map((row) => ({ ...row, documents: row.documents - (open.get(row.currency)?.documents ?? 0), totalMinor: row.totalMinor - (open.get(row.currency)?.totalMinor ?? 0n), openMinor: 0n })));
}

function counted(rows: readonly DocumentTotal[]): DocumentTotals {
  const totals = rows.filter((row) => row.documents !== 0);
  return { total: totals.reduce((sum, row) => sum + row.documents, 0), totals };
}

/** Found by a search or an amount: read, up to ten thousand. */
async function foundTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotals> {
  if (filter.found === 'many') return { total: undefined, totals: undefined };
  const found = await tx.many<{ documentId: string }>(sql`select d.document_id from invoicing.document d where ${joinSql(conditionsOf(tx, filter, scope), ' and ')} limit ${SUMMED_MAX + 1}`);
  return found.length > SUMMED_MAX ? { total: undefined, totals: undefined } : counted(await totalsOfThese(tx, found.map((row) => row.documentId), filter, scope));
}

async function hasMoreItems(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<boolean> {
  const { more } = await tx.one<{ more: boolean }>(sql`select count(*) > ${SUMMED_MAX} as more from (select 1 from ledger.open_item i where ${itemConditions(tx, filter, scope)} limit ${SUMMED_MAX + 1}) found`);
  return more;
}

const signed = sql`case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end`;

function totalsOfThese(tx: Tx, documentIds: readonly string[], filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const counts = filter.state === 'voided' ? signed
    : sql`case when exists (select 1 from invoicing.document_void x where x.org_id = d.org_id and x.document_id = d.document_id) then 0 else ${signed} end`;
  return tx.many(sql`
    select d.currency, count(*)::int as documents, coalesce(sum(${counts}), 0)::bigint as total_minor, coalesce(sum(i.open_minor), 0)::bigint as open_minor
    from invoicing.document d left join lateral (
      select sum(o.open_minor) as open_minor from ledger.open_item o where o.org_id = d.org_id and o.open_minor <> 0 and o.account_id = any(${scope.receivables}::int[]) and o.document_id = d.document_id) i on true
    where d.org_id = ${tx.orgId} and d.document_id = any(${documentIds}::uuid[]) group by d.currency order by d.currency`);
}

/** Issued documents from their days, less the voided; drafts, which are few, one by one. What is open is not told here. */
function wideTotals(tx: Tx, filter: DocumentFilter): Promise<DocumentTotal[]> {
  const days = joinSql(dayConditions(tx, filter), ' and ');
  const parts = [
    sql`select d.currency, sum(d.documents)::bigint, sum(case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end)::bigint, 0::bigint from invoicing.document_day d where ${days} group by 1`,
    sql`select d.currency, ${filter.state === undefined ? sql`0::bigint` : sql`-count(*)`}, -sum(${signed})::bigint, 0::bigint
      from invoicing.document_void x join invoicing.document d on d.org_id = x.org_id and d.document_id = x.document_id where x.org_id = ${tx.orgId} and ${days} group by 1`,
  ];
  if (filter.state === undefined) parts.push(sql`select d.currency, count(*), sum(${signed})::bigint, 0::bigint from invoicing.document d where d.status <> 'issued' and ${days} group by 1`);
  return tx.many(sql`
    select t.currency, sum(t.documents)::int as documents, sum(t.total_minor)::bigint as total_minor, sum(t.open_minor)::bigint as open_minor
    from (${joinSql(parts, ' union all ')}) t (currency, documents, total_minor, open_minor) group by t.currency order by t.currency`);
}

type OpenAmount = { readonly currency: string; readonly openMinor: bigint };

function joined(all: readonly DocumentTotal[], open: readonly OpenAmount[]): DocumentTotal[] {
  const byCurrency = new Map(open.map((row) => [row.currency, row.openMinor]));
  return all.map((row) => ({ ...row, openMinor: byCurrency.get(row.currency) ?? 0n }));
}

async function withOpen(tx: Tx, all: readonly DocumentTotal[], filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  return joined(all, await tx.many<OpenAmount>(sql`select i.currency, sum(i.open_minor)::bigint as open_minor from ledger.open_item i where ${itemConditions(tx, filter, scope)} group by 1`));
}

/** The sums by due day know sides and no kinds: what debit notes have open, who are few, goes from invoices or stands alone. */
async function withKept(tx: Tx, all: readonly DocumentTotal[], filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const side = filter.kind === undefined ? sql`true` : filter.kind === 'credit_note' ? sql`b.side = 'credit'` : sql`b.side = 'debit'`;
  const open = await tx.many<OpenAmount>(sql`
    select b.currency, sum(b.open_minor)::bigint as open_minor from ledger.due_balance b
    where b.org_id = ${tx.orgId} and b.account_id = any(${scope.receivables}::int[]) and b.open_minor <> 0 and ${side} group by 1`);
  if (filter.kind !== 'invoice') return joined(all, open);
  const notes = await withOpen(tx, all, { ...filter, kind: 'debit_note' }, scope);
  return joined(all, open).map((row) => ({ ...row, openMinor: row.openMinor - (notes.find((note) => note.currency === row.currency)?.openMinor ?? 0n) }));
}

/** Items by due day; of a document that its terms split, the further items don't count. Kinds and dates are not kept: then nobody knows. */
async function countOpen(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<number | undefined> {
  if (filter.kind !== undefined || filter.issuedFrom !== undefined || filter.issuedTo !== undefined) return undefined;
  const due = (alias: 'b' | 'i'): Statement => (filter.state === 'overdue' ? sql`${fixedSql(alias)}.side = 'debit' and ${fixedSql(alias)}.due_on < ${scope.today}` : sql`true`);
  const currency = (alias: 'b' | 'i'): Statement => (filter.currency === undefined ? sql`true` : sql`${fixedSql(alias)}.currency = ${filter.currency}`);
  const { items, further } = await tx.one<{ items: bigint; further: bigint }>(sql`
    select (select coalesce(sum(b.items), 0)::bigint from ledger.due_balance b where b.org_id = ${tx.orgId} and b.account_id = any(${scope.receivables}::int[]) and b.items <> 0 and ${due('b')} and ${currency('b')}) as items,
      -- Account by account: only so the index of the instalments gives the order in which documents are told apart, and is taken.
      (select coalesce(sum(split.further), 0)::bigint from unnest(${scope.receivables}::int[]) as a (account_id) cross join lateral (
         select count(*) - count(distinct i.document_id) as further from ledger.open_item i
         where i.org_id = ${tx.orgId} and i.account_id = a.account_id and i.item_id <> i.document_id and i.open_minor <> 0 and ${due('i')} and ${currency('i')}) split) as further`);
  return Number(items - further);
}

/**
 * Documents with something open. What a document comes to stands in itself: its items grow by what was applied and taken back. Of documents
 * that terms split into instalments, all items count.
 */
async function openTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const items = itemConditions(tx, filter, scope);
  const whole = await tx.many<DocumentTotal & { split: number }>(sql`
    select i.currency, count(*) filter (where i.item_id = i.document_id)::int as documents, count(*) filter (where i.item_id <> i.document_id)::int as split,
      coalesce(sum(${signed}) filter (where i.item_id = i.document_id), 0)::bigint as total_minor, coalesce(sum(i.open_minor) filter (where i.item_id = i.document_id), 0)::bigint as open_minor
    from ledger.open_item i join invoicing.document d on d.org_id = i.org_id and d.document_id = i.document_id where ${items} group by 1 order by 1`);
  if (whole.every((row) => row.split === 0)) return whole.map(({ split: _split, ...row }) => row);
  const split = new Map((await splitTotals(tx, items, scope)).map((row) => [row.currency, row]));
  return whole.map(({ split: _split, ...row }) => {
    const more = split.get(row.currency) ?? { documents: 0, totalMinor: 0n, openMinor: 0n };
    return { currency: row.currency, documents: row.documents + more.documents, totalMinor: row.totalMinor + more.totalMinor, openMinor: row.openMinor + more.openMinor };
  });
}

function splitTotals(tx: Tx, items: Statement, scope: ListScope): Promise<DocumentTotal[]> {
  return tx.many(sql`
    select d.currency, count(*)::int as documents, sum(${signed})::bigint as total_minor, sum(x.open_minor)::bigint as open_minor
    from (select distinct i.document_id from ledger.open_item i where ${items} and i.item_id <> i.document_id) split
    join invoicing.document d on d.org_id = ${tx.orgId} and d.document_id = split.document_id
    cross join lateral (select sum(o.open_minor) as open_minor from ledger.open_item o where o.org_id = d.org_id and o.document_id = d.document_id and o.account_id = any(${scope.receivables}::int[])) x group by 1`);
}

function dayConditions(tx: Tx, filter: DocumentFilter): Statement[] {
  const conditions = [sql`d.org_id = ${tx.orgId}`];
  if (filter.kind !== undefined) conditions.push(sql`d.kind = ${filter.kind}`);
  if (filter.entityId !== undefined) conditions.push(sql`d.entity_id = ${filter.entityId}`);
  if (filter.currency !== undefined) conditions.push(sql`d.currency = ${filter.currency}`);
  if (filter.issuedFrom !== undefined) conditions.push(sql`d.issued_on >= ${filter.issuedFrom}`);
  if (filter.issuedTo !== undefined) conditions.push(sql`d.issued_on <= ${filter.issuedTo}`);
  return conditions;
}

/** An item is opened on the day of its document; only credit notes stand on the credit side, and debit notes are few. */
function itemConditions(tx: Tx, filter: DocumentFilter, scope: ListScope): Statement {
  const conditions = [sql`i.org_id = ${tx.orgId}`, sql`i.open_minor <> 0`, sql`i.account_id = any(${scope.receivables}::int[])`];
  if (filter.state === 'overdue') conditions.push(sql`i.open_minor > 0`, sql`i.due_on < ${scope.today}`);
  const debitNotes = sql`select d.document_id from invoicing.document d where d.org_id = ${tx.orgId} and d.kind = 'debit_note'`;
  if (filter.kind === 'credit_note') conditions.push(sql`i.side = 'credit'`);
  if (filter.kind === 'invoice') conditions.push(sql`i.side = 'debit'`, sql`i.document_id not in (${debitNotes})`);
  if (filter.kind === 'debit_note') conditions.push(sql`i.document_id in (${debitNotes})`);
  if (filter.currency !== undefined) conditions.push(sql`i.currency = ${filter.currency}`);
  if (filter.issuedFrom !== undefined) conditions.push(sql`i.opened_on >= ${filter.issuedFrom}`);
  if (filter.issuedTo !== undefined) conditions.push(sql`i.opened_on <= ${filter.issuedTo}`);
  return joinSql(conditions, ' and ');
}
