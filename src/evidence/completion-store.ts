// Since which day orders are delivered in full, kept beside them: lists of a past day read this and not every delivery there ever was.

import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/**
 * order_id, first_on, since_on of those orders of a select that were delivered in full on some day. A line is whole on a day when what was
 * delivered up to it, less what came back, is what was ordered; an order when all its lines are.
 */
export function completionsOf(tx: Tx, orderIds: Statement): Statement {
  return sql`
    with wanted as materialized (${orderIds}), moved as (
      select l.order_id, l.line_no, l.quantity, d.delivered_on as day, sum(case d.kind when 'return' then -z.quantity else z.quantity end) as quantity_moved
      from wanted w join evidence.order_line l on l.org_id = ${tx.orgId} and l.order_id = w.order_id
      join evidence.delivery_line z on z.org_id = l.org_id and z.order_id = l.order_id and z.order_line_no = l.line_no
      join evidence.delivery d on d.org_id = z.org_id and d.delivery_id = z.delivery_id group by 1, 2, 3, 4
    ), reached as (
      select order_id, line_no, day, (sum(quantity_moved) over (partition by order_id, line_no order by day) >= quantity)::int as whole from moved
    ), turned as (
      select order_id, day, whole - lag(whole, 1, 0) over (partition by order_id, line_no order by day) as turn from reached
    ), days as (
      select order_id, day, sum(sum(turn)) over (partition by order_id order by day) as whole from turned group by 1, 2
    ), state as (
      select d.order_id, d.day, d.whole = n.lines as complete, max(d.day) filter (where d.whole <> n.lines) over (partition by d.order_id) as incomplete_on
      from days d join (select w.order_id, count(*) as lines from wanted w join evidence.order_line l on l.org_id = ${tx.orgId} and l.order_id = w.order_id group by 1) n on n.order_id = d.order_id
    )
    select s.order_id, min(s.day) filter (where s.complete) as first_on, min(s.day) filter (where s.day > coalesce(s.incomplete_on, '-infinity')) as since_on
    from state s group by 1 having bool_or(s.complete)`;
}

/** Runs after deliveries of the orders were written or linked; evidence of a legal entity is recorded by one at a time. */
export async function keepCompletions(tx: Tx, orderIds: Statement): Promise<void> {
  await tx.run(sql`
    with found as materialized (${completionsOf(tx, orderIds)}), gone as (
      delete from evidence.order_completion k using (${orderIds}) t
      where k.org_id = ${tx.orgId} and k.order_id = t.order_id and not exists (select 1 from found f where f.order_id = t.order_id)
    )
    insert into evidence.order_completion (org_id, order_id, ordered_on, first_on, since_on)
    select o.org_id, o.order_id, o.ordered_on, f.first_on, f.since_on from found f join evidence.sales_order o on o.org_id = ${tx.orgId} and o.order_id = f.order_id order by 2
    on conflict (org_id, order_id) do update set first_on = excluded.first_on, since_on = excluded.since_on
      where (evidence.order_completion.first_on, evidence.order_completion.since_on) is distinct from (excluded.first_on, excluded.since_on)`);
}
