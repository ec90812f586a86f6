// How a document writes amounts, numbers, percentages and dates in its language: pure text work, never a float.
// The rules are written out instead of taken from Intl: an issued document must come out the same under another release of Node.
import { currencyDigits } from '#kernel/currency.ts';
import { invariant } from '#kernel/invariant.ts';
import { isLocalDate } from '#kernel/local-date.ts';
import type { DocumentLanguage } from './labels.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';

const noBreak = '\u{A0}';
const minus = '\u{2212}';

type NumberHabit = { readonly group: string; readonly decimal: string; readonly percent: string; readonly currencyFirst: boolean };

const numberHabits: { readonly [language in DocumentLanguage]: NumberHabit } = {
  en: { group: ',', decimal: '.', percent: '%', currencyFirst: true },
  de: { group: '.', decimal: ',', percent: `${noBreak}%`, currencyFirst: false },
  fr: { group: noBreak, decimal: ',', percent: `${noBreak}%`, currencyFirst: false },
  es: { group: '.', decimal: ',', percent: `${noBreak}%`, currencyFirst: false },
};

// English names the month, because 02/03 is February to one reader and March to the other.
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A number as given, grouped: '1234567.8' is 1,234,567.8; the digits after the point stay as they are. */
export function formatNumberFor(language: DocumentLanguage, number: string, fractionDigitsMin = 0): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number);
  invariant(parts !== null, `a document can only print a plain decimal number, not ${JSON.stringify(number)}`);
  const [, sign = '', whole = '', fraction = ''] = parts;
  const habit = numberHabits[language];
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, habit.group);
  const digits = fraction.padEnd(fractionDigitsMin, '0');
  const negative = sign === '-' && /[1-9]/.test(whole + fraction);
  return `${negative ? minus : ''}${grouped}${digits === '' ? '' : habit.decimal + digits}`;
}

/** An amount of money without its currency: always with all digits of the currency, and never more. */
export function formatAmountFor(language: DocumentLanguage, amount: string, currency: Currency): string {
  const digits = currencyDigits(currency);
  const fraction = amount.split('.')[1] ?? '';
  invariant(/^0*$/.test(fraction.slice(digits)), `${amount} has more digits than the currency ${currency}`);
  const exact = digits === 0 ? amount.split('.')[0] ?? '' : amount.slice(0, amount.length - Math.max(0, fraction.length - digits));
  return formatNumberFor(language, exact, digits);
}

/** An amount with its ISO code on the side where the language puts it: 'EUR 1,234.50', '1.234,50 EUR'. */
export function formatMoneyFor(language: DocumentLanguage, amount: string, currency: Currency): string {
  const text = formatAmountFor(language, amount, currency);
  return numberHabits[language].currencyFirst ? `${currency}${noBreak}${text}` : `${text}${noBreak}${currency}`;
}

/** A unit price: at least the digits of the currency, and every further digit that it really has. */
export function formatUnitPriceFor(language: DocumentLanguage, price: string, currency: Currency): string {
  return formatNumberFor(language, withoutTrailingZeros(price), currencyDigits(currency));
}

/** A quantity without trailing zeros: '2.500' is 2.5. */
export function formatQuantityFor(language: DocumentLanguage, quantity: string): string {
  return formatNumberFor(language, withoutTrailingZeros(quantity));
}

export function formatPercentFor(language: DocumentLanguage, percent: string): string {
  return formatQuantityFor(language, percent) + numberHabits[language].percent;
}

export function formatDateFor(language: DocumentLanguage, date: LocalDate): string {
  invariant(isLocalDate(date), `a document can only print a local date, not ${JSON.stringify(date)}`);
  const [year = '', month = '', day = ''] = date.split('-');
  if (language === 'en') return `${Number(day)}${noBreak}${englishMonths[Number(month) - 1] ?? ''}${noBreak}${year}`;
  return language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
}

/** A span of days; one day is written once, and English names a shared month once. */
export function formatDatesFor(language: DocumentLanguage, from: LocalDate, to: LocalDate): string {
  if (language === 'en' && from !== to && from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatDateFor(language, to)}`;
  return from === to ? formatDateFor(language, from) : `${formatDateFor(language, from)} – ${formatDateFor(language, to)}`;
}

/** Numbers below each other with their decimal points in one line: what each lacks on its right, to be set unseen. */
export function decimalPads(language: DocumentLanguage, formatted: readonly string[]): string[] {
  const { decimal } = numberHabits[language];
  const tails = formatted.map((text) => {
    const at = text.lastIndexOf(decimal);
    return at < 0 ? '' : text.slice(at);
  });
  const longest = tails.reduce((length, tail) => Math.max(length, tail.length), 0);
  return tails.map((tail) => (longest === 0 ? '' : tail === '' ? decimal.padEnd(longest, '0') : '0'.repeat(longest - tail.length)));
}

/** Puts values in the {braces} of a label. A value written from right to left is isolated, so that it cannot turn the words around it. */
export function fillLabel(label: string, values: Readonly<Record<string, string>>): string {
  return label.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    invariant(value !== undefined, `the label "${label}" has no value for ${name}`);
    return isolateDirection(value);
  });
}

export function isolateDirection(text: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? `\u{2068}${text.replace(/[\u{2066}-\u{2069}]/gu, '')}\u{2069}` : text;
}

function withoutTrailingZeros(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}
