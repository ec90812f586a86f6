// Sums of the open items by customer and by due day, moved on by what was staged. Rows are taken in key order, as balances are.

import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

const stagedSides = sql`
  select debit_item_id as item_id, debit_account_id as account_id, amount_minor as debit_minor, 0 as credit_minor from staged_transfer where debit_item_id is not null
  union all
  select credit_item_id, credit_account_id, 0, amount_minor from staged_transfer where credit_item_id is not null`;

/** Runs after the items are written: an item's customer, currency, day and side are those it was opened with. */
export async function addSummaries(tx: Tx): Promise<void> {
  await tx.run(sql`
    insert into ledger.customer_balance (org_id, account_id, customer_id, currency, debit_minor, credit_minor)
    select ${tx.orgId}, s.account_id, i.customer_id, i.currency, sum(s.debit_minor), sum(s.credit_minor)
    from (${stagedSides}) s join ledger.open_item i on i.org_id = ${tx.orgId} and i.item_id = s.item_id and i.account_id = s.account_id
    where i.customer_id is not null
    group by s.account_id, i.customer_id, i.currency order by s.account_id, i.customer_id, i.currency
    on conflict (org_id, account_id, customer_id, currency) do update
      set debit_minor = ledger.customer_balance.debit_minor + excluded.debit_minor, credit_minor = ledger.customer_balance.credit_minor + excluded.credit_minor`);
  await tx.run(sql`
    insert into ledger.due_balance (org_id, account_id, currency, due_on, side, debit_minor, credit_minor)
    select ${tx.orgId}, s.account_id, i.currency, i.due_on, i.side, sum(s.debit_minor), sum(s.credit_minor)
    from (${stagedSides}) s join ledger.open_item i on i.org_id = ${tx.orgId} and i.item_id = s.item_id and i.account_id = s.account_id
    group by s.account_id, i.currency, i.due_on, i.side order by s.account_id, i.currency, i.due_on, i.side
    on conflict (org_id, account_id, currency, due_on, side) do update
      set debit_minor = ledger.due_balance.debit_minor + excluded.debit_minor, credit_minor = ledger.due_balance.credit_minor + excluded.credit_minor`);
}
