// Reads an amount as a person types it in their locale and gives exact decimal text, or says what is wrong. No Number is ever made.
import { numberFormat } from './locale.ts';

export type AmountReading =
  | { readonly ok: true; readonly amount: string }
  | { readonly ok: false; readonly reason: string };

const longestDigits = 20;
const spaces = /[\s\u00a0\u2009\u202f]/g;

export function readAmount(
  typed: string,
  limits: { readonly fractionDigits: number; readonly negative?: boolean },
): AmountReading {
  const { decimal, group } = separators();
  let text = toAsciiDigits(typed).trim().replace(/\u2212/g, '-').replace(/٫/g, decimal).replace(/٬/g, group);
  const inParentheses = /^\(.*\)$/.test(text);
  if (inParentheses) text = text.slice(1, -1);
  text = text.replace(spaces, '').replace(/['’]/g, '');

  const signed = /^([+-]?)(.*?)(-?)$/.exec(text);
  const body = signed?.[2] ?? '';
  const negative = inParentheses || signed?.[1] === '-' || signed?.[3] === '-';
  if (body === '') return refusal('Type an amount.');
  if (!/^[\d.,]+$/.test(body)) return refusal(`${quoted(typed)} is not an amount.`);

  const [whole = '', fraction, ...more] = body.split(decimal);
  if (more.length > 0 || fraction?.includes(group)) {
    return refusal(`Write one decimal sign: ${sample(decimal, limits.fractionDigits)}`);
  }
  const digits = ungrouped(whole, group);
  if (digits === undefined) {
    return refusal(`Groups of three digits, or none: ${quoted(typed)} can be read in two ways.`);
  }
  if (digits === '' && !fraction) return refusal('Type an amount.');
  if (digits.length > longestDigits) return refusal('This amount is too large.');
  if ((fraction?.length ?? 0) > limits.fractionDigits) {
    return refusal(limits.fractionDigits === 0
      ? 'This currency has no decimals.'
      : `At most ${limits.fractionDigits} decimals.`);
  }
  if (negative && !limits.negative) return refusal('The amount must not be negative.');
  return { ok: true, amount: canonical(digits, fraction ?? '', limits.fractionDigits, negative) };
}

/** Decimal text as the reader would type it back: their decimal sign, no grouping. */
export function typedAmount(amount: string): string {
  return amount.replace('.', separators().decimal);
}

function canonical(digits: string, fraction: string, fractionDigits: number, negative: boolean): string {
  const whole = digits.replace(/^0+(?=\d)/, '') || '0';
  const rest = fractionDigits > 0 ? `.${fraction.padEnd(fractionDigits, '0')}` : '';
  const sign = negative && /[1-9]/.test(whole + rest) ? '-' : '';
  return `${sign}${whole}${rest}`;
}

/** Digits without their grouping; undefined where the groups are not groups, as in '12,5' or '1.2345'. */
function ungrouped(whole: string, group: string): string | undefined {
  if (!/[.,]/.test(whole)) return whole;
  const parts = whole.split(group);
  const wellFormed = parts.every((part, index) => {
    if (!/^\d+$/.test(part)) return false;
    if (index === 0) return part.length <= 3;
    // Groups of two occur before the last three digits in South Asia.
    return index === parts.length - 1 ? part.length === 3 : part.length === 3 || part.length === 2;
  });
  return wellFormed ? parts.join('') : undefined;
}

function separators(): { decimal: string; group: string } {
  const decimal = numberFormat({ minimumFractionDigits: 1 })
    .formatToParts(1)
    .find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.';
  return { decimal, group: decimal === ',' ? '.' : ',' };
}

/** Digits of any script become ASCII: every decimal-digit block of Unicode starts at a code point that ends in 0 to 9 in order. */
function toAsciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    if (digit <= '9') return digit;
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}

function sample(decimal: string, fractionDigits: number): string {
  return fractionDigits === 0 ? '1234' : `1234${decimal}${'5'.padEnd(fractionDigits, '0')}`;
}

function quoted(text: string): string {
  return `“${text.trim().slice(0, 30)}”`;
}

function refusal(reason: string): AmountReading {
  return { ok: false, reason };
}
