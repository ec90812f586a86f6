// What a column of a grid is, and how wide the columns are: amounts are as wide as their longest value and never cut.
import type { ReactNode } from 'react';

export type GridColumn<Row, Totals = unknown> = {
  readonly id: string;
  readonly header: string;
  /** Pixels; the least width where `grow` is set, the widest where `fit` is set. */
  readonly width: number;
  /** Takes what is left of the width. One column of a grid should. */
  readonly grow?: boolean;
  /** Text of a value, for sizing the column by its longest one. */
  readonly fit?: (row: Row) => string;
  readonly fitTotal?: (total: Totals) => string;
  readonly align?: 'start' | 'end';
  /** The field by which the server sorts; absent where sorting makes no sense. */
  readonly sortField?: string;
  /** First click sorts downward: amounts, ages, dates. */
  readonly sortsDown?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** Foot of the column; there is one line of totals per currency. */
  readonly total?: (total: Totals) => ReactNode;
  /** Not shown until chosen in the column menu. */
  readonly startsHidden?: boolean;
  /** Can't be hidden: the name of the thing. */
  readonly isAnchor?: boolean;
};

export const tickWidth = 38;
/** Widths of Inter at 13 px with tabular digits, of a bold header letter at 12 px, of the arrow of a sorted column, of padding. */
const digitWidth = 8.4;
const capitalWidth = 11;
const separatorWidth = 4.5;
const boldFactor = 1.04;
const letterWidth = 7.2;
const arrowWidth = 16;
const cellPadding = 21;
const leastFit = 60;

export function shownColumns<Row, Totals>(
  columns: readonly GridColumn<Row, Totals>[],
  hidden: readonly string[] | undefined,
): GridColumn<Row, Totals>[] {
  return columns.filter((column) =>
    column.isAnchor || (hidden ? !hidden.includes(column.id) : !column.startsHidden));
}

export function initiallyHidden<Row, Totals>(columns: readonly GridColumn<Row, Totals>[]): string[] {
  return columns.filter((column) => column.startsHidden).map((column) => column.id);
}

/** Grows a kept table of widths by the rows not yet looked at. */
export function growWidths<Row, Totals>(
  widths: Map<string, number>,
  columns: readonly GridColumn<Row, Totals>[],
  rows: readonly Row[],
  totals: readonly Totals[],
): void {
  for (const column of columns) {
    if (!column.fit) continue;
    let longest = 0;
    for (const row of rows) longest = Math.max(longest, textWidth(column.fit(row)));
    for (const total of totals) longest = Math.max(longest, textWidth(column.fitTotal?.(total) ?? '') * boldFactor);
    const wanted = Math.max(leastFit, Math.ceil(longest) + cellPadding);
    widths.set(column.id, Math.max(widths.get(column.id) ?? 0, Math.min(wanted, column.width)));
  }
}

/** A header is never cut, however short the values below it are. */
function headerWidth({ header, sortField }: { readonly header: string; readonly sortField?: string }): number {
  return Math.ceil(header.length * letterWidth) + (sortField ? arrowWidth : 0) + cellPadding;
}

function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += /[.,'’\s]/.test(sign) ? separatorWidth : /\p{Lu}/u.test(sign) ? capitalWidth : digitWidth;
  return width;
}

export function columnTemplate<Row, Totals>(
  columns: readonly GridColumn<Row, Totals>[],
  widths: ReadonlyMap<string, number>,
  hasTicks: boolean,
): { readonly template: string; readonly leastWidth: number } {
  const sizes = columns.map((column) => Math.max(widths.get(column.id) ?? column.width, headerWidth(column)));
  const parts = columns.map((column, index) => (column.grow ? `minmax(${sizes[index]}px, 1fr)` : `${sizes[index]}px`));
  const ticks = hasTicks ? tickWidth : 12;
  return {
    template: `${ticks}px ${parts.join(' ')}`,
    leastWidth: sizes.reduce((sum, size) => sum + size, ticks),
  };
}

/** '-balance' sorts downward by balance. */
export function sortDirection(sort: string | undefined, field: string | undefined): 'ascending' | 'descending' | 'none' {
  if (!field || !sort) return 'none';
  if (sort === field) return 'ascending';
  return sort === `-${field}` ? 'descending' : 'none';
}

export function nextSort<Row, Totals>(sort: string | undefined, column: GridColumn<Row, Totals>): string | undefined {
  const { sortField: field, sortsDown } = column;
  if (!field) return sort;
  const [first, second] = sortsDown ? [`-${field}`, field] : [field, `-${field}`];
  return sort === first ? second : first;
}
