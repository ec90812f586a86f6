// Changing the catalogue by hand: charge codes, products, price books and prices.

import { isCurrency } from '#kernel/currency.ts';
import { tryParseDecimal } from '#kernel/decimal.ts';
import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { lastChangeOf, staleRefusal } from '#platform/stale-refusal.ts';
import { findAccountByCode } from '#ledger/account-store.ts';
import { findCustomer, firstEntity } from '#customers/index.ts';
import { checkSku, normaliseCode, sameProduct, type ProductFacts } from './product.ts';
import { findProduct, listChargeCodes, loadPriceBooks } from './queries.ts';
import { insertChargeCode, insertPriceBook, insertPrices, insertProducts, lockProduct, lockSkus, takenProducts, updateChargeCodeName, updateProducts, type NewChargeCode, type NewPrice } from './store.ts';

/** A known code may be named anew; account, tax class and supply are for good. Refuses charge_code.exists, catalog.code and account.unknown. */
export async function recordChargeCode(tx: Tx, ctx: Context, input: NewChargeCode): Promise<{ chargeCode: string }> {
  const code = { ...input, chargeCode: checkCode('charge_code', input.chargeCode) };
  const { entityId } = await firstEntity(tx);
  const account = await findAccountByCode(tx, entityId, code.revenueAccountCode);
  if (account.type !== 'income') refuse('account.unknown', `the account ${account.code} is no income account`, { field: 'revenue_account_code', value: account.code });
  const before = (await listChargeCodes(tx)).find((known) => known.chargeCode === code.chargeCode);
  if (before === undefined) await insertChargeCode(tx, code, ctx.now);
  else if (before.revenueAccountCode !== code.revenueAccountCode || before.taxClass !== code.taxClass || before.supply !== code.supply) {
    refuse('charge_code.exists', `${code.chargeCode} is posted to ${before.revenueAccountCode}, as ${before.supply} of the class ${before.taxClass}`, { field: 'charge_code', value: code.chargeCode });
  } else if (before.name === code.name) return { chargeCode: code.chargeCode };
  else await updateChargeCodeName(tx, code.chargeCode, code.name);
  tx.audit({ subjectKind: 'charge_code', subjectId: code.chargeCode, before, after: code });
  return { chargeCode: code.chargeCode };
}

const codeShape = /^[A-Z0-9][A-Z0-9._-]{0,29}$/;

function checkCode(field: 'charge_code' | 'price_book', text: string): string {
  const code = normaliseCode(text);
  if (!codeShape.test(code)) refuse('catalog.code', 'a code has 1 to 30 letters, digits, dots, dashes and underscores', { field, value: text });
  return code;
}

export type NewProduct = ProductFacts & { readonly sku: string; readonly externalId?: string | null | undefined };

/** Refuses product.sku, product.exists and product.charge_code. */
export async function createProduct(tx: Tx, ctx: Context, input: NewProduct): Promise<{ productId: string; sku: string }> {
  await lockSkus(tx);
  checkSku(input.sku);
  const chargeCode = await requireChargeCode(tx, input.chargeCode);
  const externalId = input.externalId ?? null;
  if ((await takenProducts(tx, [input.sku], externalId === null ? [] : [externalId])).length > 0) {
    refuse('product.exists', `the SKU ${input.sku} or the external id is in the catalogue already`, { field: 'sku', value: input.sku });
  }
  const product = { ...input, externalId, chargeCode, productId: newId(millisecondsOf(ctx.now)) };
  await insertProducts(tx, [product], ctx.now);
  tx.audit({ subjectKind: 'product', subjectId: product.productId, after: product });
  return { productId: product.productId, sku: product.sku };
}

