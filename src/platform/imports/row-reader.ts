// Turns rows of a file into checked rows: a mapping bound to a header, then cell by cell.

import { formatDecimal, multiplyDecimal, tryParseDecimal } from '#kernel/decimal.ts';
import { excerpt, refuse } from '#kernel/refusal.ts';
import type { TableRow } from '#formats/table.ts';
import type { RunIssue } from '../run-store.ts';
import { fixOf, problem, type CellProblem, type CellReader } from './cell.ts';
import type { ImportField, ImportKind } from './import-kind.ts';
import type { ColumnSource, Mapping } from './mapping.ts';
import { folded } from './propose-mapping.ts';
import { cellReader } from './read-cell.ts';
import { testOf } from './row-condition.ts';

export type RowReading = {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly values: Readonly<Record<string, string | null>>;
  /** The record the row belongs to, for kinds whose rows are lines of records. */
  readonly group: string | null;
  readonly issues: readonly RunIssue[];
};

/** Answers null for a row that the mapping's filter leaves out. */
export type RowReader = (row: TableRow) => RowReading | null;

/** The record a row belongs to, null for none; undefined for a row that the filter leaves out. */
export type GroupReader = (row: TableRow) => string | null | undefined;

type Cells = readonly string[];
type BoundField = { readonly key: string; readonly required: boolean; readonly fallback: string | null; readonly take: (cells: Cells) => string; read(text: string): string | CellProblem; readonly signed: (value: string, cells: Cells) => string };

const ISSUES_PER_ROW = 8;

/** Required fields that no column, constant or fallback feeds: the mapping is not ready. */
export function missingFields(kind: ImportKind, mapping: Mapping): readonly ImportField[] {
  return kind.fields.filter((field) => field.required === true && field.fallback === undefined && mapping.columns[field.key] === undefined);
}

/** Refuses import.field_unknown, import.column_unknown, import.column_missing and import.mapping_malformed. */
export function openRowReader(kind: ImportKind, mapping: Mapping, header: readonly string[]): RowReader {
  const fields = bindFields(kind, mapping, header);
  const keep = bindFilter(mapping, header);
  const seen = (kind.uniqueBy ?? []).map((key) => ({ key, rows: new Map<string, number>() }));
  return (row) => {
    if (!keep(row.cells)) return null;
    const issues: RunIssue[] = shapeIssues(row, header);
    const values: Record<string, string | null> = {};
    // Cells that stand under other columns say nothing more: a row of another shape is refused for that alone.
    const found: RunIssue[] = issues.length > 0 ? [] : issues;
    for (const field of fields) values[field.key] = readField(field, row, found);
    // Only a row that is itself taken stands for its repetitions.
    if (mapping.repeats === 'first' && repeats(seen, values)) return null;
    if (found === issues && (mapping.repeats === 'refuse' || issues.length === 0)) for (const { key, rows } of seen) noteRepetition(key, rows, values[key] ?? null, row, issues);
    if (issues.length > ISSUES_PER_ROW) issues.length = ISSUES_PER_ROW;
    return { rowNumber: row.rowNumber, cells: row.cells, values, group: kind.groupBy === undefined ? null : (values[kind.groupBy] ?? null), issues };
  };
}

/** For a first walk over the file, which needs nothing but the records; null for kinds whose rows stand alone. */
export function openGroupReader(kind: ImportKind, mapping: Mapping, header: readonly string[]): GroupReader | null {
  const field = kind.groupBy === undefined ? undefined : bindFields(kind, mapping, header).find((bound) => bound.key === kind.groupBy);
  if (field === undefined) return null;
  const keep = bindFilter(mapping, header);
  return (row) => (keep(row.cells) ? readField(field, row, []) : undefined);
}

/** The field stands beside every reason, so no reason repeats its name. */
const emptyCell = problem('import.required_empty', 'the cell is empty and is needed');

