// The header of a grid: names, the tick for the whole view, sorting by pointer or, from within the grid, by keyboard.
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';

import { nextSort, sortDirection, type GridColumn } from './columns.ts';

type GridHeadProps<Row, Totals> = {
  readonly gridId: string;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly sort: string | undefined;
  readonly onSort: ((sort: string | undefined) => void) | undefined;
  /** Column under the keyboard, -1 for none. */
  readonly activeColumn: number;
  readonly state: 'none' | 'some' | 'all' | undefined;
  readonly onToggleAll: () => void;
};

export function GridHead<Row, Totals>(props: GridHeadProps<Row, Totals>) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-head-row">
        <div role="columnheader" className="grid-cell grid-tick">
          {props.state === undefined ? <span className="sr-only">Mark</span> : (
            <input
              type="checkbox"
              className="tick"
              tabIndex={-1}
              checked={props.state === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = props.state === 'some';
              }}
              onChange={props.onToggleAll}
              aria-label="Select all in this view"
            />
          )}
        </div>
        {props.columns.map((column, index) => (
          <HeadCell key={column.id} {...props} column={column} index={index} />
        ))}
      </div>
    </div>
  );
}

type HeadCellProps<Row, Totals> = GridHeadProps<Row, Totals> & {
  readonly column: GridColumn<Row, Totals>;
  readonly index: number;
};

function HeadCell<Row, Totals>({ gridId, column, index, sort, onSort, activeColumn }: HeadCellProps<Row, Totals>) {
  const direction = sortDirection(sort, column.sortField);
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
  return (
    <div
      id={`${gridId}-head-${index}`}
      role="columnheader"
      aria-sort={column.sortField ? direction : undefined}
      data-active={index === activeColumn || undefined}
      className={clsx('grid-cell', column.align === 'end' && 'grid-end', column.isAnchor && 'grid-anchor')}
    >
      {column.sortField ? (
        <button
          type="button"
          tabIndex={-1}
          className="grid-sort"
          data-sorted={direction !== 'none' || undefined}
          onClick={() => onSort?.(nextSort(sort, column))}
        >
          {direction !== 'none' && <Arrow aria-hidden="true" size={13} />}
          {column.header}
        </button>
      ) : column.header}
    </div>
  );
}
