// Document numbers: a pattern per kind, a counter per legal entity, kind, series and fiscal year. Gapless and in date order.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';

export type DocumentKind = 'invoice' | 'credit_note' | 'debit_note';

/** {year} is the fiscal year, {number:5} the sequence padded to five digits. */
export const defaultPatterns: Readonly<Record<DocumentKind, string>> = {
  invoice: 'INV-{year}-{number:5}',
  credit_note: 'CN-{year}-{number:5}',
  debit_note: 'DN-{year}-{number:5}',
};

export type NumberFormat = { readonly prefix: string; readonly digits: number; readonly suffix: string };

/** Refuses numbering.pattern when the pattern lacks {number:n}, or lacks {year} while numbers start again each year. */
export function numberFormat(pattern: string, fiscalYear: number): NumberFormat {
  const parts = /^([^{}]*(?:\{year\})[^{}]*)\{number:([1-9])\}([^{}]*)$/.exec(pattern);
  if (parts === null) refuse('numbering.pattern', `${pattern} needs {year} and then {number:5}`, { field: 'pattern', value: pattern });
  return { prefix: (parts[1] ?? '').replace('{year}', String(fiscalYear)), digits: Number(parts[2]), suffix: parts[3] ?? '' };
}

export function formatNumber(format: NumberFormat, sequence: bigint): string {
  return `${format.prefix}${sequence.toString().padStart(format.digits, '0')}${format.suffix}`;
}

/** Whether a number could be one that the pattern gives, in any year. */
export function isOfPattern(pattern: string, number: string): boolean {
  const [before = '', between = '', after = ''] = pattern.split(/\{year\}|\{number:[1-9]\}/).map((text) => text.replace(/\W/g, '\\$&'));
  return new RegExp(`^${before}\\d{4}${between}\\d+${after}$`).test(number);
}

/** The fiscal year is named by the calendar year in which it starts. */
export function fiscalYearOf(date: LocalDate, startMonth: number): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= startMonth ? year : year - 1;
}
