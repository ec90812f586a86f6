// The receipts of one tab, the payment of the active one beside them. Enter or o opens it for matching, Ctrl Enter takes the suggestion.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { HandCoins } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

import type { ListState } from '../../api/use-list.ts';
import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { useSettled } from '../../app/use-settled.ts';
import { isZeroAmount, sumByCurrency } from '../../format/money.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar, FilterChip } from '../../grid/filter-bar.tsx';
import { heldBy } from '../../grid/held.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyList } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen, type ListScreen } from '../../shell/use-list-screen.ts';
import { ExportMenu } from '../reports/export-menu.tsx';
import { receiptColumns } from './receipt-columns.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { methodLabels, type ReceiptRow, type ReceiptTotals } from './receipt-wire.ts';
import { queueParams, receiptPath, receiptViews } from './use-receipt-queue.ts';

const idOf = (row: ReceiptRow) => row.receipt_id;
const nameOf = (row: ReceiptRow) => `${row.number} from ${row.payer_name ?? row.customer_name ?? 'an unknown payer'}`;
const typingMs = 180;
const leftOf = (row: ReceiptRow | ReceiptTotals) => row.left;
const methods = Object.entries(methodLabels).map(([value, label]) => ({ value, label }));

type ReceiptListProps = { readonly view: string; readonly tabs: ReactNode };

export function ReceiptList({ view, tabs }: ReceiptListProps) {
  const { today, currency } = useSession().company;
  const [search = '', setSearch] = useAddressText('find');
  const [method, setMethod] = useAddressText('method');
  const label = receiptViews.find((choice) => choice.id === view)?.label ?? view;
  const params = queueParams(view, useSettled(search, typingMs), { method, today });
  const screen = useListScreen<ReceiptRow, ReceiptTotals>({ path: receiptPath, rowId: idOf, params, defaultSort: '', viewLabel: label, moneyOf: leftOf, moneyOfTotal: leftOf });
  const columns = useMemo(() => receiptColumns(today, currency), [today, currency]);
  const open = useOpenReceipt();
  const list = useMemo(() => ({ ...screen.list, totals: screen.list.totals && perCurrency(screen.list.totals) }), [screen.list]);
  useFirstOfFilter(screen, `${search} ${method ?? ''}`);
  const isFiltered = search !== '' || method !== undefined;
  const clear = () => {
    setSearch(undefined);
    setMethod(undefined);
  };
  const onNext = useCallback((id: string) => {
    const index = screen.list.rows.findIndex((row) => row.receipt_id === id);
    const next = screen.list.rows[index + 1] ?? screen.list.rows[index - 1];
    if (next) screen.setActive(next.receipt_id);
  }, [screen.list.rows, screen.setActive]);
  return (
    <SplitView panel={screen.isPanelOpen && <ReceiptPanel id={screen.panelId} row={screen.activeRow} onMatch={open} onSettled={onNext} onClose={screen.closePanel} />}>
      {tabs}
      <FilterBar searchLabel="Filter by payer, text or amount" search={search} onSearch={(text) => setSearch(text === '' ? undefined : text)} summary={<Summary list={list} />}>
        <FilterChip label="How" options={methods} chosen={method === undefined ? [] : [method]} onChosen={(values) => setMethod(values.at(-1))} />
        <ColumnMenu name="receipts" columns={columns} />
        <ExportMenu path={receiptPath} params={params} small />
      </FilterBar>
      <DataGrid
        name="receipts"
        label="Receipts"
        columns={columns}
        {...gridOf(screen)}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        sort={screen.sort}
        onOpenPage={(row) => open(row.receipt_id)}
        empty={isFiltered
          ? <EmptyState icon={HandCoins} title="No receipt fits this filter" action={<Button onClick={clear}>Show all of this tab</Button>} />
          : <EmptyState icon={HandCoins} title={emptyTitles[view] ?? 'Nothing here'}>{emptyNotes[view]}</EmptyState>}
      />
    </SplitView>
  );
}

/** What the filter hides is not acted on: the first row of a new filter becomes the active one. */
function useFirstOfFilter({ list, activeId, setActive }: ListScreen<ReceiptRow, ReceiptTotals>, filter: string): void {
  const [settled, setSettled] = useState(filter);
  const isAnswered = !list.isFirstLoad && !list.isStale;
  useEffect(() => {
    if (settled === filter || !isAnswered) return;
    // The answer to what is typed comes a moment later; until then the rows are those of the filter before.
    const timer = setTimeout(() => {
      setSettled(filter);
      const [first] = list.rows;
      if (first && !list.rows.some((row) => row.receipt_id === activeId)) setActive(first.receipt_id);
    }, answerMs);
    return () => clearTimeout(timer);
  }, [settled, filter, isAnswered, list.rows, activeId, setActive]);
}

const answerMs = 2 * typingMs;

function Summary({ list }: { readonly list: ListState<ReceiptRow, ReceiptTotals> }) {
  const old = sumByCurrency(list.totals?.map((total) => total.over30) ?? []).filter(({ amount }) => !isZeroAmount(amount));
  return <>{heldBy(list, 'receipt', 'receipts')}{old.length > 0 && <> · <MoneyList list={old} /> over 30 days</>}</>;
}

/** The server counts by status; the foot of the list by currency. */
function perCurrency(totals: readonly ReceiptTotals[]): ReceiptTotals[] {
  return [...Map.groupBy(totals, (total) => total.currency).values()].flatMap((group) => {
    const [first] = group;
    const sum = (of: (total: ReceiptTotals) => ReceiptTotals['amount']) => sumByCurrency(group.map(of))[0];
    const [amount, left, over30, over90] = [sum((total) => total.amount), sum((total) => total.left), sum((total) => total.over30), sum((total) => total.over90)];
    if (!first || !amount || !left || !over30 || !over90) return [];
    return [{ ...first, receipts: group.reduce((count, total) => count + total.receipts, 0), amount, left, over30, over90 }];
  });
}

const emptyTitles: Readonly<Record<string, string>> = {
  to_match: 'Everything is matched',
  suggested: 'No suggestion waits for a decision',
  unidentified: 'Every payer is known',
  unapplied: 'No money waits on an account',
  not_applied: 'No money waits on an account',
  partly: 'No receipt is partly applied',
  on_account: 'No money is kept on an account on purpose',
  applied_today: 'Nothing was applied today',
  applied: 'Nothing is applied yet',
  reversed: 'No receipt was reversed',
};

const emptyNotes: Readonly<Record<string, string>> = {
  to_match: 'Import a bank statement or press c to enter cheques and cash; what is not certain waits here.',
  suggested: 'Import a bank statement, then apply automatically: what is not certain is shown here with its reasons.',
  on_account: 'Prepayments and money for the next invoice are kept here with a on the receipt.',
};

/** To the match screen with the tab and filter, so that next and previous follow the list. */
function useOpenReceipt(): (id: string) => void {
  const navigate = useNavigate();
  const { view, find, method } = useSearch({ strict: false }) as { view?: string; find?: string; method?: string };
  return useCallback((id) => void navigate({ to: `/receipts/${id}` as never, search: { view, find, method } as never }), [navigate, view, find, method]);
}
