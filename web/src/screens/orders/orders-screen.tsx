// Orders: what customers asked for and how far each order is delivered, with one order beside the list.
import { useNavigate } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import { useCallback, useMemo } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar } from '../../grid/filter-bar.tsx';
import { heldBy } from '../../grid/held.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { Page, SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen } from '../../shell/use-list-screen.ts';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { ImportButton } from './import-button.tsx';
import { orderColumns } from './order-columns.tsx';
import { OrderPanel } from './order-panel.tsx';
import { orderStatuses, type OrderRow } from './order-wire.ts';
import { SectionLinks } from './section-links.tsx';

const views = [{ id: 'all', label: 'All' }, ...Object.entries(orderStatuses).map(([id, { label }]) => ({ id, label }))];
const idOf = (row: OrderRow) => row.id;
const nameOf = (row: OrderRow) => row.number;
const valueOf = (row: OrderRow) => row.ordered;

export function OrdersScreen() {
  const asOf = useAsOf();
  const navigate = useNavigate();
  const { currency } = useSession().company;
  const [view = 'all', setView] = useAddressText('view');
  const [customerId, setCustomer] = useAddressText('customer');
  const screen = useListScreen<OrderRow>({
    path: '/v1/orders',
    rowId: idOf,
    params: { status: view === 'all' ? undefined : [view], customer_id: customerId, as_of: asOf.param },
    defaultSort: '-ordered_on',
    viewLabel: views.find((choice) => choice.id === view)?.label ?? view,
    moneyOf: valueOf,
  });
  const openPage = useCallback((row: OrderRow) => void navigate({ to: `/orders/${row.id}` }), [navigate]);
  const { list } = screen;
  const columns = useMemo(() => orderColumns(asOf.today, currency), [asOf.today, currency]);
  const isFiltered = screen.search !== '' || view !== 'all' || customerId !== undefined;
  return (
    <Page title="Orders" beside={<><SectionLinks /><AsOfControl asOf={asOf} /></>} actions={<ImportButton kind="orders" />}>
      <SplitView panel={screen.isPanelOpen && <OrderPanel id={screen.panelId} row={screen.activeRow} asOf={asOf.param} onClose={screen.closePanel} />}>
        <ViewTabs views={views} value={view} count={list.total} onValue={(id) => setView(id === 'all' ? undefined : id)} />
        <FilterBar
          searchLabel="Filter by order or PO number"
          search={screen.search}
          onSearch={screen.setSearch}
          summary={heldBy(list, 'order', 'orders')}
        >
          <CustomerFilter customerId={customerId} onCustomer={setCustomer} />
          <ColumnMenu name="orders" columns={columns} />
        </FilterBar>
        <DataGrid
          name="orders"
          label="Orders"
          columns={columns}
          {...gridOf(screen)}
          rowId={idOf}
          rowName={nameOf}
          sort={screen.sort}
          onSort={screen.setSort}
          onOpenPage={openPage}
          hasFoot={false}
          empty={isFiltered
            ? <EmptyState icon={ClipboardList} title="No order fits this filter" action={<Button onClick={() => { screen.setSearch(''); setView(undefined); setCustomer(undefined); }}>Show all</Button>} />
            : <EmptyState icon={ClipboardList} title="No orders yet">Import customer orders from a file, and each is kept with its file and row.</EmptyState>}
        />
      </SplitView>
    </Page>
  );
}
