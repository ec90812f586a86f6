// Reading the catalogue: products, prices, charge codes, and the facts from which tax is decided.

import { refuse } from '#kernel/refusal.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Instant } from '#platform/clock.ts';
import { findEntity } from '#platform/organisation-store.ts';
import type { PriceRow } from './price.ts';
import type { Product } from './product.ts';
import { rateTable, type Registration, type Supply, type TaxClass, type TaxRate, type TaxRates } from './tax.ts';

const productColumns = sql`product_id, sku, external_id, name, description, unit, charge_code, tax_class, active, version, recorded_at`;

export function findProduct(tx: Tx, productId: string): Promise<Product | null> {
  return tx.maybe(sql`select ${productColumns} from catalog.product where org_id = ${tx.orgId} and product_id = ${productId}`);
}

export function findProductBySku(tx: Tx, sku: string): Promise<Product | null> {
  return tx.maybe(sql`select ${productColumns} from catalog.product where org_id = ${tx.orgId} and sku = ${sku}`);
}

export async function loadProducts(tx: Tx, productIds: readonly string[]): Promise<ReadonlyMap<string, Product>> {
  const rows = await tx.many<Product>(sql`select ${productColumns} from catalog.product where org_id = ${tx.orgId} and product_id = any(${productIds}::uuid[])`);
  return new Map(rows.map((row) => [row.productId, row]));
}

/** Products by SKU, for files that name products. */
export async function loadProductsBySku(tx: Tx, skus: readonly string[]): Promise<ReadonlyMap<string, Product>> {
  const rows = await tx.many<Product>(sql`select ${productColumns} from catalog.product where org_id = ${tx.orgId} and sku = any(${skus}::text[])`);
  return new Map(rows.map((row) => [row.sku, row]));
}

const priceColumns = sql`
  p.price_id, p.price_book, p.product_id, p.customer_id, b.currency, p.min_quantity, p.unit_price, p.valid_from, p.valid_to, p.recorded_at`;

/** Every price of some products, by product: resolvePrice says which one counts. */
export async function loadPrices(tx: Tx, productIds: readonly string[]): Promise<ReadonlyMap<string, readonly PriceRow[]>> {
  const rows = await tx.many<PriceRow>(sql`
    select ${priceColumns} from catalog.price p
    join catalog.price_book b on b.org_id = p.org_id and b.price_book = p.price_book
    where p.org_id = ${tx.orgId} and p.product_id = any(${productIds}::uuid[])`);
  return Map.groupBy(rows, (row) => row.productId);
}

export type PriceBook = { readonly priceBook: string; readonly name: string; readonly currency: string; readonly recordedAt: Instant; readonly prices: number };

export function listPriceBooks(tx: Tx): Promise<PriceBook[]> {
  return tx.many(sql`
    select b.price_book, b.name, b.currency, b.recorded_at,
           (select count(*) from catalog.price p where p.org_id = b.org_id and p.price_book = b.price_book)::int as prices
    from catalog.price_book b where b.org_id = ${tx.orgId} order by b.price_book`);
}

export async function loadPriceBooks(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, { priceBook: string; name: string; currency: string }>> {
  const rows = await tx.many<{ priceBook: string; name: string; currency: string }>(sql`
    select price_book, name, currency from catalog.price_book where org_id = ${tx.orgId} and price_book = any(${codes}::text[])`);
  return new Map(rows.map((row) => [row.priceBook, row]));
}

export type ChargeCode = {
  readonly chargeCode: string;
  readonly name: string;
  readonly revenueAccountCode: string;
  readonly taxClass: TaxClass;
  readonly supply: Supply;
  readonly recordedAt: Instant;
};

export function listChargeCodes(tx: Tx): Promise<ChargeCode[]> {
  return tx.many(sql`select charge_code, name, revenue_account_code, tax_class, supply, recorded_at from catalog.charge_code where org_id = ${tx.orgId} order by charge_code`);
}

export type RevenueAccount = { readonly chargeCode: string; readonly name: string; readonly accountId: number; readonly taxClass: TaxClass; readonly supply: Supply };

/** The revenue account and tax class of each charge code in an entity's chart; a code whose account the chart lacks is absent. */
export async function revenueAccounts(tx: Tx, entityId: number): Promise<ReadonlyMap<string, RevenueAccount>> {
  const rows = await tx.many<RevenueAccount>(sql`
    select c.charge_code, c.name, a.account_id, c.tax_class, c.supply from catalog.charge_code c
    join ledger.account a on a.org_id = c.org_id and a.entity_id = ${entityId} and a.code = c.revenue_account_code
    where c.org_id = ${tx.orgId}`);
  return new Map(rows.map((row) => [row.chargeCode, row]));
}

export type TaxFacts = { readonly seller: { readonly country: string; readonly registrations: readonly Registration[] }; readonly rates: TaxRates };

/** What decideTax asks of the seller and the law: registrations of the entity, and the rates (of some jurisdictions, or all). */
export async function loadTaxFacts(tx: Tx, entityId: number, jurisdictions?: readonly string[]): Promise<TaxFacts> {
  const entity = await findEntity(tx, entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  const registrations = await listRegistrations(tx, entityId);
  return { seller: { country: entity.country, registrations }, rates: rateTable(await listTaxRates(tx, jurisdictions)) };
}

export function listRegistrations(tx: Tx, entityId: number): Promise<Registration[]> {
  return tx.many(sql`
    select jurisdiction, number, valid_from, valid_to from catalog.tax_registration
    where org_id = ${tx.orgId} and entity_id = ${entityId} order by jurisdiction, valid_from`);
}

export function listTaxRates(tx: Tx, jurisdictions?: readonly string[]): Promise<(TaxRate & { readonly recordedAt: Instant })[]> {
  return tx.many(sql`
    select jurisdiction, tax_class, valid_from, rate, name, recorded_at from catalog.tax_rate
    where org_id = ${tx.orgId} and (${jurisdictions ?? null}::text[] is null or jurisdiction = any(${jurisdictions ?? null}::text[]))
    order by jurisdiction, tax_class, valid_from desc`);
}
