// Which cell of the lines has the focus, and how to move it: at once, or to a line that only the next rendering brings.
import { useEffect, useRef, type RefObject } from 'react';

import type { DraftLine } from './draft-lines.ts';

export type CellPlace = { readonly row: number; readonly column: number };

export function useCellFocus(table: RefObject<HTMLTableElement | null>) {
  const goal = useRef<{ key: string; column: number } | undefined>(undefined);
  useEffect(() => {
    const wanted = goal.current;
    if (!wanted) return;
    goal.current = undefined;
    cellsOf(table.current, wanted.key)[wanted.column]?.focus();
  });
  return {
    later: (key: string, column: number) => {
      goal.current = { key, column };
    },
    now: (key: string | undefined, column: number) => {
      const cell = key === undefined ? undefined : cellsOf(table.current, key)[column];
      cell?.focus();
      cell?.select();
    },
    placeOf: (target: EventTarget, lines: readonly DraftLine[]): CellPlace | undefined => {
      const key = (target as Element).closest<HTMLElement>('tr[data-line]')?.dataset.line;
      if (key === undefined) return undefined;
      const row = lines.findIndex((line) => line.key === key);
      const column = cellsOf(table.current, key).indexOf(target as HTMLInputElement);
      return row < 0 || column < 0 ? undefined : { row, column };
    },
  };
}

/** The first cell of the first line. */
export function focusFirstCell(): void {
  document.querySelector<HTMLInputElement>('tr[data-line] .cell-input')?.focus();
}

/** The cells of a line that are typed into, in the order of the columns. */
function cellsOf(table: HTMLTableElement | null, key: string): HTMLInputElement[] {
  return [...table?.querySelectorAll<HTMLInputElement>(`tr[data-line="${key}"] .cell-input`) ?? []];
}
