// The only places where an exact number becomes whole minor units: each line once, each tax group once, in a named mode.
import { currencyDigits } from './currency.ts';
import { multiplyDecimal, powerOfTen, subtractDecimal } from './decimal.ts';
import { invariant } from './invariant.ts';
import type { Currency } from './currency.ts';
import type { Decimal } from './decimal.ts';

// half-up is commercial rounding: a half goes away from zero, so a credit rounds as its invoice did. down is towards zero, up away from it.
export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up';
export const roundingModes: readonly RoundingMode[] = ['half-up', 'half-even', 'down', 'up'];

export type LinePricing = {
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly discountPercent?: Decimal | undefined;
  readonly currency: Currency;
  readonly mode: RoundingMode;
};

const hundred: Decimal = { unscaled: 100n, scale: 0 };

// quantity x unit price x (1 - discount / 100), exact until its one rounding.
export function lineAmount({ quantity, unitPrice, discountPercent, currency, mode }: LinePricing): bigint {
  const gross = multiplyDecimal(quantity, unitPrice);
  if (discountPercent === undefined) return roundToMinor(gross, currency, mode);
  const netTimesHundred = multiplyDecimal(gross, subtractDecimal(hundred, discountPercent));
  return roundToMinor({ unscaled: netTimesHundred.unscaled, scale: netTimesHundred.scale + 2 }, currency, mode);
}

export function percentOf(minor: bigint, ratePercent: Decimal, mode: RoundingMode): bigint {
  return divideRounded(minor * ratePercent.unscaled, 100n * powerOfTen(ratePercent.scale), mode);
}

export function roundToMinor(d: Decimal, currency: Currency, mode: RoundingMode): bigint {
  const shift = currencyDigits(currency) - d.scale;
  if (shift >= 0) return d.unscaled * powerOfTen(shift);
  return divideRounded(d.unscaled, powerOfTen(-shift), mode);
}

export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  invariant(denominator !== 0n, `${numerator} was divided by zero.`);
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const awayFromZero = (numerator < 0n) === (denominator < 0n) ? quotient + 1n : quotient - 1n;
  return goesAway(quotient, magnitudeOf(remainder) * 2n, magnitudeOf(denominator), mode) ? awayFromZero : quotient;
}

function goesAway(quotient: bigint, remainderTwice: bigint, denominator: bigint, mode: RoundingMode): boolean {
  if (mode === 'down') return false;
  if (mode === 'up') return true;
  if (remainderTwice !== denominator) return remainderTwice > denominator;
  return mode === 'half-up' || quotient % 2n !== 0n;
}

function magnitudeOf(integer: bigint): bigint {
  return integer < 0n ? -integer : integer;
}
