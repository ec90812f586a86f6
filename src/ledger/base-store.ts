// Base amounts that transfers lack: which, and giving them; postings stay as they are, the amount stands beside. Reports read both.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { AccountType } from './chart.ts';
import { moveLateDay } from './late-store.ts';
import type { AsOf } from './queries.ts';
import { lastRate, ratesOfDays, type BaseFactor } from './rate-store.ts';

/** What base amounts are asked for: of one legal entity or all, as of a day, as known at an instant. */
export type BaseQuestion = { readonly entityId: number | null; readonly from?: LocalDate | null; readonly asOf?: LocalDate | null; readonly knownAt?: Instant | null | undefined };

/**
 * Transfers without a base amount. rated_on is the day whose rate counts: of a reversal it is the day of what it takes back, so that both
 * come to the same amount.
 */
function withoutBase(tx: Tx, { entityId, from = null, asOf = null, knownAt = null }: BaseQuestion): Statement {
  return sql`
    select t.entry_id, t.line, t.entity_id, t.currency, t.posted_on, t.amount_minor, coalesce(o.posted_on, t.posted_on) as rated_on
    from ledger.transfer t join ledger.entry n on n.org_id = t.org_id and n.entry_id = t.entry_id
    left join ledger.entry o on o.org_id = n.org_id and o.entry_id = n.reverses_entry_id
    where t.org_id = ${tx.orgId} and t.base_minor is null and (${entityId}::int is null or t.entity_id = ${entityId}::int)
      and (${from}::date is null or t.posted_on >= ${from}::date) and t.posted_on <= coalesce(${asOf}::date, 'infinity') and t.recorded_at <= coalesce(${knownAt}::timestamptz, 'infinity')
      and not exists (select 1 from ledger.base_amount b where b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line and b.recorded_at <= coalesce(${knownAt}::timestamptz, 'infinity'))`;
}

export type MissingBase = {
  readonly entityId: number;
  readonly currency: string;
  readonly baseCurrency: string;
  /** The day whose rate is needed. */
  readonly ratedOn: LocalDate;
  readonly transfers: number;
  readonly amountMinor: bigint;
  /** Known by now, so that the amounts can be given; null while no rate is recorded on or before the day. */
  readonly rate: string | null;
};

/** By currency and day. */
export function missingBases(tx: Tx, question: BaseQuestion): Promise<MissingBase[]> {
  return tx.many(sql`
    select m.entity_id, m.currency, e.base_currency, m.rated_on, m.transfers, m.amount_minor,
           ${lastRate(tx, { currency: sql`m.currency`, baseCurrency: sql`e.base_currency`, until: sql`<= m.rated_on` })} as rate
    from (select entity_id, currency, rated_on, count(*)::int as transfers, sum(amount_minor)::bigint as amount_minor from (${withoutBase(tx, question)}) w group by 1, 2, 3) m
    join platform.entity e on e.org_id = ${tx.orgId} and e.entity_id = m.entity_id
    order by m.entity_id, m.currency, m.rated_on`);
}

/** The days whose rate is known by now, for transfers without a base amount. */
export function missingDays(tx: Tx): Promise<BaseFactor[]> {
  return ratesOfDays(tx, sql`select distinct entity_id, currency, rated_on as posted_on from (${withoutBase(tx, { entityId: null })}) w`);
}

/** How many transfers got their base amount. The sums by day go with them, after the day that all postings hold (late-store.ts). */
export async function insertBaseAmounts(tx: Tx, now: Instant, factors: readonly BaseFactor[]): Promise<number> {
  await moveLateDay(tx, now);
  const { given } = await tx.one<{ given: number }>(sql`
    with given as (insert into ledger.base_amount (org_id, entry_id, line, base_minor, rate, recorded_at)
    select ${tx.orgId}, w.entry_id, w.line, round(w.amount_minor * f.rate * power(10::numeric, f.shift))::bigint, f.rate, ${now}::timestamptz
    from (${withoutBase(tx, { entityId: null })}) w
    join jsonb_to_recordset(${toJson(factors)}::jsonb) as f ("entityId" int, currency char(3), "postedOn" date, rate numeric, shift int)
      on f."entityId" = w.entity_id and f.currency = w.currency and f."postedOn" = w.rated_on
    order by w.entry_id, w.line
    on conflict do nothing returning entry_id, line, base_minor
    ), added as (
      insert into ledger.account_day (org_id, account_id, currency, posted_on, debit_minor, credit_minor, base_debit_minor, base_credit_minor)
      select ${tx.orgId}, m.account_id, t.currency, t.posted_on, 0, 0, sum(m.debit_minor), sum(m.credit_minor)
      from given g join ledger.transfer t on t.org_id = ${tx.orgId} and t.entry_id = g.entry_id and t.line = g.line
      cross join lateral (values (t.debit_account_id, g.base_minor, 0::bigint), (t.credit_account_id, 0, g.base_minor)) m (account_id, debit_minor, credit_minor)
      group by 2, 3, 4 order by 2, 3, 4
      on conflict (org_id, account_id, currency, posted_on) do update
        set base_debit_minor = ledger.account_day.base_debit_minor + excluded.base_debit_minor, base_credit_minor = ledger.account_day.base_credit_minor + excluded.base_credit_minor
    ) select count(*)::int as given from given`);
  return given;
}

export type BaseTurnover = { readonly accountId: number; readonly code: string; readonly name: string; readonly type: AccountType; readonly debitMinor: bigint; readonly creditMinor: bigint };

/** Turnover per account in base currency of the transfers in other currencies; those without a base amount are left out. */
export function foreignTurnover(tx: Tx, entity: { entityId: number; baseCurrency: string }, { asOf, knownAt = null }: AsOf): Promise<BaseTurnover[]> {
  if (knownAt === null) {
    return tx.many(sql`
      select a.account_id, a.code, a.name, a.type, sum(m.base_debit_minor)::bigint as debit_minor, sum(m.base_credit_minor)::bigint as credit_minor
      from ledger.account_day m join ledger.account a on a.org_id = m.org_id and a.account_id = m.account_id
      where m.org_id = ${tx.orgId} and a.entity_id = ${entity.entityId} and m.currency <> ${entity.baseCurrency} and m.posted_on <= ${asOf}
      group by 1, 2, 3, 4 having sum(m.base_debit_minor) <> 0 or sum(m.base_credit_minor) <> 0 order by a.code`);
  }
  return tx.many(sql`
    with based as (
      select t.debit_account_id, t.credit_account_id, coalesce(t.base_minor, b.base_minor) as base_minor
      from ledger.transfer t left join ledger.base_amount b on b.org_id = t.org_id and b.entry_id = t.entry_id and b.line = t.line and b.recorded_at <= ${knownAt}::timestamptz
      where t.org_id = ${tx.orgId} and t.entity_id = ${entity.entityId} and t.currency <> ${entity.baseCurrency} and t.posted_on <= ${asOf} and t.recorded_at <= ${knownAt}::timestamptz
    )
    select a.account_id, a.code, a.name, a.type, sum(m.debit_minor)::bigint as debit_minor, sum(m.credit_minor)::bigint as credit_minor
    from (select debit_account_id, base_minor, 0 from based where base_minor is not null union all select credit_account_id, 0, base_minor from based where base_minor is not null) m (account_id, debit_minor, credit_minor)
    join ledger.account a on a.org_id = ${tx.orgId} and a.account_id = m.account_id
    group by 1, 2, 3, 4 order by a.code`);
}
