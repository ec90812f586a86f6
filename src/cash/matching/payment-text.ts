// Reads the payer's words: what may be document numbers, what the words explain, and the amount in the payer's own currency.

import { currencyDigits, isCurrency } from '#kernel/currency.ts';
import { tryParseDecimal } from '#kernel/decimal.ts';
import { roundToMinor } from '#kernel/rounding.ts';
import { numberKey } from './number-key.ts';
import { plainText } from './payer-name.ts';
import { hintsIn, monthsIn, type Hint } from './text-hints.ts';

export type Token = {
  readonly raw: string;
  readonly key: string;
  /** What stands between this and the token before it. */
  readonly gap: string;
  /** Part of an amount or a calendar date: a number may still be spelt by it, but no slip is looked for. */
  readonly isFigure: boolean;
};

export type PaymentText = {
  readonly tokens: readonly Token[];
  readonly hints: ReadonlySet<Hint>;
  readonly months: ReadonlySet<number>;
  /** The charge that the text names, in the receipt's currency. */
  readonly chargeMinor: bigint | null;
  readonly instructed: { readonly minor: bigint; readonly currency: string } | null;
};

const TEXT_MAX = 2000;
const TOKENS_MAX = 200;
// Field names of SEPA purpose lines (EPC and German DK rules) and of SWIFT field 86 and 72.
const fieldNames = /\b(?:SVWZ|EREF|KREF|MREF|CRED|DEBT|ABWA|ABWE|PURP|COAM|OAMT)\+|\/(?:REMI|RFB|ROC|INV|EREF|ORDP|BENM|NAME|URI|INFO)\//g;
const instructedAmount = /\/(?:OCMT|OAMT)\/([A-Z]{3})\s*(\d{1,15}(?:[.,]\d{0,3})?)(?:\/+(?:EXCH|EXRT)\/\d+(?:[.,]\d*)?)?\/?|\/(?:EXCH|EXRT)\/\d+(?:[.,]\d*)?\/?/g;
const chargeAmount = /(?<![A-Z0-9])(?:\/CHGS\/|CHGS?|CHARGES?|BANK FEES?|FEES?|BANKSPESEN|SPESEN|GEBUEHR(?:EN)?|FRAIS|BANKKOSTEN|KOSTEN)\s*:?\s*(?:[A-Z]{3}\s*)?(\d{1,6}[.,]\d{1,3})(?!\d)/;
const figures = /(?<![\p{L}\p{N}.,/-])(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,3}(?:[., ]\d{3})*[.,]\d{2})(?![\p{L}\p{N}]|[.,/]\d)/gu;

export function readPaymentText(text: string, currency: string): PaymentText {
  // A line break is where the bank's field ended, in the middle of a word or not: it counts as a blank.
  const upper = plainText(text.slice(0, TEXT_MAX)).replace(fieldNames, ' ');
  const charge = chargeAmount.exec(upper);
  const instructed = instructedOf(upper);
  const rest = upper.replace(instructedAmount, ' ').replace(chargeAmount, ' CHGS ');
  const tokens = tokensOf(rest);
  return {
    tokens,
    hints: hintsIn(rest),
    months: monthsIn(tokens.map((token) => token.raw)),
    chargeMinor: charge?.[1] === undefined ? null : minorOf(charge[1], currency),
    instructed,
  };
}

function instructedOf(upper: string): PaymentText['instructed'] {
  for (const [, currency, amount] of upper.matchAll(instructedAmount)) {
    if (currency === undefined || amount === undefined || !isCurrency(currency)) continue;
    const minor = minorOf(amount, currency);
    if (minor !== null && minor > 0n) return { minor, currency };
  }
  return null;
}

function minorOf(text: string, currency: string): bigint | null {
  const amount = tryParseDecimal(text.replace(',', '.').replace(/\.$/, ''));
  return amount === null || amount.scale > currencyDigits(currency) ? null : roundToMinor(amount, currency, 'half-up');
}

function tokensOf(text: string): Token[] {
  const figureSpans = [...text.matchAll(figures)].map((match) => [match.index, match.index + match[0].length] as const);
  const found = [...text.matchAll(/[\p{L}\p{N}]+/gu)].slice(0, TOKENS_MAX);
  const ends = found.map((match) => match.index + match[0].length);
  return found.map((match, index) => ({
    raw: match[0],
    key: numberKey(match[0]),
    gap: text.slice(ends[index - 1] ?? 0, match.index),
    isFigure: figureSpans.some(([from, to]) => match.index >= from && match.index < to),
  }));
}
