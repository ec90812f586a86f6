// Amounts, days, accounts and texts as banks write them, to the exact values of the kernel.
import { currencyDigits, isCurrency } from '#kernel/currency.ts';
import { isLocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';

export type BankFileLimits = { readonly maxBytes: number; readonly maxLines: number };

// A bank's largest daily statement of a mass payer stays below both.
export const bankFileLimits: BankFileLimits = { maxBytes: 512 * 1024 * 1024, maxLines: 1_000_000 };

// Where in the file a value stands, for the message when it cannot be read.
export type BankPlace = { readonly field: string; readonly row?: number | undefined; readonly entry?: number | undefined };

// Currencies that the euro replaced still stand in archives of statements; ISO 4217 list three. No books are kept in them any more.
const digitsBeforeEuro: ReadonlyMap<string, number> = new Map([
  ...['ATS', 'CYP', 'DEM', 'EEK', 'FIM', 'FRF', 'IEP', 'LTL', 'LVL', 'MTL', 'NLG', 'SIT', 'SKK'].map((code) => [code, 2] as const),
  ...['BEF', 'ESP', 'GRD', 'ITL', 'LUF', 'PTE'].map((code) => [code, 0] as const),
]);

export function bankCurrency(code: string, place: BankPlace): Currency {
  if (!isCurrency(code) && !digitsBeforeEuro.has(code)) refuseValue('bank_file.currency', 'This is not a currency.', code, place);
  return code;
}

export function bankCurrencyDigits(code: Currency): number {
  return digitsBeforeEuro.get(code) ?? currencyDigits(code);
}

// Fifteen digits before the decimal mark are what the formats allow; sums of millions of such lines still fit the database.
const amountMinorMax = 10n ** 18n;

const amountShape = /^([+-]?)(?=[.,]?\d)(\d{0,18})(?:[.,](\d{0,18}))?$/;

// Groups of three with one sign and the decimal mark with another leave no doubt, whichever country's they are.
const groupedShape = /^([+-]?\d{1,3})((?:([.,])\d{3})+)(?!\3)([.,]\d{1,18})$/;

/** For formats that say nothing about grouping; camt and SWIFT forbid it. */
export function ungrouped(text: string): string {
  const match = groupedShape.exec(text);
  return match === null ? text : `${match[1]}${(match[2] ?? '').replace(/[.,]/g, '')}${match[4]}`;
}

// Digits beyond the smallest unit are refused unless they are zeros: some banks write 8.850 for 8.85.
export function bankAmount(text: string, currency: Currency, place: BankPlace): bigint {
  const match = amountShape.exec(text.trim());
  if (match === null) return refuseValue('bank_file.amount', 'This is not an amount.', text, place);
  const digits = bankCurrencyDigits(currency);
  const fraction = match[3] ?? '';
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) {
    refuseValue('bank_file.amount', `An amount in ${currency} has at most ${digits} digits after the decimal mark.`, text, place);
  }
  const minor = BigInt(`${match[2]}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  if (minor > amountMinorMax) refuseValue('bank_file.amount', 'This amount is too large.', text, place);
  return match[1] === '-' ? -minor : minor;
}

// The day as the bank wrote it, in the bank's own zone: a time and an offset behind it do not move it.
export function bankDay(text: string, place: BankPlace): LocalDate {
  const compact = /^(\d{4})(\d{2})(\d{2})/.exec(text);
  const day = compact === null ? text.slice(0, 10) : `${compact[1]}-${compact[2]}-${compact[3]}`;
  return isLocalDate(day) ? day : refuseValue('bank_file.date', 'This is not a day of the calendar.', text, place);
}

export function refuseValue(
  code: 'bank_file.amount' | 'bank_file.currency' | 'bank_file.date' | 'bank_file.damaged' | 'bank_file.incomplete',
  reason: string,
  value: string,
  place: BankPlace,
): never {
  const details = place.entry === undefined ? undefined : { entry: place.entry };
  return refuse(code, reason, { field: place.field, row: place.row, value, details });
}

// Blanks in printed account numbers help the eye only.
export function bankAccount(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

const irregularBlank = /[^\S ]| {2}/;

export function oneLine(text: string): string {
  return (irregularBlank.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

// SEPA and SWIFT have words for a reference that is not there.
export function givenReference(text: string): string {
  const reference = oneLine(text);
  return /^(NOTPROVIDED|NOT PROVIDED|NONREF|NOREF|KREF\+|EREF\+?|EREF)$/i.test(reference) ? '' : reference;
}
