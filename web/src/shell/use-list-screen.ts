// Everything a list with a side panel needs, in one place: address, server list, selection, active row, panel.
import { useCallback, useDeferredValue, useMemo, useState } from 'react';

import type { QueryParams } from '../api/client.ts';
import type { WireMoney } from '../api/types.ts';
import { useList, type ListState } from '../api/use-list.ts';
import { useAddressText } from '../app/address.ts';
import { setPreferences, usePreferences } from '../app/preferences.ts';
import { useIsWide } from '../app/use-is-wide.ts';
import { useSettled } from '../app/use-settled.ts';
import { useSelection, type SelectionState } from '../grid/use-selection.ts';

export type ListScreen<Row, Totals> = {
  readonly list: ListState<Row, Totals>;
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly sort: string | undefined;
  readonly setSort: (sort: string | undefined) => void;
  readonly activeId: string | undefined;
  readonly setActive: (id: string) => void;
  readonly activeRow: Row | undefined;
  readonly isPanelOpen: boolean;
  /** What the panel shows; follows the active row a little later. Undefined until the first rows are here. */
  readonly panelId: string | undefined;
  readonly openPanel: () => void;
  readonly closePanel: () => void;
  readonly selection: SelectionState<Row>;
};

const typingMs = 180;

export function useListScreen<Row, Totals = unknown>(options: {
  readonly path: string;
  readonly rowId: (row: Row) => string;
  /** Filters beside search and sort: view, status, as_of; a `q` of its own where the screen keeps the search text elsewhere. */
  readonly params?: QueryParams;
  readonly defaultSort: string;
  /** Names the present view in the bulk bar: 'Overdue'. */
  readonly viewLabel: string;
  readonly moneyOf: (row: Row) => WireMoney | undefined;
  readonly moneyOfTotal?: (total: Totals) => WireMoney;
}): ListScreen<Row, Totals> {
  const [search = '', setSearch] = useAddressText('q');
  const [chosenSort, setSort] = useAddressText('sort');
  const [chosenId, setActiveId] = useAddressText('id');
  const sort = chosenSort ?? options.defaultSort;
  const settledSearch = useSettled(search, typingMs);

  const filterText = JSON.stringify({ q: settledSearch || undefined, ...options.params });
  const filter = useMemo(() => JSON.parse(filterText) as QueryParams, [filterText]);
  const list = useList<Row, Totals>(options.path, { ...filter, sort });

  const { viewLabel, moneyOfTotal } = options;
  const total = list.total ?? 0;
  const view = useMemo(
    () => ({ key: filterText, label: settledSearch ? `${viewLabel}: ${settledSearch}` : viewLabel, filter, total }),
    [filterText, filter, viewLabel, settledSearch, total],
  );
  const viewMoney = useMemo(() => moneyOfTotal && list.totals?.map(moneyOfTotal), [list.totals, moneyOfTotal]);
  const selection = useSelection<Row>({ view, moneyOf: options.moneyOf, viewMoney });

  // Until a row is chosen the first one is meant; a row from the address counts even if it is not loaded yet.
  const { rowId } = options;
  const firstRow = list.rows[0];
  const activeId = chosenId ?? (firstRow && rowId(firstRow));
  const deferredId = useDeferredValue(activeId);
  const activeRow = useMemo(() => list.rows.find((row) => rowId(row) === deferredId), [list.rows, deferredId, rowId]);
  const panel = usePanel();
  const setSearchText = useCallback((text: string) => setSearch(text === '' ? undefined : text), [setSearch]);

  return {
    list,
    search,
    setSearch: setSearchText,
    sort,
    setSort,
    activeId,
    setActive: setActiveId,
    activeRow,
    isPanelOpen: panel.isOpen && (deferredId !== undefined || list.isFirstLoad),
    panelId: deferredId,
    openPanel: panel.open,
    closePanel: panel.close,
    selection,
  };
}

/** What a grid needs of its screen: rows, the active one, and the panel's opening and closing. */
export function gridOf<Row, Totals>(screen: ListScreen<Row, Totals>) {
  return { list: screen.list, activeId: screen.activeId, onActive: screen.setActive, onOpen: screen.openPanel, onEscape: screen.closePanel };
}

/** Beside the list the panel stays as the person left it; over the list it opens only when asked for. */
function usePanel(): { readonly isOpen: boolean; readonly open: () => void; readonly close: () => void } {
  const isWide = useIsWide();
  const { panelOpen } = usePreferences();
  const [isOver, setOver] = useState(false);
  const set = useCallback((open: boolean) => (isWide ? setPreferences({ panelOpen: open }) : setOver(open)), [isWide]);
  const open = useCallback(() => set(true), [set]);
  const close = useCallback(() => {
    set(false);
    document.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }, [set]);
  return { isOpen: isWide ? panelOpen : isOver, open, close };
}
