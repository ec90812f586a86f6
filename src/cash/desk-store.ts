// What the matcher needs from the database: customers, the forms of document numbers, and the open documents a batch may be about.

import { parseDecimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Claim, ClaimItem, Tolerance } from './matching/claim.ts';
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
    select distinct regexp_replace(number_key, '[0-9]', '9', 'g') as shape, cash.number_key(substring(number from '^[^0-9]*')) as prefix
    from (select number, number_key from invoicing.document where org_id = ${tx.orgId} and entity_id = ${entityId} and status = 'issued' order by issued_on desc, document_id limit ${FORMS_SAMPLE}) d limit 200`);
  return { shapes: [...new Set(rows.map((row) => row.shape))], prefixes: [...new Set(rows.map((row) => row.prefix))] };
}

type ClaimRow = Omit<Claim, 'items' | 'discount'> & { discount: { percent: string; until: LocalDate; discountMinor: string | number } | null; itemId: string | null; itemDueOn: LocalDate; openMinor: bigint };

const documentColumns = sql`d.document_id, d.number, d.kind, d.customer_id, d.currency, d.issued_on, d.due_on, d.total_minor, d.schedule -> 'discount' as discount`;

/** found names documents (document_id); each is looked up by its key, however many others there are. */
async function claimsOf(tx: Tx, books: Books, found: Statement): Promise<Claim[]> {
  return claimsFrom(await tx.many<ClaimRow>(sql`
    select d.*, i.item_id, i.due_on as item_due_on, i.open_minor
    from (select distinct f.document_id from (${found}) f) f
    cross join lateral (
      select ${documentColumns} from invoicing.document d
      where d.org_id = ${tx.orgId} and d.document_id = f.document_id and d.entity_id = ${books.entityId} and d.status = 'issued' and d.issued_on <= ${books.through} limit 1) d
    left join lateral (
      select i.item_id, i.due_on, i.open_minor from ledger.open_item i where i.org_id = ${tx.orgId} and i.document_id = d.document_id and i.account_id = ${books.receivable} and i.open_minor <> 0 limit 100) i on true
    order by d.document_id, i.due_on, i.item_id`));
}

/** A row per item, those of a document together. */
function claimsFrom(rows: readonly ClaimRow[]): Claim[] {
  const claims = new Map<string, Claim & { readonly items: ClaimItem[] }>();
  for (const { itemId, itemDueOn, openMinor, discount, ...document } of rows) {
    const claim = claims.get(document.documentId) ?? { ...document, items: [], discount: discount === null ? null : { percent: parseDecimal(String(discount.percent)), until: discount.until, discountMinor: BigInt(discount.discountMinor) } };
    claims.set(document.documentId, claim);
    if (itemId !== null) claim.items.push({ itemId, dueOn: itemDueOn, openMinor });
  }
  return [...claims.values()];
}

/** Documents whose number has one of these keys; several entities and years may have the same. */
export function claimsByKeys(tx: Tx, books: Books, keys: readonly string[]): Promise<Claim[]> {
  return keys.length === 0 ? Promise.resolve([]) : claimsOf(tx, books, sql`
    select d.document_id from unnest(${keys}::text[]) as k (key) cross join lateral (
      select d.document_id from invoicing.document d where d.org_id = ${tx.orgId} and d.number_key = k.key limit 20) d`);
}

// A customer with more open documents than this is matched by number; sums over so many would prove nothing.
const CLAIMS_PER_CUSTOMER = 2000;

/** The open items lead to the documents: one look-up for each, however many a customer had in all. */
export async function claimsByCustomers(tx: Tx, books: Books, customerIds: readonly string[]): Promise<Claim[]> {
  if (customerIds.length === 0) return [];
  return claimsFrom(await tx.many<ClaimRow>(sql`
    select d.*, i.item_id, i.due_on as item_due_on, i.open_minor
    from unnest(${customerIds}::uuid[]) as c (customer_id)
    cross join lateral (
      select i.item_id, i.document_id, i.due_on, i.open_minor from ledger.open_item i where i.org_id = ${tx.orgId} and i.customer_id = c.customer_id and i.account_id = ${books.receivable} and i.open_minor <> 0
      order by i.due_on limit ${CLAIMS_PER_CUSTOMER}) i
    cross join lateral (
      select ${documentColumns} from invoicing.document d
      where d.org_id = ${tx.orgId} and d.document_id = i.document_id and d.entity_id = ${books.entityId} and d.status = 'issued' and d.issued_on <= ${books.through} limit 1) d
    order by d.document_id, i.due_on, i.item_id`));
}

export function claimsByIds(tx: Tx, books: Books, documentIds: readonly string[]): Promise<Claim[]> {
  return documentIds.length === 0 ? Promise.resolve([]) : claimsOf(tx, books, sql`select k.document_id from unnest(${documentIds}::uuid[]) as k (document_id)`);
}

export async function entityOfDocument(tx: Tx, documentId: string): Promise<number | null> {
  const row = await tx.maybe<{ entityId: number }>(sql`select entity_id from invoicing.document where org_id = ${tx.orgId} and document_id = ${documentId} and status = 'issued'`);
  return row?.entityId ?? null;
}

export type AmountWanted = { readonly minor: bigint; readonly currency: string };

export function claimsByAmounts(tx: Tx, books: Books, amounts: readonly AmountWanted[]): Promise<Claim[]> {
  return amounts.length === 0 ? Promise.resolve([]) : claimsOf(tx, books, sql`
    select i.document_id from unnest(${amounts.map((one) => one.minor)}::bigint[], ${amounts.map((one) => one.currency)}::bpchar[]) as a (minor, currency) cross join lateral (
      select i.document_id from ledger.open_item i where i.org_id = ${tx.orgId} and i.currency = a.currency and i.open_minor = a.minor and i.open_minor <> 0 and i.account_id = ${books.receivable} limit 6) i`);
}

export function loadTolerances(tx: Tx, customerIds: readonly string[]): Promise<(Tolerance & { customerId: string })[]> {
  return tx.many(sql`
    select c.customer_id, v.currency, v.bank_fee_tolerance_minor as bank_fee_minor, v.short_pay_tolerance_minor as short_pay_minor from customers.customer c
    join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version
    where c.org_id = ${tx.orgId} and c.customer_id = any(${customerIds}) and (v.bank_fee_tolerance_minor > 0 or v.short_pay_tolerance_minor > 0)`);
}
