// Finding anything by what people type: customers by their words, documents, orders and receipts by the start of their number,
// documents and receipts also by its last digits and by their amount.

import { readNumberOrAmount } from '#kernel/wanted-amount.ts';
import { joinSql, sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { wordsOf } from '#customers/index.ts';

export type Hit = { readonly kind: string; readonly id: string; readonly title: string; readonly detail: string; readonly amountMinor: bigint | null; readonly currency: string | null; readonly address: string };

const LAST = '\u{10FFFF}';

/** Of each legal entity's numbers the first that begin so, in the order of their index: a beginning may be everybody's. */
export async function searchEverything(tx: Tx, text: string, limit: number): Promise<Hit[]> {
  const words = wordsOf(text).slice(0, 3);
  const number = text.trim().toUpperCase();
  // Found first and sorted then: in the order of names those who are called so may stand at the end of everybody.
  const customers = words.length === 0 ? [] : await tx.many<Hit>(sql`
    with called as materialized (
      select c.name_key, c.customer_id, c.number, c.current_version from customers.customer c where c.org_id = ${tx.orgId} and ${joinSql([...new Set([words[0] ?? '', words.at(-1) ?? ''])].map((word) => sql`c.customer_id in (
        select w.customer_id from customers.customer_word w where w.org_id = ${tx.orgId} and w.word >= ${word} and w.word < ${`${word}${LAST}`})`), ' and ')})
    select 'customer' as kind, c.customer_id as id, v.name as title, c.number as detail, null::bigint as amount_minor, null::text as currency, '/customers?q=' || c.number as address
    from (select * from called order by name_key, customer_id limit ${limit}) c
    join customers.customer_version v on v.org_id = ${tx.orgId} and v.customer_id = c.customer_id and v.version = c.current_version
    order by c.name_key, c.customer_id`);
  const documents = await tx.many<Hit>(sql`
    select d.kind, d.document_id as id, d.number as title, v.name as detail, d.total_minor as amount_minor, d.currency, '/invoices/' || d.document_id as address
    from platform.entity e cross join lateral (
      select * from invoicing.document d where d.org_id = e.org_id and d.entity_id = e.entity_id and d.number >= ${number} and d.number < ${`${number}${LAST}`} and d.number is not null order by d.number limit ${limit}) d
    join customers.customer_version v on v.org_id = d.org_id and v.customer_id = d.customer_id and v.version = d.customer_version
    where e.org_id = ${tx.orgId} order by d.number limit ${limit}`);
  const orders = await tx.many<Hit>(sql`
    select 'order' as kind, o.order_id as id, o.number as title, o.ordered_on::text as detail, null::bigint as amount_minor, null::text as currency, '/orders/' || o.order_id as address
    from platform.entity e cross join lateral (
      select * from evidence.sales_order o where o.org_id = e.org_id and o.entity_id = e.entity_id and o.number >= ${text.trim()} and o.number < ${`${text.trim()}${LAST}`} order by o.number limit ${limit}) o
    where e.org_id = ${tx.orgId} order by o.number limit ${limit}`);
  const receipts = await tx.many<Hit>(sql`
    select 'receipt' as kind, r.receipt_id as id, r.number as title, coalesce(r.payer_name, '') as detail, r.amount_minor, r.currency, '/receipts/' || r.receipt_id as address
    from platform.entity e cross join lateral (
      select * from payments.receipt r where r.org_id = e.org_id and r.entity_id = e.entity_id and r.number >= ${number} and r.number < ${`${number}${LAST}`} order by r.number limit ${limit}) r
    where e.org_id = ${tx.orgId} order by r.number limit ${limit}`);
  const more = await endingOrAmounting(tx, text, limit);
  const hits = [...customers, ...documents, ...orders, ...receipts, ...more];
  return hits.filter((hit, index) => hits.findIndex((other) => other.id === hit.id) === index).slice(0, limit);
}

/** Of the numbers that end so, and of the amounts, so many are looked at; the latest of them are shown. */
const LOOKED_AT = 200;

async function endingOrAmounting(tx: Tx, text: string, limit: number): Promise<Hit[]> {
  const { reversedEnd, currencies, minors } = readNumberOrAmount(text);
  if (reversedEnd === null && minors.length === 0) return [];
  const ends = (row: Statement): Statement => (reversedEnd === null ? sql`false` : sql`${row}.number_end >= ${reversedEnd} and ${row}.number_end < ${`${reversedEnd}${LAST}`} and ${row}.number_end is not null`);
  const wanted = sql`unnest(${currencies}::text[], ${minors}::bigint[]) as w (currency, minor)`;
  return tx.many<Hit>(sql`
    select h.kind, h.id, h.title, h.detail, h.amount_minor, h.currency, h.address from (
      select d.kind, d.document_id as id, d.number as title, v.name as detail, d.total_minor as amount_minor, d.currency, '/invoices/' || d.document_id as address, d.issued_on as day
      from (
        (select * from invoicing.document d where d.org_id = ${tx.orgId} and ${ends(sql`d`)} limit ${LOOKED_AT})
        union (select d.* from invoicing.document d where d.org_id = ${tx.orgId} and d.number is not null and d.total_minor = any(${[...new Set(minors)]}::bigint[])
          and (d.currency, d.total_minor) in (select w.currency, w.minor from ${wanted}) limit ${LOOKED_AT})) d
      join customers.customer_version v on v.org_id = d.org_id and v.customer_id = d.customer_id and v.version = d.customer_version
      union all
      select 'receipt', r.receipt_id, r.number, coalesce(r.payer_name, ''), r.amount_minor, r.currency, '/receipts/' || r.receipt_id, r.received_on
      from (
        (select * from payments.receipt r where r.org_id = ${tx.orgId} and ${ends(sql`r`)} limit ${LOOKED_AT})
        union (select r.* from ${wanted} join payments.receipt r on r.org_id = ${tx.orgId} and r.currency = w.currency and r.amount_minor = w.minor limit ${LOOKED_AT})) r
    ) h order by h.day desc, h.title desc limit ${limit}`);
}
