// Reports to xlsx: real numbers and dates, a header that stays in view, and totals that the spreadsheet itself can recompute.
import { colToLetter, writeXlsx } from 'hucre/xlsx';
import { currencyDigits } from '#kernel/currency.ts';
import { invariant } from '#kernel/invariant.ts';
import { dayNumberOf, isLocalDate } from '#kernel/local-date.ts';
import { currencyOf, exactNumber, exportText, sumTexts } from './export-columns.ts';
import type { Cell, CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import type { ExportColumn, ExportRow, ExportSheet, ExportValue } from './export-columns.ts';

const boldFont = { name: 'Calibri', size: 11, bold: true } as const;
const headerStyle: CellStyle = {
  font: boldFont,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEFF2' } },
  border: { bottom: { style: 'thin' } },
};
const totalStyle: CellStyle = { font: boldFont, border: { top: { style: 'thin' } } };
const widthMin = 9;
const widthMax = 60;
const widthSampleRows = 500;

export async function writeWorkbook(sheets: readonly ExportSheet[]): Promise<Uint8Array> {
  invariant(sheets.length > 0, 'A workbook has at least one sheet.');
  const names = new Set<string>();
  return await writeXlsx({ sheets: sheets.map((sheet) => writeSheet(sheet, sheetName(sheet.name, names))) });
}

function writeSheet(sheet: ExportSheet, name: string): WriteSheet {
  const rows: CellValue[][] = [sheet.columns.map((column) => safeText(column.title))];
  const cells = new Map<string, Partial<Cell>>();
  sheet.columns.forEach((column, index) => {
    const alignment = isNumeric(column) ? ({ horizontal: 'right' } as const) : undefined;
    cells.set(`0,${index}`, { value: safeText(column.title), style: alignment === undefined ? headerStyle : { ...headerStyle, alignment } });
  });
  const formats = sheet.columns.map((column) => columnFormat(column, sheet.rows));
  for (const row of sheet.rows) {
    const at = rows.length;
    rows.push(sheet.columns.map((column) => cellValue(column, row[column.key])));
    sheet.columns.forEach((column, index) => {
      const format = cellFormat(column, row[column.key]);
      if (format !== null && format !== formats[index]) cells.set(`${at},${index}`, { style: { numFmt: format } });
    });
  }
  addTotals(sheet, rows, cells);
  if (sheet.notes !== undefined) rows.push([], ...sheet.notes.map((note) => [safeText(note)]));
  return {
    name,
    columns: sheet.columns.map((column, index) => ({ width: columnWidth(column, sheet.rows), numFmt: formats[index] ?? undefined })),
    rows,
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${colToLetter(Math.max(0, sheet.columns.length - 1))}${sheet.rows.length + 1}` },
  };
}

// One line of totals; where amounts of several currencies meet, one line for each of them, told apart by the column "currency".
function addTotals(sheet: ExportSheet, rows: CellValue[][], cells: Map<string, Partial<Cell>>): void {
  if (sheet.rows.length === 0 || !sheet.columns.some(isTotalled)) return;
  const currencies = totalledCurrencies(sheet);
  const currencyIndex = sheet.columns.findIndex((column) => column.key === 'currency');
  invariant(currencies.length < 2 || currencyIndex !== -1, `Sheet ${sheet.name} totals several currencies without a column "currency".`);
  const currencyRange = dataRange(sheet, Math.max(0, currencyIndex));
  for (const currency of currencies.length > 1 ? currencies : [null]) {
    const chosen = currency === null ? sheet.rows : sheet.rows.filter((row) => exportText(row['currency']) === currency);
    const at = rows.push([]) - 1;
    sheet.columns.forEach((column, index) => {
      const range = dataRange(sheet, index);
      const formula = currency === null ? `SUM(${range})` : `SUMIF(${currencyRange},"${currency.replaceAll('"', '""')}",${range})`;
      const label = index === currencyIndex ? currency : index === 0 ? 'Total' : null;
      cells.set(`${at},${index}`, isTotalled(column) ? totalCell(column, chosen, formula) : { value: label, style: totalStyle });
    });
  }
}

// A sum of percentages, of texts or of days means nothing, whatever a report asks for.
function isTotalled(column: ExportColumn): boolean {
  return column.total === true && (column.kind === 'amount' || column.kind === 'integer' || column.kind === 'decimal');
}

