// Deliveries, services and returns as they were confirmed, with one confirmation and its lines beside the list.
import { PackageOpen } from 'lucide-react';
import { useMemo } from 'react';

import { useAddressText } from '../../app/address.ts';
import { dayColumn, statusColumn, textColumn, countColumn } from '../../grid/column-makers.tsx';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar } from '../../grid/filter-bar.tsx';
import { heldBy } from '../../grid/held.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { Page, SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen } from '../../shell/use-list-screen.ts';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { ImportButton } from '../orders/import-button.tsx';
import { SectionLinks } from '../orders/section-links.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { deliveryKinds, type DeliveryRow } from './delivery-wire.ts';

const views = [
  { id: 'all', label: 'All' }, { id: 'delivery', label: 'Deliveries' }, { id: 'service', label: 'Services' }, { id: 'return', label: 'Returns' },
];
const idOf = (row: DeliveryRow) => row.id;
const nameOf = (row: DeliveryRow) => row.number;
const noMoney = () => undefined;

export function DeliveriesScreen() {
  const asOf = useAsOf();
  const [view = 'all', setView] = useAddressText('view');
  const [customerId, setCustomer] = useAddressText('customer');
  const screen = useListScreen<DeliveryRow>({
    path: '/v1/deliveries',
    rowId: idOf,
    params: { kind: view === 'all' ? undefined : view, customer_id: customerId, as_of: asOf.param },
    defaultSort: '',
    viewLabel: views.find((choice) => choice.id === view)?.label ?? view,
    moneyOf: noMoney,
  });
  const { list } = screen;
  const columns = useMemo(() => deliveryColumns(asOf.today), [asOf.today]);
  const isFiltered = screen.search !== '' || view !== 'all' || customerId !== undefined;
  return (
    <Page title="Deliveries" beside={<><SectionLinks /><AsOfControl asOf={asOf} /></>} actions={<ImportButton kind="deliveries" />}>
      <SplitView panel={screen.isPanelOpen && <DeliveryPanel id={screen.panelId} row={screen.activeRow} onClose={screen.closePanel} />}>
        <ViewTabs views={views} value={view} count={list.total} onValue={(id) => setView(id === 'all' ? undefined : id)} />
        <FilterBar
          searchLabel="Filter by delivery number"
          search={screen.search}
          onSearch={screen.setSearch}
          summary={heldBy(list, 'delivery', 'deliveries')}
        >
          <CustomerFilter customerId={customerId} onCustomer={setCustomer} />
          <ColumnMenu name="deliveries" columns={columns} />
        </FilterBar>
        <DataGrid
          name="deliveries"
          label="Deliveries"
          columns={columns}
          {...gridOf(screen)}
          rowId={idOf}
          rowName={nameOf}
          hasFoot={false}
          empty={isFiltered
            ? <EmptyState icon={PackageOpen} title="Nothing fits this filter" action={<Button onClick={() => { screen.setSearch(''); setView(undefined); setCustomer(undefined); }}>Show all</Button>} />
            : <EmptyState icon={PackageOpen} title="No deliveries yet">Import confirmations from a file: each delivered line becomes a charge.</EmptyState>}
        />
      </SplitView>
    </Page>
  );
}

function deliveryColumns(today: string): GridColumn<DeliveryRow>[] {
  return [
    textColumn({ id: 'number', header: 'Delivery', width: 130, isAnchor: true, strong: true, text: (row) => row.number }),
    statusColumn({ id: 'kind', header: 'Kind', width: 98, status: (row) => deliveryKinds[row.kind] }),
    dayColumn({ id: 'day', header: 'Day', today, day: (row) => row.delivered_on }),
    textColumn({ id: 'customer', header: 'Customer', width: 160, grow: true, text: (row) => row.customer_name }),
    {
      id: 'orders', header: 'Orders', width: 140,
      cell: (row) => (
        <>
          {row.orders.join(', ')}
          {row.unknown_orders.length > 0 && <Badge tone="warn">{row.unknown_orders[0]} unknown</Badge>}
          {row.orders.length + row.unknown_orders.length === 0 && <span className="text-ink-3">–</span>}
        </>
      ),
    },
    countColumn({ id: 'lines', header: 'Lines', count: (row) => row.lines }),
    textColumn({ id: 'confirmed', header: 'Confirmed by', width: 120, startsHidden: true, text: (row) => row.confirmed_by }),
    textColumn({ id: 'file', header: 'File', width: 110, text: (row) => row.file_name ?? 'By hand' }),
  ];
}
