// The invariants of customers, recomputed from raw rows.

import { sql, type Statement } from '#platform/database/sql.ts';
import { BREACHES_MAX, type Check, type CheckFinding } from '#platform/check.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Customer } from './customer.ts';
import { foldText, searchWords } from './search-words.ts';

async function findings(tx: Tx, examined: Statement, breaches: Statement): Promise<CheckFinding> {
  const { count } = await tx.one<{ count: bigint }>(examined);
  const rows = await tx.many<{ breach: string }>(sql`${breaches} limit ${BREACHES_MAX}`);
  return { examined: Number(count), breaches: rows.map((row) => row.breach) };
}

export const customerChecks: readonly Check[] = [
  {
    name: 'customers.current',
    title: 'Every customer points at its last version and repeats what that version says',
    run: (tx) => findings(tx, sql`select count(*) as count from customers.customer where org_id = ${tx.orgId}`, sql`
      select 'customer ' || c.number as breach from customers.customer c
      left join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
      where c.org_id = ${tx.orgId} and (v.version is null or v.currency <> c.currency or v.country <> c.country or v.terms_code <> c.terms_code or v.on_hold <> c.on_hold
        or exists (select 1 from customers.customer_version n where n.org_id = c.org_id and n.customer_id = c.customer_id and n.version > c.current_version))`),
  },
  {
    name: 'customers.versions',
    title: 'Versions of customers, ship-to addresses and terms are numbered without gaps and begin in their order',
    run: (tx) => findings(tx, sql`select count(*) as count from customers.customer_version where org_id = ${tx.orgId}`, sql`
      select 'customer ' || customer_id || ' version ' || version as breach from (
        select customer_id, version, valid_from, lag(version, 1, 0) over w as before, lag(valid_from) over w as began from customers.customer_version
        where org_id = ${tx.orgId} window w as (partition by customer_id order by version)) numbered
      where version <> before + 1 or valid_from < began
      union all
      select 'ship-to ' || code || ' of ' || customer_id || ' version ' || version from (
        select customer_id, code, version, lag(version, 1, 0) over (partition by customer_id, code order by version) as before from customers.ship_to where org_id = ${tx.orgId}) numbered
      where version <> before + 1
      union all
      select 'terms ' || terms_code || ' version ' || version from (
        select terms_code, version, lag(version, 1, 0) over (partition by terms_code order by version) as before from customers.terms where org_id = ${tx.orgId}) numbered
      where version <> before + 1`),
  },
  {
    name: 'customers.references',
    title: 'Every customer names terms that exist, and no customer belongs to itself',
    run: (tx) => findings(tx, sql`select count(*) as count from customers.customer where org_id = ${tx.orgId}`, sql`
      with recursive belongs as (
        select c.customer_id as start, v.parent_customer_id as ancestor, 1 as steps from customers.customer c
        join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
        where c.org_id = ${tx.orgId} and v.parent_customer_id is not null
        union all
        select b.start, v.parent_customer_id, b.steps + 1 from belongs b
        join customers.customer c on c.org_id = ${tx.orgId} and c.customer_id = b.ancestor
        join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
        where v.parent_customer_id is not null and b.ancestor <> b.start and b.steps < 50
      )
      select 'customer ' || c.number || ' has unknown terms ' || c.terms_code as breach from customers.customer c
      where c.org_id = ${tx.orgId} and not exists (select 1 from customers.terms t where t.org_id = c.org_id and t.terms_code = c.terms_code)
      union all
      select 'customer ' || start || ' belongs to itself' from belongs where ancestor = start`),
  },
  { name: 'customers.words', title: 'Every customer is found under the words of its current version', run: findWordBreaches },
];

const pageRows = 20_000;

type WordRow = Pick<Customer, 'customerId' | 'number' | 'externalId' | 'name' | 'tradeName' | 'taxId' | 'invoiceEmail' | 'billTo'> & { readonly nameKey: string };

/** Words are folded in code, so they are compared there, a page of customers at a time. */
async function findWordBreaches(tx: Tx): Promise<CheckFinding> {
  const breaches: string[] = [];
  let examined = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await tx.many<WordRow>(sql`
      select c.customer_id, c.number, c.external_id, c.name_key, v.name, v.trade_name, v.tax_id, v.invoice_email, v.bill_to
      from customers.customer c join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
      where c.org_id = ${tx.orgId} and c.customer_id > ${after}::uuid order by c.customer_id limit ${pageRows}`);
    const last = rows.at(-1);
    if (last === undefined) return { examined, breaches: breaches.slice(0, BREACHES_MAX) };
    const found = await tx.many<{ customerId: string; words: string[] }>(sql`
      select customer_id, array_agg(word::text) as words from customers.customer_word
      where org_id = ${tx.orgId} and customer_id > ${after}::uuid and customer_id <= ${last.customerId}::uuid group by customer_id`);
    const wordsById = new Map(found.map((row) => [row.customerId, row.words]));
    for (const row of rows) {
      const words = searchWords(row, row);
      const kept = wordsById.get(row.customerId) ?? [];
      if (row.nameKey !== foldText(row.name) || words.size !== kept.length || kept.some((word) => !words.has(word))) breaches.push(`customer ${row.number} is not found under its words`);
    }
    examined += rows.length;
    after = last.customerId;
  }
}
