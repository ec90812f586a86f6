// Writing the catalogue: charge codes, products, price books, prices, tax registrations and rates.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { wordsOf } from '#customers/index.ts';
import type { Product, ProductFacts } from './product.ts';
import type { ChargeCode } from './queries.ts';
import type { Registration, TaxRate } from './tax.ts';

/** False where the code is taken. */
export async function insertChargeCode(tx: Tx, code: Omit<ChargeCode, 'recordedAt'>, now: Instant): Promise<boolean> {
  return (await tx.run(sql`
    insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, supply, recorded_at)
    values (${tx.orgId}, ${code.chargeCode}, ${code.name}, ${code.revenueAccountCode}, ${code.taxClass}, ${code.supply}, ${now}) on conflict do nothing`)) === 1;
}

export async function updateChargeCodeName(tx: Tx, chargeCode: string, name: string): Promise<void> {
  await tx.run(sql`update catalog.charge_code set name = ${name} where org_id = ${tx.orgId} and charge_code = ${chargeCode}`);
}

export type WrittenProduct = ProductFacts & { readonly productId: string; readonly sku: string; readonly externalId: string | null };

const productRecord = (rows: readonly WrittenProduct[]): Statement => sql`
  jsonb_to_recordset(${toJson(rows.map((row) => ({
    product_id: row.productId, sku: row.sku, external_id: row.externalId, name: row.name, description: row.description, unit: row.unit, charge_code: row.chargeCode,
    tax_class: row.taxClass, active: row.active,
  })))}::jsonb) as n (product_id uuid, sku text, external_id text, name text, description text, unit text, charge_code text, tax_class text, active boolean)`;

/** How many were inserted: fewer than given where a SKU or external id is taken. */
export async function insertProducts(tx: Tx, products: readonly WrittenProduct[], now: Instant): Promise<number> {
  if (products.length === 0) return 0;
  const inserted = await tx.run(sql`
    insert into catalog.product (org_id, product_id, sku, external_id, name, description, unit, charge_code, tax_class, active, recorded_at)
    select ${tx.orgId}, n.product_id, n.sku, n.external_id, n.name, n.description, n.unit, n.charge_code, n.tax_class, n.active, ${now} from ${productRecord(products)}
    on conflict do nothing`);
  if (inserted === products.length) await replaceProductWords(tx, products.map((product) => ({ before: null, after: product })));
  return inserted;
}

export async function updateProducts(tx: Tx, changes: readonly { before: Product; after: WrittenProduct }[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.run(sql`
    update catalog.product p set name = n.name, description = n.description, unit = n.unit, charge_code = n.charge_code, tax_class = n.tax_class, active = n.active, version = p.version + 1
    from ${productRecord(changes.map((change) => change.after))} where p.org_id = ${tx.orgId} and p.product_id = n.product_id`);
  await replaceProductWords(tx, changes);
}

function productWords(product: { readonly sku: string; readonly externalId: string | null; readonly name: string }): Set<string> {
  const words = [product.sku, product.externalId, product.name].flatMap((text) => (text === null ? [] : wordsOf(text)));
  const squeezed = wordsOf(product.sku).join('').slice(0, 60);
  return new Set(squeezed === '' ? words : [...words, squeezed]);
}

async function replaceProductWords(tx: Tx, changes: readonly { before: Product | null; after: WrittenProduct }[]): Promise<void> {
  const gone: { productId: string; word: string }[] = [];
  const added: { productId: string; word: string }[] = [];
  for (const { before, after } of changes) {
    const old = before === null ? new Set<string>() : productWords(before);
    const now = productWords(after);
    for (const word of old) if (!now.has(word)) gone.push({ productId: after.productId, word });
    for (const word of now) if (!old.has(word)) added.push({ productId: after.productId, word });
  }
  const pairs = (list: typeof gone): Statement => sql`unnest(${list.map((pair) => pair.productId)}::uuid[], ${list.map((pair) => pair.word)}::text[]) as n (product_id, word)`;
  if (gone.length > 0) await tx.run(sql`delete from catalog.product_word w using ${pairs(gone)} where w.org_id = ${tx.orgId} and w.word = n.word collate "C" and w.product_id = n.product_id`);
  if (added.length > 0) await tx.run(sql`insert into catalog.product_word (org_id, word, product_id) select ${tx.orgId}, n.word, n.product_id from ${pairs(added)}`);
}

/** Locks products against other changes, in the order of their ids. */
export async function lockProducts(tx: Tx, skus: readonly string[]): Promise<void> {
  await tx.run(sql`select 1 from catalog.product where org_id = ${tx.orgId} and sku = any(${skus}::text[]) order by product_id for update`);
}

/** Whoever gives out SKUs waits here, so that two imports of one file do not race for them. */
export async function lockSkus(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} product skus`}, 3))`);
}

