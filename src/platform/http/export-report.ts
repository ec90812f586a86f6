// A list or report as a file: CSV, or a workbook with real numbers, dates and total formulas.

import { money } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import type { ExportColumn, ExportRow } from '#formats/export-columns.ts';
import { writeDelimited } from '#formats/write-delimited.ts';
import { writeWorkbook } from '#formats/write-workbook.ts';
import { snakeKey } from './shape.ts';

export type ReportFormat = 'csv' | 'xlsx';

/** The most rows of one file: more is asked for in parts, by period or customer. */
export const EXPORT_ROWS_MAX = 200_000;

/** What a report asks for when it becomes a file: one row more than it holds, so that none is cut off in silence. */
export const EXPORT_ROWS_ASKED = EXPORT_ROWS_MAX + 1;

/** Refuses request.too_large. */
export function requireOneFile(rows: number): void {
  if (rows > EXPORT_ROWS_MAX) refuse('request.too_large', `there are more than ${EXPORT_ROWS_MAX} rows: take them in parts, by period or customer`, { field: 'format' });
}

/** A column of a report: key as in the rows (camelCase; amounts end in Minor). A list of words is written as one text. */
export type ReportColumn = { readonly key: string; readonly title: string; readonly kind: ExportColumn['kind']; readonly total?: boolean };

/** Answers the bytes as a download. Every amount row carries its currency. Refuses request.too_large. */
export async function exportReport(format: ReportFormat, report: { name: string; columns: readonly ReportColumn[]; rows: readonly Readonly<Record<string, unknown>>[]; notes: readonly string[] }): Promise<Response> {
  requireOneFile(report.rows.length);
  const columns = report.columns.map((column): ExportColumn => ({ ...column, key: exportKey(column.key) }));
  const rows = report.rows.map((row) => toExportRow(row, report.columns));
  const bytes = format === 'csv' ? new TextEncoder().encode(`\uFEFF${writeDelimited(columns, rows)}`) : await writeWorkbook([{ name: report.name, columns, rows, notes: report.notes }]);
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${report.name.toLowerCase().replaceAll(' ', '-')}.${format}"` } });
}

function exportKey(key: string): string {
  return snakeKey(key.replace(/Minor$/, ''));
}

function toExportRow(row: Readonly<Record<string, unknown>>, columns: readonly ReportColumn[]): ExportRow {
  return Object.fromEntries(columns.map(({ key }) => {
    const value = row[key];
    return [exportKey(key), shownValue(key, value, row) as ExportRow[string]];
  }));
}

function shownValue(key: string, value: unknown, row: Readonly<Record<string, unknown>>): unknown {
  if (key.endsWith('Minor') && typeof value === 'bigint') return money(value, String(row['currency']));
  return Array.isArray(value) ? value.map(String).join('; ') : value;
}