function readField(field: BoundField, row: TableRow, issues: RunIssue[]): string | null {
  const text = field.take(row.cells);
  if (text === '') {
    if (field.fallback !== null) return field.fallback;
    if (field.required) issues.push(issueOf(row, field.key, '', emptyCell));
    return null;
  }
  const found = field.read(text);
  if (typeof found === 'string') {
    if (found !== '') return field.signed(found, row.cells);
    if (field.required) issues.push(issueOf(row, field.key, text, emptyCell));
    return field.fallback;
  }
  issues.push(issueOf(row, field.key, text, found));
  return null;
}

/** A row whose cells do not stand under the header can't be read at all, however well its cells look. */
function shapeIssues(row: TableRow, header: readonly string[]): RunIssue[] {
  const issues: RunIssue[] = [];
  if (row.cellCount !== header.length) {
    issues.push(issueOf(row, null, null, problem('import.row_shape', `the row has ${row.cellCount} cells, the header has ${header.length}`)));
  }
  if (row.damagedQuotes) issues.push(issueOf(row, null, null, problem('import.row_quotes', 'a quotation mark stands in the middle of a cell')));
  return issues;
}

type Seen = { readonly key: string; readonly rows: ReadonlyMap<string, number> };

/** The first of the keys is the number of the record; the others (an external id) must be unique even so. */
function repeats([first]: readonly Seen[], values: Readonly<Record<string, string | null>>): boolean {
  const value = first === undefined ? null : (values[first.key] ?? null);
  return value !== null && first?.rows.has(value) === true;
}

function noteRepetition(key: string, rows: Map<string, number>, value: string | null, row: TableRow, issues: RunIssue[]): void {
  if (value === null) return;
  const earlier = rows.get(value);
  if (earlier === undefined) rows.set(value, row.rowNumber);
  else issues.push(issueOf(row, key, value, problem('import.duplicate_in_file', `${value} stands in row ${earlier} already`)));
}

export function issueOf(row: Pick<TableRow, 'rowNumber' | 'cells'>, field: string | null, value: string | null, found: CellProblem): RunIssue {
  return { rowNumber: row.rowNumber, field, value: value === null ? null : excerpt(value), code: found.code, reason: found.reason, fix: fixOf(found), sourceRow: row.cells };
}

function bindFields(kind: ImportKind, mapping: Mapping, header: readonly string[]): BoundField[] {
  if (mapping.thousands === mapping.decimal) refuse('import.mapping_malformed', 'thousands and decimal are the same sign', { field: 'mapping.thousands', value: mapping.thousands });
  const known = new Set(kind.fields.map((field) => field.key));
  const stranger = Object.keys(mapping.columns).find((key) => !known.has(key));
  if (stranger !== undefined) refuse('import.field_unknown', `${kind.title} have no field ${stranger}; they have: ${[...known].join(', ')}`, { field: `mapping.columns.${stranger}`, value: stranger });
  const missing = missingFields(kind, mapping);
  if (missing.length > 0) {
    refuse('import.column_missing', `no column of the file is mapped to: ${missing.map((field) => field.key).join(', ')}. The file has: ${header.join(', ')}`, { field: missing[0]?.key, details: { missing: missing.map((field) => field.key), header } });
  }
  const nulls = new Set(mapping.null_texts);
  const formats = { decimal: mapping.decimal, thousands: mapping.thousands, dateFormat: mapping.date_format };
  return kind.fields.map((field) => {
    const source = mapping.columns[field.key];
    return {
      key: field.key, required: field.required === true, fallback: field.fallback ?? null,
      take: source === undefined ? () => '' : onlyWhere(source, mapping, header, bindSource(source, header, nulls)),
      read: remembering(changed(cellReader(field, formats), source)),
      signed: source === undefined || !numberTypes.has(field.type) ? (value) => value : bindSign(source, mapping, header),
    };
  });
}

function bindSource(source: ColumnSource, header: readonly string[], nulls: ReadonlySet<string>): (cells: Cells) => string {
  if ('constant' in source) return () => source.constant.trim();
  const cellAt = (column: string): ((cells: Cells) => string) => {
    const index = columnIndex(column, header);
    return (cells) => {
      const text = unmarked((cells[index] ?? '').trim());
      return nulls.has(text) ? '' : text;
    };
  };
  if ('column' in source) return cellAt(source.column);
  const parts = source.join.map(cellAt);
  return (cells) => parts.map((take) => take(cells)).filter((text) => text !== '').join(source.separator).trim();
}

