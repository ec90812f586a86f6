// The catalogue over HTTP: products, prices and the price that counts, price books, charge codes, and with them the tax routes.

import { z } from 'zod';
import { isId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, decimalText, id, instant, listOf, localDate, longText, pageQuery, shortText } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import { listProducts, pricesOfProduct } from './list-queries.ts';
import { resolvePrice } from './price.ts';
import type { Product } from './product.ts';
import { findProduct, findProductBySku, listChargeCodes, listPriceBooks, loadPrices } from './queries.ts';
import { addPrice, changeProduct, createPriceBook, createProduct, recordChargeCode } from './record-catalog.ts';
import { taxRoutes } from './tax-routes.ts';
import { taxClasses } from './tax.ts';

const tag = 'Catalogue';
const taxClass = z.enum(taxClasses);
const facts = { name: shortText, description: longText.nullable().default(null), unit: z.string().trim().min(1).max(30).default('unit'), charge_code: shortText, tax_class: taxClass, active: z.boolean().default(true) };
const productParams = z.strictObject({ product: z.string().min(1).max(80) });
const productRow = z.object({
  product_id: id, sku: z.string(), external_id: z.string().nullable(), name: z.string(), description: z.string().nullable(), unit: z.string(), charge_code: z.string(), tax_class: taxClass, active: z.boolean(),
  version: z.int(), recorded_at: instant,
});
const priceRow = z.object({
  price_id: id, price_book: z.string(), currency, customer_number: z.string().nullable(), customer_name: z.string().nullable(), min_quantity: z.string(), unit_price: z.string(), valid_from: localDate,
  valid_to: localDate.nullable(), recorded_at: instant, recorded_by: z.string(),
});

async function productOf(tx: Tx, name: string): Promise<Product> {
  const found = (isId(name) ? await findProduct(tx, name) : null) ?? (await findProductBySku(tx, name));
  return found ?? refuse('product.unknown', `there is no product ${name}`, { field: 'product', value: name });
}

const productRoutes: readonly Route[] = [
  route({
    operation: 'listProducts', method: 'GET', path: '/v1/products', tag, summary: 'Products with their list price of today', permission: 'catalog.read',
    query: z.strictObject({ ...pageQuery, q: z.string().max(200).optional(), active: z.enum(['true', 'false']).optional() }), answer: listOf(productRow.extend({ list_price: z.string().nullable(), list_currency: currency.nullable() })),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const after = decodeCursor(query.cursor, 1)?.[0] ?? null;
      const { rows, total } = await listProducts(tx, { q: query.q, active: query.active === undefined ? undefined : query.active === 'true', today: await businessDay(tx, ctx) }, { after: after === null ? null : String(after), limit: query.limit + 1 });
      return { ...pageOf(rows, query.limit, (row) => [row.sku]), total };
    }),
  }),
  route({
    operation: 'createProduct', method: 'POST', path: '/v1/products', tag, summary: 'Add a product', permission: 'catalog.write', status: 201,
    body: z.strictObject({ sku: shortText, external_id: shortText.nullable().optional(), ...facts }), answer: z.object({ product_id: id, sku: z.string() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'product.create', permission: 'catalog.write', key, dryRun, input: body }, createProduct),
  }),
  route({
    operation: 'getProduct', method: 'GET', path: '/v1/products/{product}', tag, summary: 'A product, by id or SKU, with all its prices', permission: 'catalog.read', params: productParams,
    answer: productRow.extend({ prices: z.array(priceRow) }),
    handle: ({ platform, ctx, params }) => inReadOnly(platform.database, ctx, async (tx) => {
      const product = await productOf(tx, params.product);
      return { ...product, prices: await pricesOfProduct(tx, product.productId) };
    }),
  }),
  route({
    operation: 'changeProduct', method: 'PUT', path: '/v1/products/{product}', tag, summary: 'Change a product; documents keep what they said', permission: 'catalog.write', params: productParams,
    body: z.strictObject({ version: z.int().min(1), ...facts }), answer: z.object({ product_id: id, version: z.int() }),
    handle: ({ platform, ctx, key, dryRun, params, body: { version, ...rest } }) =>
      command(platform.database, ctx, { name: 'product.change', permission: 'catalog.write', key, dryRun, input: { product: params.product, version, facts: rest } }, async (tx, inner, input) =>
        changeProduct(tx, inner, { ...input, productId: (await productOf(tx, input.product)).productId })),
  }),
];

