// Worksheets (xlsx) to the rows that delimited files give: dates as days, numbers as exact decimal text.
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { Refusal, refuse } from '#kernel/refusal.ts';
import { refuseKnownBinary } from './sniff-text.ts';
import { checkFileSize, checkHeader, checkRowCount } from './table.ts';
import { readZipDirectory } from './zip-directory.ts';
import type { TableLimits, TableRow } from './table.ts';

export { tableLimits } from './table.ts';
export type { TableLimits, TableRow } from './table.ts';
export { writeWorkbook } from './write-workbook.ts';
export { writeDelimited, writeDelimitedPieces } from './write-delimited.ts';
export type { ExportColumn, ExportRow, ExportSheet, ExportValue } from './export-columns.ts';

export type SpreadsheetOptions = TableLimits & {
  readonly sheet?: string | undefined;
  readonly maxUnpackedBytes?: number | undefined;
  // Title rows above the header.
  readonly skipRows?: number | undefined;
};

export type SpreadsheetTable = {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly sheet: string;
  readonly sheets: readonly string[];
};

export type SpreadsheetStream = Omit<SpreadsheetTable, 'rows'> & { readonly batches: AsyncIterable<readonly TableRow[]> };

// A worksheet of a million rows has some hundred megabytes of XML.
const unpackedBytesMax = 1024 * 1024 * 1024;
const batchLength = 2000;

export async function readSpreadsheet(bytes: Uint8Array, options: SpreadsheetOptions): Promise<SpreadsheetTable> {
  const { batches, ...table } = await readSpreadsheetStream(bytes, options);
  const rows: TableRow[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return { ...table, rows };
}

export async function readSpreadsheetStream(bytes: Uint8Array, options: SpreadsheetOptions): Promise<SpreadsheetStream> {
  checkFileSize(bytes.length, options);
  checkArchive(bytes, options.maxUnpackedBytes ?? unpackedBytesMax);
  const sheets = await asRefusal(() => sheetNames(bytes));
  const sheet = chooseSheet(sheets, options.sheet);
  const source = streamXlsxRows(bytes, { sheet: sheet.name });
  const found = await asRefusal(() => headerRow(source, options));
  return {
    header: found.header,
    batches: batchesOf(source, found.header.length, options),
    sheet: sheet.name,
    sheets: sheets.map((each) => each.name),
  };
}

function checkArchive(bytes: Uint8Array, unpackedLimit: number): void {
  if (bytes.length === 0) refuse('file.empty', 'The file is empty.');
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    refuseIfOtherKind(bytes);
    refuse('workbook.not_xlsx', 'The file is not an xlsx workbook; if it is text, import it as CSV.');
  }
  const entries = readZipDirectory(bytes);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > unpackedLimit) {
    refuse('workbook.expands_too_far', `Unpacked the workbook has ${unpacked} bytes; ${unpackedLimit} is the limit.`, { value: unpacked });
  }
  if (!entries.some((entry) => /^xl\/workbook\.xml$/i.test(entry.name))) {
    refuse('workbook.not_xlsx', 'The archive holds no xlsx workbook.', { value: entries[0]?.name });
  }
}

function refuseIfOtherKind(bytes: Uint8Array): void {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    refuse('workbook.not_xlsx', 'This is a workbook of the old kind (xls), or one that is protected by a password.');
  }
  refuseKnownBinary(bytes);
}

type SheetName = { readonly name: string; readonly isHidden: boolean };

async function sheetNames(bytes: Uint8Array): Promise<readonly SheetName[]> {
  const names: SheetName[] = [];
  // The predicate sees every sheet before its cells are read, and reads none of them.
  const sheets = (info: { readonly name: string; readonly hidden?: boolean; readonly veryHidden?: boolean }): boolean => {
    names.push({ name: info.name, isHidden: info.hidden === true || info.veryHidden === true });
    return false;
  };
  await readXlsx(bytes, { sheets });
  return names;
}

function chooseSheet(sheets: readonly SheetName[], wanted: string | undefined): SheetName {
  const names = sheets.map((each) => each.name).join(', ');
  if (wanted !== undefined) {
    const named = sheets.find((each) => each.name === wanted);
    return named ?? refuse('workbook.sheet_missing', `The workbook has no sheet of this name. Its sheets: ${names}.`, { field: 'sheet', value: wanted });
  }
  return sheets.find((each) => !each.isHidden) ?? refuse('workbook.sheet_missing', 'The workbook has no visible sheet.');
}

type SourceRow = { readonly index: number; readonly values: readonly unknown[] };
type Source = AsyncGenerator<SourceRow, void, undefined>;

async function headerRow(source: Source, options: SpreadsheetOptions): Promise<{ readonly header: readonly string[] }> {
  for (;;) {
    const next = await source.next();
    if (next.done === true) refuse('table.header_empty', 'The sheet has no row with column names.');
    const row = next.value;
    const cells = row.values.map(cellText);
    if (row.index < (options.skipRows ?? 0) || cells.every((cell) => cell === '')) continue;
    return { header: checkHeader(cells, row.index + 1, options) };
  }
}

async function* batchesOf(source: Source, width: number, limits: TableLimits): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  let count = 0;
  for (;;) {
    const next = await asRefusal(() => source.next());
    if (next.done === true) break;
    const row = tableRow(next.value, width);
    if (row === null) continue;
    count += 1;
    checkRowCount(count, row.rowNumber, limits);
    batch.push(row);
    if (batch.length < batchLength) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

// A sheet does not store empty cells, so a short row is a row with empty cells at its end; null for an empty row.
function tableRow(row: SourceRow, width: number): TableRow | null {
  const cells = row.values.map(cellText);
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  if (cells.length === 0) return null;
  while (cells.length < width) cells.push('');
  return { rowNumber: row.index + 1, cells, cellCount: cells.length, damagedQuotes: false };
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value instanceof Date ? dateText(value) : '';
}

// The sheet's serial numbers carry no zone; the reader gives them as UTC. Times stay, because a delivery may have one.
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  const time = text.slice(11, 19);
  if (value.getTime() < Date.UTC(1900, 0, 1)) return time;
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

// Spreadsheets compute and show 15 significant digits; what stands behind them is noise of the binary form (0.1 + 0.2).
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const short = Number(value.toPrecision(15)).toString();
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short);
  if (match === null) return short === '-0' ? '0' : short;
  const digits = `${match[2]}${match[3] ?? ''}`;
  const exponent = Number(match[4]);
  const plain = exponent < 0 ? `0.${'0'.repeat(-exponent - 1)}${digits}` : digits.padEnd(exponent + 1, '0');
  return `${match[1]}${plain}`;
}

async function asRefusal<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('workbook.damaged', `The workbook cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
