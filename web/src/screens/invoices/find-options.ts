// What the boxes of billing find while someone types: customers, products, orders of a customer.
import { get } from '../../api/client.ts';
import type { WirePage } from '../../api/types.ts';
import type { Option } from '../../kit/option.ts';

const mostFound = 12;

type FoundCustomer = { readonly id: string; readonly number: string; readonly name: string };

export async function findCustomers(text: string, signal: AbortSignal): Promise<Option[]> {
  const page = await get<WirePage<FoundCustomer>>('/v1/customers', { q: text, limit: mostFound, sort: 'name' }, signal);
  return page.items.map((customer) => ({ id: customer.id, label: customer.name, detail: customer.number }));
}

export type FoundProduct = { readonly id: string; readonly sku: string; readonly name: string; readonly unit?: string };

export async function findProducts(text: string, signal: AbortSignal): Promise<Option[]> {
  const page = await get<WirePage<FoundProduct>>('/v1/products', { q: text, limit: mostFound }, signal);
  // The SKU is what the API takes as a product, so it is the id here.
  return page.items.map((product) => ({ id: product.sku, label: product.sku, detail: product.name }));
}

export type FoundOrder = { readonly id: string; readonly number: string; readonly customer_po: string | null; readonly status: string };

export function findOrders(customerId: string): (text: string, signal: AbortSignal) => Promise<Option[]> {
  return async (text, signal) => {
    const page = await get<WirePage<FoundOrder>>('/v1/orders', { q: text, customer_id: customerId, limit: mostFound }, signal);
    return page.items.map((order) => ({ id: order.number, label: order.number, detail: order.customer_po ?? order.status }));
  };
}
