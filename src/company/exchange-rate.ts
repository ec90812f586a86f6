// An exchange rate as a value: what one unit of a foreign currency is worth in the currency of the books, and what of it looks wrong.

import { isCurrency } from '#kernel/currency.ts';
import { compareDecimal, decimalFromInteger, formatDecimal, multiplyDecimal, powerOfTen, subtractDecimal, tryParseDecimal, type Decimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { divideRounded } from '#kernel/rounding.ts';

/** base_per_unit: 1 USD is 0.92 EUR, as it is kept. units_per_base: 1 EUR is 1.087 USD, as the European Central Bank publishes it. */
export const quotations = ['base_per_unit', 'units_per_base'] as const;
export type Quotation = (typeof quotations)[number];

export type GivenRate = {
  readonly currency: string;
  readonly baseCurrency: string;
  readonly ratedOn: LocalDate;
  readonly rate: string;
  readonly quoted: Quotation;
};

/** Enough for a currency of which a unit is worth a hundred-thousandth, to ten digits. */
const DECIMALS_MAX = 15;
const INTEGER_MAX = decimalFromInteger(10n ** 9n);
const zero = decimalFromInteger(0n);

/** The rate as it is kept: plain text, base units per unit. Refuses exchange_rate.base, .bounds, .day, and currency.unknown. */
export function readRate(given: GivenRate, books: { readonly currencies: ReadonlySet<string>; readonly today: LocalDate }): string {
  if (!isCurrency(given.currency)) refuse('currency.unknown', `${given.currency} is not a currency`, { field: 'currency', value: given.currency });
  if (!books.currencies.has(given.baseCurrency)) {
    refuse('exchange_rate.base', `no books are kept in ${given.baseCurrency}, but in ${[...books.currencies].join(', ')}`, { field: 'base_currency', value: given.baseCurrency });
  }
  if (given.currency === given.baseCurrency) refuse('exchange_rate.base', `${given.currency} is the currency of the books itself`, { field: 'currency', value: given.currency });
  if (given.ratedOn > books.today) refuse('exchange_rate.day', `${given.ratedOn} is after today, ${books.today}`, { field: 'rated_on', value: given.ratedOn });
  const quoted = tryParseDecimal(given.rate);
  if (quoted === null || quoted.scale > DECIMALS_MAX || compareDecimal(quoted, zero) <= 0 || compareDecimal(quoted, INTEGER_MAX) > 0) outOfBounds(given.rate);
  const rate = given.quoted === 'base_per_unit' ? quoted : inverted(quoted);
  if (compareDecimal(rate, zero) <= 0) outOfBounds(given.rate);
  return formatDecimal(rate);
}

function outOfBounds(rate: string): never {
  return refuse('exchange_rate.bounds', `a rate lies above 0 and has at most ${DECIMALS_MAX} decimals`, { field: 'rate', value: rate });
}

function inverted(quoted: Decimal): Decimal {
  return { unscaled: divideRounded(powerOfTen(DECIMALS_MAX + quoted.scale), quoted.unscaled, 'half-even'), scale: DECIMALS_MAX };
}

export const rateWarnings = ['far_off', 'upside_down'] as const;
export type RateWarning = (typeof rateWarnings)[number];

/** No currency moves fivefold from one rate to the next: a decimal point has slipped. */
const FAR_OFF = decimalFromInteger(5n);
/** A rate whose reciprocal is this near to the one before, and itself is not, was quoted the other way round. */
const NEAR: Decimal = { unscaled: 4n, scale: 2 };

/** Held against the last rate before: far off (a slipped decimal point), or upside down (quoted the other way round). */
export function warningOf(rate: string, before: string | null): RateWarning | null {
  const [now, then] = [tryParseDecimal(rate), before === null ? null : tryParseDecimal(before)];
  if (now === null || then === null) return null;
  if (isNear(multiplyDecimal(now, then), decimalFromInteger(1n)) && !isNear(now, then)) return 'upside_down';
  return compareDecimal(now, multiplyDecimal(then, FAR_OFF)) >= 0 || compareDecimal(multiplyDecimal(now, FAR_OFF), then) <= 0 ? 'far_off' : null;
}

function isNear(value: Decimal, other: Decimal): boolean {
  const gap = subtractDecimal(value, other);
  return compareDecimal({ ...gap, unscaled: gap.unscaled < 0n ? -gap.unscaled : gap.unscaled }, multiplyDecimal(other, NEAR)) <= 0;
}

/** Refuses exchange_rate.unusual. */
export function refuseUnusual(rate: string, before: string | null): void {
  const warning = warningOf(rate, before);
  if (warning === null) return;
  const why = warning === 'far_off' ? 'it is five times or more off' : 'it looks quoted the other way round';
  refuse('exchange_rate.unusual', `${rate} after ${before ?? ''}: ${why}`, { field: 'rate', value: rate });
}
