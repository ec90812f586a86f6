// Totals over a whole list of documents: from the days' totals where nothing narrower is asked, from open items, else from the documents.

import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { conditionsOf, type DocumentFilter, type ListScope } from './document-list-queries.ts';

/** Credit notes count negative; a voided document counts, but adds nothing. */
export type DocumentTotal = { readonly currency: string; readonly documents: number; readonly totalMinor: bigint; readonly openMinor: bigint };

export async function documentTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const isNarrow = [filter.customerId, filter.runId, filter.q, filter.dueBefore, filter.minMinor, filter.maxMinor].some((value) => value !== undefined);
  if (isNarrow || filter.state === 'voided' || filter.state === 'draft' || filter.state === 'held') return narrowTotals(tx, filter, scope);
  // Asked by kind, entity, currency and dates only: what the days' totals and the open items know.
  if (filter.state === 'open' || filter.state === 'overdue') return openTotals(tx, filter, scope);
  const all = await wideTotals(tx, filter, scope);
  if (filter.state !== 'paid') return all.filter((row) => row.documents !== 0);
  // What is open is not paid: its documents go from the list, and what stays has nothing open.
  const open = new Map((await openTotals(tx, filter, scope)).map((row) => [row.currency, row]));
  return all.map((row) => ({ ...row, documents: row.documents - (open.get(row.currency)?.documents ?? 0), totalMinor: row.totalMinor - (open.get(row.currency)?.totalMinor ?? 0n), openMinor: 0n })).filter((row) => row.documents !== 0);
}

const signed = sql`case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end`;

/** One by one: found by an index, or read whole where the filter takes most of them. */
function narrowTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const counted = filter.state === 'voided' ? signed
    : sql`case when exists (select 1 from invoicing.document_void x where x.org_id = d.org_id and x.document_id = d.document_id) then 0 else ${signed} end`;
  const isFew = filter.customerId !== undefined || filter.runId !== undefined || filter.q !== undefined || (filter.minMinor !== undefined && filter.minMinor === filter.maxMinor);
  const open = sql`from ledger.open_item o where o.org_id = ${tx.orgId} and o.open_minor <> 0 and o.account_id = any(${scope.receivables}::int[])`;
  const joined = isFew ? sql`left join lateral (select sum(o.open_minor) as open_minor ${open} and o.document_id = d.document_id) i on true`
    : sql`left join (select o.document_id, sum(o.open_minor) as open_minor ${open} group by 1) i on i.document_id = d.document_id`;
  return tx.many(sql`
    select d.currency, count(*)::int as documents, coalesce(sum(${counted}), 0)::bigint as total_minor, coalesce(sum(i.open_minor), 0)::bigint as open_minor
    from invoicing.document d ${joined} where ${joinSql(conditionsOf(tx, filter, scope), ' and ')} group by d.currency order by d.currency`);
}

/** Issued documents from their days, less the voided; open amounts from the items; drafts, which are few, one by one. */
function wideTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const days = joinSql(dayConditions(tx, filter), ' and ');
  const parts = [
    sql`select d.currency, sum(d.documents)::bigint, sum(case when d.kind = 'credit_note' then -d.total_minor else d.total_minor end)::bigint, 0::bigint from invoicing.document_day d where ${days} group by 1`,
    sql`select d.currency, ${filter.state === undefined ? sql`0::bigint` : sql`-count(*)`}, -sum(${signed})::bigint, 0::bigint
      from invoicing.document_void x join invoicing.document d on d.org_id = x.org_id and d.document_id = x.document_id where x.org_id = ${tx.orgId} and ${days} group by 1`,
  ];
  if (filter.state === undefined) parts.push(sql`select d.currency, count(*), sum(${signed})::bigint, 0::bigint from invoicing.document d where d.status <> 'issued' and ${days} group by 1`);
  if (filter.state !== 'paid') parts.push(sql`select i.currency, 0::bigint, 0::bigint, sum(i.open_minor)::bigint from ledger.open_item i where ${itemConditions(tx, filter, scope)} group by 1`);
  return tx.many(sql`
    select t.currency, sum(t.documents)::int as documents, sum(t.total_minor)::bigint as total_minor, sum(t.open_minor)::bigint as open_minor
    from (${joinSql(parts, ' union all ')}) t (currency, documents, total_minor, open_minor) group by t.currency order by t.currency`);
}

/**
 * Documents with something open, from their items alone: the item of a document has its id, currency and amount. Only where terms split
 * documents into instalments, those are read themselves.
 */
async function openTotals(tx: Tx, filter: DocumentFilter, scope: ListScope): Promise<DocumentTotal[]> {
  const items = itemConditions(tx, filter, scope);
  const whole = await tx.many<DocumentTotal & { split: number }>(sql`
    select i.currency, count(*) filter (where i.item_id = i.document_id)::int as documents, count(*) filter (where i.item_id <> i.document_id)::int as split,
      coalesce(sum(case i.side when 'debit' then i.debit_minor else -i.credit_minor end) filter (where i.item_id = i.document_id), 0)::bigint as total_minor,
      coalesce(sum(i.open_minor) filter (where i.item_id = i.document_id), 0)::bigint as open_minor
    from ledger.open_item i where ${items} group by 1 order by 1`);
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
