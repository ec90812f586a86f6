// The rows in sight, in a component of their own so that scrolling renders nothing else. Keyed by slot, not by id: a jump refills rows.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, type Ref } from 'react';

import type { GridColumn } from './columns.ts';
import { GridRow } from './grid-row.tsx';
import { isLocked, isSelected, type Selection } from './selection.ts';

export type GridRowsHandle = {
  readonly reveal: (index: number) => void;
  readonly rowsPerPage: () => number;
};

type GridRowsProps<Row, Totals> = {
  readonly handle: Ref<GridRowsHandle>;
  readonly gridId: string;
  /** As state, not as a ref: a child's effects run before its parent's ref is set. */
  readonly scroller: HTMLElement;
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly rowHeight: number;
  readonly footHeight: number;
  /** Below this width the list scrolls sideways and the names stay in sight. */
  readonly leastWidth: number;
  readonly activeIndex: number;
  readonly selection: Selection<Row> | undefined;
  readonly viewKey: string;
  readonly marks: ReadonlySet<string> | undefined;
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
};

export const headHeight = 32;
const overscan = 8;
/** The next page is asked for when this many rows are left. */
const nearEndRows = 60;

export function GridRows<Row, Totals>(props: GridRowsProps<Row, Totals>) {
  const { rows, rowId, rowHeight, scroller, selection, viewKey, hasMore, onNearEnd } = props;
  const virtualizer = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: headHeight,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  useImperativeHandle(props.handle, () => ({
    reveal: (index) => revealRow(scroller, virtualizer, index * rowHeight, rowHeight, props.footHeight),
    rowsPerPage: () => Math.max(1, Math.floor((heightOf(virtualizer) - headHeight - props.footHeight) / rowHeight) - 1),
  }), [virtualizer, scroller, rowHeight, props.footHeight]);

  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - nearEndRows) onNearEnd();
  }, [hasMore, lastShown, rows.length, onNearEnd]);

  const pool = Math.ceil(heightOf(virtualizer) / rowHeight) + 2 * overscan + 2;
  const isNarrow = (virtualizer.scrollRect?.width ?? 0) < props.leastWidth;
  const locked = selection ? isLocked(selection, viewKey) : false;
  return (
    <div role="rowgroup" className="grid-rows" data-narrow={isNarrow || undefined} style={{ height: virtualizer.getTotalSize() }}>
      {shown.map(({ index, start }) => {
        const row = rows[index];
        const top = start - headHeight;
        if (row === undefined) return <WaitingRow key={index % pool} index={index} top={top} columns={props.columns.length} />;
        const id = rowId(row);
        return (
          <GridRow
            key={index % pool}
            row={row}
            rowName={props.rowName(row)}
            index={index}
            top={top}
            domId={`${props.gridId}-row-${index}`}
            columns={props.columns}
            isActive={index === props.activeIndex}
            isChosen={selection && isSelected(selection, id, viewKey)}
            isLocked={locked}
            mark={props.marks?.has(id) ? 'done' : undefined}
          />
        );
      })}
    </div>
  );
}

type Rows = Virtualizer<HTMLElement, Element>;

/** As last observed: asking the element would force the browser to lay out the page in the middle of a key press. */
function heightOf(virtualizer: Rows): number {
  return virtualizer.scrollRect?.height || 900;
}

/** Scrolls no further than needed to show a row between the header and the foot. */
function revealRow(scroller: HTMLElement, virtualizer: Rows, top: number, rowHeight: number, footHeight: number): void {
  const offset = virtualizer.scrollOffset ?? 0;
  const lowest = top + rowHeight + footHeight + headHeight - heightOf(virtualizer) + 2;
  if (top < offset) scroller.scrollTop = top;
  else if (lowest > offset) scroller.scrollTop = lowest;
}

function WaitingRow({ index, top, columns }: { readonly index: number; readonly top: number; readonly columns: number }) {
  return (
    <div role="row" className="grid-row" aria-rowindex={index + 2} style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell" aria-colspan={columns + 1} className="grid-cell grid-waiting">Loading more…</div>
    </div>
  );
}
