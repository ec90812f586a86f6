// Exchange rates as rows: a rate is never changed; a correction is the next revision of its day, and the last one counts.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** One unit of the currency is worth rate units of the base currency. */
export type RateDay = { readonly currency: string; readonly baseCurrency: string; readonly ratedOn: LocalDate };
export type NewRate = RateDay & { readonly rate: string; readonly source: string };

/** Who records rates waits here for the other who does: revisions are counted up. */
export async function lockRates(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('ledger.fx_rate ' || ${tx.orgId}::text, 0))`);
}

export async function insertRates(tx: Tx, rates: readonly NewRate[], now: Instant): Promise<void> {
  await tx.run(sql`
    insert into ledger.fx_rate (org_id, currency, base_currency, rated_on, revision, rate, source, recorded_at)
    select ${tx.orgId}, r.currency, r."baseCurrency", r."ratedOn", 1 + coalesce((
             select max(f.revision) from ledger.fx_rate f
             where f.org_id = ${tx.orgId} and f.currency = r.currency and f.base_currency = r."baseCurrency" and f.rated_on = r."ratedOn"), 0),
           r.rate, r.source, ${now}::timestamptz
    from jsonb_to_recordset(${toJson(rates)}::jsonb) as r (currency char(3), "baseCurrency" char(3), "ratedOn" date, rate numeric, source text)`);
}

/** The last rate until a day, as a subselect. */
export function lastRate(tx: Tx, day: { currency: Statement; baseCurrency: Statement; until: Statement }): Statement {
  return sql`(select trim_scale(f.rate) from ledger.fx_rate f where f.org_id = ${tx.orgId} and f.currency = ${day.currency} and f.base_currency = ${day.baseCurrency}
    and f.rated_on ${day.until} order by f.rated_on desc, f.revision desc limit 1)`;
}

export type KnownRate = RateDay & { readonly rate: string | null; /** Of the last day before that has one. */ readonly rateBefore: string | null };

/** What is known of some days: their own rate, and the one before. */
export function knownRates(tx: Tx, days: readonly RateDay[]): Promise<KnownRate[]> {
  const of = { currency: sql`d.currency`, baseCurrency: sql`d."baseCurrency"` };
  return tx.many(sql`
    select d.currency, d."baseCurrency" as base_currency, d."ratedOn" as rated_on, ${lastRate(tx, { ...of, until: sql`= d."ratedOn"` })} as rate,
           ${lastRate(tx, { ...of, until: sql`< d."ratedOn"` })} as rate_before
    from jsonb_to_recordset(${toJson(days)}::jsonb) as d (currency char(3), "baseCurrency" char(3), "ratedOn" date)`);
}

export type ListedRate = NewRate & { readonly revision: number; readonly recordedAt: Instant; /** No later row corrects it. */ readonly isCurrent: boolean; readonly rateBefore: string | null };
export type RateKey = readonly [currency: string, baseCurrency: string, ratedOn: LocalDate, revision: number];
export type RateQuestion = {
  readonly currency: string | null; readonly from: LocalDate | null; readonly to: LocalDate | null; readonly after: RateKey | null; readonly limit: number;
};

/** By currency, newest first; after is the last row of the page before. */
export function listRates(tx: Tx, { currency, from, to, after, limit }: RateQuestion): Promise<ListedRate[]> {
  const [lastCurrency, lastBase, lastDay, lastRevision] = after ?? [null, null, null, null];
  return tx.many(sql`
    select r.currency, r.base_currency, r.rated_on, r.revision, trim_scale(r.rate) as rate, r.source, r.recorded_at,
           not exists (select 1 from ledger.fx_rate l where l.org_id = r.org_id and l.currency = r.currency and l.base_currency = r.base_currency
                       and l.rated_on = r.rated_on and l.revision > r.revision) as is_current,
           ${lastRate(tx, { currency: sql`r.currency`, baseCurrency: sql`r.base_currency`, until: sql`< r.rated_on` })} as rate_before
    from ledger.fx_rate r
    where r.org_id = ${tx.orgId} and (${currency}::text is null or r.currency = ${currency}) and (${from}::date is null or r.rated_on >= ${from}::date) and (${to}::date is null or r.rated_on <= ${to}::date)
      and (${lastCurrency}::text is null or (r.currency, r.base_currency) > (${lastCurrency}, ${lastBase})
           or ((r.currency, r.base_currency) = (${lastCurrency}, ${lastBase}) and (r.rated_on, r.revision) < (${lastDay}::date, ${lastRevision}::int)))
    order by r.currency, r.base_currency, r.rated_on desc, r.revision desc limit ${limit}`);
}

/** A day and currency that is not the entity's own, with the rate known for it (null when none is). */
export type BaseFactor = {
  readonly entityId: number;
  readonly currency: string;
  readonly baseCurrency: string;
  readonly postedOn: string;
  readonly rate: string | null;
  readonly shift: number;
};

/** Days (entity_id, currency, posted_on) in foreign currency, each with the last rate known on it. */
export function ratesOfDays(tx: Tx, days: Statement): Promise<BaseFactor[]> {
  return tx.many(sql`
    select s.entity_id, s.currency, e.base_currency, s.posted_on, 0 as shift,
           ${lastRate(tx, { currency: sql`s.currency`, baseCurrency: sql`e.base_currency`, until: sql`<= s.posted_on` })} as rate
    from (${days}) s
    join platform.entity e on e.org_id = ${tx.orgId} and e.entity_id = s.entity_id and e.base_currency <> s.currency`);
}
