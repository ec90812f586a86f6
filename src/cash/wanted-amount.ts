// An amount as somebody types it into a search: "1,182.55", "1.182,55" or "1182.55", in whatever currency it may be.

import { currencyCodes, currencyDigits } from '#kernel/currency.ts';

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
