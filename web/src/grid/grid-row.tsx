// One row. Memoised and free of kit components: while scrolling, forty of these are filled anew in every frame.
import { clsx } from 'clsx';
import { memo } from 'react';

import type { GridColumn } from './columns.ts';

export type GridRowProps<Row, Totals> = {
  readonly row: Row;
  readonly rowName: string;
  readonly index: number;
  readonly top: number;
  readonly domId: string;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly isActive: boolean;
  /** Undefined where rows can't be chosen. */
  readonly isChosen: boolean | undefined;
  readonly isLocked: boolean;
  readonly mark: 'done' | undefined;
};

function PlainGridRow<Row, Totals>(props: GridRowProps<Row, Totals>) {
  const { row, index, columns, isActive, isChosen, mark } = props;
  return (
    <div
      id={props.domId}
      role="row"
      className="grid-row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-index={index}
      data-active={isActive || undefined}
      data-chosen={isChosen || undefined}
      data-mark={mark}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" className="grid-cell grid-tick">
        {isChosen !== undefined && (
          <input
            type="checkbox"
            className="tick"
            tabIndex={-1}
            checked={isChosen}
            disabled={props.isLocked}
            readOnly
            aria-label={`Select ${props.rowName}`}
          />
        )}
      </div>
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={clsx('grid-cell', column.align === 'end' && 'grid-end', column.isAnchor && 'grid-anchor')}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;