export async function skusByExternalId(tx: Tx, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many<{ externalId: string; sku: string }>(sql`select external_id, sku from catalog.product where org_id = ${tx.orgId} and external_id = any(${externalIds}::text[])`);
  return new Map(rows.map((row) => [row.externalId, row.sku]));
}

/** False where the code is taken. */
export async function insertPriceBook(tx: Tx, book: { priceBook: string; name: string; currency: string; now: Instant }): Promise<boolean> {
  return (await tx.run(sql`
    insert into catalog.price_book (org_id, price_book, name, currency, recorded_at) values (${tx.orgId}, ${book.priceBook}, ${book.name}, ${book.currency}, ${book.now})
    on conflict do nothing`)) === 1;
}

export type WrittenPrice = {
  readonly priceId: string;
  readonly priceBook: string;
  readonly productId: string;
  readonly customerId: string | null;
  readonly minQuantity: string;
  readonly unitPrice: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
};

export async function insertPrices(tx: Tx, prices: readonly WrittenPrice[], mark: { now: Instant; by: string }): Promise<void> {
  if (prices.length === 0) return;
  const rows = prices.map((price) => ({
    price_id: price.priceId, price_book: price.priceBook, product_id: price.productId, customer_id: price.customerId, min_quantity: price.minQuantity, unit_price: price.unitPrice,
    valid_from: price.validFrom, valid_to: price.validTo,
  }));
  await tx.run(sql`
    insert into catalog.price (org_id, price_id, price_book, product_id, customer_id, min_quantity, unit_price, valid_from, valid_to, recorded_at, recorded_by)
    select ${tx.orgId}, n.price_id, n.price_book, n.product_id, n.customer_id, n.min_quantity, n.unit_price, n.valid_from, n.valid_to, ${mark.now}, ${mark.by}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as n (price_id uuid, price_book text, product_id uuid, customer_id uuid, min_quantity numeric, unit_price numeric, valid_from date, valid_to date)`);
}

/** How many rates were new. */
export function insertTaxRates(tx: Tx, rates: readonly TaxRate[], now: Instant): Promise<number> {
  const rows = rates.map((rate) => ({ jurisdiction: rate.jurisdiction, tax_class: rate.taxClass, valid_from: rate.validFrom, rate: rate.rate, name: rate.name }));
  return tx.run(sql`
    insert into catalog.tax_rate (org_id, jurisdiction, tax_class, valid_from, rate, name, recorded_at)
    select ${tx.orgId}, n.jurisdiction, n.tax_class, n.valid_from, n.rate, n.name, ${now}
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as n (jurisdiction text, tax_class text, valid_from date, rate numeric, name text) on conflict do nothing`);
}

/** False where a registration of the jurisdiction begins on that day already. */
export async function insertRegistration(tx: Tx, entityId: number, registration: Registration, now: Instant): Promise<boolean> {
  return (await tx.run(sql`
    insert into catalog.tax_registration (org_id, entity_id, jurisdiction, number, valid_from, valid_to, recorded_at)
    values (${tx.orgId}, ${entityId}, ${registration.jurisdiction}, ${registration.number}, ${registration.validFrom}, ${registration.validTo}, ${now}) on conflict do nothing`)) === 1;
}

/** The products a batch touched, for its audit row. */
export function subjectsOf(productIds: readonly string[]): Statement {
  return sql`select distinct unnest(${productIds}::uuid[])`;
}