/** version: the one the person saw; refuses conflict.stale when it is another by now, product.unknown and product.charge_code. */
export async function changeProduct(tx: Tx, _ctx: Context, change: { productId: string; version: number; facts: ProductFacts }): Promise<{ productId: string; version: number }> {
  await lockProduct(tx, change.productId);
  const before = (await findProduct(tx, change.productId)) ?? refuse('product.unknown', 'there is no such product', { field: 'product', value: change.productId });
  if (before.version !== change.version) {
    throw staleRefusal({ name: `product ${before.sku}`, last: await lastChangeOf(tx, 'product', before.productId), version: before.version, seen: change.version });
  }
  const facts = { ...change.facts, chargeCode: await requireChargeCode(tx, change.facts.chargeCode) };
  if (sameProduct(before, facts)) return { productId: before.productId, version: before.version };
  await updateProducts(tx, [{ before, after: { ...before, ...facts } }]);
  tx.audit({ subjectKind: 'product', subjectId: before.productId, before, after: facts });
  return { productId: before.productId, version: before.version + 1 };
}

async function requireChargeCode(tx: Tx, text: string): Promise<string> {
  const chargeCode = normaliseCode(text);
  if (!(await listChargeCodes(tx)).some((code) => code.chargeCode === chargeCode)) refuse('product.charge_code', `there is no charge code ${chargeCode}`, { field: 'charge_code', value: text });
  return chargeCode;
}

/** Refuses price_book.exists, catalog.code and currency.unknown. */
export async function createPriceBook(tx: Tx, ctx: Context, input: { priceBook: string; name: string; currency: string }): Promise<{ priceBook: string }> {
  const book = { ...input, priceBook: checkCode('price_book', input.priceBook) };
  if (!isCurrency(book.currency)) refuse('currency.unknown', `${book.currency} is not a currency`, { field: 'currency', value: book.currency });
  if (!(await insertPriceBook(tx, book, ctx.now))) refuse('price_book.exists', `there is a price book ${book.priceBook}`, { field: 'price_book', value: book.priceBook });
  tx.audit({ subjectKind: 'price_book', subjectId: book.priceBook, after: book });
  return { priceBook: book.priceBook };
}

export type PriceByHand = Omit<NewPrice, 'priceId'>;

/** Adds a price; the ones before stay as they were. Refuses price.book_unknown, product.unknown, customer.unknown, and what checkPrice refuses. */
export async function addPrice(tx: Tx, ctx: Context, input: PriceByHand): Promise<{ priceId: string }> {
  const price = { ...input, priceBook: normaliseCode(input.priceBook), priceId: newId(millisecondsOf(ctx.now)) };
  if ((await loadPriceBooks(tx, [price.priceBook])).size === 0) refuse('price.book_unknown', `there is no price book ${price.priceBook}`, { field: 'price_book', value: input.priceBook });
  if ((await findProduct(tx, price.productId)) === null) refuse('product.unknown', 'there is no such product', { field: 'product_id', value: price.productId });
  if (price.customerId !== null && (await findCustomer(tx, price.customerId)) === null) refuse('customer.unknown', 'there is no such customer', { field: 'customer_id', value: price.customerId });
  checkPrice(price);
  await insertPrices(tx, [price], { now: ctx.now, by: ctx.actor.name });
  tx.audit({ subjectKind: 'price', subjectId: price.productId, after: price });
  return { priceId: price.priceId };
}

/** Numeric columns hold more, but no price or quantity of the trade does. */
const decimalsMax = 10;

/** Refuses price.negative, price.quantity and price.dates. */
export function checkPrice(price: { readonly unitPrice: string; readonly minQuantity: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }): void {
  if (!isAmount(price.unitPrice)) refuse('price.negative', `a price is zero or more, with at most ${decimalsMax} decimals`, { field: 'unit_price', value: price.unitPrice });
  if (!isAmount(price.minQuantity)) refuse('price.quantity', `a quantity is zero or more, with at most ${decimalsMax} decimals`, { field: 'min_quantity', value: price.minQuantity });
  if (price.validTo !== null && price.validTo < price.validFrom) refuse('price.dates', `the price would end on ${price.validTo}, before it starts`, { field: 'valid_to', value: price.validTo });
}

function isAmount(text: string): boolean {
  const value = tryParseDecimal(text);
  return value !== null && value.unscaled >= 0n && value.scale <= decimalsMax;
}
