// The ledger's invariants, recomputed from raw transfers.

import { sql, type Statement } from '#platform/database/sql.ts';
import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NO_CUSTOMER } from './post-store.ts';

async function findings(tx: Tx, examined: Statement, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: bigint }>(examined);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: Number(count), breaches: rows.map((row) => row.breach) };
}

export const ledgerChecks: readonly Check[] = [
  {
    name: 'ledger.transfers',
    title: 'Every transfer has a positive amount, two sides of one entity, and the date of its entry',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.transfer where org_id = ${tx.orgId}`, sql`
      select 'entry ' || t.entry_id || ' line ' || t.line as breach from ledger.transfer t
      left join ledger.entry e on e.org_id = t.org_id and e.entry_id = t.entry_id
      left join ledger.account d on d.org_id = t.org_id and d.account_id = t.debit_account_id
      left join ledger.account c on c.org_id = t.org_id and c.account_id = t.credit_account_id
      where t.org_id = ${tx.orgId} and (e.entry_id is null or e.posted_on <> t.posted_on or e.entity_id <> t.entity_id or t.amount_minor <= 0
        or d.entity_id is distinct from t.entity_id or c.entity_id is distinct from t.entity_id
        or d.itemised <> (t.debit_item_id is not null) or c.itemised <> (t.credit_item_id is not null))`),
  },
  {
    name: 'ledger.entries',
    title: 'Every entry has transfers; a reversal reverses an entry that exists, whole',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.entry where org_id = ${tx.orgId}`, sql`
      select 'entry ' || e.entry_id as breach from ledger.entry e where e.org_id = ${tx.orgId} and (
        not exists (select 1 from ledger.transfer t where t.org_id = e.org_id and t.entry_id = e.entry_id)
        or (e.reverses_entry_id is not null and (select sum(amount_minor) from ledger.transfer t where t.org_id = e.org_id and t.entry_id = e.entry_id)
            is distinct from (select sum(amount_minor) from ledger.transfer t where t.org_id = e.org_id and t.entry_id = e.reverses_entry_id)))`),
  },
  {
    name: 'ledger.periods',
    title: 'No entry of a closed month was recorded after it was closed',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.period where org_id = ${tx.orgId} and status = 'closed'`, sql`
      select 'entry ' || e.entry_id || ' in ' || to_char(p.month, 'YYYY-MM') as breach from ledger.period p
      join ledger.entry e on e.org_id = p.org_id and e.entity_id = p.entity_id and e.posted_on >= p.month and e.posted_on < p.month + interval '1 month'
      where p.org_id = ${tx.orgId} and p.status = 'closed' and e.recorded_at > p.changed_at`),
  },
  {
    name: 'ledger.base_amounts',
    title: 'A reversal takes back the base amount that was booked; base amounts are given later only to postings without one',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.transfer where org_id = ${tx.orgId}`, sql`
      select 'entry ' || t.entry_id || ' line ' || t.line as breach from ledger.base_amount b
      join ledger.transfer t on t.org_id = b.org_id and t.entry_id = b.entry_id and t.line = b.line
      where b.org_id = ${tx.orgId} and t.base_minor is not null
      union all
      select 'entry ' || t.entry_id || ' line ' || t.line from ledger.entry n
      join ledger.transfer t on t.org_id = n.org_id and t.entry_id = n.entry_id
      join ledger.transfer o on o.org_id = n.org_id and o.entry_id = n.reverses_entry_id and o.line = t.line
      left join ledger.base_amount b on b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line
      left join ledger.base_amount ob on ob.org_id = o.org_id and ob.entry_id = o.entry_id and ob.line = o.line
      where n.org_id = ${tx.orgId} and n.reverses_entry_id is not null and coalesce(t.base_minor, b.base_minor) is distinct from coalesce(o.base_minor, ob.base_minor)`),
  },
  {
    name: 'ledger.balances',
    title: 'Month balances equal the sum of the transfers',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.balance_month where org_id = ${tx.orgId}`, sql`
      select 'account ' || account_id || ' customer ' || customer_id || ' ' || currency || ' ' || to_char(month, 'YYYY-MM') as breach
      from (
        select account_id, customer_id, currency, month, debit_minor, credit_minor from ledger.balance_month where org_id = ${tx.orgId}
        union all
        select s.account_id, case when a.by_customer then coalesce(s.customer_id, ${NO_CUSTOMER}::uuid) else ${NO_CUSTOMER}::uuid end, s.currency, s.month, -s.debit, -s.credit
        from (
          select debit_account_id as account_id, customer_id, currency, date_trunc('month', posted_on)::date as month, amount_minor as debit, 0 as credit
          from ledger.transfer where org_id = ${tx.orgId}
          union all
          select credit_account_id, customer_id, currency, date_trunc('month', posted_on)::date, 0, amount_minor from ledger.transfer where org_id = ${tx.orgId}
        ) s join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = s.account_id
      ) both_sides group by account_id, customer_id, currency, month having sum(debit_minor) <> 0 or sum(credit_minor) <> 0`),
  },
  {
    name: 'ledger.days',
    title: 'The sums by account and day equal the transfers and their base amounts',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.account_day where org_id = ${tx.orgId}`, sql`
      with based as (
        select t.debit_account_id, t.credit_account_id, t.currency, t.posted_on, t.amount_minor, coalesce(t.base_minor, b.base_minor, 0) as base_minor
        from ledger.transfer t left join ledger.base_amount b on b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line where t.org_id = ${tx.orgId}
      )
      select 'account ' || account_id || ' ' || currency || ' ' || posted_on as breach from (
        select account_id, currency, posted_on, debit_minor, credit_minor, base_debit_minor, base_credit_minor from ledger.account_day where org_id = ${tx.orgId}
        union all select debit_account_id, currency, posted_on, -amount_minor, 0, -base_minor, 0 from based
        union all select credit_account_id, currency, posted_on, 0, -amount_minor, 0, -base_minor from based
      ) both_sides group by account_id, currency, posted_on
      having sum(debit_minor) <> 0 or sum(credit_minor) <> 0 or sum(base_debit_minor) <> 0 or sum(base_credit_minor) <> 0`),
  },
  {
    name: 'ledger.items',
    title: 'Open items equal their transfers, and each itemised control account equals the sum of its items',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.open_item where org_id = ${tx.orgId}`, sql`
      select 'item ' || item_id || ' on account ' || account_id as breach from (
        select item_id, account_id, debit_minor, credit_minor from ledger.open_item where org_id = ${tx.orgId}
        union all
        select t.debit_item_id, t.debit_account_id, -t.amount_minor, 0 from ledger.transfer t where t.org_id = ${tx.orgId} and t.debit_item_id is not null
        union all
        select t.credit_item_id, t.credit_account_id, 0, -t.amount_minor from ledger.transfer t where t.org_id = ${tx.orgId} and t.credit_item_id is not null
      ) both_sides group by item_id, account_id having sum(debit_minor) <> 0 or sum(credit_minor) <> 0
      union all
      select 'control account ' || a.code || ' ' || x.currency from ledger.account a join (
        select account_id, currency, sum(signed) as difference from (
          select account_id, currency, open_minor as signed from ledger.open_item where org_id = ${tx.orgId}
          union all select account_id, currency, credit_minor - debit_minor from ledger.balance_month where org_id = ${tx.orgId}
        ) sides group by 1, 2) x on x.account_id = a.account_id
      where a.org_id = ${tx.orgId} and a.itemised and x.difference <> 0`),
  },
  {
    name: 'ledger.customers',
    title: 'An item belongs to one currency, and on accounts kept by customer to one customer, in all its transfers',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.open_item where org_id = ${tx.orgId}`, sql`
      select 'item ' || i.item_id as breach from ledger.open_item i
      join ledger.transfer t on t.org_id = i.org_id and ((t.debit_item_id = i.item_id and t.debit_account_id = i.account_id) or (t.credit_item_id = i.item_id and t.credit_account_id = i.account_id))
      join ledger.account a on a.org_id = i.org_id and a.account_id = i.account_id
      where i.org_id = ${tx.orgId} and (t.currency <> i.currency or (a.by_customer and t.customer_id is distinct from i.customer_id))`),
  },
  {
    name: 'ledger.late',
    title: 'What is late per customer equals the items due before the day it is counted to',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.customer_late where org_id = ${tx.orgId}`, sql`
      select 'account ' || account_id || ' customer ' || customer_id || ' ' || currency as breach from (
        select account_id, customer_id, currency, late_minor from ledger.customer_late where org_id = ${tx.orgId}
        union all
        select i.account_id, i.customer_id, i.currency, -i.open_minor from ledger.open_item i join ledger.late_day d on d.org_id = i.org_id
        where i.org_id = ${tx.orgId} and i.side = 'debit' and i.open_minor <> 0 and i.customer_id is not null and i.due_on < d.counted_to
      ) both_sides group by account_id, customer_id, currency having sum(late_minor) <> 0`),
  },
  {
    name: 'ledger.summaries',
    title: 'The sums by customer and by due day equal the open items',
    run: (tx) => findings(tx, sql`select count(*) as count from ledger.customer_balance where org_id = ${tx.orgId}`, sql`
      select 'account ' || account_id || ' customer ' || customer_id || ' ' || currency as breach from (
        select account_id, customer_id, currency, debit_minor, credit_minor from ledger.customer_balance where org_id = ${tx.orgId}
        union all
        select account_id, customer_id, currency, -debit_minor, -credit_minor from ledger.open_item where org_id = ${tx.orgId} and customer_id is not null
      ) both_sides group by account_id, customer_id, currency having sum(debit_minor) <> 0 or sum(credit_minor) <> 0
      union all
      select 'account ' || account_id || ' due ' || due_on || ' ' || currency || ' ' || side from (
        select account_id, currency, due_on, side, debit_minor, credit_minor, items from ledger.due_balance where org_id = ${tx.orgId}
        union all
        select account_id, currency, due_on, side, -debit_minor, -credit_minor, -(open_minor <> 0)::int from ledger.open_item where org_id = ${tx.orgId}
      ) both_sides group by account_id, due_on, currency, side having sum(debit_minor) <> 0 or sum(credit_minor) <> 0 or sum(items) <> 0
      union all
      select 'account ' || account_id || ' due ' || due_on || ' posted ' || posted_on || ' ' || currency || ' ' || side from (
        select account_id, currency, posted_on, due_on, side, debit_minor, credit_minor from ledger.due_movement where org_id = ${tx.orgId}
        union all
        select i.account_id, i.currency, t.posted_on, i.due_on, i.side, -t.amount_minor, 0 from ledger.transfer t
        join ledger.open_item i on i.org_id = t.org_id and i.item_id = t.debit_item_id and i.account_id = t.debit_account_id where t.org_id = ${tx.orgId}
        union all
        select i.account_id, i.currency, t.posted_on, i.due_on, i.side, 0, -t.amount_minor from ledger.transfer t
        join ledger.open_item i on i.org_id = t.org_id and i.item_id = t.credit_item_id and i.account_id = t.credit_account_id where t.org_id = ${tx.orgId}
      ) both_sides group by account_id, posted_on, due_on, currency, side having sum(debit_minor) <> 0 or sum(credit_minor) <> 0`),
  },
];
