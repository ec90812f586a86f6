// Recording exchange rates, and giving postings the base amounts that they lack. Both only add rows.

import { compareDecimal, parseDecimal } from '#kernel/decimal.ts';
import { localDateIn, type LocalDate } from '#kernel/local-date.ts';
import { invariant } from '#kernel/invariant.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { listEntities } from '#platform/organisation-store.ts';
import { giveBaseAmounts } from '#ledger/base-amount.ts';
import { missingBases } from '#ledger/base-store.ts';
import { insertRates, knownRates, lockRates } from '#ledger/rate-store.ts';
import { readRate, refuseUnusual, warningOf, type Quotation, type RateWarning } from './exchange-rate.ts';

export type RateInput = {
  readonly currency: string;
  /** That of the first legal entity when left out. */
  readonly baseCurrency?: string | undefined;
  readonly ratedOn: LocalDate;
  readonly rate: string;
  readonly quoted: Quotation;
  readonly source: string;
  /** The person has compared it: a rate that looks wrong is taken. */
  readonly confirmed: boolean;
};

export type RecordedRate = { readonly currency: string; readonly baseCurrency: string; readonly ratedOn: LocalDate; readonly rate: string; readonly corrects: string | null; readonly warning: RateWarning | null };

/** The same rate of the same day again changes nothing; another one corrects it from now on. Refuses exchange_rate.*. */
export async function recordRate(tx: Tx, ctx: Context, input: RateInput): Promise<RecordedRate> {
  await lockRates(tx);
  const books = await booksOf(tx, ctx);
  const day = { currency: input.currency, baseCurrency: input.baseCurrency ?? books.first, ratedOn: input.ratedOn };
  const rate = readRate({ ...day, rate: input.rate, quoted: input.quoted }, books);
  const [known] = await knownRates(tx, [day]);
  invariant(known !== undefined, `nothing is known of ${day.currency} on ${day.ratedOn}, not even that`);
  if (!input.confirmed) refuseUnusual(rate, known.rateBefore);
  const isSame = known.rate !== null && compareDecimal(parseDecimal(known.rate), parseDecimal(rate)) === 0;
  if (!isSame) {
    await insertRates(tx, [{ ...day, rate, source: input.source }], ctx.now);
    tx.audit({ subjectKind: 'exchange_rate', subjectId: `${day.currency}/${day.baseCurrency} ${day.ratedOn}`, before: known.rate === null ? null : { rate: known.rate }, after: { ...day, rate, source: input.source } });
  }
  return { ...day, rate, corrects: isSame ? null : known.rate, warning: warningOf(rate, known.rateBefore) };
}

export type Books = { readonly currencies: ReadonlySet<string>; readonly first: string; readonly today: LocalDate };

/** The currencies in which books are kept, and the day it is for the first legal entity. */
export async function booksOf(tx: Tx, ctx: Context): Promise<Books> {
  const entities = await listEntities(tx);
  const [first] = entities;
  invariant(first !== undefined, 'an organisation has no legal entity');
  return { currencies: new Set(entities.map((entity) => entity.baseCurrency)), first: first.baseCurrency, today: localDateIn(ctx.now, first.timeZone) };
}

/** Gives postings without a base amount the one at the rate of their day, where it is known by now; says how many, and how many still lack one. */
export async function giveMissingBases(tx: Tx, ctx: Context, { reason }: { readonly reason: string }): Promise<{ given: number; stillMissing: number }> {
  await lockRates(tx);
  const days = await missingBases(tx, { entityId: null });
  const given = await giveBaseAmounts(tx, ctx.now);
  const stillMissing = days.reduce((sum, day) => sum + day.transfers, 0) - given;
  tx.audit({ subjectKind: 'base_amount', reason, after: { given, stillMissing, days: days.filter((day) => day.rate !== null).map(({ currency, ratedOn, rate, transfers }) => ({ currency, ratedOn, rate, transfers })) } });
  return { given, stillMissing };
}
