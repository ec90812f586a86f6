// What a delimited file and a worksheet have in common: named columns, and rows that know their line in the source.
import { refuse } from '#kernel/refusal.ts';

export type TableRow = {
  // The line of the file or the row of the sheet, counted from 1 as editors and spreadsheets count.
  readonly rowNumber: number;
  readonly cells: readonly string[];
  // How many cells the source has in this row; where it differs from the header, the cells cannot be trusted to stand in their columns.
  readonly cellCount: number;
  // A quotation mark stands where none may: the text between it and the next one was taken as it is.
  readonly damagedQuotes: boolean;
};

export type TableLimits = { readonly maxBytes: number; readonly maxRows: number; readonly maxColumns: number };

// Comfortable for years of order lines; above it a file is split or loaded by an administrator.
export const tableLimits: TableLimits = { maxBytes: 512 * 1024 * 1024, maxRows: 5_000_000, maxColumns: 400 };

export function checkFileSize(byteCount: number, limits: { readonly maxBytes: number }): void {
  if (byteCount > limits.maxBytes) {
    refuse('file.too_large', `The file has more than ${limits.maxBytes} bytes, which is the limit.`, { value: byteCount });
  }
}

export function checkRowCount(count: number, rowNumber: number, limits: TableLimits): void {
  if (count > limits.maxRows) refuse('table.too_many_rows', `The table has more than ${limits.maxRows} rows.`, { row: rowNumber });
}

// Names are compared without regard to case: a mapping made for "Amount" must not hit "AMOUNT" by accident.
export function checkHeader(cells: readonly string[], rowNumber: number, limits: TableLimits): readonly string[] {
  const names = cells.map((cell) => cell.normalize('NFC').replace(/\s+/g, ' ').trim());
  // Banks end every line with a separator: a nameless last column is an artefact of that, not a column.
  while (names.length > 1 && names.at(-1) === '') names.pop();
  if (names.length > limits.maxColumns) {
    refuse('table.too_many_columns', `The table has ${names.length} columns; ${limits.maxColumns} is the limit.`, { row: rowNumber });
  }
  const seen = new Map<string, number>();
  names.forEach((name, index) => {
    if (name === '') refuse('table.header_empty', `Column ${index + 1} has no name in the header.`, { row: rowNumber, field: `column ${index + 1}` });
    const key = name.toLowerCase();
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const detail = `Columns ${earlier} and ${index + 1} have the same name.`;
      refuse('table.header_duplicate', detail, { row: rowNumber, field: `column ${index + 1}`, value: name });
    }
    seen.set(key, index + 1);
  });
  return names;
}