function totalledCurrencies(sheet: ExportSheet): readonly string[] {
  const currencies = new Set<string>();
  for (const column of sheet.columns) {
    if (!isTotalled(column) || column.kind !== 'amount') continue;
    for (const row of sheet.rows) currencies.add(currencyOf(row[column.key]) ?? exportText(row['currency']));
  }
  return [...currencies].sort();
}

function dataRange(sheet: ExportSheet, columnIndex: number): string {
  const letters = colToLetter(columnIndex);
  return `${letters}2:${letters}${sheet.rows.length + 1}`;
}

function totalCell(column: ExportColumn, rows: readonly ExportRow[], formula: string): Partial<Cell> {
  const texts = rows.map((row) => exportText(row[column.key]));
  const sum = sumTexts(texts);
  const priced = rows.find((row) => currencyOf(row[column.key]) !== null);
  const style: CellStyle = { ...totalStyle, numFmt: cellFormat(column, priced?.[column.key]) ?? 'General' };
  const exact = exactNumber(sum);
  // A sum that a double cannot hold, or one over cells that had to stay text, would be wrong when recomputed: it is given as text.
  if (exact === null || texts.some((text) => text !== '' && exactNumber(text) === null)) return { value: sum, style };
  return { formula, formulaResult: exact, style };
}

function isNumeric(column: ExportColumn): boolean {
  return column.kind !== 'text' && column.kind !== 'date';
}

// A sheet counts days from the end of 1899 and believes in 29 February 1900, so its numbers are right from March 1900 on.
const firstSerialDay = '1900-03-01';
const serialOfUnixEpoch = 25_569;

function cellValue(column: ExportColumn, value: ExportValue): CellValue {
  const text = exportText(value);
  if (text === '') return null;
  if (column.kind === 'text') return safeText(text);
  if (column.kind === 'date') return isLocalDate(text) && text >= firstSerialDay ? dayNumberOf(text) + serialOfUnixEpoch : safeText(text);
  const exact = exactNumber(text);
  if (exact === null) return safeText(text);
  return column.kind === 'percent' ? Number((exact / 100).toPrecision(15)) : exact;
}

// The first amount names the digits of the column; only cells of another currency need a format of their own.
function columnFormat(column: ExportColumn, rows: readonly ExportRow[]): string | null {
  const priced = column.kind === 'amount' ? rows.find((row) => currencyOf(row[column.key]) !== null) : undefined;
  return cellFormat(column, priced?.[column.key]);
}

function cellFormat(column: ExportColumn, value: ExportValue): string | null {
  switch (column.kind) {
    case 'text':
      return null;
    case 'date':
      return 'yyyy-mm-dd';
    case 'integer':
      return '#,##0';
    case 'percent':
      return `${withDigits('0', column.digits ?? 2)}%`;
    case 'decimal':
      return column.digits === undefined ? 'General' : withDigits('#,##0', column.digits);
    case 'amount': {
      const currency = currencyOf(value);
      return withDigits('#,##0', currency === null ? (column.digits ?? 2) : currencyDigits(currency));
    }
  }
}

function withDigits(whole: string, digits: number): string {
  return digits === 0 ? whole : `${whole}.${'0'.repeat(digits)}`;
}

function columnWidth(column: ExportColumn, rows: readonly ExportRow[]): number {
  let width = column.title.length;
  for (const row of rows.slice(0, widthSampleRows)) width = Math.max(width, exportText(row[column.key]).length);
  // Grouping of thousands makes numbers wider than their plain text.
  return Math.min(widthMax, Math.max(widthMin, Math.ceil(isNumeric(column) ? width * 1.3 : width) + 2));
}

// XML 1.0 has no place for control characters; a cell holds at most 32,767 characters (ECMA-376, ST_Xstring in Excel).
const cellTextMax = 32_767;
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function safeText(text: string): string {
  return text.toWellFormed().replace(notXml, '\u{FFFD}').slice(0, cellTextMax);
}

// Sheet names have at most 31 characters, none of them \ / ? * [ ] :, and are unique without regard to case.
function sheetName(wanted: string, taken: Set<string>): string {
  const base = safeText(wanted).replace(/[\\/?*[\]:]/g, ' ').replace(/^'+|'+$/g, '').trim().slice(0, 31) || 'Sheet';
  let name = base;
  for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${base.slice(0, 31 - ` (${copy})`.length)} (${copy})`;
  taken.add(name.toLowerCase());
  return name;
}
