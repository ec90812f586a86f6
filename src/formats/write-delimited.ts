// Rows to CSV that a spreadsheet program opens without running anything that stands in it.
import { exportText } from './export-columns.ts';
import type { ExportColumn, ExportKind, ExportRow } from './export-columns.ts';

const lineBreak = '\r\n';
const pieceRows = 1000;

export function writeDelimited(columns: readonly ExportColumn[], rows: Iterable<ExportRow>): string {
  return [...writeDelimitedPieces(columns, rows)].join('');
}

// For exports that are too large to be held as one text.
export function* writeDelimitedPieces(columns: readonly ExportColumn[], rows: Iterable<ExportRow>, delimiter = ','): Generator<string> {
  let piece = columns.map((column) => quoted(guarded(column.title, 'text'), delimiter)).join(delimiter) + lineBreak;
  let count = 0;
  for (const row of rows) {
    piece += columns.map((column) => quoted(guarded(exportText(row[column.key]), column.kind), delimiter)).join(delimiter) + lineBreak;
    count += 1;
    if (count % pieceRows !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

// CSV injection (OWASP): a text that starts so is taken for a formula. Numbers and dates are ours and stay as they are.
const formulaStart = /^[=+\-@\t\r\n]/;

function guarded(text: string, kind: ExportKind): string {
  return kind === 'text' && formulaStart.test(text) ? `'${text}` : text;
}

// RFC 4180, section 2.
function quoted(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
