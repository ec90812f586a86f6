// What of the catalogue can be imported.

import type { ImportKind } from '#platform/imports/import-kind.ts';
import { importPrices } from './import-prices.ts';
import { importProducts } from './import-products.ts';
import { importTaxRates } from './import-tax-rates.ts';

export const catalogImports: readonly ImportKind[] = [importProducts, importPrices, importTaxRates];