/** Spreadsheets, and our own exports, put an apostrophe before what starts like a formula and is none: '+49 30 is +49 30. */
function unmarked(text: string): string {
  return text.startsWith("'") && /^'[-+@]/.test(text) ? text.slice(1) : text;
}

function columnIndex(column: string, header: readonly string[]): number {
  const exact = header.indexOf(column);
  const index = exact === -1 ? header.findIndex((name) => folded(name) === folded(column)) : exact;
  if (index === -1) refuse('import.column_unknown', `the file has no column "${column}"; it has: ${header.join(', ')}`, { field: 'mapping', value: column });
  return index;
}

/** In rows that don't meet the condition of the source, its other text stands in its place. */
function onlyWhere({ only_if: condition }: ColumnSource, mapping: Mapping, header: readonly string[], take: (cells: Cells) => string): (cells: Cells) => string {
  if (condition === undefined) return take;
  const holds = bindCondition(condition, mapping, header);
  const otherwise = condition.otherwise?.trim() ?? '';
  return (cells) => (holds(cells) ? take(cells) : otherwise);
}

function changed(read: CellReader, source: ColumnSource | undefined): CellReader {
  if (source === undefined || 'constant' in source) return read;
  const { values, drop_prefix: prefix, drop_suffix: suffix, multiply } = source;
  if (values === undefined && prefix === undefined && suffix === undefined && multiply === undefined) return read;
  const words = new Map(Object.entries(values ?? {}));
  const factor = multiply === undefined ? null : tryParseDecimal(multiply);
  return (text) => {
    const later = prefix !== undefined && text.startsWith(prefix) ? text.slice(prefix.length).trim() : text;
    const shorter = suffix !== undefined && later.endsWith(suffix) ? later.slice(0, -suffix.length).trim() : later;
    const meant = words.get(shorter) ?? shorter;
    if (meant === '') return '';
    const found = read(meant);
    const number = factor === null || typeof found !== 'string' ? null : tryParseDecimal(found);
    return factor === null || number === null ? found : trimmed(formatDecimal(multiplyDecimal(number, factor)));
  };
}

const numberTypes: ReadonlySet<ImportField['type']> = new Set(['integer', 'decimal', 'amount']);

/** Of a number in canonical text, in the rows of the condition. */
function bindSign(source: ColumnSource, mapping: Mapping, header: readonly string[]): (value: string, cells: Cells) => string {
  if ('constant' in source || source.sign === undefined) return (value) => value;
  const { sign, sign_if: condition } = source;
  const holds = condition === undefined ? () => true : bindCondition(condition, mapping, header);
  const turned = (value: string): string => (value.startsWith('-') ? value.slice(1) : sign === 'drop' || /^[0.]+$/.test(value) ? value : `-${value}`);
  return (value, cells) => (holds(cells) ? turned(value) : value);
}

/** 0.15 times 100 is 15, not 15.00. */
function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** Neighbouring rows repeat dates, customers and currencies: the last answer is kept. */
function remembering(read: CellReader): CellReader {
  let lastText: string | null = null;
  let lastFound: string | CellProblem = '';
  return (text) => {
    if (text !== lastText) {
      lastFound = read(text);
      lastText = text;
    }
    return lastFound;
  };
}

function bindFilter(mapping: Mapping, header: readonly string[]): (cells: Cells) => boolean {
  const conditions = mapping.filter.map((condition) => bindCondition(condition, mapping, header));
  return conditions.length === 0 ? () => true : (cells) => conditions.every((condition) => condition(cells));
}

function bindCondition({ column, keep, value = '' }: Mapping['filter'][number], mapping: Mapping, header: readonly string[]): (cells: Cells) => boolean {
  const index = columnIndex(column, header);
  const nulls = new Set(mapping.null_texts);
  const test = testOf(keep, value, mapping);
  return (cells) => {
    const text = (cells[index] ?? '').trim();
    return test(nulls.has(text) ? '' : text);
  };
}
