// Splits text that arrives piece by piece into records and their cells; Papa Parse finds the cells, this keeps the line numbers.
import Papa from 'papaparse';
import { refuse } from '#kernel/refusal.ts';
import { checkHeader, checkRowCount } from './table.ts';
import type { TableLimits, TableRow } from './table.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export type SplitterOptions = TableLimits & { readonly delimiter?: Delimiter | undefined; readonly skipLines?: number | undefined };

export type RowSplitter = {
  push(text: string): readonly TableRow[];
  finish(): readonly TableRow[];
  header(): readonly string[] | null;
  delimiter(): Delimiter;
};

// Enough lines to tell the separator, and enough work at a time that many small pieces cost no more than a few large ones.
const pieceLength = 64 * 1024;
// A record of this length is a quotation mark that nobody closed.
const recordLengthMax = 1024 * 1024;

export function openRowSplitter(options: SplitterOptions): RowSplitter {
  let carry = '';
  let enough = pieceLength;
  let lineNumber = 1;
  let rowCount = 0;
  let header: readonly string[] | null = null;
  let split: CellSplitter | null = null;
  let delimiter: Delimiter = options.delimiter ?? ',';

  function take(text: string, isLast: boolean): readonly TableRow[] {
    if (split === null) {
      const preamble = readPreamble(text, options.skipLines ?? 0);
      delimiter = options.delimiter ?? preamble.delimiter ?? sniffDelimiter(preamble.text);
      split = openCellSplitter(delimiter, lineBreakOf(preamble.text));
      lineNumber += preamble.lines;
      return splitRecords(split, preamble.text, isLast);
    }
    return splitRecords(split, text, isLast);
  }

  function splitRecords(cells: CellSplitter, text: string, isLast: boolean): readonly TableRow[] {
    const found = cells(text, isLast, lineNumber);
    carry = text.slice(found.consumed);
    // An unfinished record is looked at again only when there is twice as much of it: the work stays linear.
    enough = Math.max(pieceLength, carry.length * 2);
    if (carry.length > recordLengthMax) refuseLongRecord(lineNumber + found.lines, carry);
    lineNumber += found.lines;
    return acceptHeader(found.rows);
  }

  function acceptHeader(rows: readonly TableRow[]): readonly TableRow[] {
    const [first, ...others] = header === null ? rows : [];
    if (first !== undefined) header = checkHeader(first.cells, first.rowNumber, options);
    const body = first === undefined ? rows : others;
    rowCount += body.length;
    if (rowCount > options.maxRows) checkRowCount(rowCount, body.at(-1)?.rowNumber ?? lineNumber, options);
    return header === null ? body : dropArtefacts(body, header.length);
  }

  return {
    push(text) {
      const all = carry === '' ? text : carry + text;
      if (all.length < enough) {
        carry = all;
        return [];
      }
      return take(all, false);
    },
    finish() {
      const rest = carry;
      carry = '';
      return rest === '' ? [] : take(rest, true);
    },
    header: () => header,
    delimiter: () => delimiter,
  };
}

// The separator that ends every line of some exports opens an empty cell beyond the last column; it says nothing.
function dropArtefacts(rows: readonly TableRow[], width: number): readonly TableRow[] {
  const isArtefact = (row: TableRow): boolean => row.cellCount > width && row.cells.slice(width).every((cell) => cell === '');
  if (!rows.some(isArtefact)) return rows;
  return rows.map((row) => (isArtefact(row) ? { ...row, cells: row.cells.slice(0, width), cellCount: width } : row));
}

type Preamble = { readonly text: string; readonly lines: number; readonly delimiter: Delimiter | null };

function readPreamble(text: string, skipLines: number): Preamble {
  let at = 0;
  for (let line = 0; line < skipLines; line += 1) {
    const end = text.indexOf('\n', at);
    if (end === -1) return { text: '', lines: skipLines, delimiter: null };
    at = end + 1;
  }
  const rest = text.slice(at);
  // Excel writes and honours a first line "sep=;" and shows it to nobody.
  const named = /^sep=([,;\t|])\r?\n/i.exec(rest);
  if (named === null) return { text: rest, lines: skipLines, delimiter: null };
  return { text: rest.slice(named[0].length), lines: skipLines + 1, delimiter: delimiters.find((each) => each === named[1]) ?? null };
}

