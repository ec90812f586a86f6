// Money: a whole number of the smallest unit of one currency, how it is written and how it is read.
// Two currencies never meet in one sum: that is our bug, not the user's, so it fails an invariant.
import { currencyDigits } from './currency.ts';
import { formatDecimal, powerOfTen, tryParseDecimal } from './decimal.ts';
import { invariant } from './invariant.ts';
import { refuse } from './refusal.ts';
import type { Currency } from './currency.ts';

export type Money = { readonly minor: bigint; readonly currency: Currency };
export type WireMoney = { readonly amount: string; readonly currency: Currency };

// What a PostgreSQL bigint holds; the same bound on both signs, so that negating an amount never leaves it.
export const minorMax = 9_223_372_036_854_775_807n;

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency };
}

export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a.currency, b.currency);
  return money(a.minor + b.minor, a.currency);
}

export function subtractMoney(a: Money, b: Money): Money {
  assertSameCurrency(a.currency, b.currency);
  return money(a.minor - b.minor, a.currency);
}

export function negateMoney(a: Money): Money {
  return money(-a.minor, a.currency);
}

export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  assertSameCurrency(a.currency, b.currency);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}

export function sumMoney(currency: Currency, list: Iterable<Money>): Money {
  let minor = 0n;
  for (const item of list) {
    assertSameCurrency(currency, item.currency);
    minor += item.minor;
  }
  return money(minor, currency);
}

export function isZero(a: Money): boolean {
  return a.minor === 0n;
}

export function formatAmount(minor: bigint, currency: Currency): string {
  return formatDecimal({ unscaled: minor, scale: currencyDigits(currency) });
}

export function parseAmount(text: string, currency: Currency): bigint {
  const digits = currencyDigits(currency);
  const parsed = tryParseDecimal(text);
  if (parsed === null) refuse('money.malformed', 'This is not an amount of money.', { value: text });
  const minor = exactMinor(parsed.unscaled, digits - parsed.scale);
  if (minor === null) {
    refuse('money.too_precise', `An amount in ${currency} has at most ${digits} digits after the dot.`, { value: text });
  }
  if (minor > minorMax || minor < -minorMax) refuse('money.malformed', 'This amount is larger than any that can be kept.', { value: text });
  return minor;
}

export function toWire(a: Money): WireMoney {
  return { amount: formatAmount(a.minor, a.currency), currency: a.currency };
}

export function fromWire(wire: WireMoney): Money {
  return money(parseAmount(wire.amount, wire.currency), wire.currency);
}

// Zeros after the smallest unit change nothing and are let through: 12.500 EUR is 12.50 EUR.
function exactMinor(unscaled: bigint, shift: number): bigint | null {
  if (shift >= 0) return unscaled * powerOfTen(shift);
  const divisor = powerOfTen(-shift);
  return unscaled % divisor === 0n ? unscaled / divisor : null;
}

function assertSameCurrency(a: Currency, b: Currency): void {
  invariant(a === b, `Amounts in ${a} and ${b} met in one sum.`);
}
