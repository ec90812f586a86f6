// Proposes which column feeds which field from the names of both, and the order of dates from the first rows.

import type { TableRow } from '#formats/table.ts';
import type { ImportKind } from './import-kind.ts';
import { readMapping, type ColumnSource, type Mapping } from './mapping.ts';

/** Names that are equal but for case, accents, spaces and punctuation belong together; each column is used once. */
export function proposeMapping(kind: Pick<ImportKind, 'fields'>, header: readonly string[], sample: readonly TableRow[] = []): Mapping {
  const byName = new Map(header.map((column) => [folded(column), column]));
  const columns: Record<string, ColumnSource> = {};
  const used = new Set<string>();
  // Exact names first, so that an alias of one field doesn't take the column that is named like another.
  for (const namesOf of [(field: ImportKind['fields'][number]) => [field.key, field.title], (field: ImportKind['fields'][number]) => field.aliases ?? []]) {
    for (const field of kind.fields) {
      if (columns[field.key] !== undefined) continue;
      const column = namesOf(field).map((name) => byName.get(folded(name))).find((found) => found !== undefined && !used.has(found));
      if (column === undefined) continue;
      columns[field.key] = { column };
      used.add(column);
    }
  }
  const dates = kind.fields.filter((field) => field.type === 'date').flatMap((field) => cellsOf(columns[field.key], header, sample));
  const numbers = kind.fields.filter((field) => field.type === 'decimal' || field.type === 'amount').flatMap((field) => cellsOf(columns[field.key], header, sample));
  const dateFormat = dateFormatOf(dates);
  return readMapping({ columns, ...(dateFormat === null ? {} : { date_format: dateFormat }), decimal: decimalOf(numbers), null_texts: nullTextsOf(sample) });
}

function cellsOf(source: ColumnSource | undefined, header: readonly string[], sample: readonly TableRow[]): string[] {
  if (source === undefined || !('column' in source)) return [];
  const index = header.indexOf(source.column);
  return sample.map((row) => (row.cells[index] ?? '').trim()).filter((cell) => cell !== '');
}

/** Only a day above 12 tells the order; where none of the sample has one, the person is asked. */
function dateFormatOf(cells: readonly string[]): string | null {
  const parts = cells.map((cell) => /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})(?!\d)/.exec(cell)).filter((found) => found !== null);
  const year = parts.every((found) => found[3]?.length === 2) ? 'YY' : 'YYYY';
  const isDayFirst = parts.some((found) => Number(found[1]) > 12);
  const isMonthFirst = parts.some((found) => Number(found[2]) > 12);
  if (isDayFirst === isMonthFirst) return null;
  return isDayFirst ? `DD/MM/${year}` : `MM/DD/${year}`;
}

function decimalOf(cells: readonly string[]): '.' | ',' {
  const withComma = cells.some((cell) => /^-?\d+,\d{1,2}$/.test(cell));
  return withComma && !cells.some((cell) => cell.includes('.')) ? ',' : '.';
}

function nullTextsOf(sample: readonly TableRow[]): string[] {
  return ['NULL', '\\N'].filter((text) => sample.some((row) => row.cells.includes(text)));
}

export function folded(name: string): string {
  return name.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}
