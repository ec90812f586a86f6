// Writing many customers at once: each statement takes all rows of a batch. Rows are locked in the order of their ids.

import type { LocalDate } from '#kernel/local-date.ts';
import { toJson } from '#kernel/wire.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Customer, CustomerFacts } from './customer.ts';
import type { Contact, ShipTo } from './queries.ts';
import { foldText, searchWords } from './search-words.ts';
import type { ShipToFacts } from './ship-to.ts';
import type { ContactFacts } from './store.ts';

export type WrittenCustomer = {
  readonly customerId: string;
  readonly number: string;
  readonly externalId: string | null;
  readonly version: number;
  readonly validFrom: LocalDate;
  readonly before: Customer | null;
  readonly facts: CustomerFacts;
};

export async function lockCustomersByNumber(tx: Tx, numbers: readonly string[]): Promise<void> {
  await tx.run(sql`select 1 from customers.customer where org_id = ${tx.orgId} and number = any(${numbers}::text[]) order by customer_id for update`);
}

export async function numbersByExternalId(tx: Tx, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.many<{ externalId: string; number: string }>(sql`
    select external_id, number from customers.customer where org_id = ${tx.orgId} and external_id = any(${externalIds}::text[])`);
  return new Map(rows.map((row) => [row.externalId, row.number]));
}

/** New customers and new versions of known ones, with their search words. */
export async function writeCustomers(tx: Tx, written: readonly WrittenCustomer[], mark: { now: Instant; by: string }): Promise<void> {
  if (written.length === 0) return;
  const heads = toJson(written.map((row) => ({
    customer_id: row.customerId, number: row.number, external_id: row.externalId, version: row.version, name_key: foldText(row.facts.name), currency: row.facts.currency,
    country: row.facts.country, terms_code: row.facts.termsCode, on_hold: row.facts.onHold,
  })));
  const head = sql`jsonb_to_recordset(${heads}::jsonb) as n (customer_id uuid, number text, external_id text, version int, name_key text, currency char(3), country char(2), terms_code text, on_hold boolean)`;
  await tx.run(sql`
    insert into customers.customer (org_id, customer_id, number, external_id, current_version, name_key, currency, country, terms_code, on_hold, created_at)
    select ${tx.orgId}, n.customer_id, n.number, n.external_id, 1, n.name_key, n.currency, n.country, n.terms_code, n.on_hold, ${mark.now} from ${head} where n.version = 1`);
  await insertVersions(tx, written, mark);
  await tx.run(sql`
    update customers.customer c set current_version = n.version, name_key = n.name_key, currency = n.currency, country = n.country, terms_code = n.terms_code, on_hold = n.on_hold
    from ${head} where n.version > 1 and c.org_id = ${tx.orgId} and c.customer_id = n.customer_id`);
  await replaceWords(tx, written);
}

async function insertVersions(tx: Tx, written: readonly WrittenCustomer[], mark: { now: Instant; by: string }): Promise<void> {
  const rows = toJson(written.map(({ customerId, version, validFrom, facts }) => ({
    customer_id: customerId, version, valid_from: validFrom, name: facts.name, trade_name: facts.tradeName, parent_customer_id: facts.parentCustomerId, currency: facts.currency,
    language: facts.language, terms_code: facts.termsCode, tax_id: facts.taxId, tax_treatment: facts.taxTreatment, country: facts.country, region: facts.region, bill_to: facts.billTo,
    credit_limit_minor: facts.creditLimitMinor, on_hold: facts.onHold, hold_reason: facts.holdReason, invoice_grouping: facts.invoiceGrouping, delivery_channel: facts.deliveryChannel,
    invoice_email: facts.invoiceEmail, order_required: facts.orderRequired, short_pay_tolerance_minor: facts.shortPayToleranceMinor, bank_fee_tolerance_minor: facts.bankFeeToleranceMinor,
  })));
  const columns = sql`version, valid_from, name, trade_name, parent_customer_id, currency, language, terms_code, tax_id, tax_treatment, country, region, bill_to, credit_limit_minor,
    on_hold, hold_reason, invoice_grouping, delivery_channel, invoice_email, order_required, short_pay_tolerance_minor, bank_fee_tolerance_minor`;
  await tx.run(sql`
    insert into customers.customer_version (org_id, customer_id, recorded_at, recorded_by, ${columns})
    select ${tx.orgId}, customer_id, ${mark.now}, ${mark.by}, ${columns} from jsonb_to_recordset(${rows}::jsonb) as n (customer_id uuid, version int, valid_from date, name text,
      trade_name text, parent_customer_id uuid, currency char(3), language char(2), terms_code text, tax_id text, tax_treatment text, country char(2), region text, bill_to jsonb,
      credit_limit_minor bigint, on_hold boolean, hold_reason text, invoice_grouping text, delivery_channel text, invoice_email text, order_required boolean,
      short_pay_tolerance_minor bigint, bank_fee_tolerance_minor bigint)`);
}

