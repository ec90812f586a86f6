// The honest match meter: of the lines and the money that came in, what was applied without a person, and how often that was wrong.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type MatchRate = {
  readonly month: string; readonly currency: string;
  /** Receipts that came in and stand; those entered with their customer by hand are among them. */
  readonly receipts: number; readonly amountMinor: bigint;
  /** Decided by rule at first sight or later, whatever became of it. */
  readonly automatic: number; readonly automaticMinor: bigint;
  /** Decided by rule and taken back by a person as a wrong match. */
  readonly wrong: number; readonly wrongMinor: bigint;
  /** Proposed and accepted, proposed and rejected; proposed and waiting, without a proposal and waiting. */
  readonly accepted: number; readonly rejected: number; readonly suggested: number; readonly unmatched: number; readonly byHand: number;
};

/** Per month of receipt and currency. A receipt counts once: automatic when any of its decisions was. */
export function matchRates(tx: Tx, period: { from: LocalDate; to: LocalDate }): Promise<MatchRate[]> {
  return tx.many(sql`
    with came as materialized (
      select receipt_id, received_on, currency, amount_minor from payments.receipt where org_id = ${tx.orgId} and received_on between ${period.from} and ${period.to})
    select to_char(x.received_on, 'YYYY-MM') as month, x.currency, count(*)::int as receipts, sum(x.amount_minor)::bigint as amount_minor,
      count(*) filter (where x.automatic)::int as automatic, coalesce(sum(x.amount_minor) filter (where x.automatic), 0)::bigint as automatic_minor,
      count(*) filter (where x.wrong)::int as wrong, coalesce(sum(x.amount_minor) filter (where x.wrong), 0)::bigint as wrong_minor,
      count(*) filter (where x.accepted and not x.automatic)::int as accepted, count(*) filter (where x.rejected)::int as rejected, count(*) filter (where x.suggested)::int as suggested, count(*) filter (where x.unmatched)::int as unmatched,
      count(*) filter (where x.by_hand and not x.automatic and not x.accepted)::int as by_hand
    from (
      select r.received_on, r.currency, r.amount_minor,
        coalesce(m.automatic, false) as automatic, coalesce(m.accepted, false) as accepted, coalesce(m.rejected, false) as rejected, coalesce(m.suggested, false) as suggested, coalesce(m.unmatched, false) as unmatched, coalesce(a.wrong, false) as wrong, coalesce(a.by_hand, false) as by_hand
      from came r
      left join (
        select m.receipt_id, bool_or(m.outcome = 'applied') as automatic, bool_or(m.outcome = 'suggested' and m.status = 'applied') as accepted, bool_or(m.status = 'rejected') as rejected, bool_or(m.status = 'suggested') as suggested, bool_or(m.status = 'unmatched') as unmatched
        from came c join cash.match m on m.org_id = ${tx.orgId} and m.receipt_id = c.receipt_id group by 1) m on m.receipt_id = r.receipt_id
      left join (
        select s.receipt_id, bool_or(s.decided_by = 'rule' and u.wrong_match) as wrong, bool_or(s.decided_by = 'person' and u.application_id is null) as by_hand
        from (
          select c.receipt_id, a.application_id, a.decided_by from came c join cash.application a on a.org_id = ${tx.orgId} and a.source_id = c.receipt_id
          union all select c.receipt_id, a.application_id, a.decided_by from came c join cash.application a on a.org_id = ${tx.orgId} and a.receipt_id = c.receipt_id
        ) s left join cash.unapplication u on u.org_id = ${tx.orgId} and u.application_id = s.application_id group by 1) a on a.receipt_id = r.receipt_id
    ) x group by 1, 2 order by 1, 2`);
}

export type RuleRate = { readonly rule: string; readonly applications: number; readonly wrong: number; readonly confidence: string };

/** Per rule: how often it applied, and how often a person took that back as wrong. */
export function ruleRates(tx: Tx, period: { from: LocalDate; to: LocalDate }): Promise<RuleRate[]> {
  return tx.many(sql`
    select a.rule, count(*)::int as applications, count(*) filter (where u.wrong_match)::int as wrong, round(avg(a.confidence), 3)::text as confidence
    from cash.application a left join cash.unapplication u on u.org_id = a.org_id and u.application_id = a.application_id
    where a.org_id = ${tx.orgId} and a.decided_by = 'rule' and a.applied_on between ${period.from} and ${period.to} group by a.rule order by a.rule`);
}
