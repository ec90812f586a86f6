// Customers: who owes what and how old it is, with one customer beside the list.
import { Plus, Users } from 'lucide-react';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAddressList, useAddressText } from '../../app/address.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar, FilterChip } from '../../grid/filter-bar.tsx';
import { heldBy, isNotAddedUp } from '../../grid/held.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf, type AsOf } from '../../shell/use-as-of.ts';
import { Page, SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen, type ListScreen } from '../../shell/use-list-screen.ts';
import { CustomerBulkBar } from './customer-bulk-bar.tsx';
import { customerColumns } from './customer-columns.tsx';
import { CustomerFigures } from './customer-figures.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { customerStatuses, usualAges, type CustomerRow, type CustomerTotals } from './customer-wire.ts';

const CustomerDialog = lazy(async () => ({ default: (await import('./customer-dialog.tsx')).CustomerDialog }));

const views = [
  { id: 'all', label: 'Everyone' }, { id: 'open', label: 'Open' },
  { id: 'overdue', label: 'Overdue' }, { id: 'credit', label: 'In credit' },
];
const statusOptions = Object.entries(customerStatuses).map(([value, { label }]) => ({ value, label }));
const receivableOf = (row: CustomerRow | CustomerTotals) => row.receivable;
const idOf = (row: CustomerRow) => row.id;
const nameOf = (row: CustomerRow) => row.name;

export function CustomersScreen() {
  const asOf = useAsOf();
  const [isCreating, setCreating] = useState(false);
  const [view = 'all', setView] = useAddressText('view');
  const [statuses, setStatuses] = useAddressList('status');
  const mayWrite = useMay('customer.write') && !asOf.isLookBack;
  const screen = useListScreen<CustomerRow, CustomerTotals>({
    path: '/v1/customers',
    rowId: idOf,
    params: { view: view === 'all' ? undefined : view, status: statuses, as_of: asOf.param },
    defaultSort: '-receivable',
    viewLabel: views.find((choice) => choice.id === view)?.label ?? view,
    moneyOf: receivableOf,
    moneyOfTotal: receivableOf,
  });
  const create = () => setCreating(true);
  useKeys([{ keys: 'c', label: 'New customer', group: 'Customers', run: create }], mayWrite);
  const { list } = screen;

  return (
    <Page
      title="Customers"
      beside={<AsOfControl asOf={asOf} />}
      actions={mayWrite && <Button look="primary" icon={Plus} keys="c" onClick={create}>New customer</Button>}
    >
      <CustomerFigures totals={list.totals} isNotAddedUp={isNotAddedUp(list)} onOpenView={setView} />
      <SplitView panel={screen.isPanelOpen && <CustomerPanel id={screen.panelId} row={screen.activeRow} asOf={asOf.param} day={asOf.day} onClose={screen.closePanel} />}>
        <ViewTabs views={views} value={view} count={list.total} onValue={setView} />
        <CustomerList
          screen={screen}
          asOf={asOf}
          statuses={statuses}
          onStatuses={setStatuses}
          isFiltered={screen.search !== '' || statuses.length > 0 || view !== 'all'}
          bulkBar={<CustomerBulkBar selection={screen.selection} mayWrite={mayWrite} onShowView={setView} />}
          onShowAll={() => {
            screen.setSearch('');
            setStatuses([]);
            setView(undefined);
          }}
        />
      </SplitView>
      <Suspense>
        {isCreating && (
          <CustomerDialog
            onClose={() => setCreating(false)}
            onDone={(id) => {
              screen.setActive(id);
              setCreating(false);
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}

type CustomerListProps = {
  readonly screen: ListScreen<CustomerRow, CustomerTotals>;
  readonly asOf: AsOf;
  readonly statuses: readonly string[];
  readonly onStatuses: (statuses: readonly string[]) => void;
  readonly isFiltered: boolean;
  readonly bulkBar: ReactNode;
  readonly onShowAll: () => void;
};

function CustomerList({ screen, asOf, statuses, onStatuses, isFiltered, bulkBar, onShowAll }: CustomerListProps) {
  const { list } = screen;
  const { currency } = useSession().company;
  const ages = JSON.stringify((list.totals?.[0] ?? list.rows[0])?.aging.map((bucket) => bucket.label) ?? usualAges);
  const columns = useMemo(() => customerColumns(JSON.parse(ages) as string[], asOf.today, currency), [ages, asOf.today, currency]);
  return (
    <>
      <FilterBar
        searchLabel="Filter by name or number"
        search={screen.search}
        onSearch={screen.setSearch}
        summary={heldBy(list, 'customer', 'customers')}
      >
        <FilterChip label="Status" options={statusOptions} chosen={statuses} onChosen={onStatuses} />
        <ColumnMenu name="customers" columns={columns} />
      </FilterBar>
      <DataGrid
        name="customers"
        label="Customers"
        columns={columns}
        {...gridOf(screen)}
        rowId={idOf}
        rowName={nameOf}
        sort={screen.sort}
        onSort={screen.setSort}
        selection={screen.selection}
        bulkBar={bulkBar}
        empty={isFiltered
          ? <EmptyState icon={Users} title="No customer fits this filter" action={<Button onClick={onShowAll}>Show everyone</Button>} />
          : <EmptyState icon={Users} title="No customers yet">Enter the first one, or import a list from a file.</EmptyState>}
      />
    </>
  );
}
