// Importing prices: each row adds a price; one that is recorded already with all its terms changes nothing.

import { derivedId } from '#kernel/id.ts';
import { formatDecimal, parseDecimal } from '#kernel/decimal.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { businessDay, decideRow, firstEntity, loadCustomersByNumber, type Customer } from '#customers/index.ts';
import type { PriceRow } from './price.ts';
import { normaliseCode, type Product } from './product.ts';
import { loadPriceBooks, loadPrices, loadProductsBySku } from './queries.ts';
import { checkPrice } from './record-catalog.ts';
import { insertPriceBook, insertPrices, lockPrices, subjectsOf, type NewPrice } from './store.ts';

export const importPrices: ImportKind = {
  kind: 'prices', title: 'Prices', permission: 'catalog.write', tables: ['catalog.price'], write: writePrices,
  fields: [
    { key: 'price_book', title: 'Price book', type: 'text', lengthMax: 60, fallback: 'LIST', example: 'LIST', description: 'Made where it is new.' },
    { key: 'product', title: 'Product', type: 'text', required: true, lengthMax: 80, aliases: ['sku', 'product_id', 'item', 'stock_code'], example: 'TONER-BK', description: 'SKU of a recorded product.' },
    { key: 'customer_number', title: 'Customer number', type: 'text', lengthMax: 80, aliases: ['customer'], example: '10001', description: 'A price of this customer alone; empty for everybody.' },
    { key: 'min_quantity', title: 'From quantity', type: 'decimal', fallback: '0', aliases: ['quantity_from', 'minimum_quantity'], example: '10', description: 'Counts from this quantity on.' },
    { key: 'unit_price', title: 'Unit price', type: 'decimal', required: true, aliases: ['price', 'list_price'], example: '59.90', description: 'Per unit, before tax.' },
    { key: 'currency', title: 'Currency', type: 'currency', example: 'EUR', description: 'That of the price book; where the book is new and the cell empty, the company\'s own.' },
    { key: 'valid_from', title: 'Valid from', type: 'date', aliases: ['from', 'start'], example: '2026-01-01', description: 'The first day; today where it is empty.' },
    { key: 'valid_to', title: 'Valid to', type: 'date', aliases: ['to', 'until', 'end'], example: '2026-12-31', description: 'The last day; no end where it is empty.' },
  ],
};

type Book = { readonly name: string; readonly currency: string };

type Known = {
  readonly batch: ImportBatch;
  readonly books: Map<string, Book>;
  readonly products: ReadonlyMap<string, Product>;
  readonly customers: ReadonlyMap<string, Customer>;
  /** All that is recorded, with every term of a price. */
  readonly recorded: Set<string>;
  /** What a price is for -> the row of this file that says so. */
  readonly rows: Map<string, number>;
  readonly currency: string;
  readonly today: string;
};

async function writePrices(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const known = await readKnown(tx, ctx, batch);
  const booksBefore = new Set(known.books.keys());
  const fresh: NewPrice[] = [];
  const issues: RunIssue[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const decided = decideRow(row, () => decidePrice(row, known));
    if ('issue' in decided) issues.push(decided.issue);
    else if (decided.value === null) unchanged += 1;
    else fresh.push(decided.value);
  }
  for (const [priceBook, { name, currency }] of known.books) if (!booksBefore.has(priceBook)) await insertPriceBook(tx, { priceBook, name, currency }, ctx.now);
  await insertPrices(tx, fresh, { now: ctx.now, by: ctx.actor.name });
  if (fresh.length > 0) tx.audit({ subjectKind: 'price', reason: 'imported', after: { fileId: batch.fileId, prices: fresh.length }, subjects: subjectsOf(fresh.map((price) => price.productId)) });
  return { created: fresh.length, updated: 0, unchanged, issues };
}

async function readKnown(tx: Tx, ctx: Context, batch: ImportBatch): Promise<Known> {
  await lockPrices(tx);
  const column = (key: string): string[] => [...new Set(batch.rows.flatMap((row) => row.values[key] ?? []))];
  const products = await loadProductsBySku(tx, column('product'));
  const prices = await loadPrices(tx, [...products.values()].map((product) => product.productId));
  return {
    batch, products, books: new Map(await loadPriceBooks(tx, column('price_book').map(normaliseCode))), customers: await loadCustomersByNumber(tx, column('customer_number')),
    recorded: new Set([...prices.values()].flat().map(termsOf)), rows: new Map(), currency: (await firstEntity(tx)).baseCurrency, today: await businessDay(tx, ctx),
  };
}

/** Null where the price is recorded with all its terms. */
function decidePrice(row: CheckedRow, known: Known): NewPrice | null {
  const cell = (key: string): string | null => row.values[key] ?? null;
  const priceBook = normaliseCode(cell('price_book') ?? '');
  const book = known.books.get(priceBook) ?? { name: priceBook, currency: cell('currency') ?? known.currency };
  const currency = cell('currency');
  if (currency !== null && book.currency !== currency) refuse('price.book_currency', `the price book ${priceBook} is in ${book.currency}`, { field: 'currency', value: currency });
  const product = known.products.get(cell('product') ?? '') ?? refuse('product.unknown', `there is no product ${cell('product') ?? ''}`, { field: 'product', value: cell('product') });
  const number = cell('customer_number');
  const customer = number === null ? null : (known.customers.get(number) ?? refuse('price.customer_unknown', `there is no customer ${number}`, { field: 'customer_number', value: number }));
  const price: NewPrice = {
    priceId: derivedId(known.batch.runMs, `price ${known.batch.runId} ${row.rowNumber}`), priceBook, productId: product.productId, customerId: customer?.customerId ?? null, minQuantity: cell('min_quantity') ?? '0',
    unitPrice: cell('unit_price') ?? '', validFrom: cell('valid_from') ?? known.today, validTo: cell('valid_to'),
  };
  checkPrice(price);
  // Of two prices for the same thing recorded at one instant nobody could say which corrects which.
  const earlier = known.rows.get(purposeOf(price));
  if (known.recorded.has(termsOf(price))) return null;
  if (earlier !== undefined) refuse('import.duplicate_in_file', `row ${earlier} has another price for the same product, quantity and day`, { field: 'unit_price', value: price.unitPrice });
  known.rows.set(purposeOf(price), row.rowNumber);
  known.recorded.add(termsOf(price));
  known.books.set(priceBook, book);
  return price;
}

function purposeOf(price: NewPrice | PriceRow): string {
  return [price.priceBook, price.productId, price.customerId ?? '', plain(price.minQuantity), price.validFrom].join('|');
}

/** Everything that makes two prices the same. */
function termsOf(price: NewPrice | PriceRow): string {
  return [purposeOf(price), plain(price.unitPrice), price.validTo ?? ''].join('|');
}

function plain(text: string): string {
  return formatDecimal(parseDecimal(text)).replace(/\.0+$|(\.\d*?)0+$/, '$1');
}
