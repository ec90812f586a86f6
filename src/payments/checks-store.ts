// The invariants of money in, from raw rows: the books' bank accounts are what the lines say, suspense is the list of unclarified lines.

import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { linesWithStatus } from './queries.ts';
import { standingOpenings } from './store.ts';

async function findings(tx: Tx, examined: Statement, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: number }>(examined);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: count, breaches: rows.map((row) => row.breach) };
}

const transfersOfBanks = (tx: Tx): Statement => sql`
  select t.entry_id, t.debit_account_id as account_id, t.currency, t.amount_minor as signed from ledger.transfer t where t.org_id = ${tx.orgId}
  union all select t.entry_id, t.credit_account_id, t.currency, -t.amount_minor from ledger.transfer t where t.org_id = ${tx.orgId}`;

/** A line that another format brought before moved nothing. */
const counts = sql`not exists (
  select 1 from payments.bank_line_decision d where d.org_id = l.org_id and d.bank_line_id = l.bank_line_id and d.decision = 'duplicate'
    and not exists (select 1 from payments.bank_line_decision n where n.org_id = d.org_id and n.bank_line_id = d.bank_line_id and n.decision_no > d.decision_no))`;

export const paymentChecks: readonly Check[] = [
  {
    name: 'payments.bank_accounts',
    title: 'Each bank account in the books is the sum of its one opening balance, its statement lines and the receipts entered for it by hand',
    run: (tx) => findings(tx, sql`select count(*)::int as count from payments.bank_account where org_id = ${tx.orgId}`, sql`
      select 'account ' || g.code || ' ' || s.currency || ': books less lines ' || sum(s.signed) as breach from (
        select account_id, currency, signed from (${transfersOfBanks(tx)}) b
        union all select a.ledger_account_id, l.currency, -l.amount_minor from payments.bank_line l join payments.bank_account a on a.org_id = l.org_id and a.bank_account_id = l.bank_account_id where l.org_id = ${tx.orgId} and ${counts}
        union all select o.account_id, o.currency, -o.amount_minor from (select distinct on (bank_account_id) * from (${standingOpenings(tx)}) every_opening order by bank_account_id, entry_id) o
        union all select r.money_account_id, r.currency, -r.amount_minor from payments.receipt r where r.org_id = ${tx.orgId} and r.bank_line_id is null
        union all select r.money_account_id, r.currency, r.amount_minor from payments.receipt r join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
          where r.org_id = ${tx.orgId} and r.bank_line_id is null and v.bank_line_id is null
      ) s join ledger.account g on g.org_id = ${tx.orgId} and g.account_id = s.account_id
      where g.account_id in (select ledger_account_id from payments.bank_account where org_id = ${tx.orgId}) group by g.code, s.currency having sum(s.signed) <> 0`),
  },
  {
    name: 'payments.lines',
    title: 'Each bank line posted its amount to its bank account, once',
    run: (tx) => findings(tx, sql`select count(*)::int as count from payments.bank_line where org_id = ${tx.orgId}`, sql`
      select 'bank line ' || l.bank_line_id as breach from payments.bank_line l join payments.bank_account a on a.org_id = l.org_id and a.bank_account_id = l.bank_account_id
      left join (select entry_id, account_id, currency, sum(signed) as signed from (${transfersOfBanks(tx)}) b group by 1, 2, 3) p on p.entry_id = l.entry_id and p.account_id = a.ledger_account_id and p.currency = l.currency
      where l.org_id = ${tx.orgId} and p.signed is distinct from l.amount_minor
      union all select 'entry of two bank lines ' || entry_id from payments.bank_line where org_id = ${tx.orgId} group by entry_id having count(*) > 1`),
  },
  {
    name: 'payments.statements',
    title: 'A statement said to tie does: opening, its lines and closing add up',
    run: (tx) => findings(tx, sql`select count(*)::int as count from payments.bank_statement where org_id = ${tx.orgId}`, sql`
      select 'statement ' || s.statement_reference as breach from payments.bank_statement s
      left join lateral (select count(*) as lines, coalesce(sum(l.amount_minor), 0) as minor from payments.bank_line l where l.org_id = s.org_id and l.statement_id = s.statement_id) l on true
      where s.org_id = ${tx.orgId} and l.lines = s.line_count and s.opening_minor is not null and s.closing_minor is not null and s.balance <> 'unknown' and s.opening_minor + l.minor + s.difference_minor <> s.closing_minor`),
  },
  {
    name: 'payments.line_states',
    title: 'What bank lines are taken for, and how many of each there are by day, follows from their decisions and receipts',
    run: (tx) => findings(tx, sql`select count(*)::int as count from payments.bank_line where org_id = ${tx.orgId}`, sql`
      with found as materialized (select x.bank_line_id, x.bank_account_id, x.currency, x.booked_on, x.amount_minor, x.status from (${linesWithStatus(tx)}) x)
      select 'bank line ' || coalesce(f.bank_line_id, s.bank_line_id) as breach from found f full join (select * from payments.bank_line_state where org_id = ${tx.orgId}) s on s.bank_line_id = f.bank_line_id
      where (f.bank_account_id, f.currency, f.booked_on, f.amount_minor, f.status) is distinct from (s.bank_account_id, s.currency, s.booked_on, s.amount_minor, s.status)
      union all
      select 'bank account ' || bank_account_id || ' ' || currency || ' ' || status || ' ' || booked_on from (
        select bank_account_id, currency, status, booked_on, lines, amount_minor from payments.bank_line_day where org_id = ${tx.orgId}
        union all select bank_account_id, currency, status, booked_on, -1, -amount_minor from found
      ) both_sides group by bank_account_id, currency, status, booked_on having sum(lines) <> 0 or sum(amount_minor) <> 0`),
  },
  {
    name: 'payments.suspense',
    title: 'The account of bank lines to be clarified is the sum of the lines that stand there',
    run: (tx) => findings(tx, sql`select count(*)::int as count from payments.bank_line where org_id = ${tx.orgId}`, sql`
      select 'suspense ' || s.currency || ': books less lines ' || sum(s.signed) as breach from (
        select b.currency, -b.signed as signed from (${transfersOfBanks(tx)}) b join ledger.account g on g.org_id = ${tx.orgId} and g.account_id = b.account_id and g.purpose = 'suspense'
        union all
        select x.currency, -x.amount_minor - case when x.status = 'return' then x.fee_minor else 0 end from (${linesWithStatus(tx)}) x left join ledger.account g on g.org_id = x.org_id and g.account_id = x.account_id
        where (x.status in ('to_clarify', 'not_a_receipt') and coalesce(g.purpose, 'suspense') = 'suspense')
          or (x.status = 'return' and not exists (select 1 from payments.receipt_reversal v where v.org_id = x.org_id and v.bank_line_id = x.bank_line_id))
      ) s group by s.currency having sum(s.signed) <> 0`),
  },
  {
    name: 'payments.receipts',
    title: 'Receipt numbers are gapless per year and end where the counter stands; each receipt of a line is part of its amount',
    run: (tx) => findings(tx, sql`select count(*)::int as count from payments.receipt where org_id = ${tx.orgId}`, sql`
      select 'gap at ' || number as breach from (
        select number, split_part(number, '-', 3)::bigint as sequence, row_number() over (partition by entity_id, split_part(number, '-', 2) order by split_part(number, '-', 3)::bigint) as position
        from payments.receipt where org_id = ${tx.orgId}) n where sequence <> position
      union all
      select 'counter of ' || c.fiscal_year from platform.series_counter c where c.org_id = ${tx.orgId} and c.kind = 'receipt'
        and c.last_sequence <> (select count(*) from payments.receipt r where r.org_id = c.org_id and r.entity_id = c.entity_id and split_part(r.number, '-', 2) = c.fiscal_year::text)
      union all
      select 'bank line ' || x.bank_line_id || ' and its receipts' from (${linesWithStatus(tx)}) x where x.status = 'receipt' and x.amount_minor <> (
        select sum(r.amount_minor) from payments.receipt r left join payments.receipt_reversal v on v.org_id = r.org_id and v.receipt_id = r.receipt_id
        where r.org_id = x.org_id and r.bank_line_id = x.bank_line_id and (v.receipt_id is null or v.bank_line_id is not null))`),
  },
];
