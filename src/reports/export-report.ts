// A report as a file: CSV, or a workbook with real numbers, dates and total formulas.

import { money } from '#kernel/money.ts';
import { snakeKey } from '#platform/http/shape.ts';
import { writeDelimited } from '#formats/write-delimited.ts';
import { writeWorkbook } from '#formats/write-workbook.ts';
import type { ExportColumn, ExportRow } from '#formats/export-columns.ts';

export type ReportFormat = 'csv' | 'xlsx';

/** A column of a report: key as in the rows (camelCase; amounts end in Minor). */
export type ReportColumn = { readonly key: string; readonly title: string; readonly kind: ExportColumn['kind']; readonly total?: boolean };

/** Answers the bytes as a download. Every amount row carries its currency. */
export async function exportReport(format: ReportFormat, report: { name: string; columns: readonly ReportColumn[]; rows: readonly Readonly<Record<string, unknown>>[]; notes: readonly string[] }): Promise<Response> {
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
    const shown = key.endsWith('Minor') && typeof value === 'bigint' ? money(value, String(row['currency'])) : value;
    return [exportKey(key), shown as ExportRow[string]];
  }));
}
