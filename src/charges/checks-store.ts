// The invariants of charges, from raw rows: holds and statuses agree, and each charge is of its evidence and its proof.

import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

async function findings(tx: Tx, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: number }>(sql`select count(*)::int as count from charges.charge where org_id = ${tx.orgId}`);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: count, breaches: rows.map((row) => row.breach) };
}

export const chargesChecks: readonly Check[] = [
  {
    name: 'charges.holds',
    title: 'A held charge has an open hold with a reason, and no other charge has one',
    run: (tx) => findings(tx, sql`
      select 'charge ' || c.charge_id as breach from charges.charge c
      where c.org_id = ${tx.orgId} and (c.status = 'held') <> exists (select 1 from charges.hold h where h.org_id = c.org_id and h.charge_id = c.charge_id and h.released_at is null)`),
  },
  {
    name: 'charges.proof',
    title: 'Each charge is of the quantity that its delivery confirms and of the amount that its proof comes to',
    run: (tx) => findings(tx, sql`
      select 'charge ' || c.charge_id as breach from charges.charge c
      left join evidence.delivery_line l on l.org_id = c.org_id and l.delivery_id = c.delivery_id and l.line_no = c.delivery_line_no
      where c.org_id = ${tx.orgId} and ((c.delivery_id is not null and c.quantity is distinct from case c.kind when 'return' then -l.quantity else l.quantity end)
        or exists (select 1 from jsonb_array_elements(c.proof -> 'steps') as step where step ->> 'step' = 'amount' and (step ->> 'amountMinor')::bigint <> c.amount_minor))`),
  },
  {
    name: 'charges.evidence',
    title: 'Each delivery line has at most one charge that is or may be billed',
    run: (tx) => findings(tx, sql`
      select 'delivery line ' || delivery_id || ' ' || delivery_line_no as breach from charges.charge
      where org_id = ${tx.orgId} and delivery_id is not null and status in ('pending', 'held', 'billed') group by delivery_id, delivery_line_no having count(*) > 1`),
  },
  {
    name: 'charges.uncharged',
    title: 'Every delivered line has a charge, or stands once, by its entity and day, on the list of those that have none yet',
    run: (tx) => findings(tx, sql`
      select 'delivery line ' || l.delivery_id || ' ' || l.line_no as breach from evidence.delivery_line l
      join evidence.delivery d on d.org_id = l.org_id and d.delivery_id = l.delivery_id
      left join evidence.uncharged_line u on u.org_id = l.org_id and u.delivery_id = l.delivery_id and u.line_no = l.line_no
      where l.org_id = ${tx.orgId} and ((u.entity_id, u.delivered_on) <> (d.entity_id, d.delivered_on) or (u.line_no is not null) = exists (select 1 from charges.charge c where c.org_id = l.org_id and c.delivery_id = l.delivery_id and c.delivery_line_no = l.line_no and c.status <> 'superseded'))`),
  },
];
