// Writing customers: identity, versions, search words, ship-to addresses, contacts, accounts, certificates, terms.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Address } from '#platform/organisation-store.ts';
import type { Customer, CustomerFacts } from './customer.ts';
import { findCustomer } from './queries.ts';
import { foldText, searchWords } from './search-words.ts';
import type { TermsRule } from './terms.ts';

type Identity = { readonly customerId: string; readonly number: string; readonly externalId: string | null };
type Mark = { readonly version: number; readonly validFrom: LocalDate; readonly now: Instant; readonly by: string };

/** False where the number or the external id is taken. */
export async function insertCustomer(tx: Tx, identity: Identity, facts: CustomerFacts, now: Instant): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into customers.customer (org_id, customer_id, number, external_id, current_version, name_key, currency, country, terms_code, on_hold, created_at)
    values (${tx.orgId}, ${identity.customerId}, ${identity.number}, ${identity.externalId}, 1, ${foldText(facts.name)}, ${facts.currency}, ${facts.country},
            ${facts.termsCode}, ${facts.onHold}, ${now})
    on conflict do nothing`);
  return inserted === 1;
}

export async function insertCustomerVersion(tx: Tx, customerId: string, facts: CustomerFacts, mark: Mark): Promise<void> {
  await tx.run(sql`
    insert into customers.customer_version (org_id, customer_id, version, valid_from, recorded_at, recorded_by, name, trade_name, parent_customer_id, currency, language,
      terms_code, tax_id, tax_treatment, country, region, bill_to, credit_limit_minor, on_hold, hold_reason, invoice_grouping, delivery_channel, invoice_email,
      order_required, short_pay_tolerance_minor, bank_fee_tolerance_minor)
    values (${tx.orgId}, ${customerId}, ${mark.version}, ${mark.validFrom}, ${mark.now}, ${mark.by}, ${facts.name}, ${facts.tradeName}, ${facts.parentCustomerId},
      ${facts.currency}, ${facts.language}, ${facts.termsCode}, ${facts.taxId}, ${facts.taxTreatment}, ${facts.country}, ${facts.region}, ${facts.billTo},
      ${facts.creditLimitMinor}, ${facts.onHold}, ${facts.holdReason}, ${facts.invoiceGrouping}, ${facts.deliveryChannel}, ${facts.invoiceEmail},
      ${facts.orderRequired}, ${facts.shortPayToleranceMinor}, ${facts.bankFeeToleranceMinor})`);
}

/** Points the customer at its new version and repeats there what lists sort and filter by. */
export async function moveCustomerVersion(tx: Tx, customerId: string, version: number, facts: CustomerFacts): Promise<void> {
  await tx.run(sql`
    update customers.customer set current_version = ${version}, name_key = ${foldText(facts.name)}, currency = ${facts.currency}, country = ${facts.country},
      terms_code = ${facts.termsCode}, on_hold = ${facts.onHold}
    where org_id = ${tx.orgId} and customer_id = ${customerId}`);
}

/** Brings the search words from those of the version before to those of the version now. */
export async function replaceSearchWords(tx: Tx, identity: Identity, before: CustomerFacts | null, after: CustomerFacts): Promise<void> {
  const old = before === null ? new Set<string>() : searchWords(identity, before);
  const now = searchWords(identity, after);
  const gone = [...old].filter((word) => !now.has(word));
  const added = [...now].filter((word) => !old.has(word));
  if (gone.length > 0) await tx.run(sql`delete from customers.customer_word where org_id = ${tx.orgId} and customer_id = ${identity.customerId} and word = any(${gone}::text[])`);
  if (added.length > 0) await tx.run(sql`insert into customers.customer_word (org_id, word, customer_id) select ${tx.orgId}, word, ${identity.customerId} from unnest(${added}::text[]) as word`);
}

/** Locks the customer against other changes of it and answers its current version. Refuses customer.unknown. */
export async function lockCustomer(tx: Tx, customerId: string): Promise<Customer> {
  await tx.run(sql`select 1 from customers.customer where org_id = ${tx.orgId} and customer_id = ${customerId} for update`);
  return requireCustomer(tx, customerId);
}

export async function requireCustomer(tx: Tx, customerId: string): Promise<Customer> {
  const customer = await findCustomer(tx, customerId);
  if (customer === null) refuse('customer.unknown', 'there is no such customer', { field: 'customer_id', value: customerId });
  return customer;
}

export async function insertShipTo(tx: Tx, shipTo: { customerId: string; code: string; version: number; validFrom: LocalDate; name: string; address: Address; country: string; region: string | null; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into customers.ship_to (org_id, customer_id, code, version, valid_from, name, address, country, region, recorded_at)
    values (${tx.orgId}, ${shipTo.customerId}, ${shipTo.code}, ${shipTo.version}, ${shipTo.validFrom}, ${shipTo.name}, ${shipTo.address}, ${shipTo.country}, ${shipTo.region}, ${shipTo.now})`);
}

export type ContactFacts = { readonly name: string; readonly email: string | null; readonly phone: string | null; readonly role: string; readonly language: string | null };

