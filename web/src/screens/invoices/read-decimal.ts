// Reads a quantity, unit price or percentage as typed; the digits after the sign stay as many as were typed.
import { readAmount } from '../../format/amount-text.ts';

export type DecimalReading = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: string };

const mostDigits = 10;

/** '' reads as nothing entered. */
export function readDecimal(typed: string): DecimalReading {
  if (typed.trim() === '') return { ok: true, value: '' };
  const reading = readAmount(typed, { fractionDigits: mostDigits });
  if (!reading.ok) return { ok: false, reason: reading.reason.replace('The amount', 'It').replace('an amount', 'a number') };
  return { ok: true, value: trimmed(reading.amount) };
}

/** 12.5000000000 is 12.5, 3.0000000000 is 3. */
function trimmed(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
