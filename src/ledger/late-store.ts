// The day to which what is late is counted, per customer. Whoever asks of another day adds what fell due between the two.

import { localDateIn, type LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/**
 * Holds the day until the transaction ends, and moves it on to today first where it is behind. From here on an organisation's postings come one
 * after the other: sums by due day are everybody's, and two commands that post twice would else wait for each other's rows in a circle.
 * Runs before sums and items are written, so that nothing is counted twice.
 */
export async function moveLateDay(tx: Tx, now: Instant): Promise<void> {
  const today = localDateIn(now, 'UTC');
  const countedTo = (await holdDay(tx)) ?? (await beginDay(tx));
  if (countedTo < today) await moveOn(tx, countedTo, today);
}

/** The beginning before anything was posted: nothing is counted. */
export async function lateDay(tx: Tx): Promise<LocalDate> {
  const row = await tx.maybe<{ countedTo: LocalDate }>(sql`select counted_to from ledger.late_day where org_id = ${tx.orgId}`);
  return row?.countedTo ?? BEGINNING;
}

// Earlier than any due date, and a date that compares as text.
const BEGINNING = '0001-01-01';

async function holdDay(tx: Tx): Promise<LocalDate | null> {
  const row = await tx.maybe<{ countedTo: LocalDate }>(sql`select counted_to from ledger.late_day where org_id = ${tx.orgId} for update`);
  return row?.countedTo ?? null;
}

/** Of two first postings one waits here for the other, whose day then counts. */
async function beginDay(tx: Tx): Promise<LocalDate> {
  await tx.run(sql`insert into ledger.late_day (org_id, counted_to) values (${tx.orgId}, ${BEGINNING}::date) on conflict do nothing`);
  return (await holdDay(tx)) ?? BEGINNING;
}

async function moveOn(tx: Tx, countedTo: LocalDate, today: LocalDate): Promise<void> {
  await tx.run(sql`
    insert into ledger.customer_late (org_id, account_id, customer_id, currency, late_minor)
    select i.org_id, i.account_id, i.customer_id, i.currency, sum(i.open_minor) from ledger.open_item i
    where i.org_id = ${tx.orgId} and i.account_id in (select account_id from ledger.account where org_id = ${tx.orgId} and itemised) and i.open_minor <> 0 and i.side = 'debit'
      and i.customer_id is not null and i.due_on >= ${countedTo}::date and i.due_on < ${today}::date
    group by 1, 2, 3, 4 order by 2, 3, 4
    on conflict (org_id, account_id, customer_id, currency) do update set late_minor = ledger.customer_late.late_minor + excluded.late_minor`);
  await tx.run(sql`update ledger.late_day set counted_to = ${today}::date where org_id = ${tx.orgId}`);
}
