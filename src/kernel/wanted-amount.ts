// An amount as somebody types it into a search: "1,182.55", "1.182,55" or "1182.55", in whatever currency it may be.

import { currencyCodes, currencyDigits } from './currency.ts';

/** Digits without separators, the last of which are decimals. */
export type WantedAmount = { readonly unscaled: bigint; readonly scale: number };

const grouped = /^\d{1,3}(?:([.,'’ ])\d{3}(?:\1\d{3})*)?(?:[.,]\d{1,2})?$/;
const plain = /^\d{1,15}(?:[.,]\d{1,3})?$/;
const LENGTH_MAX = 20;

/** Null where the text is no amount. Three digits after the only separator are thousands: nobody types mills. */
export function readWantedAmount(text: string): WantedAmount | null {
  const typed = text.trim().replace(/^[€$£]\s*/, '');
  if (typed.length > LENGTH_MAX || !(grouped.test(typed) || plain.test(typed))) return null;
  const decimals = /[.,](\d{1,2})$/.exec(typed)?.[1] ?? '';
  return { unscaled: BigInt(typed.replaceAll(/\D/g, '')), scale: decimals.length };
}

/** The amount in the smallest units of every currency that can hold it. */
export function minorByCurrency(amount: WantedAmount | null): { readonly currencies: readonly string[]; readonly minors: readonly bigint[] } {
  const fitting = amount === null ? [] : currencyCodes.filter((code) => currencyDigits(code) >= amount.scale);
  return { currencies: fitting, minors: fitting.map((code) => (amount?.unscaled ?? 0n) * 10n ** BigInt(currencyDigits(code) - (amount?.scale ?? 0))) };
}

/** What has so many digits and nothing else may be the end of a number: people read the last ones aloud. */
const END_DIGITS_MIN = 3;

export type NumberOrAmount = { /** The digits that a number ends with, from the last to the first. */ readonly reversedEnd: string | null; readonly currencies: readonly string[]; readonly minors: readonly bigint[] };

/** A search read as the last digits of a number and as an exact amount; one or two digits are neither. */
export function readNumberOrAmount(text: string): NumberOrAmount {
  const typed = text.trim();
  const isShort = /^\d{1,2}$/.test(typed);
  const reversedEnd = /^\d+$/.test(typed) && typed.length >= END_DIGITS_MIN ? [...typed].reverse().join('') : null;
  return { reversedEnd, ...minorByCurrency(isShort ? null : readWantedAmount(typed)) };
}
