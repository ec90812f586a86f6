// What every customer owed on a past day: the kept sums of now less what was posted later, or, as known at an instant, the items.

import { lateDay } from '#ledger/late-store.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { itemsAt, postedAfter, type Accounts, type At } from './account-queries.ts';

/** sums: per customer and currency the receivable, the part of it that is overdue, and what is unapplied. */
export async function sumsOf(tx: Tx, { accounts, at }: { readonly accounts: Accounts; readonly at: At }): Promise<Statement> {
  const amounts = at.knownAt === null ? keptAmounts(tx, accounts, at.day, await lateDay(tx)) : sql`
    select i.customer_id, i.currency, i.open_minor as receivable, case when i.open_minor > 0 and i.due_on < ${at.day} then i.open_minor else 0 end as overdue, 0 as unapplied from (${itemsAt(tx, accounts.receivable, null, at)}) i
    union all select u.customer_id, u.currency, 0, 0, u.open_minor from (${itemsAt(tx, accounts.unapplied, null, at)}) u`;
  return sql`sums as materialized (
    select customer_id, currency, sum(receivable)::bigint as receivable, sum(overdue)::bigint as overdue, sum(unapplied)::bigint as unapplied from (${amounts}) a where customer_id is not null group by 1, 2)`;
}

/** The sums of now, what fell due between the day they are counted to and this one, and what later postings changed. */
function keptAmounts(tx: Tx, accounts: Accounts, day: LocalDate, countedTo: LocalDate): Statement {
  const [from, to] = countedTo < day ? [countedTo, day] : [day, countedTo];
  const between = countedTo < day ? sql`i.open_minor` : sql`-i.open_minor`;
  const both = [...accounts.receivable, ...accounts.unapplied];
  const isUnapplied = (account: Statement): Statement => sql`${account} = any(${accounts.unapplied}::int[])`;
  return sql`
    select b.customer_id, b.currency, case when ${isUnapplied(sql`b.account_id`)} then 0 else b.open_minor end as receivable, 0 as overdue, case when ${isUnapplied(sql`b.account_id`)} then b.open_minor else 0 end as unapplied
    from ledger.customer_balance b where b.org_id = ${tx.orgId} and b.account_id = any(${both}::int[]) and b.open_minor <> 0
    union all
    select l.customer_id, l.currency, 0, l.late_minor, 0 from ledger.customer_late l where l.org_id = ${tx.orgId} and l.account_id = any(${accounts.receivable}::int[]) and l.late_minor <> 0
    union all
    select i.customer_id, i.currency, 0, ${between}, 0 from ledger.open_item i
    where i.org_id = ${tx.orgId} and i.account_id = any(${accounts.receivable}::int[]) and i.open_minor <> 0 and i.side = 'debit' and i.due_on >= ${from} and i.due_on < ${to}
    union all
    select m.customer_id, m.currency, case when ${isUnapplied(sql`m.account_id`)} then 0 else m.change end, case when m.side = 'debit' and m.due_on < ${day} then m.change else 0 end, case when ${isUnapplied(sql`m.account_id`)} then m.change else 0 end
    from (${changedLater(tx, both, day)}) m`;
}

/** By how much an item was more open then than now. What was opened later was not open. */
function changedLater(tx: Tx, accountIds: readonly number[], day: LocalDate): Statement {
  return sql`
    select i.account_id, i.customer_id, i.currency, i.due_on, i.side, case when i.opened_on > ${day} then -i.open_minor else ${postedAfter(day, 'credit')} - ${postedAfter(day, 'debit')} end as change
    from ledger.open_item i where i.org_id = ${tx.orgId} and i.account_id = any(${accountIds}::int[]) and i.last_posted_on > ${day} offset 0`;
}
