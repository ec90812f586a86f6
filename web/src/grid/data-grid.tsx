// The list of the workbench: virtualised, keyboard first, one tab stop. Sorting, filtering and totals are the server's.
import { useId, useRef, useState, type CSSProperties, type RefObject } from 'react';

import { usePreferences } from '../app/preferences.ts';
import { ProblemBanner } from '../kit/problem-banner.tsx';
import { Skeleton, useLongWait } from '../kit/skeleton.tsx';
import { shownColumns, type GridColumn } from './columns.ts';
import { footHeightOf, GridFoot } from './grid-foot.tsx';
import { isNotAddedUp } from './held.ts';
import { GridHead } from './grid-head.tsx';
import { GridPrint } from './grid-print.tsx';
import type { DataGridProps } from './grid-props.ts';
import { GridRows, type GridRowsHandle } from './grid-rows.tsx';
import { viewState } from './selection.ts';
import { useGridControl, type GridControl } from './use-grid-control.ts';
import { useGridTemplate } from './use-grid-template.ts';

const rowHeights = { compact: 28, default: 34, comfortable: 40 };
/** The bulk bar floats over the last rows; a row with the focus must not lie under it. */
const bulkBarHeight = 56;

export function DataGrid<Row, Totals>(props: DataGridProps<Row, Totals>) {
  const { list, selection, hasFoot = true } = props;
  const gridId = useId();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rowsHandle = useRef<GridRowsHandle>(null);
  const shown = shownColumns(props.columns, usePreferences().hiddenColumns[props.name]);
  const { columns, style, leastWidth } = useGridTemplate(shown, list.rows, list.totals, Boolean(selection));
  const control = useGridControl({ ...props, columns, gridId, rowsHandle, scroller });
  const isEmpty = !list.isFirstLoad && list.rows.length === 0 && !list.problem;
  const footHeight = hasFoot && !isEmpty ? footHeightOf(list.totals) : 0;
  return (
    <div className="grid-house" style={{ '--grid-foot': `${footHeight}px` } as CSSProperties}>
      {list.problem && <ProblemBanner problem={list.problem} note={list.isStale ? 'The rows below answer the question before.' : undefined} onRetry={list.reload} flush />}
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
        data-asking={(list.isStale && !list.problem) || undefined}
        style={style}
        onKeyDown={control.onKeyDown}
        onClick={control.onClick}
        onDoubleClick={control.onDoubleClick}
      >
        <GridContent {...props} {...{ gridId, columns, leastWidth, control, rowsHandle, scroller, footHeight }} />
      </div>
      <GridPrint columns={columns} rows={list.rows} rowId={props.rowId} totals={hasFoot ? list.totals ?? [] : []} total={list.total} hasMore={list.hasMore} />
      {isEmpty && <div className="grid-empty">{props.empty}</div>}
      {props.bulkBar}
    </div>
  );
}

type GridContentProps<Row, Totals> = DataGridProps<Row, Totals> & {
  readonly gridId: string;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly leastWidth: number;
  readonly control: GridControl;
  readonly rowsHandle: RefObject<GridRowsHandle | null>;
  readonly scroller: HTMLElement | null;
  readonly footHeight: number;
};

function GridContent<Row, Totals>(props: GridContentProps<Row, Totals>) {
  const { list, selection, columns, control, scroller } = props;
  const { density } = usePreferences();
  const showsSkeleton = useLongWait(list.isFirstLoad);
  const isChoosing = selection !== undefined && selection.count > 0;
  return (
    <>
      <GridHead
        gridId={props.gridId}
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        activeColumn={control.headColumn}
        state={selection && viewState(selection.current, selection.view.key)}
        onToggleAll={control.toggleAll}
      />
      {showsSkeleton && <SkeletonRows columns={columns.length} />}
      {scroller && list.rows.length > 0 && (
        <GridRows
          handle={props.rowsHandle}
          gridId={props.gridId}
          scroller={scroller}
          rows={list.rows}
          rowId={props.rowId}
          rowName={props.rowName}
          columns={columns}
          rowHeight={rowHeights[density]}
          footHeight={props.footHeight + (isChoosing ? bulkBarHeight : 0)}
          leastWidth={props.leastWidth}
          activeIndex={control.headColumn >= 0 ? -1 : control.activeIndex}
          selection={selection?.current}
          viewKey={selection?.view.key ?? ''}
          marks={props.marks}
          hasMore={list.hasMore}
          onNearEnd={list.loadMore}
        />
      )}
      {props.footHeight > 0 && <GridFoot columns={columns} totals={list.totals ?? []} total={list.total} isNotAddedUp={isNotAddedUp(list)} />}
    </>
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