const priceRoutes: readonly Route[] = [
  route({
    operation: 'addPrice', method: 'POST', path: '/v1/prices', tag, summary: 'Add a price; the ones before stay as they were', permission: 'catalog.write', status: 201,
    body: z.strictObject({ price_book: shortText, product_id: id, customer_id: id.nullable().default(null), min_quantity: decimalText.default('0'), unit_price: decimalText, valid_from: localDate, valid_to: localDate.nullable().default(null) }),
    answer: z.object({ price_id: id }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'price.add', permission: 'catalog.write', key, dryRun, input: body }, addPrice),
  }),
  route({
    operation: 'resolvePrice', method: 'GET', path: '/v1/prices/resolve', tag, summary: 'The price that counts for a customer, quantity and day', permission: 'catalog.read',
    query: z.strictObject({ product: z.string().max(80), customer_id: id.optional(), quantity: decimalText.default('1'), on: localDate, currency: currency.optional() }),
    answer: z.object({ product_id: id, sku: z.string(), name: z.string(), unit: z.string(), unit_price: z.string().nullable(), currency: currency.nullable(), price_book: z.string().nullable(), valid_from: localDate.nullable() }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const product = await productOf(tx, query.product);
      const prices = (await loadPrices(tx, [product.productId])).get(product.productId) ?? [];
      const price = resolvePrice(prices, { productId: product.productId, customerId: query.customerId ?? null, quantity: query.quantity, on: query.on, currency: query.currency });
      return { productId: product.productId, sku: product.sku, name: product.name, unit: product.unit, unitPrice: price?.unitPrice ?? null, currency: price?.currency ?? null, priceBook: price?.priceBook ?? null, validFrom: price?.validFrom ?? null };
    }),
  }),
  route({
    operation: 'listPriceBooks', method: 'GET', path: '/v1/price-books', tag, summary: 'Price books', permission: 'catalog.read', answer: listOf(z.object({ price_book: z.string(), name: z.string(), currency, recorded_at: instant, prices: z.int() })),
    handle: ({ platform, ctx }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: await listPriceBooks(tx), nextCursor: null })),
  }),
  route({
    operation: 'createPriceBook', method: 'POST', path: '/v1/price-books', tag, summary: 'Make a price book', permission: 'catalog.write', status: 201, body: z.strictObject({ price_book: shortText, name: shortText, currency }),
    answer: z.object({ price_book: z.string() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'price_book.create', permission: 'catalog.write', key, dryRun, input: body }, createPriceBook),
  }),
];

const chargeCodeRoutes: readonly Route[] = [
  route({
    operation: 'listChargeCodes', method: 'GET', path: '/v1/charge-codes', tag, summary: 'Charge codes with their revenue account and tax class', permission: 'catalog.read',
    answer: listOf(z.object({ charge_code: z.string(), name: z.string(), revenue_account_code: z.string(), tax_class: taxClass, supply: z.enum(['goods', 'service']), recorded_at: instant })),
    handle: ({ platform, ctx }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: await listChargeCodes(tx), nextCursor: null })),
  }),
  route({
    operation: 'createChargeCode', method: 'POST', path: '/v1/charge-codes', tag, summary: 'Add a charge code', permission: 'catalog.write', status: 201,
    body: z.strictObject({ charge_code: shortText, name: shortText, revenue_account_code: shortText, tax_class: taxClass, supply: z.enum(['goods', 'service']).default('goods') }), answer: z.object({ charge_code: z.string() }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'charge_code.create', permission: 'catalog.write', key, dryRun, input: body }, recordChargeCode),
  }),
];

export const catalogRoutes: readonly Route[] = [...productRoutes, ...priceRoutes, ...chargeCodeRoutes, ...taxRoutes];
