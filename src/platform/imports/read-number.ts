// Number cells: exact decimals with the separators that the mapping names; nothing is guessed, because 1.234 is two numbers.

import { formatDecimal, tryParseDecimal } from '#kernel/decimal.ts';
import { problem, type CellReader } from './cell.ts';

export const decimalMarks = ['.', ','] as const;
export const thousandsMarks = [',', '.', ' ', "'"] as const;
export type NumberFormat = { readonly decimal: (typeof decimalMarks)[number]; readonly thousands?: (typeof thousandsMarks)[number] | undefined };

const INTEGER_MAX = 2_147_483_647;
const AMOUNT_DIGITS_MAX = 4;
const simple = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/;

export function decimalReader(format: NumberFormat): CellReader {
  const shape = numberShape(format);
  return (text) => {
    if (format.decimal === '.' && simple.test(text)) return text;
    // A minus may be the typographic one, stand behind the number as some ledgers print it, or be the accountant's parentheses.
    const bare = text.replace(/[\u00A0\u202F]/g, ' ').replace(/^\(([^-+()]+)\)$/, '-$1').replace(/^[\u2212\u2013]/, '-').replace(/^([^-+].*)-$/, '-$1');
    if (!shape.test(bare)) return problem('import.number_malformed', whyNot(bare, format), fixFor(format));
    const ungrouped = format.thousands === undefined ? bare : bare.replaceAll(format.thousands, '');
    const parsed = tryParseDecimal(ungrouped.replace(format.decimal, '.').replace(/^\+/, ''));
    if (parsed === null) return problem('import.number_malformed', 'the number has more than 30 digits');
    return formatDecimal(parsed.unscaled === 0n ? { unscaled: 0n, scale: parsed.scale } : parsed);
  };
}

/** An amount of money: a decimal with at most four digits after the mark (no currency has more); the kind checks them against its currency. */
export function amountReader(format: NumberFormat): CellReader {
  const read = decimalReader(format);
  return (text) => {
    const found = read(text);
    if (typeof found !== 'string') return found;
    const digits = found.includes('.') ? found.replace(/^[^.]*\./, '').replace(/0+$/, '').length : 0;
    return digits > AMOUNT_DIGITS_MAX ? problem('money.too_precise', `the amount has ${digits} digits after the decimal mark`) : found;
  };
}

/** Whole numbers; 12.0 is one, as some programs write them. */
export function integerReader(format: NumberFormat): CellReader {
  const read = decimalReader(format);
  return (text) => {
    const found = read(text);
    if (typeof found !== 'string') return found;
    const whole = found.replace(/\.0+$/, '');
    if (!/^-?\d+$/.test(whole)) return problem('import.number_malformed', 'a whole number is needed', 'Write the number without a fraction.');
    return Math.abs(Number(whole)) > INTEGER_MAX ? problem('import.number_malformed', 'the number is too large') : whole;
  };
}

function numberShape({ decimal, thousands }: NumberFormat): RegExp {
  const mark = decimal === '.' ? '\\.' : ',';
  const group = thousands === undefined ? '' : `\\d{1,3}(?:${thousands === '.' ? '\\.' : thousands}\\d{3})+|`;
  return new RegExp(`^[-+]?(?:(?:${group}\\d+)(?:${mark}\\d+)?|${mark}\\d+)$`);
}

function whyNot(text: string, format: NumberFormat): string {
  const declared = `decimal mark "${format.decimal}", thousands ${format.thousands === undefined ? 'not separated' : `separated by "${format.thousands}"`}`;
  if (/^[-+]?\d[\d.,' ]*$/.test(text)) return `the separators do not fit the mapping (${declared})`;
  if (/\d[eE][-+]?\d+$/.test(text)) return 'the number is written with an exponent, so digits may be lost already';
  return 'this is not a plain number';
}

function fixFor(format: NumberFormat): string {
  const other = format.decimal === '.' ? ',' : '.';
  return `Write digits with "${format.decimal}" before the fraction and no currency or other signs, or set decimal (to "${other}") and thousands in the mapping to what the file uses.`;
}
