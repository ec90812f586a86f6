// Keeps the columns and their widths steady between renders, so that rows in sight are not rendered anew for nothing.
import { useMemo, useRef, type CSSProperties } from 'react';

import { columnTemplate, growWidths, type GridColumn } from './columns.ts';

export function useGridTemplate<Row, Totals>(
  columns: readonly GridColumn<Row, Totals>[],
  rows: readonly Row[],
  totals: readonly Totals[] | undefined,
  hasTicks: boolean,
): { readonly columns: readonly GridColumn<Row, Totals>[]; readonly style: CSSProperties; readonly leastWidth: number } {
  const kept = useRef(columns);
  const isSame = kept.current.length === columns.length && columns.every((column, index) => kept.current[index] === column);
  if (!isSame) kept.current = columns;
  const stableColumns = kept.current;

  const widths = useRef(new Map<string, number>());
  const seen = useRef<{ rows: readonly Row[]; columns: unknown }>({ rows: [], columns: undefined });
  return useMemo(() => {
    const before = seen.current;
    // Pages are appended; only what was added is measured. Anything else is measured whole.
    const isContinued = before.columns === stableColumns && before.rows[0] === rows[0] && rows.length >= before.rows.length;
    growWidths(widths.current, stableColumns, isContinued ? rows.slice(before.rows.length) : rows, totals ?? []);
    seen.current = { rows, columns: stableColumns };
    const { template, leastWidth } = columnTemplate(stableColumns, widths.current, hasTicks);
    const style = { '--grid-columns': template, '--grid-least': `${leastWidth}px` } as CSSProperties;
    return { columns: stableColumns, style, leastWidth };
  }, [stableColumns, rows, totals, hasTicks]);
}
