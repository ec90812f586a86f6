// What bank lines are taken for, kept beside them: lists by status and the figures of bank accounts read these and not all lines there ever were.

import { moveLateDay } from '#ledger/late-store.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { linesWithStatus } from './queries.ts';

/**
 * Works out anew what lines are taken for, after their decisions and receipts were written and posted. First holds the day that every posting
 * holds: sums of a day are everybody's, and so nobody waits for another in a circle.
 */
export async function keepLineStates(tx: Tx, now: Instant, bankLineIds: readonly string[]): Promise<void> {
  if (bankLineIds.length === 0) return;
  await moveLateDay(tx, now);
  await tx.run(sql`
    with found as materialized (
      select x.bank_line_id, x.bank_account_id, x.currency, x.booked_on, x.amount_minor, x.status from (${linesWithStatus(tx)}) x where x.bank_line_id = any(${bankLineIds}::uuid[])
    ), kept as materialized (
      select * from payments.bank_line_state where org_id = ${tx.orgId} and bank_line_id = any(${bankLineIds}::uuid[])
    ), states as (
      insert into payments.bank_line_state (org_id, bank_line_id, bank_account_id, currency, booked_on, amount_minor, status)
      select ${tx.orgId}, bank_line_id, bank_account_id, currency, booked_on, amount_minor, status from found order by bank_line_id
      on conflict (org_id, bank_line_id) do update set status = excluded.status
    )
    insert into payments.bank_line_day (org_id, bank_account_id, currency, status, booked_on, lines, amount_minor)
    select ${tx.orgId}, bank_account_id, currency, status, booked_on, sum(lines), sum(amount_minor) from (
      select bank_account_id, currency, status, booked_on, 1 as lines, amount_minor from found
      union all select bank_account_id, currency, status, booked_on, -1, -amount_minor from kept
    ) m group by 2, 3, 4, 5 having sum(lines) <> 0 or sum(amount_minor) <> 0 order by 2, 3, 4, 5
    on conflict (org_id, bank_account_id, currency, status, booked_on) do update
      set lines = payments.bank_line_day.lines + excluded.lines, amount_minor = payments.bank_line_day.amount_minor + excluded.amount_minor`);
}
