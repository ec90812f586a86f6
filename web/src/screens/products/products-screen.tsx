// Products and prices, and what they rest on: price books, tax rates, charge codes, payment terms.
import { lazy, Suspense } from 'react';

import { useAddressText } from '../../app/address.ts';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { Page } from '../../shell/page.tsx';
import { ProductList } from './product-list.tsx';

const views = [
  { id: 'products', label: 'Products' }, { id: 'price-books', label: 'Price books' }, { id: 'tax-rates', label: 'Tax rates' },
  { id: 'charge-codes', label: 'Charge codes' }, { id: 'terms', label: 'Payment terms' },
];
const pages = {
  'price-books': lazy(async () => ({ default: (await import('./price-books.tsx')).PriceBooks })),
  'tax-rates': lazy(async () => ({ default: (await import('./tax-rates.tsx')).TaxRates })),
  'charge-codes': lazy(async () => ({ default: (await import('./charge-codes.tsx')).ChargeCodes })),
  terms: lazy(async () => ({ default: (await import('./payment-terms.tsx')).PaymentTerms })),
};

export function ProductsScreen() {
  const [view = 'products', setView] = useAddressText('view');
  const tabs = <ViewTabs views={views} value={view} onValue={(id) => setView(id === 'products' ? undefined : id)} />;
  const Rest = view in pages ? pages[view as keyof typeof pages] : undefined;
  if (!Rest) return <ProductList tabs={tabs} />;
  return (
    <Page title="Products & prices">
      {tabs}
      <div tabIndex={0} role="group" aria-label={views.find(({ id }) => id === view)?.label} className="min-h-0 grow overflow-y-auto -outline-offset-2"><div className="mx-auto max-w-[960px] px-4 py-5"><Suspense fallback={<SkeletonLines lines={5} />}><Rest /></Suspense></div></div>
    </Page>
  );
}
