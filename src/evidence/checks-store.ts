// The invariants of evidence, recomputed from raw rows.

import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { completionsOf } from './completion-store.ts';

export const evidenceChecks: readonly Check[] = [
  {
    name: 'evidence.sources', title: 'What a file brought names the file, the run and the row it came from',
    run: (tx) => findBreaches(tx, sql`select count(*)::int as examined from (select 1 from evidence.sales_order where org_id = ${tx.orgId} union all select 1 from evidence.delivery where org_id = ${tx.orgId}) as r`, sql`
      select 'order ' || o.number || ' names a run but no file and row that exist' as breach from evidence.sales_order o
      where o.org_id = ${tx.orgId} and o.run_id is not null and (o.source_row is null
        or not exists (select 1 from platform.file f where f.org_id = o.org_id and f.file_id = o.file_id) or not exists (select 1 from platform.run r where r.org_id = o.org_id and r.run_id = o.run_id))
      union all
      select 'delivery ' || d.number || ' names a run but no file and row that exist' from evidence.delivery d
      where d.org_id = ${tx.orgId} and d.run_id is not null and (d.source_row is null
        or not exists (select 1 from platform.file f where f.org_id = d.org_id and f.file_id = d.file_id) or not exists (select 1 from platform.run r where r.org_id = d.org_id and r.run_id = d.run_id))
      union all
      select 'line ' || l.line_no || ' of order ' || o.number || ' names no row of its file' from evidence.order_line l
      join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id where l.org_id = ${tx.orgId} and o.run_id is not null and l.source_row is null
      union all
      select 'line ' || l.line_no || ' of delivery ' || d.number || ' names no row of its file' from evidence.delivery_line l
      join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id where l.org_id = ${tx.orgId} and d.run_id is not null and l.source_row is null
      limit ${BREACHES_MAX}`),
  },
  {
    name: 'evidence.lines', title: 'Every order and every delivery has lines',
    run: (tx) => findBreaches(tx, sql`select count(*)::int as examined from (select 1 from evidence.sales_order where org_id = ${tx.orgId} union all select 1 from evidence.delivery where org_id = ${tx.orgId}) as r`, sql`
      select 'order ' || o.number || ' has no line' as breach from evidence.sales_order o
      where o.org_id = ${tx.orgId} and not exists (select 1 from evidence.order_line l where l.org_id = o.org_id and l.order_id = o.order_id)
      union all
      select 'delivery ' || d.number || ' has no line' from evidence.delivery d
      where d.org_id = ${tx.orgId} and not exists (select 1 from evidence.delivery_line l where l.org_id = d.org_id and l.delivery_id = d.delivery_id)
      limit ${BREACHES_MAX}`),
  },
  {
    name: 'evidence.references', title: 'A delivered line is a line of its order, with the same product, customer and legal entity',
    run: (tx) => findBreaches(tx, sql`select count(*)::int as examined from evidence.delivery_line where org_id = ${tx.orgId} and order_id is not null`, sql`
      select 'line ' || l.line_no || ' of delivery ' || d.number || ' does not belong to line ' || l.order_line_no || ' of its order' as breach
      from evidence.delivery_line l
      join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id
      left join evidence.sales_order o on o.org_id = l.org_id and o.order_id = l.order_id
      left join evidence.order_line ol on ol.org_id = l.org_id and ol.order_id = l.order_id and ol.line_no = l.order_line_no
      where l.org_id = ${tx.orgId} and l.order_id is not null
        and (ol.line_no is null or ol.product_id <> l.product_id or o.customer_id <> d.customer_id or o.entity_id <> d.entity_id)
      limit ${BREACHES_MAX}`),
  },
  {
    name: 'evidence.unfinished', title: 'The list of unfinished orders holds those that are neither closed nor delivered in full, and no others',
    run: (tx) => findBreaches(tx, sql`select count(*)::int as examined from evidence.sales_order where org_id = ${tx.orgId}`, sql`
      with net as (
        select l.org_id, l.order_id, l.order_line_no, sum(case d.kind when 'return' then -l.quantity else l.quantity end) as quantity
        from evidence.delivery_line l join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id
        where l.org_id = ${tx.orgId} and l.order_id is not null group by 1, 2, 3
      ), state as (
        select l.order_id, bool_and(l.quantity <= coalesce(n.quantity, 0)) as complete from evidence.order_line l
        left join net n on n.org_id = l.org_id and n.order_id = l.order_id and n.order_line_no = l.line_no where l.org_id = ${tx.orgId} group by 1
      )
      select case when u.order_id is null then 'order ' || o.number || ' is missing from the unfinished ones' else 'order ' || o.number || ' is finished but listed as unfinished' end as breach
      from evidence.sales_order o
      left join state s on s.order_id = o.order_id
      left join evidence.order_closure x on x.org_id = o.org_id and x.order_id = o.order_id
      left join evidence.unfinished_order u on u.org_id = o.org_id and u.order_id = o.order_id and u.ordered_on = o.ordered_on
      where o.org_id = ${tx.orgId} and (u.order_id is not null) <> (x.order_id is null and not coalesce(s.complete, false))
      limit ${BREACHES_MAX}`),
  },
  {
    name: 'evidence.completions', title: 'The days since which orders are delivered in full are those that their deliveries give',
    run: (tx) => findBreaches(tx, sql`select count(*)::int as examined from evidence.sales_order where org_id = ${tx.orgId}`, sql`
      select 'order ' || o.number || ' is said to be delivered in full since ' || coalesce(k.since_on::text, 'no day') || ', its deliveries say ' || coalesce(f.since_on::text, 'no day') as breach
      from (${completionsOf(tx, sql`select order_id from evidence.sales_order where org_id = ${tx.orgId}`)}) f
      full join (select order_id, ordered_on, first_on, since_on from evidence.order_completion where org_id = ${tx.orgId}) k on k.order_id = f.order_id
      join evidence.sales_order o on o.org_id = ${tx.orgId} and o.order_id = coalesce(k.order_id, f.order_id)
      where (k.first_on, k.since_on, k.ordered_on) is distinct from (f.first_on, f.since_on, o.ordered_on)
      limit ${BREACHES_MAX}`),
  },
];

async function findBreaches(tx: Tx, count: Statement, search: Statement): Promise<CheckFinding> {
  const { examined } = await tx.one<{ examined: number }>(count);
  const rows = await tx.many<{ breach: string }>(search);
  return { examined, breaches: rows.map((row) => row.breach) };
}