// A carriage return before the line feed is taken off the last cell instead of being made part of the line break,
// because files that were joined from several sources mix both.
function lineBreakOf(text: string): '\n' | '\r' {
  return text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
}

type FoundRecords = { readonly rows: TableRow[]; readonly consumed: number; readonly lines: number };
type CellSplitter = (text: string, isLast: boolean, firstLine: number) => FoundRecords;
type ParsedRecords = {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
};

function openCellSplitter(delimiter: string, lineBreak: '\n' | '\r'): CellSplitter {
  return (text, isLast, firstLine) => {
    const parser = new Papa.Parser({ delimiter, newline: lineBreak, quoteChar: '"' });
    const parsed: ParsedRecords = parser.parse(text, 0, !isLast);
    const consumed = isLast ? text.length : parsed.meta.cursor;
    const lines = text.includes('"') ? countOf(lineBreak, text, consumed) : parsed.data.length;
    const damaged = damagedRecords(parsed, (end) => firstLine + countOf(lineBreak, text, end));
    // The last piece ends in a record without a line break of its own, be it an empty one.
    const isWrapped = lines > parsed.data.length - (isLast ? 1 : 0);
    const rows: TableRow[] = [];
    let line = firstLine;
    parsed.data.forEach((cells, index) => {
      if (!isBlank(cells)) rows.push(rowOf(cells, line, damaged !== null && damaged.has(index)));
      line += 1;
      // Only a quoted cell can hold a line break; its record covers more than one line.
      if (isWrapped) for (const cell of cells) line += countOf(lineBreak, cell, cell.length);
    });
    return { rows, consumed, lines };
  };
}

const carriageReturn = 13;

function rowOf(cells: string[], rowNumber: number, damagedQuotes: boolean): TableRow {
  const last = cells.length - 1;
  const lastCell = cells[last] ?? '';
  if (lastCell.charCodeAt(lastCell.length - 1) === carriageReturn) cells[last] = lastCell.slice(0, -1);
  return { rowNumber, cells, cellCount: cells.length, damagedQuotes };
}

// Lines that are empty, or hold separators only, are what spreadsheets leave behind below a table.
function isBlank(cells: readonly string[]): boolean {
  const first = cells[0];
  return (first === '' || first === '\r') && cells.every((cell) => cell === '' || cell === '\r');
}

function damagedRecords(parsed: ParsedRecords, lineAt: (index: number) => number): ReadonlySet<number> | null {
  if (parsed.errors.length === 0) return null;
  const unclosed = parsed.errors.find((error) => error.code === 'MissingQuotes');
  if (unclosed !== undefined) {
    refuse('table.unclosed_quote', 'A quotation mark is opened in this row and never closed.', { row: lineAt(unclosed.index ?? 0) });
  }
  return new Set(parsed.errors.map((error) => error.row ?? -1));
}

function refuseLongRecord(row: number, text: string): never {
  return refuse('table.row_too_long', `The record that starts in this row has more than ${recordLengthMax} characters.`, { row, value: text });
}

function countOf(needle: string, text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(needle); at !== -1 && at < end; at = text.indexOf(needle, at + 1)) count += 1;
  return count;
}

// The separator that cuts the header into the most cells, weighed by how many of the next lines have just as many.
function sniffDelimiter(text: string): Delimiter {
  const sample = text.slice(0, pieceLength);
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const parsed: ParsedRecords = new Papa.Parser({ delimiter, newline: lineBreakOf(sample), preview: 20 }).parse(sample, 0, false);
    const records = parsed.data.filter((record) => record.length > 1 || (record[0] ?? '').trim() !== '');
    const width = records[0]?.length ?? 1;
    const alike = records.filter((record) => record.length === width).length;
    const score = ((width - 1) * alike) / Math.max(1, records.length);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
