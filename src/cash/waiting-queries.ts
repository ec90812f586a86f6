// The list of receipts with its totals. Those of which something is left are counted, added up and ordered from their open items in one look.

import type { LocalDate } from '#kernel/local-date.ts';
import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { isWork, pageOfReceipts, receiptConditions, receiptsToRead, statusOf, totalsOfReceipts, waitingTests, type AgeTotals, type ReceiptFilter, type ReceiptOverview, type Sides } from './queries.ts';

type Page = { readonly order: 'oldest' | 'latest'; readonly after: readonly [LocalDate, string] | null; readonly limit: number };

/** totals are undefined where saying them would mean working out more than ten thousand receipts. */
export type ListedReceipts = { readonly totals: readonly AgeTotals[] | undefined; readonly rows: readonly ReceiptOverview[] };

export async function listReceipts(tx: Tx, accounts: Sides, filter: ReceiptFilter, page: Page): Promise<ListedReceipts> {
  if (isWaitingAlone(filter)) {
    const { totals, receiptIds } = await readWaiting(tx, accounts, filter, page);
    return { totals, rows: receiptIds.length === 0 ? [] : await pageOfReceipts(tx, accounts, { ...filter, ...page }, { only: sql`r.receipt_id = any(${receiptIds}::uuid[])`, isMany: false }) };
  }
  const reading = await receiptsToRead(tx, accounts, filter);
  const totals = await totalsOfReceipts(tx, accounts, filter, reading);
  // Where there are none, none need be looked for again.
  return { totals, rows: totals?.length === 0 ? [] : await pageOfReceipts(tx, accounts, { ...filter, ...page }, reading) };
}

/** Whether a filter asks for work by what open items, receipts and current matches say alone: whose a receipt is would be another question. */
function isWaitingAlone(filter: ReceiptFilter): boolean {
  return isWork(filter) && filter.customerId === null && filter.receiptId === null && filter.search === null && filter.appliedToday === undefined;
}

/** The totals of the whole filter, and the receipts of a page. */
async function readWaiting(tx: Tx, accounts: Sides, filter: ReceiptFilter, page: Page): Promise<{ totals: AgeTotals[]; receiptIds: string[] }> {
  const [receivedOn, receiptId] = page.after ?? [null, null];
  const beyond = fixedSql(page.order === 'oldest' ? '>' : '<');
  const direction = fixedSql(page.order === 'oldest' ? 'asc' : 'desc');
  const rows = await tx.many<AgeTotals & { receiptId: string | null }>(sql`
    with rest as materialized (${restOfReceipts(tx, accounts, filter)}), waiting as materialized (${waitingReceipts(tx, filter)})
    select w.currency, w.status, count(*)::int as receipts, sum(w.amount_minor)::bigint as amount_minor, sum(w.left_minor)::bigint as left_minor,
      coalesce(sum(w.left_minor) filter (where ${filter.asOf}::date - w.received_on > 30), 0)::bigint as over30_minor, coalesce(sum(w.left_minor) filter (where ${filter.asOf}::date - w.received_on > 90), 0)::bigint as over90_minor, null::uuid as receipt_id
    from waiting w group by 1, 2
    union all
    select null, null, null, null, null, null, null, p.receipt_id from (
      select w.receipt_id from waiting w where ${receivedOn === null ? sql`true` : sql`(w.received_on, w.receipt_id) ${beyond} (${receivedOn}::date, ${receiptId}::uuid)`}
      order by w.received_on ${direction}, w.receipt_id ${direction} limit ${page.limit}) p
    order by 8 nulls first, 1, 2`);
  return {
    totals: rows.flatMap(({ receiptId: id, ...total }) => (id === null ? [total] : [])),
    receiptIds: rows.flatMap((row) => (row.receiptId === null ? [] : [row.receiptId])),
  };
}

/** Every receipt with something left has it in the open items of its two accounts, credits all of them, which are read once. */
function restOfReceipts(tx: Tx, accounts: Sides, { statuses }: ReceiptFilter): Statement {
  const unidentified = sql`coalesce(sum(-i.open_minor) filter (where i.account_id = ${accounts.unidentified}), 0)::bigint`;
  const isUnidentified = statuses !== null && statuses.every((status) => status === 'unidentified');
  return sql`
    select i.document_id, sum(-i.open_minor)::bigint as left_minor, ${unidentified} as unidentified_minor
    from ledger.open_item i where i.org_id = ${tx.orgId} and i.account_id = any(${[accounts.unidentified, accounts.unapplied]}::int[]) and i.open_minor <> 0 and i.side = 'credit'
    group by 1 ${isUnidentified ? sql`having ${unidentified} > 0` : sql``}`;
}

/**
 * Where they stand, with their current match only where it is asked for. Each is looked up by itself (offset 0): the planner takes what waits
 * for a large part of all receipts there ever were, and would read all of those.
 */
function waitingReceipts(tx: Tx, filter: ReceiptFilter): Statement {
  const tests = [
    ...receiptConditions(filter), ...(filter.statuses === null ? [] : [sql`${statusOf} = any(${filter.statuses}::text[])`]),
    ...(filter.matchStatuses === null ? [] : [sql`m.status = any(${filter.matchStatuses}::text[])`]), ...waitingTests(filter, sql`m.status`),
  ];
  const match = sql`left join cash.match m on m.org_id = ${tx.orgId} and m.receipt_id = p.document_id and m.status in ('suggested', 'unmatched', 'on_account')`;
  return sql`
    select r.receipt_id, r.received_on, r.currency, r.amount_minor, p.left_minor, ${statusOf} as status
    from rest p cross join lateral (select r.receipt_id, r.entity_id, r.received_on, r.amount_minor, r.currency, r.method from payments.receipt r where r.org_id = ${tx.orgId} and r.receipt_id = p.document_id offset 0) r
    left join payments.receipt_reversal v on v.org_id = ${tx.orgId} and v.receipt_id = p.document_id
    ${filter.matchStatuses === null && filter.isWaiting !== true && filter.hasNoProposal !== true ? sql`` : match}
    where ${joinSql([sql`true`, ...tests], ' and ')}`;
}
