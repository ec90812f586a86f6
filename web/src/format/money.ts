// Money as people read it. Amounts stay decimal text from the wire to the formatter; they never become a Number.
import type { WireMoney } from '../api/types.ts';
import { numberFormat } from './locale.ts';

export const zeroDash = '–';

/** `full` $1,234.50 · `plain` 1,234.50 (currency in the header) · `whole` 1,235 · `short` $1.2K */
export type MoneyStyle = 'full' | 'plain' | 'whole' | 'short';

type Digits = Intl.StringNumericLiteral;

export function formatMoney(money: WireMoney, style: MoneyStyle = 'full'): string {
  if (style === 'whole' && isZeroAmount(money.amount)) return zeroDash;
  if (style === 'short') return formatShortened(money);
  return numberFormat(optionsOf(money.currency, style)).format(money.amount as Digits);
}

/** Shortened where the language has a word for it at this size, else in whole units: German has none for thousands. Under a thousand nothing is left out. */
function formatShortened(money: WireMoney): string {
  const parts = numberFormat(optionsOf(money.currency, 'short')).formatToParts(money.amount as Digits);
  if (parts.some((part) => part.type === 'compact')) return parts.map((part) => part.value).join('');
  if (isUnderThousand(money.amount)) return formatMoney(money);
  return numberFormat({ style: 'currency', currency: money.currency, maximumFractionDigits: 0 }).format(money.amount as Digits);
}

function isUnderThousand(amount: string): boolean {
  return (absoluteAmount(amount).split('.')[0] ?? '').length <= 3;
}

/** As `formatMoney`, with negatives in parentheses: for statements and the ledger. */
export function formatAccounting(money: WireMoney): string {
  if (isZeroAmount(money.amount)) return zeroDash;
  const negative = money.amount.startsWith('-');
  const text = numberFormat(optionsOf(money.currency, 'plain')).format(absoluteAmount(money.amount) as Digits);
  return negative ? `(${text})` : text;
}

function optionsOf(currency: string, style: MoneyStyle): Intl.NumberFormatOptions {
  switch (style) {
    case 'full':
      return { style: 'currency', currency };
    case 'plain': {
      const digits = currencyDigits(currency);
      return { minimumFractionDigits: digits, maximumFractionDigits: digits };
    }
    case 'whole':
      return { maximumFractionDigits: 0 };
    case 'short':
      return { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 };
  }
}

/** Fraction digits of a currency as the browser knows them: JPY 0, KWD 3. */
export function currencyDigits(currency: string): number {
  return numberFormat({ style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** '$' for USD: shown inside an amount field. */
export function currencySymbol(currency: string): string {
  const parts = numberFormat({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}

/** Decimal text of a quantity, rate or unit price with the reader's grouping; all its digits are kept. */
export function formatDecimal(text: string): string {
  const fraction = text.split('.')[1]?.length ?? 0;
  return numberFormat({ minimumFractionDigits: fraction, maximumFractionDigits: fraction }).format(text as Digits);
}

export function formatCount(count: number): string {
  return numberFormat({}).format(count);
}

/** '1 customer', '2,340 customers'. */
export function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function isZeroAmount(amount: string): boolean {
  return /^-?0*\.?0*$/.test(amount);
}

export function isNegativeAmount(amount: string): boolean {
  return amount.startsWith('-') && !isZeroAmount(amount);
}

export function absoluteAmount(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : amount;
}

/** Sums of a list, one per currency, largest number of items first: exact, by whole digits. */
export function sumByCurrency(list: readonly WireMoney[]): WireMoney[] {
  const sums = new Map<string, { scaled: bigint; scale: number; count: number }>();
  for (const { amount, currency } of list) {
    const next = toScaled(amount);
    const sum = sums.get(currency) ?? { scaled: 0n, scale: 0, count: 0 };
    const scale = Math.max(sum.scale, next.scale);
    sums.set(currency, {
      scaled: rescale(sum.scaled, sum.scale, scale) + rescale(next.scaled, next.scale, scale),
      scale,
      count: sum.count + 1,
    });
  }
  return [...sums]
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([currency, { scaled, scale }]) => ({ amount: fromScaled(scaled, scale), currency }));
}

/** First minus second, of one currency. */
export function subtractAmounts(first: string, second: string): string {
  const negated = second.startsWith('-') ? second.slice(1) : `-${second}`;
  return sumByCurrency([{ amount: first, currency: '' }, { amount: negated, currency: '' }])[0]?.amount ?? '0';
}

/** Shares of a list of non-negative amounts in parts per thousand, for drawing only. */
export function sharesOf(amounts: readonly string[]): number[] {
  const scaled = amounts.map((amount) => {
    const value = toScaled(isNegativeAmount(amount) ? '0' : amount);
    return rescale(value.scaled, value.scale, 4);
  });
  const total = scaled.reduce((sum, value) => sum + value, 0n);
  return scaled.map((value) => (total === 0n ? 0 : Number((value * 1000n) / total)));
}

function toScaled(amount: string): { scaled: bigint; scale: number } {
  const [whole = '0', fraction = ''] = amount.split('.');
  return { scaled: BigInt(whole + fraction), scale: fraction.length };
}

function rescale(scaled: bigint, from: number, to: number): bigint {
  return to >= from ? scaled * 10n ** BigInt(to - from) : scaled / 10n ** BigInt(from - to);
}

function fromScaled(scaled: bigint, scale: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${scaled < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}
