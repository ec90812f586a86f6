// The list of the workbench: virtualised, keyboard first, one tab stop. Sorting, filtering and totals are the server's.
import { useId, useRef, useState, type CSSProperties, type ReactNode } from 'react';

import type { ListState } from '../api/use-list.ts';
import { usePreferences } from '../app/preferences.ts';
import { ProblemBanner } from '../kit/problem-banner.tsx';
import { Skeleton, useLongWait } from '../kit/skeleton.tsx';
import { shownColumns, type GridColumn } from './columns.ts';
import { footHeightOf, GridFoot } from './grid-foot.tsx';
import { GridHead } from './grid-head.tsx';
import { GridRows, type GridRowsHandle } from './grid-rows.tsx';
import { viewState } from './selection.ts';
import { useGridControl } from './use-grid-control.ts';
import { useGridTemplate } from './use-grid-template.ts';
import type { SelectionState } from './use-selection.ts';

export type DataGridProps<Row, Totals> = {
  /** Names the grid in the preferences: 'customers'. */
  readonly name: string;
  /** Spoken name: 'Customers'. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly list: ListState<Row, Totals>;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly sort?: string;
  readonly onSort?: (sort: string | undefined) => void;
  readonly activeId: string | undefined;
  readonly onActive: (id: string) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onOpenPage?: (row: Row) => void;
  readonly onEscape?: () => void;
  readonly selection?: SelectionState<Row>;
  /** Rows done a moment ago: they stay, ticked and pale, while they can be undone. */
  readonly marks?: ReadonlySet<string>;
  readonly empty: ReactNode;
  readonly hasFoot?: boolean;
  /** Floats above the foot while rows are chosen. */
  readonly bulkBar?: ReactNode;
};

const rowHeights = { compact: 28, default: 34, comfortable: 40 };
/** The bulk bar floats over the last rows; a row with the focus must not lie under it. */
const bulkBarHeight = 56;

export function DataGrid<Row, Totals>(props: DataGridProps<Row, Totals>) {
  const { list, selection, hasFoot = true } = props;
  const gridId = useId();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rowsHandle = useRef<GridRowsHandle>(null);
  const { hiddenColumns, density } = usePreferences();
  const columns = shownColumns(props.columns, hiddenColumns[props.name]);
  const { stableColumns, style, leastWidth } = useGridTemplate(columns, list.rows, list.totals, Boolean(selection));
  const control = useGridControl({ ...props, columns: stableColumns, gridId, rowsHandle, scroller });
  const showsSkeleton = useLongWait(list.isFirstLoad);
  const isEmpty = !list.isFirstLoad && list.rows.length === 0 && !list.problem;
  const foot = (hasFoot && !isEmpty ? footHeightOf(list.totals) : 0) + (selection && selection.count > 0 ? bulkBarHeight : 0);

  return (
    <div className="grid-house" style={{ '--grid-foot': `${hasFoot ? footHeightOf(list.totals) : 0}px` } as CSSProperties}>
      {list.problem && <ProblemBanner problem={list.problem} onRetry={list.reload} flush />}
      <div
        ref={setScroller}
        role="grid"
        tabIndex={0}
        className="grid-scroll"
        aria-label={props.label}
        aria-rowcount={(list.total ?? list.rows.length) + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={list.isFirstLoad || list.isStale || undefined}
        aria-activedescendant={control.activeDomId}
        data-stale={list.isStale || undefined}
        style={style}
        onKeyDown={control.onKeyDown}
        onClick={control.onClick}
        onDoubleClick={control.onDoubleClick}
      >
        <GridHead
          gridId={gridId}
          columns={stableColumns}
          sort={props.sort}
          onSort={props.onSort ?? (() => undefined)}
          activeColumn={control.headColumn}
          state={selection && viewState(selection.current, selection.view.key)}
          onToggleAll={control.toggleAll}
        />
        {showsSkeleton && <SkeletonRows columns={stableColumns.length} />}
        {scroller && list.rows.length > 0 && (
          <GridRows
            handle={rowsHandle}
            gridId={gridId}
            scroller={scroller}
            rows={list.rows}
            rowId={props.rowId}
            rowName={props.rowName}
            columns={stableColumns}
            rowHeight={rowHeights[density]}
            footHeight={foot}
            leastWidth={leastWidth}
            activeIndex={control.headColumn >= 0 ? -1 : control.activeIndex}
            selection={selection?.current}
            viewKey={selection?.view.key ?? ''}
            marks={props.marks}
            hasMore={list.hasMore}
            onNearEnd={list.loadMore}
          />
        )}
        {hasFoot && !isEmpty && <GridFoot columns={stableColumns} totals={list.totals ?? []} total={list.total} />}
      </div>
      {isEmpty && <div className="grid-empty">{props.empty}</div>}
      {props.bulkBar}
    </div>
  );
}

function SkeletonRows({ columns }: { readonly columns: number }) {
  return (
    <div aria-hidden="true" className="grid-rows">
      {Array.from({ length: 14 }, (_, row) => (
        <div key={row} className="grid-row grid-row-still">
          {Array.from({ length: columns + 1 }, (_unused, cell) => (
            <div key={cell} className="grid-cell">{cell > 0 && <Skeleton className={cell === 1 ? 'h-2.5 w-36' : 'h-2.5 w-12'} />}</div>
          ))}
        </div>
      ))}
    </div>
  );
}
