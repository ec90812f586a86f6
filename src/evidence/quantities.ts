// Bounds of quantities, prices and discounts, on exact decimal text.

import { compareDecimal, parseDecimal } from '#kernel/decimal.ts';

// Fifteen digits before the dot and ten behind: beyond any trade, and their products still fit the amounts of the ledger's checks.
const bounded = /^\d{1,15}(?:\.\d{1,10})?$/;
// A discount that a spreadsheet kept as a binary fraction comes with up to 20 digits behind the dot; it is counted as it is written.
const percent = /^\d{1,3}(?:\.\d{1,20})?$/;
const hundred = parseDecimal('100');

export function isQuantity(text: string): boolean {
  return bounded.test(text) && /[1-9]/.test(text);
}

export function isPrice(text: string): boolean {
  return bounded.test(text);
}

export function isPercent(text: string): boolean {
  return percent.test(text) && (/^\d\d?(?:\.|$)/.test(text) || compareDecimal(parseDecimal(text), hundred) <= 0);
}

/** Equal as numbers: 2 and 2.0; null only equals null. */
export function sameNumber(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && compareDecimal(parseDecimal(a), parseDecimal(b)) === 0;
}
