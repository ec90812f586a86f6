// Amounts in the entity's own currency: what minor units differ by, the base amounts given later, the trial balance in base currency.

import { currencyDigits } from '#kernel/currency.ts';
import type { Instant } from '#platform/clock.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { foreignTurnover, insertBaseAmounts, missingDays } from './base-store.ts';
import { trialBalance, type AsOf, type TrialBalanceRow } from './queries.ts';
import type { BaseFactor } from './rate-store.ts';

/** The rate is per whole unit; minor units differ where the currencies' digits do. */
export function withDigits(day: BaseFactor): BaseFactor {
  return { ...day, shift: currencyDigits(day.baseCurrency) - currencyDigits(day.currency) };
}

/** Gives every transfer without a base amount its own, at the rate of its day, where one is known by now; answers how many. */
export async function giveBaseAmounts(tx: Tx, now: Instant): Promise<number> {
  const days = (await missingDays(tx)).filter((day) => day.rate !== null);
  return days.length === 0 ? 0 : insertBaseAmounts(tx, now, days.map(withDigits));
}

/** All currencies as one: what was posted in base currency, and the base amounts of the rest. Missing ones are in no figure (see missingBases). */
export async function trialBalanceInBase(tx: Tx, entity: { entityId: number; baseCurrency: string }, at: AsOf): Promise<TrialBalanceRow[]> {
  const own = await trialBalance(tx, entity.entityId, at);
  const hasForeign = own.some((row) => row.currency !== entity.baseCurrency);
  const foreign = hasForeign ? await foreignTurnover(tx, entity, at) : [];
  const rows = [...own.filter((row) => row.currency === entity.baseCurrency), ...foreign.map((row) => ({ ...row, currency: entity.baseCurrency }))];
  return [...Map.groupBy(rows, (row) => row.accountId).values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [
    { ...first, debitMinor: rest.reduce((sum, row) => sum + row.debitMinor, first.debitMinor), creditMinor: rest.reduce((sum, row) => sum + row.creditMinor, first.creditMinor) },
  ])).toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
