// Products with their list price of today, one of them beside the list.
import { useNavigate } from '@tanstack/react-router';
import { Plus, Tags } from 'lucide-react';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';

import { useMay } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { formatDecimal } from '../../format/money.ts';
import { ColumnMenu } from '../../grid/column-menu.tsx';
import { textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { FilterBar, FilterChip } from '../../grid/filter-bar.tsx';
import { heldBy } from '../../grid/held.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, ButtonRow } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page, SplitView } from '../../shell/page.tsx';
import { gridOf, useListScreen } from '../../shell/use-list-screen.ts';
import { ProductPanel } from './product-panel.tsx';
import { taxClassLabel, type ProductRow } from './product-wire.ts';

const PriceDialog = lazy(async () => ({ default: (await import('./price-dialog.tsx')).PriceDialog }));
const ProductDialog = lazy(async () => ({ default: (await import('./product-dialog.tsx')).ProductDialog }));

const idOf = (row: ProductRow) => row.product_id;
const nameOf = (row: ProductRow) => row.name;
const noMoney = () => undefined;
const saleOptions = [{ value: 'true', label: 'For sale' }, { value: 'false', label: 'Not for sale' }];

type Open = { readonly what: 'new' } | { readonly what: 'change' | 'price'; readonly product: ProductRow };

export function ProductList({ tabs }: { readonly tabs: ReactNode }) {
  const [active, setActive] = useAddressText('active');
  const mayWrite = useMay('catalog.write');
  const [open, setOpen] = useState<Open>();
  const screen = useListScreen<ProductRow>({ path: '/v1/products', rowId: idOf, params: { active }, defaultSort: '', viewLabel: 'Products', moneyOf: noMoney });
  const columns = useMemo(productColumns, []);
  const { list, activeRow } = screen;
  const close = () => setOpen(undefined);
  const create = () => setOpen({ what: 'new' });
  useKeys([{ keys: 'c', label: 'New product', group: 'Products', run: create }], mayWrite);
  useKeys([
    { keys: 'p', label: 'New price', group: 'Products', run: () => activeRow && setOpen({ what: 'price', product: activeRow }) },
    { keys: 'e', label: 'Change product', group: 'Products', run: () => activeRow && setOpen({ what: 'change', product: activeRow }) },
  ], mayWrite && activeRow !== undefined);
  const isFiltered = screen.search !== '' || active !== undefined;
  return (
    <Page title="Products & prices" actions={mayWrite && <Button look="primary" icon={Plus} keys="c" onClick={create}>New product</Button>}>
      <SplitView
        panel={screen.isPanelOpen && (
          <ProductPanel id={screen.panelId} row={activeRow} mayWrite={mayWrite} onAddPrice={(product) => setOpen({ what: 'price', product })} onChange={(product) => setOpen({ what: 'change', product })} onClose={screen.closePanel} />
        )}
      >
        {tabs}
        <FilterBar searchLabel="Filter by SKU or name" search={screen.search} onSearch={screen.setSearch} summary={heldBy(list, 'product', 'products')}>
          <FilterChip label="Sale" options={saleOptions} chosen={active ? [active] : []} onChosen={(values) => setActive(values.at(-1))} />
          <ColumnMenu name="products" columns={columns} />
        </FilterBar>
        <DataGrid
          name="products"
          label="Products"
          columns={columns}
          {...gridOf(screen)}
          rowId={idOf}
          rowName={nameOf}
          hasFoot={false}
          empty={<NoProducts isFiltered={isFiltered} onShowAll={() => { screen.setSearch(''); setActive(undefined); }} onCreate={create} />}
        />
      </SplitView>
      <Suspense>
        {open?.what === 'price' && <PriceDialog product={open.product} onClose={close} />}
        {(open?.what === 'new' || open?.what === 'change') && (
          <ProductDialog
            product={open.what === 'change' ? open.product : undefined}
            onClose={close}
            onDone={(id) => {
              screen.setActive(id);
              close();
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}

type NoProductsProps = { readonly isFiltered: boolean; readonly onShowAll: () => void; readonly onCreate: () => void };

function NoProducts({ isFiltered, onShowAll, onCreate }: NoProductsProps) {
  const navigate = useNavigate();
  if (isFiltered) return <EmptyState icon={Tags} title="No product fits this filter" action={<Button onClick={onShowAll}>Show all</Button>} />;
  return (
    <EmptyState
      icon={Tags}
      title="No products yet"
      action={<ButtonRow><Button look="primary" onClick={() => void navigate({ to: '/imports', search: { kind: 'products' } as never })}>Import products</Button><Button onClick={onCreate}>Enter one</Button></ButtonRow>}
    >
      Products say what is billed, for which account and at which tax; price books say for how much.
    </EmptyState>
  );
}

function productColumns(): GridColumn<ProductRow>[] {
  return [
    textColumn({
      id: 'name', header: 'Product', width: 200, grow: true, isAnchor: true, strong: true, text: (row) => row.name, after: (row) => !row.active && <Badge>Not for sale</Badge>,
    }),
    textColumn({ id: 'sku', header: 'SKU', fits: true, text: (row) => row.sku }),
    textColumn({ id: 'unit', header: 'Unit', width: 90, text: (row) => row.unit }),
    textColumn({ id: 'code', header: 'Charge code', width: 120, text: (row) => row.charge_code }),
    textColumn({ id: 'tax', header: 'Tax class', width: 100, startsHidden: true, text: (row) => taxClassLabel(row.tax_class) }),
    {
      id: 'price', header: 'List price', width: 190, align: 'end',
      fit: (row) => (row.list_price ? `${formatDecimal(row.list_price)} ${row.list_currency}` : ''),
      cell: (row) => (row.list_price ? <span className="font-semibold">{formatDecimal(row.list_price)} <span className="text-meta font-normal text-ink-3">{row.list_currency}</span></span> : <span className="text-ink-3">–</span>),
    },
  ];
}
