// Who is late, and by how much, from the sums that the ledger keeps per customer: the order and the view of what is overdue.

import type { LocalDate } from '#kernel/local-date.ts';
import { lateDay } from '#ledger/late-store.ts';
import { fixedSql, joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** What the kept sums don't know yet on a day: all that is late of the customers of whom something fell due between the two. */
export type Late = {
  readonly receivable: readonly number[];
  readonly customerIds: readonly string[]; readonly currencies: readonly string[]; readonly minors: readonly bigint[];
  /** Customers to leave out of the kept sums. */
  readonly anew: readonly string[];
};

/** The sums are counted to a day that is today or almost; what lies between is read from the items. */
export async function readLate(tx: Tx, receivable: readonly number[], day: LocalDate): Promise<Late> {
  const countedTo = await lateDay(tx);
  const kept = { receivable, customerIds: [], currencies: [], minors: [], anew: [] };
  if (countedTo === day) return kept;
  const [from, to] = countedTo < day ? [countedTo, day] : [day, countedTo];
  const between = await tx.many<{ customerId: string }>(sql`
    select distinct i.customer_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.account_id = any(${receivable}::int[]) and i.open_minor <> 0 and i.side = 'debit'
      and i.customer_id is not null and i.due_on >= ${from} and i.due_on < ${to}`);
  if (between.length === 0) return kept;
  const anew = between.map((row) => row.customerId);
  const rows = await tx.many<{ customerId: string; currency: string; lateMinor: bigint }>(sql`
    select i.customer_id, i.currency, sum(i.open_minor)::bigint as late_minor from ledger.open_item i
    where i.org_id = ${tx.orgId} and i.customer_id = any(${anew}::uuid[]) and i.account_id = any(${receivable}::int[]) and i.open_minor <> 0 and i.side = 'debit' and i.due_on < ${day} group by 1, 2`);
  return { receivable, anew, customerIds: rows.map((row) => row.customerId), currencies: rows.map((row) => row.currency), minors: rows.map((row) => row.lateMinor) };
}

/** customer_id, currency, late_minor of everyone who is late, in whatever currency. With one account it follows the index of the sums. */
export function lateRows(tx: Tx, late: Late): Statement {
  const [account] = late.receivable;
  const accounts = late.receivable.length === 1 ? sql`l.account_id = ${account}` : sql`l.account_id = any(${late.receivable}::int[])`;
  const others = late.anew.length === 0 ? sql`` : sql`and l.customer_id <> all(${late.anew}::uuid[])`;
  const kept = sql`select l.customer_id, l.currency, l.late_minor from ledger.customer_late l where l.org_id = ${tx.orgId} and ${accounts} and l.late_minor <> 0 ${others}`;
  const rows = late.customerIds.length === 0 ? kept : sql`${kept} union all select * from unnest(${late.customerIds}::uuid[], ${late.currencies}::text[], ${late.minors}::bigint[])`;
  return late.receivable.length === 1 ? rows : sql`select s.customer_id, s.currency, sum(s.late_minor)::bigint as late_minor from (${rows}) s group by 1, 2`;
}

export type LateStretch = 'late' | 'in_time';

/** A page within one stretch: those who are late by the amount, those who are not by their ids. conditions speak of c, the customer. */
export function latePage(tx: Tx, late: Late, page: { stretch: LateStretch; conditions: readonly Statement[]; isDescending: boolean; after: { minor: bigint; customerId: string } | null; limit: number }): Statement {
  const { stretch, after, limit } = page;
  const direction = fixedSql(page.isDescending ? 'desc' : 'asc');
  const beyond = fixedSql(page.isDescending ? '<' : '>');
  const conditions = joinSql(page.conditions, ' and ');
  if (stretch === 'in_time') {
    const from = after === null ? sql`true` : sql`c.customer_id ${beyond} ${after.customerId}::uuid`;
    return sql`
      select c.customer_id, c.number, c.name_key, 0::bigint as sort_minor from customers.customer c
      where ${conditions} and ${from} and not exists (select 1 from (${lateRows(tx, late)}) y where y.customer_id = c.customer_id and y.currency = c.currency)
      order by c.customer_id ${direction} limit ${limit}`;
  }
  const from = after === null ? sql`true` : sql`(y.late_minor, y.customer_id) ${beyond} (${after.minor}::bigint, ${after.customerId}::uuid)`;
  return sql`
    select c.customer_id, c.number, c.name_key, y.late_minor as sort_minor from (${lateRows(tx, late)}) y
    join customers.customer c on c.org_id = ${tx.orgId} and c.customer_id = y.customer_id and c.currency = y.currency
    where ${conditions} and ${from} order by y.late_minor ${direction}, y.customer_id ${direction} limit ${limit}`;
}
