// Writing the catalogue: each statement takes all rows of a batch. Prices, rates and registrations are only ever added.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { wordsOf } from '#customers/index.ts';
import type { ProductFacts } from './product.ts';
import type { Supply, TaxClass } from './tax.ts';

export type NewChargeCode = { readonly chargeCode: string; readonly name: string; readonly revenueAccountCode: string; readonly taxClass: TaxClass; readonly supply: Supply };

export async function updateChargeCodeName(tx: Tx, chargeCode: string, name: string): Promise<void> {
  await tx.run(sql`update catalog.charge_code set name = ${name} where org_id = ${tx.orgId} and charge_code = ${chargeCode}`);
}

/** Answers whether it is new; a known code keeps what it says. */
export async function insertChargeCode(tx: Tx, code: NewChargeCode, now: Instant): Promise<boolean> {
  return (await tx.run(sql`
    insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, supply, recorded_at)
    values (${tx.orgId}, ${code.chargeCode}, ${code.name}, ${code.revenueAccountCode}, ${code.taxClass}, ${code.supply}, ${now}) on conflict do nothing`)) === 1;
}

/** Whoever gives out SKUs waits here, so that two imports of one file do not race for them. */
export async function lockSkus(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} product skus`}, 3))`);
}

export async function lockProduct(tx: Tx, productId: string): Promise<void> {
  await tx.run(sql`select 1 from catalog.product where org_id = ${tx.orgId} and product_id = ${productId} for update`);
}

/** Locks products against other changes, in the order of their ids. */
export async function lockProductsBySku(tx: Tx, skus: readonly string[]): Promise<void> {
  await tx.run(sql`select 1 from catalog.product where org_id = ${tx.orgId} and sku = any(${skus}::text[]) order by product_id for update`);
}

/** The products that have one of the SKUs or external ids. */
export function takenProducts(tx: Tx, skus: readonly string[], externalIds: readonly string[]): Promise<{ sku: string; externalId: string | null }[]> {
  return tx.many(sql`select sku, external_id from catalog.product where org_id = ${tx.orgId} and (sku = any(${skus}::text[]) or external_id = any(${externalIds}::text[]))`);
}

/** Two imports of one price file wait for each other, so that the second finds the first's prices. */
export async function lockPrices(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} prices`}, 3))`);
}

export type WrittenProduct = ProductFacts & { readonly productId: string; readonly sku: string; readonly externalId: string | null };

const productRow = sql`(product_id uuid, sku text, external_id text, name text, description text, unit text, charge_code text, tax_class text, active boolean)`;

function productRows(products: readonly WrittenProduct[]): string {
  return toJson(products.map((row) => ({ product_id: row.productId, sku: row.sku, external_id: row.externalId, name: row.name, description: row.description, unit: row.unit, charge_code: row.chargeCode, tax_class: row.taxClass, active: row.active })));
}

export async function insertProducts(tx: Tx, products: readonly WrittenProduct[], now: Instant): Promise<void> {
  if (products.length === 0) return;
  await tx.run(sql`
    insert into catalog.product (org_id, product_id, sku, external_id, name, description, unit, charge_code, tax_class, active, recorded_at)
    select ${tx.orgId}, n.product_id, n.sku, n.external_id, n.name, n.description, n.unit, n.charge_code, n.tax_class, n.active, ${now} from jsonb_to_recordset(${productRows(products)}::jsonb) as n ${productRow}`);
  await insertWords(tx, products);
}

export async function updateProducts(tx: Tx, changes: readonly { readonly before: WrittenProduct; readonly after: WrittenProduct }[]): Promise<void> {
  if (changes.length === 0) return;
  const products = changes.map((change) => change.after);
  await tx.run(sql`
    update catalog.product p set name = n.name, description = n.description, unit = n.unit, charge_code = n.charge_code, tax_class = n.tax_class, active = n.active, version = p.version + 1
    from jsonb_to_recordset(${productRows(products)}::jsonb) as n ${productRow} where p.org_id = ${tx.orgId} and p.product_id = n.product_id`);
  const gone = wordPairs(changes.map((change) => change.before));
  await tx.run(sql`
    delete from catalog.product_word w using unnest(${gone.map((pair) => pair.id)}::uuid[], ${gone.map((pair) => pair.word)}::text[]) as n (id, word)
    where w.org_id = ${tx.orgId} and w.word = n.word collate "C" and w.product_id = n.id`);
  await insertWords(tx, products);
}

