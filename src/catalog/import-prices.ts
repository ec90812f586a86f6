// Importing prices: each row adds a price; one that is recorded already with all its terms changes nothing.

import { derivedId } from '#kernel/id.ts';
import { formatDecimal, parseDecimal } from '#kernel/decimal.ts';
import { localDateIn } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { decideRow, loadCustomersByNumber } from '#customers/index.ts';
import type { PriceRow } from './price.ts';
import { loadPriceBooks, loadPrices, loadProductsBySku } from './queries.ts';
import { insertPriceBook, insertPrices, type NewPrice } from './store.ts';

export const importPrices: ImportKind = {
  kind: 'prices', title: 'Prices', permission: 'catalog.write', tables: ['catalog.price'], write: writePrices,
  fields: [
    { key: 'price_book', title: 'Price book', type: 'text', lengthMax: 60, fallback: 'LIST', example: 'LIST', description: 'Made where it is new.' },
    { key: 'product', title: 'Product', type: 'text', required: true, lengthMax: 80, aliases: ['sku', 'product_id', 'item', 'stock_code'], example: 'TONER-BK', description: 'SKU of a recorded product.' },
    { key: 'customer_number', title: 'Customer number', type: 'text', lengthMax: 80, aliases: ['customer'], example: '10001', description: 'A price of this customer alone; empty for everybody.' },
    { key: 'min_quantity', title: 'From quantity', type: 'decimal', fallback: '0', aliases: ['quantity_from', 'minimum_quantity'], example: '10', description: 'Counts from this quantity on.' },
    { key: 'unit_price', title: 'Unit price', type: 'decimal', required: true, aliases: ['price', 'list_price'], example: '59.90', description: 'Per unit, before tax.' },
    { key: 'currency', title: 'Currency', type: 'currency', required: true, example: 'EUR', description: 'That of the price book.' },
    { key: 'valid_from', title: 'Valid from', type: 'date', aliases: ['from', 'start'], example: '2026-01-01', description: 'The first day; today where it is empty.' },
    { key: 'valid_to', title: 'Valid to', type: 'date', aliases: ['to', 'until', 'end'], example: '2026-12-31', description: 'The last day; no end where it is empty.' },
  ],
};

async function writePrices(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const column = (key: string): string[] => [...new Set(batch.rows.flatMap((row) => row.values[key] ?? []))];
  const books = new Map(await loadPriceBooks(tx, column('price_book')));
  const products = await loadProductsBySku(tx, column('product'));
  const customers = await loadCustomersByNumber(tx, column('customer_number'));
  const recorded = new Set([...(await loadPrices(tx, [...products.values()].map((product) => product.productId))).values()].flat().map(termsOf));
  const today = localDateIn(ctx.now, 'UTC');
  const fresh: NewPrice[] = [];
  const issues: RunIssue[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const currency = row.values['currency'] ?? '';
    const priceBook = row.values['price_book'] ?? '';
    const decided = decideRow(row, () => {
      const book = books.get(priceBook);
      if (book !== undefined && book.currency !== currency) refuse('price.book_currency', `the price book ${priceBook} is in ${book.currency}`, { field: 'currency', value: currency });
      return priceOf(row, batch, { today, productId: products.get(row.values['product'] ?? '')?.productId, customerId: customers.get(row.values['customer_number'] ?? '')?.customerId });
    });
    if ('issue' in decided) {
      issues.push(decided.issue);
    } else if (recorded.has(termsOf(decided.value))) {
      unchanged += 1;
    } else {
      if (!books.has(priceBook)) await insertPriceBook(tx, { priceBook, name: priceBook, currency }, ctx.now);
      books.set(priceBook, { priceBook, name: priceBook, currency });
      recorded.add(termsOf(decided.value));
      fresh.push(decided.value);
    }
  }
  await insertPrices(tx, fresh, { now: ctx.now, by: ctx.actor.name });
  if (fresh.length > 0) tx.audit({ subjectKind: 'price', reason: 'imported', after: { run: batch.runId, prices: fresh.length } });
  return { created: fresh.length, updated: 0, unchanged, issues };
}

type Found = { readonly today: string; readonly productId: string | undefined; readonly customerId: string | undefined };

function priceOf(row: CheckedRow, batch: ImportBatch, found: Found): NewPrice {
  const cell = (key: string): string | null => row.values[key] ?? null;
  const { productId, customerId } = found;
  if (productId === undefined) refuse('draft.unknown_product', `there is no product ${cell('product') ?? ''}`, { field: 'product', value: cell('product') });
  if (customerId === undefined && cell('customer_number') !== null) refuse('price.customer_unknown', `there is no customer ${cell('customer_number') ?? ''}`, { field: 'customer_number', value: cell('customer_number') });
  const unitPrice = cell('unit_price') ?? '';
  if (parseDecimal(unitPrice).unscaled < 0n) refuse('price.negative', 'a price is not below zero', { field: 'unit_price', value: unitPrice });
  const validFrom = cell('valid_from') ?? found.today;
  const validTo = cell('valid_to');
  if (validTo !== null && validTo < validFrom) refuse('price.dates', `the price would end on ${validTo}, before it starts`, { field: 'valid_to', value: validTo });
  return {
    priceId: derivedId(batch.runMs, `price ${batch.runId} ${row.rowNumber}`), priceBook: cell('price_book') ?? 'LIST', productId, customerId: customerId ?? null, minQuantity: cell('min_quantity') ?? '0', unitPrice, validFrom, validTo,
  };
}

/** Everything that makes two prices the same. */
function termsOf(price: NewPrice | PriceRow): string {
  const plain = (text: string): string => formatDecimal(parseDecimal(text)).replace(/\.0+$|(\.\d*?)0+$/, '$1');
  return [price.priceBook, price.productId, price.customerId ?? '', plain(price.minQuantity), plain(price.unitPrice), price.validFrom, price.validTo ?? ''].join('|');
}
