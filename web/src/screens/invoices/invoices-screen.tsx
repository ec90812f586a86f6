// Invoices, credit notes and debit notes: views as tabs, totals of the whole filter, one document beside the list.
import { Link, useNavigate } from '@tanstack/react-router';
import { FilePlus2, FileText, FileUp, X } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar } from '../../grid/filter-bar.tsx';
import { heldBy } from '../../grid/held.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { formatMoney } from '../../format/money.ts';
import { Button, buttonClass } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { Page, SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen, type ListScreen } from '../../shell/use-list-screen.ts';
import { CustomerFilter } from '../customers/customer-filter.tsx';
import { ExportMenu } from '../reports/export-menu.tsx';
import { InvoiceBulkBar } from './invoice-bulk-bar.tsx';
import { invoiceColumns } from './invoice-columns.tsx';
import { InvoicePanel } from './invoice-panel.tsx';
import { holdsOpenOnly, invoiceView, invoiceViews, unsentView, type InvoiceView } from './invoice-views.ts';
import { countedAmount, documentName, type DocumentRow, type DocumentTotals } from './invoice-wire.ts';
import { rememberDocuments } from './neighbours.ts';

const UnsentList = lazy(async () => ({ default: (await import('./unsent-list.tsx')).UnsentList }));

const idOf = (row: DocumentRow) => row.document_id;
const totalOf = (row: DocumentRow | DocumentTotals) => ('kind' in row ? countedAmount(row, row.total) : row.total);

export function InvoicesScreen() {
  const [viewId, setView] = useAddressText('view');
  const openView = (id: string) => setView(id === 'all' ? undefined : id);
  if (viewId !== unsentView) return <Documents viewId={viewId} onView={openView} />;
  const tabs = <ViewTabs views={invoiceViews} value={unsentView} onValue={openView} />;
  return (
    <Page title="Invoices" actions={<NewInvoice />}>
      <SplitView><Suspense fallback={tabs}><UnsentList tabs={tabs} /></Suspense></SplitView>
    </Page>
  );
}

type DocumentsProps = { readonly viewId: string | undefined; readonly onView: (id: string) => void };

function Documents({ viewId, onView }: DocumentsProps) {
  const [runId, setRun] = useAddressText('run');
  const [customerId, setCustomer] = useAddressText('customer');
  const view = invoiceView(viewId);
  const params = { ...view.params, run_id: runId, customer_id: customerId };
  const screen = useListScreen<DocumentRow, DocumentTotals>({
    path: '/v1/invoices',
    rowId: idOf,
    params,
    defaultSort: '-issued_on',
    viewLabel: view.label,
    moneyOf: totalOf,
    moneyOfTotal: totalOf,
  });
  useEffect(() => rememberDocuments(screen.list.rows.map(idOf), screen.list.total), [screen.list.rows, screen.list.total]);
  const openView = (id: string) => {
    // A sort by due day must not follow into a view that the server can't sort so.
    if (screen.sort?.endsWith('due_on') && !holdsOpenOnly(invoiceView(id))) screen.setSort(undefined);
    onView(id);
  };
  const showAll = () => {
    screen.setSearch('');
    onView('all');
    setRun(undefined);
    setCustomer(undefined);
  };
  return (
    <Page title="Invoices" actions={<><ExportMenu path="/v1/invoices" params={{ ...params, q: screen.search, sort: screen.sort }} /><NewInvoice /></>}>
      <SplitView panel={screen.isPanelOpen && <InvoicePanel id={screen.panelId} row={screen.activeRow} onClose={screen.closePanel} />}>
        <ViewTabs views={invoiceViews} value={view.id} count={screen.list.total} onValue={openView} />
        <InvoiceList screen={screen} view={view} isNarrowed={Boolean(runId ?? customerId)} onShowAll={showAll}>
          {runId && <Narrowed label="Of one run" onClear={() => setRun(undefined)} />}
          <CustomerFilter customerId={customerId} onCustomer={setCustomer} />
        </InvoiceList>
      </SplitView>
    </Page>
  );
}

type InvoiceListProps = {
  readonly screen: ListScreen<DocumentRow, DocumentTotals>;
  readonly view: InvoiceView;
  readonly isNarrowed: boolean;
  readonly onShowAll: () => void;
  readonly children: React.ReactNode;
};

function InvoiceList({ screen, view, isNarrowed, onShowAll, children }: InvoiceListProps) {
  const { list } = screen;
  const navigate = useNavigate();
  const { today, currency } = useSession().company;
  const mayDraft = useMay('invoice.draft');
  const sortsByDue = holdsOpenOnly(view);
  const columns = useMemo(() => invoiceColumns(today, currency, sortsByDue), [today, currency, sortsByDue]);
  const openPage = useCallback((row: DocumentRow) => void navigate({ to: `/invoices/${row.document_id}` }), [navigate]);
  const isDrafts = view.id === 'draft' || view.id === 'held';
  const money = list.totals?.map((total) => formatMoney(isDrafts ? total.total : total.open, 'short')).join(' + ');
  const isFiltered = screen.search !== '' || view.id !== 'all' || isNarrowed;
  return (
    <>
      <FilterBar
        searchLabel="Number, its last digits, order, PO or amount"
        search={screen.search}
        onSearch={screen.setSearch}
        summary={heldBy(list, 'document', 'documents', money && `${money}${isDrafts ? '' : ' open'}`)}
      >
        {children}
        <ColumnMenu name="invoices" columns={columns} />
      </FilterBar>
      <DataGrid
        name="invoices"
        label="Invoices"
        columns={columns}
        {...gridOf(screen)}
        rowId={idOf}
        rowName={documentName}
        sort={screen.sort}
        onSort={screen.setSort}
        onOpenPage={openPage}
        selection={screen.selection}
        bulkBar={<InvoiceBulkBar selection={screen.selection} />}
        empty={isFiltered
          ? <EmptyState icon={FileText} title={screen.search ? 'No document fits this filter' : view.empty} action={<Button onClick={onShowAll}>Show all</Button>} />
          : (
            <EmptyState icon={FileText} title="No invoices yet" action={mayDraft && <Link to="/invoices/new" className={buttonClass()}>New invoice</Link>}>
              Bill what was delivered, write an invoice by hand, or upload many from a file.
            </EmptyState>
          )}
      />
    </>
  );
}

function Narrowed({ label, onClear }: { readonly label: string; readonly onClear: () => void }) {
  return (
    <Button small icon={X} className="border-accent-line! bg-accent-soft! text-accent!" aria-label={`Remove filter: ${label}`} onClick={onClear}>{label}</Button>
  );
}

function NewInvoice() {
  const navigate = useNavigate();
  const mayDraft = useMay('invoice.draft');
  const mayImport = useMay('import.run');
  const create = () => void navigate({ to: '/invoices/new' });
  const upload = () => void navigate({ to: '/imports', search: { kind: 'invoices' } as never });
  useKeys([
    ...(mayDraft ? [{ keys: 'c', label: 'New invoice', group: 'Invoices', run: create }] : []),
    ...(mayImport && mayDraft ? [{ keys: 'u', label: 'Upload many invoices', group: 'Invoices', run: upload }] : []),
  ]);
  return (
    <>
      {mayImport && mayDraft && <Button icon={FileUp} keys="u" onClick={upload}>Upload many</Button>}
      {mayDraft && <Button look="primary" icon={FilePlus2} keys="c" onClick={create}>New invoice</Button>}
    </>
  );
}