async function insertWords(tx: Tx, products: readonly WrittenProduct[]): Promise<void> {
  const pairs = wordPairs(products);
  await tx.run(sql`
    insert into catalog.product_word (org_id, word, product_id)
    select ${tx.orgId}, n.word, n.id from unnest(${pairs.map((pair) => pair.id)}::uuid[], ${pairs.map((pair) => pair.word)}::text[]) as n (id, word)`);
}

function wordPairs(products: readonly WrittenProduct[]): { id: string; word: string }[] {
  return products.flatMap((row) => [...productWords(row)].map((word) => ({ id: row.productId, word })));
}

/** Everything a product is found by; a SKU with and without its separators. */
export function productWords(product: { readonly sku: string; readonly externalId: string | null; readonly name: string }): Set<string> {
  const squeezed = wordsOf(product.sku).join('').slice(0, 60);
  return new Set([...[product.sku, product.externalId ?? '', product.name].flatMap(wordsOf), squeezed].filter((word) => word !== ''));
}

/** Answers whether it is new. */
export async function insertPriceBook(tx: Tx, book: { priceBook: string; name: string; currency: string }, now: Instant): Promise<boolean> {
  return (await tx.run(sql`insert into catalog.price_book (org_id, price_book, name, currency, recorded_at) values (${tx.orgId}, ${book.priceBook}, ${book.name}, ${book.currency}, ${now}) on conflict do nothing`)) === 1;
}

export type NewPrice = {
  readonly priceId: string; readonly priceBook: string; readonly productId: string; readonly customerId: string | null; readonly minQuantity: string; readonly unitPrice: string;
  readonly validFrom: LocalDate; readonly validTo: LocalDate | null;
};

export async function insertPrices(tx: Tx, prices: readonly NewPrice[], mark: { now: Instant; by: string }): Promise<void> {
  if (prices.length === 0) return;
  await tx.run(sql`
    insert into catalog.price (org_id, price_id, price_book, product_id, customer_id, min_quantity, unit_price, valid_from, valid_to, recorded_at, recorded_by)
    select ${tx.orgId}, r."priceId", r."priceBook", r."productId", r."customerId", r."minQuantity", r."unitPrice", r."validFrom", r."validTo", ${mark.now}, ${mark.by}
    from jsonb_to_recordset(${toJson(prices)}::jsonb) as r ("priceId" uuid, "priceBook" text, "productId" uuid, "customerId" uuid, "minQuantity" numeric, "unitPrice" numeric, "validFrom" date, "validTo" date)`);
}

export type NewTaxRate = { readonly jurisdiction: string; readonly taxClass: TaxClass; readonly validFrom: LocalDate; readonly rate: string; readonly name: string };

/** Answers how many are new: a rate in force from a day is never changed. */
export function insertTaxRates(tx: Tx, rates: readonly NewTaxRate[], now: Instant): Promise<number> {
  return tx.run(sql`
    insert into catalog.tax_rate (org_id, jurisdiction, tax_class, valid_from, rate, name, recorded_at)
    select ${tx.orgId}, r.jurisdiction, r."taxClass", r."validFrom", r.rate, r.name, ${now}
    from jsonb_to_recordset(${toJson(rates)}::jsonb) as r (jurisdiction text, "taxClass" text, "validFrom" date, rate numeric, name text) on conflict do nothing`);
}

export async function insertRegistration(tx: Tx, row: { entityId: number; jurisdiction: string; number: string; validFrom: LocalDate; validTo: LocalDate | null }, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into catalog.tax_registration (org_id, entity_id, jurisdiction, number, valid_from, valid_to, recorded_at)
    values (${tx.orgId}, ${row.entityId}, ${row.jurisdiction}, ${row.number}, ${row.validFrom}, ${row.validTo}, ${now})`);
}

/** The products a batch touched, for its audit row. */
export function subjectsOf(productIds: readonly string[]): Statement {
  return sql`select distinct unnest(${productIds}::uuid[])`;
}
