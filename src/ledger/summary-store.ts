// Sums of the open items by customer, by due day and of what is late, moved on by what was staged. Rows are taken in key order, as balances are.

import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/**
 * Runs after the items are written: an item's customer, currency, day and side are those it was opened with. One look at the items
 * serves all sums: an item that was open with nothing is one more, one that is now is one less. The day that late sums are counted to is held by moveLateDay.
 */
export async function addSummaries(tx: Tx): Promise<void> {
  await tx.run(sql`
    with moved as materialized (
      select s.account_id, i.item_id, i.open_minor, i.customer_id, i.currency, s.posted_on, i.due_on, i.side, sum(s.debit_minor)::bigint as debit_minor, sum(s.credit_minor)::bigint as credit_minor
      from (
        select debit_item_id as item_id, debit_account_id as account_id, posted_on, amount_minor as debit_minor, 0 as credit_minor from staged_transfer where debit_item_id is not null
        union all
        select credit_item_id, credit_account_id, posted_on, 0, amount_minor from staged_transfer where credit_item_id is not null
      ) s join ledger.open_item i on i.org_id = ${tx.orgId} and i.item_id = s.item_id and i.account_id = s.account_id
      group by 1, 2, 3, 4, 5, 6, 7, 8
    ), by_customer as (
      insert into ledger.customer_balance (org_id, account_id, customer_id, currency, debit_minor, credit_minor)
      select ${tx.orgId}, account_id, customer_id, currency, sum(debit_minor), sum(credit_minor) from moved where customer_id is not null group by 2, 3, 4 order by 2, 3, 4
      on conflict (org_id, account_id, customer_id, currency) do update
        set debit_minor = ledger.customer_balance.debit_minor + excluded.debit_minor, credit_minor = ledger.customer_balance.credit_minor + excluded.credit_minor
    ), by_day as (
      insert into ledger.due_balance (org_id, account_id, currency, due_on, side, debit_minor, credit_minor, items)
      select ${tx.orgId}, account_id, currency, due_on, side, sum(debit_minor), sum(credit_minor), sum((open_minor <> 0)::int - (open_minor <> debit_minor - credit_minor)::int)
      from (select account_id, item_id, open_minor, currency, due_on, side, sum(debit_minor) as debit_minor, sum(credit_minor) as credit_minor from moved group by 1, 2, 3, 4, 5, 6) whole
      group by 2, 3, 4, 5 order by 2, 3, 4, 5
      on conflict (org_id, account_id, currency, due_on, side) do update
        set debit_minor = ledger.due_balance.debit_minor + excluded.debit_minor, credit_minor = ledger.due_balance.credit_minor + excluded.credit_minor, items = ledger.due_balance.items + excluded.items
    ), by_days as (
      insert into ledger.due_movement (org_id, account_id, currency, posted_on, due_on, side, debit_minor, credit_minor)
      select ${tx.orgId}, account_id, currency, posted_on, due_on, side, sum(debit_minor), sum(credit_minor) from moved group by 2, 3, 4, 5, 6 order by 2, 4, 3, 5, 6
      on conflict (org_id, account_id, posted_on, currency, due_on, side) do update
        set debit_minor = ledger.due_movement.debit_minor + excluded.debit_minor, credit_minor = ledger.due_movement.credit_minor + excluded.credit_minor
    )
    insert into ledger.customer_late (org_id, account_id, customer_id, currency, late_minor)
    select ${tx.orgId}, account_id, customer_id, currency, sum(debit_minor - credit_minor) from moved
    where customer_id is not null and side = 'debit' and due_on < (select counted_to from ledger.late_day where org_id = ${tx.orgId}) group by 2, 3, 4 order by 2, 3, 4
    on conflict (org_id, account_id, customer_id, currency) do update set late_minor = ledger.customer_late.late_minor + excluded.late_minor`);
}
