// What the matcher needs from the database: customers, the forms of document numbers, and the open documents a batch may be about.

import { parseDecimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Claim, Tolerance } from './matching/claim.ts';
import type { KnownAccount, PayerProfile } from './matching/payer-index.ts';

export type Books = { readonly entityId: number; readonly receivable: number; readonly through: LocalDate };

/** One customer, its parent's name apart: enough to tell whether a name is the customer's. */
export function loadPayerProfile(tx: Tx, customerId: string): Promise<PayerProfile | null> {
  return tx.maybe(sql`
    select c.customer_id, c.number, v.name, v.trade_name, v.parent_customer_id from customers.customer c
    join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
    where c.org_id = ${tx.orgId} and c.customer_id = ${customerId}`);
}

/** Every customer as it is called now. */
export function loadPayerProfiles(tx: Tx): Promise<PayerProfile[]> {
  return tx.many(sql`
    select c.customer_id, c.number, v.name, v.trade_name, v.parent_customer_id from customers.customer c
    join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
    where c.org_id = ${tx.orgId}`);
}

export function loadAccounts(tx: Tx, accounts: readonly string[]): Promise<(KnownAccount & { account: string })[]> {
  return tx.many(sql`select account, customer_id, source from customers.bank_account where org_id = ${tx.orgId} and account = any(${accounts}) order by account, customer_id`);
}

const FORMS_SAMPLE = 5000;

/** Shapes and prefixes of the latest documents' numbers: what a number of this seller looks like. */
export async function loadNumberForms(tx: Tx, entityId: number): Promise<{ shapes: string[]; prefixes: string[] }> {
  const rows = await tx.many<{ shape: string; prefix: string }>(sql`
    select distinct regexp_replace(cash.number_key(number), '[0-9]', '9', 'g') as shape, cash.number_key(substring(number from '^[^0-9]*')) as prefix
    from (select number from invoicing.document where org_id = ${tx.orgId} and entity_id = ${entityId} and status = 'issued' order by issued_on desc, document_id limit ${FORMS_SAMPLE}) d limit 200`);
  return { shapes: [...new Set(rows.map((row) => row.shape))], prefixes: [...new Set(rows.map((row) => row.prefix))] };
}

type ClaimRow = Omit<Claim, 'items' | 'discount'> & { discount: { percent: string; until: LocalDate; discountMinor: string | number } | null; items: { itemId: string; dueOn: LocalDate; openMinor: string }[] };

async function claimsWhere(tx: Tx, books: Books, condition: Statement): Promise<Claim[]> {
  const rows = await tx.many<ClaimRow>(sql`
    select d.document_id, d.number, d.kind, d.customer_id, d.currency, d.issued_on, d.due_on, d.total_minor, nullif(d.schedule -> 'discount', 'null'::jsonb) as discount,
      coalesce(jsonb_agg(jsonb_build_object('itemId', i.item_id, 'dueOn', i.due_on, 'openMinor', i.open_minor::text) order by i.due_on, i.item_id) filter (where i.open_minor <> 0), '[]'::jsonb) as items
    from invoicing.document d left join ledger.open_item i on i.org_id = d.org_id and i.document_id = d.document_id and i.account_id = ${books.receivable}
    where d.org_id = ${tx.orgId} and d.entity_id = ${books.entityId} and d.status = 'issued' and d.issued_on <= ${books.through} and ${condition}
    group by d.org_id, d.document_id`);
  return rows.map((row) => ({
    ...row, items: row.items.map((item) => ({ ...item, openMinor: BigInt(item.openMinor) })),
    discount: row.discount === null ? null : { percent: parseDecimal(String(row.discount.percent)), until: row.discount.until, discountMinor: BigInt(row.discount.discountMinor) },
  }));
}

export function claimsByKeys(tx: Tx, books: Books, keys: readonly string[]): Promise<Claim[]> {
  return keys.length === 0 ? Promise.resolve([]) : claimsWhere(tx, books, sql`d.number is not null and cash.number_key(d.number) = any(${keys})`);
}

// A customer with more open documents than this is matched by number; sums over so many would prove nothing.
const CLAIMS_PER_CUSTOMER = 2000;

export function claimsByCustomers(tx: Tx, books: Books, customerIds: readonly string[]): Promise<Claim[]> {
  return customerIds.length === 0 ? Promise.resolve([]) : claimsWhere(tx, books, sql`d.document_id in (
    select o.document_id from unnest(${customerIds}::uuid[]) as c (customer_id) cross join lateral (
      select i.document_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.customer_id = c.customer_id and i.account_id = ${books.receivable} and i.open_minor <> 0 order by i.due_on limit ${CLAIMS_PER_CUSTOMER}) o)`);
}

export function claimsByIds(tx: Tx, books: Books, documentIds: readonly string[]): Promise<Claim[]> {
  return documentIds.length === 0 ? Promise.resolve([]) : claimsWhere(tx, books, sql`d.document_id = any(${documentIds})`);
}

export async function entityOfDocument(tx: Tx, documentId: string): Promise<number | null> {
  const row = await tx.maybe<{ entityId: number }>(sql`select entity_id from invoicing.document where org_id = ${tx.orgId} and document_id = ${documentId} and status = 'issued'`);
  return row?.entityId ?? null;
}

export type AmountWanted = { readonly minor: bigint; readonly currency: string };

export function claimsByAmounts(tx: Tx, books: Books, amounts: readonly AmountWanted[]): Promise<Claim[]> {
  return amounts.length === 0 ? Promise.resolve([]) : claimsWhere(tx, books, sql`d.document_id in (
    select o.document_id from unnest(${amounts.map((one) => one.minor)}::bigint[], ${amounts.map((one) => one.currency)}::text[]) as a (minor, currency) cross join lateral (
      select i.document_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.currency = a.currency and i.open_minor = a.minor and i.account_id = ${books.receivable} limit 6) o)`);
}

export function loadTolerances(tx: Tx, customerIds: readonly string[]): Promise<(Tolerance & { customerId: string })[]> {
  return tx.many(sql`
    select c.customer_id, v.currency, v.bank_fee_tolerance_minor as bank_fee_minor, v.short_pay_tolerance_minor as short_pay_minor from customers.customer c
    join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
    where c.org_id = ${tx.orgId} and c.customer_id = any(${customerIds}) and (v.bank_fee_tolerance_minor > 0 or v.short_pay_tolerance_minor > 0)`);
}