export async function insertContact(tx: Tx, contact: ContactFacts & { contactId: string; customerId: string; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into customers.contact (org_id, contact_id, customer_id, name, email, phone, role, language, recorded_at)
    values (${tx.orgId}, ${contact.contactId}, ${contact.customerId}, ${contact.name}, ${contact.email}, ${contact.phone}, ${contact.role}, ${contact.language}, ${contact.now})`);
}

export async function updateContact(tx: Tx, contactId: string, facts: ContactFacts): Promise<void> {
  await tx.run(sql`
    update customers.contact set name = ${facts.name}, email = ${facts.email}, phone = ${facts.phone}, role = ${facts.role}, language = ${facts.language}
    where org_id = ${tx.orgId} and contact_id = ${contactId} and removed_at is null`);
}

export async function removeContactRow(tx: Tx, contactId: string, now: Instant): Promise<void> {
  await tx.run(sql`update customers.contact set removed_at = ${now} where org_id = ${tx.orgId} and contact_id = ${contactId} and removed_at is null`);
}

export function lockContact(tx: Tx, customerId: string, contactId: string): Promise<(ContactFacts & { contactId: string }) | null> {
  return tx.maybe(sql`
    select contact_id, name, email, phone, role, language from customers.contact
    where org_id = ${tx.orgId} and customer_id = ${customerId} and contact_id = ${contactId} and removed_at is null for update`);
}

/** Counts one more confirmation, or keeps the account with its first. */
export async function confirmBankAccount(tx: Tx, account: { customerId: string; account: string; source: 'given' | 'learned'; now: Instant }): Promise<number> {
  const row = await tx.one<{ confirmations: number }>(sql`
    insert into customers.bank_account (org_id, account, customer_id, source, recorded_at)
    values (${tx.orgId}, ${account.account}, ${account.customerId}, ${account.source}, ${account.now})
    on conflict (org_id, account, customer_id) do update set confirmations = customers.bank_account.confirmations + 1
    returning confirmations`);
  return row.confirmations;
}

/** Many at once, in the order of their keys; answers the customers, for the audit row. */
export async function confirmBankAccounts(tx: Tx, rows: readonly { customerId: string; account: string }[], now: Instant): Promise<Statement> {
  const customerIds = rows.map((row) => row.customerId);
  await tx.run(sql`
    insert into customers.bank_account (org_id, account, customer_id, source, recorded_at)
    select ${tx.orgId}, b.account, b.customer_id, 'learned', ${now}::timestamptz from (
      select distinct n.account, n.customer_id from unnest(${rows.map((row) => row.account)}::text[], ${customerIds}::uuid[]) as n (account, customer_id)) b order by b.account, b.customer_id
    on conflict (org_id, account, customer_id) do update set confirmations = customers.bank_account.confirmations + 1`);
  return sql`select distinct n.customer_id from unnest(${customerIds}::uuid[]) as n (customer_id)`;
}

export async function insertExemption(tx: Tx, exemption: { exemptionId: string; customerId: string; jurisdiction: string; certificateNumber: string; reason: string; validFrom: LocalDate; validTo: LocalDate; fileId: string | null; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into customers.exemption (org_id, exemption_id, customer_id, jurisdiction, certificate_number, reason, valid_from, valid_to, file_id, recorded_at)
    values (${tx.orgId}, ${exemption.exemptionId}, ${exemption.customerId}, ${exemption.jurisdiction}, ${exemption.certificateNumber}, ${exemption.reason},
            ${exemption.validFrom}, ${exemption.validTo}, ${exemption.fileId}, ${exemption.now})`);
}

/** How many rows were revoked: none where the certificate is unknown or was revoked before. */
export function revokeExemptionRow(tx: Tx, customerId: string, exemptionId: string, now: Instant): Promise<number> {
  return tx.run(sql`
    update customers.exemption set revoked_at = ${now}
    where org_id = ${tx.orgId} and customer_id = ${customerId} and exemption_id = ${exemptionId} and revoked_at is null`);
}

/** False where another transaction recorded this version first. */
export async function insertTerms(tx: Tx, terms: { termsCode: string; version: number; name: string; rule: TermsRule; now: Instant; by: string }): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into customers.terms (org_id, terms_code, version, name, rule, recorded_at, recorded_by)
    values (${tx.orgId}, ${terms.termsCode}, ${terms.version}, ${terms.name}, ${terms.rule}, ${terms.now}, ${terms.by}) on conflict do nothing`);
  return inserted === 1;
}

/** Whoever gives out customer numbers waits here, so that two imports of one file do not race for them. */
export async function lockCustomerNumbers(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} customer numbers`}, 3))`);
}

/** The number after the highest of the form C-1001. */
export async function nextCustomerNumber(tx: Tx): Promise<string> {
  const { last } = await tx.one<{ last: bigint | null }>(sql`
    select max(substring(number from 3)::bigint) as last from customers.customer where org_id = ${tx.orgId} and number ~ '^C-[0-9]{1,12}$'`);
  return `C-${(last ?? 1000n) + 1n}`;
}
