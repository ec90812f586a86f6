// The receipts of one tab, the payment of the active one beside them. Enter or o opens it for matching.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { HandCoins } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';

import { useSession } from '../../api/session.ts';
import { counted } from '../../format/money.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar } from '../../grid/filter-bar.tsx';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { SplitView } from '../../shell/page.tsx';
import { useListScreen } from '../../shell/use-list-screen.ts';
import { receiptColumns } from './receipt-columns.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import type { ReceiptRow, ReceiptTotals } from './receipt-wire.ts';
import { queueParams, receiptPath, receiptViews } from './use-receipt-queue.ts';

const idOf = (row: ReceiptRow) => row.receipt_id;
const nameOf = (row: ReceiptRow) => `${row.number} from ${row.payer_name ?? row.customer_name ?? 'an unknown payer'}`;
const leftOf = (row: ReceiptRow | ReceiptTotals) => row.left;

type ReceiptListProps = { readonly view: string; readonly tabs: ReactNode };

export function ReceiptList({ view, tabs }: ReceiptListProps) {
  const { today, currency } = useSession().company;
  const label = receiptViews.find((choice) => choice.id === view)?.label ?? view;
  const screen = useListScreen<ReceiptRow, ReceiptTotals>({
    path: receiptPath,
    rowId: idOf,
    params: queueParams(view, ''),
    defaultSort: '',
    viewLabel: label,
    moneyOf: leftOf,
    moneyOfTotal: leftOf,
  });
  const columns = useMemo(() => receiptColumns(today, currency), [today, currency]);
  const open = useOpenReceipt();
  const { list } = screen;
  return (
    <SplitView panel={screen.isPanelOpen && <ReceiptPanel id={screen.panelId} row={screen.activeRow} onMatch={open} onClose={screen.closePanel} />}>
      {tabs}
      <FilterBar
        searchLabel="Filter by payer, text or number"
        search={screen.search}
        onSearch={screen.setSearch}
        summary={list.total !== undefined && counted(list.total, 'receipt', 'receipts')}
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
        empty={screen.search !== ''
          ? <EmptyState icon={HandCoins} title="No receipt fits this filter" action={<Button onClick={() => screen.setSearch('')}>Show all of this tab</Button>} />
          : <EmptyState icon={HandCoins} title={emptyTitles[view] ?? 'Nothing here'}>{emptyNotes[view]}</EmptyState>}
      />
    </SplitView>
  );
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
  const search = useSearch({ strict: false }) as { view?: string; q?: string };
  return useCallback((id) => void navigate({ to: `/receipts/${id}` as never, search: { view: search.view, q: search.q } as never }), [navigate, search.view, search.q]);
}
