// Columns and values of an export, the same for workbooks and for delimited files: exact text first, numbers only where they are exact.
import { addDecimal, formatDecimal, parseDecimal, tryParseDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import { formatAmount } from '#kernel/money.ts';
import type { Decimal } from '#kernel/decimal.ts';
import type { Money } from '#kernel/money.ts';

// percent: the value is the number of percent, 7.5 for 7.5 %. decimal: quantities, unit prices and rates.
export type ExportKind = 'text' | 'integer' | 'amount' | 'date' | 'percent' | 'decimal';

export type ExportColumn = {
  readonly key: string;
  readonly title: string;
  readonly kind: ExportKind;
  // Digits after the dot that a workbook shows; amounts default to those of their currency.
  readonly digits?: number | undefined;
  readonly total?: boolean | undefined;
};

export type ExportValue = string | bigint | number | Money | null | undefined;
export type ExportRow = Readonly<Record<string, ExportValue>>;

export type ExportSheet = {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly ExportRow[];
  readonly notes?: readonly string[] | undefined;
};

export function exportText(value: ExportValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    invariant(Number.isSafeInteger(value), `A number in an export is a whole one, not ${value}; decimals and amounts come as text or as money.`);
    return value.toString();
  }
  return formatAmount(value.minor, value.currency);
}

export function currencyOf(value: ExportValue): string | null {
  return typeof value === 'object' && value !== null ? value.currency : null;
}

// A double holds any decimal of 15 significant digits, and a spreadsheet shows no more; longer ones must stay text.
const exactDigits = 15;

export function exactNumber(text: string): number | null {
  if (tryParseDecimal(text) === null) return null;
  const significant = text.replace(/[-.]/g, '').replace(/^0+/, '');
  return significant.replace(/0+$/, '').length <= exactDigits ? Number(text) : null;
}

export function sumTexts(texts: readonly string[]): string {
  let sum: Decimal = parseDecimal('0');
  for (const text of texts) if (text !== '') sum = addDecimal(sum, parseDecimal(text));
  return formatDecimal(sum);
}
