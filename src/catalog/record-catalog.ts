// Changing the catalogue by hand: charge codes, products, price books, prices, tax rates and registrations.

import { newId } from '#kernel/id.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { checkSku, sameProduct, type Product, type ProductFacts } from './product.ts';
import { findProduct, findProductBySku, listChargeCodes, loadPriceBooks } from './queries.ts';
import { insertChargeCode, insertPriceBook, insertPrices, insertProducts, insertRegistration, insertTaxRate, updateProducts, type NewChargeCode, type NewTaxRate } from './store.ts';

/** A known code is left as it is. */
export async function recordChargeCode(tx: Tx, ctx: Context, code: NewChargeCode): Promise<{ chargeCode: string }> {
  if (await insertChargeCode(tx, code, ctx.now)) tx.audit({ subjectKind: 'charge_code', subjectId: code.chargeCode, after: code });
  return { chargeCode: code.chargeCode };
}

export type NewProduct = ProductFacts & { readonly sku: string; readonly externalId?: string | null };

/** Refuses product.sku, product.exists and product.charge_code. */
export async function createProduct(tx: Tx, ctx: Context, product: NewProduct): Promise<{ productId: string; sku: string }> {
  checkSku(product.sku);
  await requireChargeCode(tx, product.chargeCode);
  if ((await findProductBySku(tx, product.sku)) !== null) refuse('product.exists', `${product.sku} is in the catalogue already`, { field: 'sku', value: product.sku });
  const productId = newId(millisecondsOf(ctx.now));
  await insertProducts(tx, [{ ...product, productId, externalId: product.externalId ?? null }], ctx.now);
  tx.audit({ subjectKind: 'product', subjectId: productId, after: product });
  return { productId, sku: product.sku };
}

/** version: the one the person saw; refuses conflict.stale when it is another by now. */
export async function changeProduct(tx: Tx, _ctx: Context, change: { productId: string; version: number; facts: ProductFacts }): Promise<{ productId: string; version: number }> {
  const before = await findProduct(tx, change.productId);
  if (before === null) refuse('request.not_found', `there is no product ${change.productId}`);
  if (before.version !== change.version) refuse('conflict.stale', `${before.sku} was changed meanwhile`);
  await requireChargeCode(tx, change.facts.chargeCode);
  if (sameProduct(before, change.facts)) return { productId: before.productId, version: before.version };
  await updateProducts(tx, [{ ...identity(before), ...change.facts }]);
  tx.audit({ subjectKind: 'product', subjectId: before.productId, before, after: change.facts });
  return { productId: before.productId, version: before.version + 1 };
}

function identity(product: Product): { productId: string; sku: string; externalId: string | null } {
  return { productId: product.productId, sku: product.sku, externalId: product.externalId };
}

async function requireChargeCode(tx: Tx, chargeCode: string): Promise<void> {
  if (!(await listChargeCodes(tx)).some((code) => code.chargeCode === chargeCode)) refuse('product.charge_code', `there is no charge code ${chargeCode}`, { field: 'charge_code', value: chargeCode });
}

export async function createPriceBook(tx: Tx, ctx: Context, book: { priceBook: string; name: string; currency: string }): Promise<{ priceBook: string }> {
  if (await insertPriceBook(tx, book, ctx.now)) tx.audit({ subjectKind: 'price_book', subjectId: book.priceBook, after: book });
  return { priceBook: book.priceBook };
}

export type PriceByHand = {
  readonly priceBook: string; readonly productId: string; readonly customerId: string | null; readonly minQuantity: string; readonly unitPrice: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null;
};

/** Adds a price; the ones before stay as they were. Refuses price.book_unknown, request.not_found and price.negative. */
export async function addPrice(tx: Tx, ctx: Context, price: PriceByHand): Promise<{ priceId: string }> {
  if ((await loadPriceBooks(tx, [price.priceBook])).size === 0) refuse('price.book_unknown', `there is no price book ${price.priceBook}`, { field: 'price_book', value: price.priceBook });
  if ((await findProduct(tx, price.productId)) === null) refuse('request.not_found', `there is no product ${price.productId}`, { field: 'product_id', value: price.productId });
  if (parseDecimal(price.unitPrice).unscaled < 0n) refuse('price.negative', 'a price is not below zero', { field: 'unit_price', value: price.unitPrice });
  const priceId = newId(millisecondsOf(ctx.now));
  await insertPrices(tx, [{ ...price, priceId }], { now: ctx.now, by: ctx.actor.name });
  tx.audit({ subjectKind: 'price', subjectId: price.productId, after: { ...price, priceId } });
  return { priceId };
}

/** Refuses tax.rate_exists where the class has another rate from that day. */
export async function recordTaxRate(tx: Tx, ctx: Context, rate: NewTaxRate): Promise<NewTaxRate> {
  if (!(await insertTaxRate(tx, rate, ctx.now))) refuse('tax.rate_exists', `${rate.jurisdiction} ${rate.taxClass} has a rate from ${rate.validFrom} already`, { field: 'valid_from', value: rate.validFrom });
  tx.audit({ subjectKind: 'tax_rate', subjectId: rate.jurisdiction, after: rate });
  return rate;
}

export async function recordTaxRegistration(tx: Tx, ctx: Context, row: { entityId: number; jurisdiction: string; number: string; validFrom: LocalDate; validTo: LocalDate | null }): Promise<{ jurisdiction: string }> {
  await insertRegistration(tx, row, ctx.now);
  tx.audit({ subjectKind: 'tax_registration', subjectId: row.jurisdiction, after: row });
  return { jurisdiction: row.jurisdiction };
}
