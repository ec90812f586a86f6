// Days and numbers as people and programs write them in tables, read by a stated pattern and never by guessing cell by cell.
import { isLocalDate } from '#kernel/local-date.ts';
import { tryParseDecimal } from '#kernel/decimal.ts';
import type { Decimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';

export const datePatterns = [
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  'YYYYMMDD',
  'DD.MM.YY',
  'DD/MM/YY',
  'MM/DD/YY',
] as const;
export type DatePattern = (typeof datePatterns)[number];

export type DecimalMark = 'point' | 'comma';

type Reader = { readonly shape: RegExp; readonly order: readonly string[] };

const readers = new Map<DatePattern, Reader>(datePatterns.map((pattern) => [pattern, readerFor(pattern)]));

// A time behind the day is let through, because exports of databases carry one; it does not change the day.
function readerFor(pattern: DatePattern): Reader {
  const order: string[] = [];
  const source = pattern.replace(/YYYY|YY|MM|DD|[./-]/g, (part) => {
    if (part.length === 1) return `\\${part}`;
    order.push(part);
    // Only a pattern without separators needs the leading zeros.
    return part.startsWith('Y') ? `(\\d{${part.length}})` : pattern === 'YYYYMMDD' ? '(\\d{2})' : '(\\d{1,2})';
  });
  return { shape: new RegExp(`^${source}(?:[T ]\\d{1,2}:\\d{2}.*)?$`), order };
}

// Null where the text is not a day of the calendar in this pattern.
export function readWrittenDate(text: string, pattern: DatePattern): LocalDate | null {
  const reader = readers.get(pattern);
  const match = reader?.shape.exec(text.trim());
  if (match === null || match === undefined) return null;
  const parts = new Map(reader?.order.map((part, index) => [part, match[index + 1] ?? '']));
  const year = parts.get('YYYY') ?? yearOfTwoDigits(parts.get('YY') ?? '');
  const day = `${year}-${(parts.get('MM') ?? '').padStart(2, '0')}-${(parts.get('DD') ?? '').padStart(2, '0')}`;
  return isLocalDate(day) ? day : null;
}

// As SWIFT does it: 80 to 99 belong to the last century.
function yearOfTwoDigits(text: string): string {
  return `${Number(text) < 80 ? '20' : '19'}${text}`;
}

// The patterns in which every sample is a day; more than one where the samples leave it open, as 03/04/2026 does.
export function fittingDatePatterns(samples: readonly string[]): readonly DatePattern[] {
  const given = samples.filter((sample) => sample.trim() !== '');
  if (given.length === 0) return [];
  return datePatterns.filter((pattern) => given.every((sample) => readWrittenDate(sample, pattern) !== null));
}

const groups: Readonly<Record<DecimalMark, { readonly shape: RegExp; readonly mark: string }>> = {
  // Grouping by comma, apostrophe or blank, in threes; the mark is a point.
  point: { shape: /^[+-]?(?:\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+|\d+)?(?:\.\d+)?$/, mark: '.' },
  comma: { shape: /^[+-]?(?:\d{1,3}(?:[.'’ \u00a0\u202f]\d{3})+|\d+)?(?:,\d+)?$/, mark: ',' },
};

// Plain decimal text: no grouping, a point, a minus in front. Signs behind the number and brackets mean minus to bookkeepers.
// Null where the text is not a number written with this mark.
export function plainNumber(text: string, decimalMark: DecimalMark): string | null {
  let rest = text.trim().replace(/^[\u2212\u2013](?=\d)/, '-');
  const bracketed = /^\((.*)\)$/.exec(rest);
  const trailing = /^(.*\d)\s?-$/.exec(rest);
  if (bracketed !== null) rest = `-${bracketed[1] ?? ''}`;
  else if (trailing !== null) rest = `-${trailing[1] ?? ''}`;
  const { shape, mark } = groups[decimalMark];
  if (!/\d/.test(rest) || !shape.test(rest)) return null;
  const cut = rest.lastIndexOf(mark);
  const whole = (cut === -1 ? rest : rest.slice(0, cut)).replace(/[^\d-]/g, '');
  const plain = cut === -1 ? whole : `${whole === '' || whole === '-' ? `${whole}0` : whole}.${rest.slice(cut + 1)}`;
  return tryParseDecimal(plain) === null ? null : plain;
}

export function readWrittenNumber(text: string, decimalMark: DecimalMark): Decimal | null {
  const plain = plainNumber(text, decimalMark);
  return plain === null ? null : tryParseDecimal(plain);
}

// The marks with which every sample is a number; both where no sample shows which it is.
export function fittingDecimalMarks(samples: readonly string[]): readonly DecimalMark[] {
  const given = samples.filter((sample) => sample.trim() !== '');
  if (given.length === 0) return [];
  const marks: readonly DecimalMark[] = ['point', 'comma'];
  return marks.filter((mark) => given.every((sample) => plainNumber(sample, mark) !== null));
}
