// The invariants of the catalogue, recomputed from raw rows.

import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Product } from './product.ts';
import { productWords } from './store.ts';

async function findings(tx: Tx, examined: Statement, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: bigint }>(examined);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: Number(count), breaches: rows.map((row) => row.breach) };
}

export const catalogChecks: readonly Check[] = [
  {
    name: 'catalog.accounts',
    title: 'Every charge code is posted to an income account of the chart',
    run: (tx) => findings(tx, sql`select count(*) as count from catalog.charge_code where org_id = ${tx.orgId}`, sql`
      select 'charge code ' || c.charge_code || ' is posted to ' || c.revenue_account_code as breach from catalog.charge_code c
      where c.org_id = ${tx.orgId} and not exists (select 1 from ledger.account a where a.org_id = c.org_id and a.code = c.revenue_account_code and a.type = 'income')`),
  },
  {
    name: 'catalog.prices',
    title: 'Every price is of a product and a book that exist, zero or more, and does not end before it starts',
    run: (tx) => findings(tx, sql`select count(*) as count from catalog.price where org_id = ${tx.orgId}`, sql`
      select 'price ' || p.price_id as breach from catalog.price p
      left join catalog.price_book b on b.org_id = p.org_id and b.price_book = p.price_book
      left join catalog.product g on g.org_id = p.org_id and g.product_id = p.product_id
      where p.org_id = ${tx.orgId} and (b.price_book is null or g.product_id is null or p.unit_price < 0 or p.min_quantity < 0 or p.valid_to < p.valid_from)`),
  },
  {
    name: 'catalog.tax_rates',
    title: 'Rates lie between 0 and 100 percent, and registrations are of entities that exist',
    run: (tx) => findings(tx, sql`select count(*) as count from catalog.tax_rate where org_id = ${tx.orgId}`, sql`
      select 'rate ' || jurisdiction || ' ' || tax_class || ' ' || valid_from as breach from catalog.tax_rate where org_id = ${tx.orgId} and (rate < 0 or rate > 100)
      union all
      select 'registration ' || r.jurisdiction || ' of entity ' || r.entity_id from catalog.tax_registration r
      where r.org_id = ${tx.orgId} and (r.valid_to < r.valid_from or not exists (select 1 from platform.entity e where e.org_id = r.org_id and e.entity_id = r.entity_id))`),
  },
  { name: 'catalog.words', title: 'Every product is found under its words', run: findWordBreaches },
];

const pageRows = 20_000;

/** Words are folded in code, so they are compared there, a page of products at a time. */
async function findWordBreaches(tx: Tx): Promise<CheckFinding> {
  const breaches: string[] = [];
  let examined = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await tx.many<Pick<Product, 'productId' | 'sku' | 'externalId' | 'name'>>(sql`
      select product_id, sku, external_id, name from catalog.product where org_id = ${tx.orgId} and product_id > ${after}::uuid order by product_id limit ${pageRows}`);
    const last = rows.at(-1);
    if (last === undefined) return { examined, breaches: breaches.slice(0, BREACHES_MAX) };
    const found = await tx.many<{ productId: string; words: string[] }>(sql`
      select product_id, array_agg(word::text) as words from catalog.product_word
      where org_id = ${tx.orgId} and product_id > ${after}::uuid and product_id <= ${last.productId}::uuid group by product_id`);
    const wordsById = new Map(found.map((row) => [row.productId, row.words]));
    for (const row of rows) {
      const words = productWords(row);
      const kept = wordsById.get(row.productId) ?? [];
      if (words.size !== kept.length || kept.some((word) => !words.has(word))) breaches.push(`product ${row.sku} is not found under its words`);
    }
    examined += rows.length;
    after = last.productId;
  }
}
