// Keyboard and pointer of a grid: the active row, the range from an anchor, the whole view, the header.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';

import { useKeys } from '../keys/use-keys.ts';
import { nextSort, type GridColumn } from './columns.ts';
import { moveOf } from './grid-keys.ts';
import type { DataGridProps } from './grid-props.ts';
import type { GridRowsHandle } from './grid-rows.tsx';
import { countSelected, isSelected, selectView, setRows, viewState, type IdentifiedRow, type Selection } from './selection.ts';

type ControlInput<Row, Totals> = DataGridProps<Row, Totals> & {
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly gridId: string;
  readonly rowsHandle: RefObject<GridRowsHandle | null>;
  readonly scroller: HTMLElement | null;
};

export type GridControl = {
  readonly activeIndex: number;
  readonly activeDomId: string | undefined;
  readonly headColumn: number;
  readonly toggleAll: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: (event: MouseEvent) => void;
};

export function useGridControl<Row, Totals>(input: ControlInput<Row, Totals>): GridControl {
  const { list, rowId, activeId, gridId, columns, scroller } = input;
  const [headColumn, setHeadColumn] = useState(-1);
  const indexes = useMemo(() => new Map(list.rows.map((row, index) => [rowId(row), index])), [list.rows, rowId]);
  const activeIndex = activeId === undefined ? -1 : indexes.get(activeId) ?? -1;
  const choice = useRowChoice(input, activeIndex);

  const goTo = (index: number) => {
    const row = list.rows[index];
    if (row === undefined) return;
    setHeadColumn(-1);
    input.onActive(rowId(row));
    input.rowsHandle.current?.reveal(index);
    if (index === list.rows.length - 1) list.loadMore();
  };
  const step = (by: number) => {
    choice.endRange();
    goTo(Math.max(0, Math.min(list.rows.length - 1, activeIndex + by)));
  };
  const withActive = (act: (row: Row) => void) => {
    const row = list.rows[activeIndex];
    if (row !== undefined) act(row);
  };

  useGridKeys({ step, toggle: choice.toggle, withActive, input });
  useFirstFocus(scroller);
  useScrollToAnswer(list.isStale, activeIndex, input.rowsHandle);

  const selectAll = () => {
    choice.selectAll();
    return Boolean(input.selection);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const handled = isSelectAll(event) ? selectAll() : headColumn >= 0
      ? pressInHead(event, { headColumn, setHeadColumn, columns, sort: input.sort, onSort: input.onSort })
      : pressInRows(event, { input, activeIndex, goTo, choice, withActive, enterHead: () => setHeadColumn(0) });
    if (handled) event.preventDefault();
  };

  return {
    activeIndex,
    activeDomId: headColumn >= 0 ? `${gridId}-head-${headColumn}` : activeIndex >= 0 ? `${gridId}-row-${activeIndex}` : undefined,
    headColumn,
    toggleAll: choice.toggleAll,
    onKeyDown,
    onClick: (event) => {
      const target = clickedRow(event);
      if (!target) return;
      if (target.onTick || event.ctrlKey || event.metaKey || event.shiftKey) return choice.click(target.index, event.shiftKey);
      if (target.onControl) return;
      goTo(target.index);
      withRow(list.rows, target.index, input.onOpen);
    },
    onDoubleClick: (event) => {
      const target = clickedRow(event);
      if (target && !target.onTick && !target.onControl) withRow(list.rows, target.index, input.onOpenPage);
    },
  };
}

type RowChoice = {
  readonly toggle: () => void;
  readonly toggleAll: () => void;
  readonly selectAll: () => void;
  readonly extendTo: (index: number) => void;
  readonly endRange: () => void;
  readonly click: (index: number, isRange: boolean) => void;
};

/** Choosing rows. A range grows and shrinks from its anchor over what was chosen before it began. */
function useRowChoice<Row, Totals>(input: ControlInput<Row, Totals>, activeIndex: number): RowChoice {
  const { list, rowId, selection } = input;
  const range = useRef<{ anchor: number; before: Selection<Row> } | undefined>(undefined);
  const lastClicked = useRef(0);
  const named = (from: number, to: number): IdentifiedRow<Row>[] =>
    list.rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => [rowId(row), row]);
  const viewKey = selection?.view.key ?? '';
  const selectAll = () => {
    range.current = undefined;
    // While the rows belong to an older question it is not known how many the new one has.
    if (selection && list.total !== undefined) selection.set(selectView({ ...selection.view, total: list.total }));
  };
  const flip = (index: number) => {
    const row = list.rows[index];
    if (!selection || row === undefined) return;
    range.current = undefined;
    lastClicked.current = index;
    selection.set(setRows(selection.current, named(index, index), !isSelected(selection.current, rowId(row), viewKey), viewKey));
  };
  return {
    toggle: () => flip(activeIndex),
    selectAll,
    toggleAll: () => {
      if (!selection) return;
      if (viewState(selection.current, viewKey) === 'none') selectAll();
      else selection.clear();
    },
    extendTo: (index) => {
      if (!selection) return;
      range.current ??= { anchor: Math.max(0, activeIndex), before: selection.current };
      selection.set(setRows(range.current.before, named(range.current.anchor, index), true, viewKey));
    },
    endRange: () => {
      range.current = undefined;
    },
    click: (index, isRange) => {
      if (!isRange || !selection) return flip(index);
      selection.set(setRows(selection.current, named(lastClicked.current, index), true, viewKey));
      lastClicked.current = index;
    },
  };
}

