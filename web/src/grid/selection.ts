// What is chosen in a list: some rows by id, or everything a view holds but for a few. Survives sorting, filtering and paging.
import type { QueryParams } from '../api/client.ts';

export type SelectedView = {
  /** Tells views apart; two equal filters have the same key. */
  readonly key: string;
  readonly label: string;
  readonly filter: QueryParams;
  readonly total: number;
};

export type Selection<Row> =
  | { readonly kind: 'rows'; readonly rows: ReadonlyMap<string, Row> }
  | { readonly kind: 'view'; readonly view: SelectedView; readonly except: ReadonlyMap<string, Row> };

export type IdentifiedRow<Row> = readonly [id: string, row: Row];

export function emptySelection<Row>(): Selection<Row> {
  return { kind: 'rows', rows: new Map() };
}

export function countSelected<Row>(selection: Selection<Row>): number {
  return selection.kind === 'rows' ? selection.rows.size : selection.view.total - selection.except.size;
}

/** In another view than the chosen one membership is unknown, so no row is ticked there. */
export function isSelected<Row>(selection: Selection<Row>, id: string, viewKey: string): boolean {
  if (selection.kind === 'rows') return selection.rows.has(id);
  return selection.view.key === viewKey && !selection.except.has(id);
}

/** A whole view that was chosen elsewhere is not changed from here: ticks are locked until it is cleared or shown again. */
export function isLocked<Row>(selection: Selection<Row>, viewKey: string): boolean {
  return selection.kind === 'view' && selection.view.key !== viewKey;
}

export function setRows<Row>(
  selection: Selection<Row>,
  rows: readonly IdentifiedRow<Row>[],
  chosen: boolean,
  viewKey: string,
): Selection<Row> {
  if (isLocked(selection, viewKey)) return selection;
  const kept = new Map(selection.kind === 'rows' ? selection.rows : selection.except);
  const keeps = selection.kind === 'rows' ? chosen : !chosen;
  for (const [id, row] of rows) {
    if (keeps) kept.set(id, row);
    else kept.delete(id);
  }
  return selection.kind === 'rows' ? { kind: 'rows', rows: kept } : { ...selection, except: kept };
}

export function selectView<Row>(view: SelectedView): Selection<Row> {
  return { kind: 'view', view, except: new Map() };
}

/** State of the tick in the header: of the whole view, not of the loaded rows. */
export function viewState<Row>(selection: Selection<Row>, viewKey: string): 'none' | 'some' | 'all' {
  if (countSelected(selection) === 0) return 'none';
  return selection.kind === 'view' && selection.view.key === viewKey && selection.except.size === 0 ? 'all' : 'some';
}

export type BulkBody =
  | { readonly ids: readonly string[] }
  | { readonly filter: QueryParams; readonly except: readonly string[] };

/** How a bulk action tells the server what it is about. */
export function bulkBody<Row>(selection: Selection<Row>): BulkBody {
  if (selection.kind === 'rows') return { ids: [...selection.rows.keys()] };
  return { filter: selection.view.filter, except: [...selection.except.keys()] };
}
