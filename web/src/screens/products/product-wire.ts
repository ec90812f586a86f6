// The catalogue as the API sends it: products, prices, price books, tax rates, charge codes, payment terms.

export type ProductRow = {
  readonly product_id: string;
  readonly sku: string;
  readonly external_id: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly unit: string;
  readonly charge_code: string;
  readonly tax_class: TaxClass;
  readonly active: boolean;
  readonly version: number;
  /** Decimal text; null where no list price counts today. */
  readonly list_price?: string | null;
  readonly list_currency?: string | null;
};

export type ProductRecord = ProductRow & { readonly prices: readonly Price[] };

export type Price = {
  readonly price_id: string;
  readonly price_book: string;
  readonly currency: string;
  readonly customer_number: string | null;
  readonly customer_name: string | null;
  readonly min_quantity: string;
  readonly unit_price: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly recorded_at: string;
  readonly recorded_by: string;
};

export type PriceBook = { readonly price_book: string; readonly name: string; readonly currency: string; readonly prices: number };

export type TaxRate = { readonly jurisdiction: string; readonly tax_class: TaxClass; readonly valid_from: string; readonly rate: string; readonly name: string };

export type ChargeCode = { readonly charge_code: string; readonly name: string; readonly revenue_account_code: string; readonly tax_class: TaxClass; readonly supply: 'goods' | 'service' };

export type Terms = { readonly terms_code: string; readonly version: number; readonly name: string; readonly text: string; readonly rule: Readonly<Record<string, unknown>> };

export type TaxClass = 'standard' | 'reduced' | 'second_reduced' | 'super_reduced' | 'zero' | 'exempt';

const taxClassLabels: Readonly<Record<TaxClass, string>> = { standard: 'Standard', reduced: 'Reduced', second_reduced: 'Second reduced', super_reduced: 'Super reduced', zero: 'Zero', exempt: 'Exempt' };

export const taxClassOptions = Object.entries(taxClassLabels).map(([value, label]) => ({ value: value as TaxClass, label }));

export function taxClassLabel(taxClass: TaxClass): string {
  return taxClassLabels[taxClass] ?? taxClass;
}
