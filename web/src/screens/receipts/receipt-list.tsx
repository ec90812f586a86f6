// The receipts of one tab, the payment of the active one beside them. Enter or o opens it for matching.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { HandCoins } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { useSettled } from '../../app/use-settled.ts';
import { counted, isZeroAmount, sumByCurrency } from '../../format/money.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar } from '../../grid/filter-bar.tsx';
import { Button } from '../../kit/button.tsx';
import { MoneyList } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { SplitView } from '../../shell/page.tsx';
import { useListScreen } from '../../shell/use-list-screen.ts';
import { receiptColumns } from './receipt-columns.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import type { ReceiptRow, ReceiptTotals } from './receipt-wire.ts';
import { queueParams, receiptPath, receiptViews } from './use-receipt-queue.ts';

const idOf = (row: ReceiptRow) => row.receipt_id;
const nameOf = (row: ReceiptRow) => `${row.number} from ${row.payer_name ?? row.customer_name ?? 'an unknown payer'}`;
const typingMs = 180;
const leftOf = (row: ReceiptRow | ReceiptTotals) => row.left;

type ReceiptListProps = { readonly view: string; readonly tabs: ReactNode };

export function ReceiptList({ view, tabs }: ReceiptListProps) {
  const { today, currency } = useSession().company;
  const [search = '', setSearch] = useAddressText('find');
  const label = receiptViews.find((choice) => choice.id === view)?.label ?? view;
  const screen = useListScreen<ReceiptRow, ReceiptTotals>({
    path: receiptPath,
    rowId: idOf,
    params: queueParams(view, useSettled(search, typingMs)),
    defaultSort: '',
    viewLabel: label,
    moneyOf: leftOf,
    moneyOfTotal: leftOf,
  });
  const columns = useMemo(() => receiptColumns(today, currency), [today, currency]);
  const open = useOpenReceipt();
  const list = useMemo(() => ({ ...screen.list, totals: screen.list.totals && perCurrency(screen.list.totals) }), [screen.list]);
  const old = sumByCurrency(list.totals?.map((total) => total.over30) ?? []).filter(({ amount }) => !isZeroAmount(amount));
  return (
    <SplitView panel={screen.isPanelOpen && <ReceiptPanel id={screen.panelId} row={screen.activeRow} onMatch={open} onClose={screen.closePanel} />}>
      {tabs}
      <FilterBar
        searchLabel="Filter by payer, text or number"
        search={search}
        onSearch={(text) => setSearch(text === '' ? undefined : text)}
        summary={list.total !== undefined && <>{counted(list.total, 'receipt', 'receipts')}{old.length > 0 && <> · <MoneyList list={old} /> older than 30 days</>}</>}
      >
        <ColumnMenu name="receipts" columns={columns} />
      </FilterBar>
      <DataGrid
        name="receipts"
        label="Receipts"
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
        sort={screen.sort}
        activeId={screen.activeId}
        onActive={screen.setActive}
        onOpenPage={(row) => open(row.receipt_id)}
        onOpen={screen.openPanel}
        onEscape={screen.closePanel}
        empty={search !== ''
          ? <EmptyState icon={HandCoins} title="No receipt fits this filter" action={<Button onClick={() => setSearch(undefined)}>Show all of this tab</Button>} />
          : <EmptyState icon={HandCoins} title={emptyTitles[view] ?? 'Nothing here'}>{emptyNotes[view]}</EmptyState>}
      />
    </SplitView>
  );
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
  suggested: 'No suggestion waits for a decision',
  unidentified: 'Every payer is known',
  unapplied: 'No money waits on an account',
  partly: 'No receipt is partly applied',
  applied: 'Nothing is applied yet',
};

const emptyNotes: Readonly<Record<string, string>> = {
  suggested: 'Import a bank statement, then apply automatically: what is not certain is shown here with its reasons.',
};

/** To the match screen with the tab and filter, so that next and previous follow the list. */
function useOpenReceipt(): (id: string) => void {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { view?: string; find?: string };
  return useCallback((id) => void navigate({ to: `/receipts/${id}` as never, search: { view: search.view, find: search.find } as never }), [navigate, search.view, search.find]);
}
