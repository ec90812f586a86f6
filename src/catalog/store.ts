// Writing the catalogue: each statement takes all rows of a batch. Prices, rates and registrations are only ever added.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { wordsOf } from '#customers/index.ts';
import type { ProductFacts } from './product.ts';
import type { Supply, TaxClass } from './tax.ts';

export type NewChargeCode = { readonly chargeCode: string; readonly name: string; readonly revenueAccountCode: string; readonly taxClass: TaxClass; readonly supply: Supply };

/** Answers whether it is new; a known code keeps what it says. */
export async function insertChargeCode(tx: Tx, code: NewChargeCode, now: Instant): Promise<boolean> {
  return (await tx.run(sql`
    insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, supply, recorded_at)
    values (${tx.orgId}, ${code.chargeCode}, ${code.name}, ${code.revenueAccountCode}, ${code.taxClass}, ${code.supply}, ${now}) on conflict do nothing`)) === 1;
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
  await replaceWords(tx, products);
}

export async function updateProducts(tx: Tx, products: readonly WrittenProduct[]): Promise<void> {
  if (products.length === 0) return;
  await tx.run(sql`
    update catalog.product p set name = n.name, description = n.description, unit = n.unit, charge_code = n.charge_code, tax_class = n.tax_class, active = n.active, version = p.version + 1
    from jsonb_to_recordset(${productRows(products)}::jsonb) as n ${productRow} where p.org_id = ${tx.orgId} and p.product_id = n.product_id`);
  await replaceWords(tx, products);
}

async function replaceWords(tx: Tx, products: readonly WrittenProduct[]): Promise<void> {
  await tx.run(sql`delete from catalog.product_word where org_id = ${tx.orgId} and product_id = any(${products.map((row) => row.productId)}::uuid[])`);
  const pairs = products.flatMap((row) => [...new Set([row.sku, row.externalId ?? '', row.name].flatMap(wordsOf))].map((word) => ({ id: row.productId, word })));
  await tx.run(sql`
    insert into catalog.product_word (org_id, word, product_id)
    select ${tx.orgId}, n.word, n.id from unnest(${pairs.map((pair) => pair.id)}::uuid[], ${pairs.map((pair) => pair.word)}::text[]) as n (id, word)`);
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

/** Answers whether it is new: a rate in force from a day is never changed. */
export async function insertTaxRate(tx: Tx, rate: NewTaxRate, now: Instant): Promise<boolean> {
  return (await tx.run(sql`
    insert into catalog.tax_rate (org_id, jurisdiction, tax_class, valid_from, rate, name, recorded_at)
    values (${tx.orgId}, ${rate.jurisdiction}, ${rate.taxClass}, ${rate.validFrom}, ${rate.rate}, ${rate.name}, ${now}) on conflict do nothing`)) === 1;
}

export async function insertRegistration(tx: Tx, row: { entityId: number; jurisdiction: string; number: string; validFrom: LocalDate; validTo: LocalDate | null }, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into catalog.tax_registration (org_id, entity_id, jurisdiction, number, valid_from, valid_to, recorded_at)
    values (${tx.orgId}, ${row.entityId}, ${row.jurisdiction}, ${row.number}, ${row.validFrom}, ${row.validTo}, ${now})`);
}