type RowsContext<Row, Totals> = {
  readonly input: ControlInput<Row, Totals>;
  readonly activeIndex: number;
  readonly goTo: (index: number) => void;
  readonly choice: RowChoice;
  readonly withActive: (act: (row: Row) => void) => void;
  readonly enterHead: () => void;
};

function pressInRows<Row, Totals>(event: KeyboardEvent, context: RowsContext<Row, Totals>): boolean {
  const { input, activeIndex, choice } = context;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'ArrowUp' && activeIndex <= 0 && !event.shiftKey) {
    context.enterHead();
    return true;
  }
  if (event.key === 'Escape') return escape(input);
  if (event.key === ' ') {
    choice.toggle();
    return true;
  }
  if (event.key === 'Enter') {
    context.withActive((row) => input.onOpen?.(row));
    return true;
  }
  const page = input.rowsHandle.current?.rowsPerPage() ?? 10;
  const move = moveOf(event, { index: activeIndex, count: input.list.rows.length, page });
  if (!move) return false;
  if (move.extends) choice.extendTo(move.index);
  else choice.endRange();
  context.goTo(move.index);
  return true;
}

function isSelectAll(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key === 'a';
}

function escape<Row, Totals>(input: ControlInput<Row, Totals>): boolean {
  if (input.selection && countSelected(input.selection.current) > 0) input.selection.clear();
  else input.onEscape?.();
  return true;
}

type HeadContext<Row, Totals> = {
  readonly headColumn: number;
  readonly setHeadColumn: (index: number) => void;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly sort: string | undefined;
  readonly onSort: ((sort: string | undefined) => void) | undefined;
};

function pressInHead<Row, Totals>(event: KeyboardEvent, context: HeadContext<Row, Totals>): boolean {
  const { headColumn, setHeadColumn, columns } = context;
  switch (event.key) {
    case 'ArrowLeft':
      setHeadColumn(Math.max(0, headColumn - 1));
      return true;
    case 'ArrowRight':
      setHeadColumn(Math.min(columns.length - 1, headColumn + 1));
      return true;
    case 'ArrowDown':
    case 'Escape':
      setHeadColumn(-1);
      return true;
    case 'Enter':
    case ' ': {
      const column = columns[headColumn];
      if (column) context.onSort?.(nextSort(context.sort, column));
      return true;
    }
    default:
      return false;
  }
}

function useGridKeys<Row, Totals>(grid: {
  readonly step: (by: number) => void;
  readonly toggle: () => void;
  readonly withActive: (act: (row: Row) => void) => void;
  readonly input: ControlInput<Row, Totals>;
}): void {
  const { input, step } = grid;
  const group = 'List';
  const { onOpenPage, selection } = input;
  useKeys([
    { keys: 'j', label: 'Next row', group, run: () => step(1) },
    { keys: 'k', label: 'Previous row', group, run: () => step(-1) },
    { keys: ']', label: 'Next record, from anywhere', group, run: () => step(1) },
    { keys: '[', label: 'Previous record, from anywhere', group, run: () => step(-1) },
    { keys: 'Home', label: 'First row', group },
    { keys: 'End', label: 'Last loaded row', group },
    { keys: 'Enter', label: 'Open in the panel', group },
    ...(onOpenPage ? [{ keys: 'o', label: 'Open the full page', group, run: () => grid.withActive(onOpenPage) }] : []),
    ...(selection ? [
      { keys: 'x', label: 'Select the row', group, run: grid.toggle },
      { keys: 'Shift+ArrowDown', label: 'Extend the selection', group },
      { keys: 'Mod+a', label: 'Select all in this view', group },
      { keys: 'Escape', label: 'Clear the selection, close the panel', group },
    ] : []),
  ]);
}

/** The list takes the focus when the screen opens, unless something else asked for it. */
function useFirstFocus(scroller: HTMLElement | null): void {
  useEffect(() => {
    if (scroller && document.activeElement === document.body) scroller.focus({ preventScroll: true });
  }, [scroller]);
}

/** A new sort or filter shows the active row again, or begins at the top. */
function useScrollToAnswer(isStale: boolean, activeIndex: number, rowsHandle: RefObject<GridRowsHandle | null>): void {
  const wasStale = useRef(isStale);
  useEffect(() => {
    if (wasStale.current && !isStale) rowsHandle.current?.reveal(Math.max(0, activeIndex));
    wasStale.current = isStale;
  }, [isStale, activeIndex, rowsHandle]);
}

function clickedRow(event: MouseEvent): { readonly index: number; readonly onTick: boolean; readonly onControl: boolean } | undefined {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>('.grid-row[data-index]');
  if (!row) return undefined;
  return {
    index: Number(row.dataset.index),
    onTick: Boolean(target.closest('.grid-tick')),
    onControl: Boolean(target.closest('a, button')),
  };
}

function withRow<Row>(rows: readonly Row[], index: number, act: ((row: Row) => void) | undefined): void {
  const row = rows[index];
  if (row !== undefined) act?.(row);
}
