// Lists of the catalogue for screens: products by page and search, the prices of one.

import type { LocalDate } from '#kernel/local-date.ts';
import { sql, joinSql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { wordsOf } from '#customers/index.ts';
import type { Product } from './product.ts';

/** today: the day on which the list price is looked at. */
export type ProductFilter = { readonly q?: string | undefined; readonly active?: boolean | undefined; readonly today: LocalDate };

export async function listProducts(tx: Tx, filter: ProductFilter, page: { after: string | null; limit: number }): Promise<{ rows: (Product & { listPrice: string | null; listCurrency: string | null })[]; total: number }> {
  const words = filter.q === undefined ? [] : wordsOf(filter.q).slice(0, 6);
  const isVain = words.length === 0 && (filter.q ?? '').trim() !== '';
  // The start of a word is enough; ~ and LIKE would not use the index behind row-level security, a range does.
  const conditions = joinSql([sql`p.org_id = ${tx.orgId}`, ...(isVain ? [sql`false`] : []), ...(filter.active === undefined ? [] : [sql`p.active = ${filter.active}`]),
    ...words.map((word) => sql`p.product_id in (select w.product_id from catalog.product_word w where w.org_id = ${tx.orgId} and w.word >= ${word} and w.word < ${`${word}\u{10FFFF}`})`)], ' and ');
  const rows = await tx.many<Product & { listPrice: string | null; listCurrency: string | null }>(sql`
    select p.product_id, p.sku, p.external_id, p.name, p.description, p.unit, p.charge_code, p.tax_class, p.active, p.version, p.recorded_at, l.unit_price as list_price, l.currency as list_currency
    from catalog.product p left join lateral (
      select r.unit_price, b.currency from catalog.price r join catalog.price_book b on b.org_id = r.org_id and b.price_book = r.price_book
      where r.org_id = p.org_id and r.product_id = p.product_id and r.customer_id is null and r.min_quantity = 0 and r.valid_from <= ${filter.today} and (r.valid_to is null or r.valid_to >= ${filter.today})
      order by r.valid_from desc, r.recorded_at desc limit 1) l on true
    where ${conditions} and (${page.after}::text is null or p.sku > ${page.after}) order by p.sku limit ${page.limit}`);
  const { total } = await tx.one<{ total: number }>(sql`select count(*)::int as total from catalog.product p where ${conditions}`);
  return { rows, total };
}

export type ProductPrice = {
  readonly priceId: string; readonly priceBook: string; readonly currency: string; readonly customerNumber: string | null; readonly customerName: string | null; readonly minQuantity: string;
  readonly unitPrice: string; readonly validFrom: string; readonly validTo: string | null; readonly recordedAt: string; readonly recordedBy: string;
};

export function pricesOfProduct(tx: Tx, productId: string): Promise<ProductPrice[]> {
  return tx.many(sql`
    select p.price_id, p.price_book, b.currency, c.number as customer_number, v.name as customer_name, p.min_quantity, p.unit_price, p.valid_from, p.valid_to, p.recorded_at, p.recorded_by
    from catalog.price p join catalog.price_book b on b.org_id = p.org_id and b.price_book = p.price_book
    left join customers.customer c on c.org_id = p.org_id and c.customer_id = p.customer_id
    left join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
    where p.org_id = ${tx.orgId} and p.product_id = ${productId} order by p.valid_from desc, p.recorded_at desc limit 500`);
}
