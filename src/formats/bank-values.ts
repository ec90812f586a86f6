// Amounts, days, accounts and texts as banks write them, to the exact values of the kernel.
import { currencyDigits, isCurrency } from '#kernel/currency.ts';
import { powerOfTen, tryParseDecimal } from '#kernel/decimal.ts';
import { isLocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';

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

// An amount of at most 18 digits keeps sums of millions of lines within what the database holds.
const amountDigitsMax = 18;

// Digits beyond the smallest unit are refused unless they are zeros: some banks write 8.850 for 8.85.
export function bankAmount(text: string, currency: Currency, place: BankPlace): bigint {
  const parsed = tryParseDecimal(text.trim().replace(/^\+/, '').replace(/[.,]$/, '').replace(',', '.'));
  if (parsed === null || /[,.].*[,.]/.test(text)) return refuseValue('bank_file.amount', 'This is not an amount.', text, place);
  const digits = bankCurrencyDigits(currency);
  const surplus = parsed.scale - digits;
  const divisor = surplus > 0 ? powerOfTen(surplus) : 1n;
  if (parsed.unscaled % divisor !== 0n) {
    refuseValue('bank_file.amount', `An amount in ${currency} has at most ${digits} digits after the decimal mark.`, text, place);
  }
  const minor = surplus > 0 ? parsed.unscaled / divisor : parsed.unscaled * powerOfTen(-surplus);
  if (minor.toString().length > amountDigitsMax) refuseValue('bank_file.amount', 'This amount is too large.', text, place);
  return minor;
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

// ISO 13616: country, two check digits, and the whole rearranged is 1 modulo 97.
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  let remainder = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

// SEPA and SWIFT have words for a reference that is not there.
export function givenReference(text: string): string {
  const reference = oneLine(text);
  return /^(NOTPROVIDED|NOT PROVIDED|NONREF|NOREF|KREF\+|EREF\+?|EREF)$/i.test(reference) ? '' : reference;
}
