// Price books and prices. A price never changes: a later first day supersedes it, and a later row of the same day corrects it.

import { currencyDigits } from '#kernel/currency.ts';
import { tryParseDecimal } from '#kernel/decimal.ts';
import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { businessDay, findCustomer } from '#customers/index.ts';
import { normaliseCode } from './charge-code.ts';
import { findProduct, loadPriceBooks } from './queries.ts';
import { insertPriceBook, insertPrices, type WrittenPrice } from './store.ts';

const codeShape = /^[A-Z0-9][A-Z0-9._-]{0,29}$/;
/** Numeric columns hold more, but no unit price or quantity of the trade does. */
const scaleMax = 10;

/** Refuses price_book.exists, price_book.unknown (a code that is none) and currency.unknown. */
export async function createPriceBook(tx: Tx, ctx: Context, input: { priceBook: string; name: string; currency: string }): Promise<{ priceBook: string }> {
  const priceBook = normaliseCode(input.priceBook);
  if (!codeShape.test(priceBook)) refuse('price_book.unknown', 'a code has letters, digits, dots and dashes', { field: 'price_book', value: input.priceBook });
  currencyDigits(input.currency);
  if (!(await insertPriceBook(tx, { ...input, priceBook, now: ctx.now }))) refuse('price_book.exists', `there is a price book ${priceBook}`, { field: 'price_book', value: priceBook });
  tx.audit({ subjectKind: 'price_book', subjectId: priceBook, after: { ...input, priceBook } });
  return { priceBook };
}

export type NewPrice = {
  readonly priceBook: string;
  readonly productId: string;
  readonly customerId?: string | null | undefined;
  readonly minQuantity?: string | undefined;
  readonly unitPrice: string;
  readonly validFrom?: LocalDate | undefined;
  readonly validTo?: LocalDate | null | undefined;
};

/** Refuses price.invalid, price_book.unknown, product.unknown and customer.unknown. */
export async function addPrice(tx: Tx, ctx: Context, input: NewPrice): Promise<{ priceId: string }> {
  const priceBook = normaliseCode(input.priceBook);
  if (!(await loadPriceBooks(tx, [priceBook])).has(priceBook)) refuse('price_book.unknown', `there is no price book ${priceBook}`, { field: 'price_book', value: input.priceBook });
  if ((await findProduct(tx, input.productId)) === null) refuse('product.unknown', 'there is no such product', { field: 'product', value: input.productId });
  const customerId = input.customerId ?? null;
  if (customerId !== null && (await findCustomer(tx, customerId)) === null) refuse('customer.unknown', 'there is no such customer', { field: 'customer', value: customerId });
  const price: WrittenPrice = {
    priceId: newId(millisecondsOf(ctx.now)), priceBook, productId: input.productId, customerId, minQuantity: input.minQuantity ?? '0', unitPrice: input.unitPrice,
    validFrom: input.validFrom ?? (await businessDay(tx, ctx)), validTo: input.validTo ?? null,
  };
  checkPrice(price);
  await insertPrices(tx, [price], { now: ctx.now, by: ctx.actor.name });
  tx.audit({ subjectKind: 'product', subjectId: price.productId, after: { price } });
  return { priceId: price.priceId };
}

/** Refuses price.invalid where an amount is negative or no number, or the price ends before it begins. */
export function checkPrice(price: Pick<WrittenPrice, 'minQuantity' | 'unitPrice' | 'validFrom' | 'validTo'>): void {
  requireAmount('unit_price', price.unitPrice);
  requireAmount('min_quantity', price.minQuantity);
  if (price.validTo !== null && price.validTo < price.validFrom) refuse('price.invalid', 'the price ends before it begins', { field: 'valid_to', value: price.validTo });
}

function requireAmount(field: string, text: string): void {
  const value = tryParseDecimal(text);
  if (value === null || value.unscaled < 0n || value.scale > scaleMax) refuse('price.invalid', `a number of zero or more with at most ${scaleMax} decimals is needed`, { field, value: text });
}