async function replaceWords(tx: Tx, written: readonly WrittenCustomer[]): Promise<void> {
  const gone: { customerId: string; word: string }[] = [];
  const added: { customerId: string; word: string }[] = [];
  for (const row of written) {
    const old = row.before === null ? new Set<string>() : searchWords(row.before, row.before);
    const now = searchWords(row, row.facts);
    for (const word of old) if (!now.has(word)) gone.push({ customerId: row.customerId, word });
    for (const word of now) if (!old.has(word)) added.push({ customerId: row.customerId, word });
  }
  if (gone.length > 0) {
    await tx.run(sql`
      delete from customers.customer_word w using ${pairs(gone)} where w.org_id = ${tx.orgId} and w.word = n.word collate "C" and w.customer_id = n.customer_id`);
  }
  await tx.run(sql`insert into customers.customer_word (org_id, word, customer_id) select ${tx.orgId}, n.word, n.customer_id from ${pairs(added)}`);
}

function pairs(list: readonly { customerId: string; word: string }[]): Statement {
  return sql`unnest(${list.map((pair) => pair.customerId)}::uuid[], ${list.map((pair) => pair.word)}::text[]) as n (customer_id, word)`;
}

/** Accounts that were not known of their customers; how many. */
export function writeBankAccounts(tx: Tx, accounts: readonly { customerId: string; account: string }[], now: Instant): Promise<number> {
  return tx.run(sql`
    insert into customers.bank_account (org_id, account, customer_id, source, recorded_at)
    select distinct ${tx.orgId}::uuid, n.account, n.customer_id, 'given', ${now}::timestamptz
    from unnest(${accounts.map((row) => row.account)}::text[], ${accounts.map((row) => row.customerId)}::uuid[]) as n (account, customer_id) on conflict do nothing`);
}

/** Everybody of some customers who was not removed. */
export function contactsOf(tx: Tx, customerIds: readonly string[]): Promise<Contact[]> {
  return tx.many(sql`
    select contact_id, customer_id, name, email, phone, role, language, recorded_at from customers.contact
    where org_id = ${tx.orgId} and customer_id = any(${customerIds}::uuid[]) and removed_at is null order by customer_id, contact_id`);
}

export type WrittenContact = ContactFacts & { readonly contactId: string; readonly customerId: string };

export async function writeContacts(tx: Tx, created: readonly WrittenContact[], changed: readonly WrittenContact[], now: Instant): Promise<void> {
  const record = (rows: readonly WrittenContact[]): Statement => sql`
    jsonb_to_recordset(${toJson(rows.map(({ contactId, customerId, ...facts }) => ({ contact_id: contactId, customer_id: customerId, ...facts })))}::jsonb)
      as n (contact_id uuid, customer_id uuid, name text, email text, phone text, role text, language char(2))`;
  if (created.length > 0) {
    await tx.run(sql`
      insert into customers.contact (org_id, contact_id, customer_id, name, email, phone, role, language, recorded_at)
      select ${tx.orgId}, n.contact_id, n.customer_id, n.name, n.email, n.phone, n.role, n.language, ${now} from ${record(created)}`);
  }
  if (changed.length > 0) {
    await tx.run(sql`
      update customers.contact c set name = n.name, email = n.email, phone = n.phone, role = n.role, language = n.language
      from ${record(changed)} where c.org_id = ${tx.orgId} and c.contact_id = n.contact_id`);
  }
}

export type WrittenShipTo = ShipToFacts & Pick<ShipTo, 'customerId' | 'code' | 'version' | 'validFrom'>;

export async function writeShipTos(tx: Tx, written: readonly WrittenShipTo[], now: Instant): Promise<void> {
  const rows = written.map((row) => ({ customer_id: row.customerId, code: row.code, version: row.version, valid_from: row.validFrom, name: row.name, address: row.address, country: row.country, region: row.region }));
  await tx.run(sql`
    insert into customers.ship_to (org_id, customer_id, code, version, valid_from, name, address, country, region, recorded_at)
    select ${tx.orgId}, n.customer_id, n.code, n.version, n.valid_from, n.name, n.address, n.country, n.region, ${now} from jsonb_to_recordset(${toJson(rows)}::jsonb)
      as n (customer_id uuid, code text, version int, valid_from date, name text, address jsonb, country char(2), region text)`);
}

/** The customers a batch touched, for its audit row. */
export function subjectsOf(customerIds: readonly string[]): Statement {
  return sql`select distinct unnest(${customerIds}::uuid[])`;
}
