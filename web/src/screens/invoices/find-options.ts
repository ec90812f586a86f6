// What the boxes of billing find while someone types: products and charge codes, orders and invoices of a customer.
import { get } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import type { Option } from '../../kit/option.ts';
import { chargeCodeOption, productOption } from './draft-form.ts';
import { documentName, type DocumentRow } from './invoice-wire.ts';

const mostFound = 12;

type FoundProduct = { readonly sku: string; readonly name: string };
type FoundCode = { readonly charge_code: string; readonly name: string };

/** Products first; a charge code stands for what is in no catalogue. */
export async function findBillables(text: string, signal: AbortSignal): Promise<Option[]> {
  const [products, codes] = await Promise.all([
    get<WirePage<FoundProduct>>('/v1/products', { q: text, limit: mostFound, active: 'true' }, signal),
    chargeCodes(),
  ]);
  const wanted = text.toLowerCase();
  const fitting = codes.filter((code) => `${code.charge_code} ${code.name}`.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted)));
  return [
    ...products.items.map((product) => productOption(product.sku, product.name)),
    ...fitting.slice(0, mostFound).map((code) => chargeCodeOption(code.charge_code, `${code.name}, charge code`)),
  ];
}

let knownCodes: Promise<readonly FoundCode[]> | undefined;

/** There are few and they seldom change: read once per visit. */
function chargeCodes(): Promise<readonly FoundCode[]> {
  knownCodes ??= get<WirePage<FoundCode>>('/v1/charge-codes').then((page) => page.items, (error: unknown) => {
    knownCodes = undefined;
    throw error;
  });
  return knownCodes;
}

type FoundOrder = { readonly number: string; readonly customer_po: string | null; readonly status: string };

/** Orders are named by their number, which is what a draft keeps. */
export function ordersOf(customerId: string): (text: string, signal: AbortSignal) => Promise<Option[]> {
  return async (text, signal) => {
    const page = await get<WirePage<FoundOrder>>('/v1/orders', { q: text, customer_id: customerId, limit: mostFound }, signal);
    return page.items.map((order) => ({ id: order.number, label: order.number, detail: [order.customer_po, order.status].filter(Boolean).join(', ') }));
  };
}

export function invoicesOf(customerId: string): (text: string, signal: AbortSignal) => Promise<Option[]> {
  return async (text, signal) => {
    const page = await get<WirePage<DocumentRow>>('/v1/invoices', { q: text, customer_id: customerId, state: 'issued', kind: 'invoice', limit: mostFound }, signal);
    return page.items.map((row) => ({ id: row.document_id, label: documentName(row), detail: row.issued_on ?? '' }));
  };
}
