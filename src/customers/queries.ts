// Reading customers and what belongs to them: one, many by key, for billing and for screens.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { joinSql, sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Address } from '#platform/organisation-store.ts';
import type { Customer, CustomerVersion } from './customer.ts';
import type { TermsRule } from './terms.ts';

const versionColumns = sql`
  v.version, v.valid_from, v.recorded_at, v.recorded_by, v.name, v.trade_name, v.parent_customer_id, v.currency, v.language, v.terms_code, v.tax_id, v.tax_treatment,
  v.country, v.region, v.bill_to, v.credit_limit_minor, v.on_hold, v.hold_reason, v.invoice_grouping, v.delivery_channel, v.invoice_email, v.order_required,
  v.short_pay_tolerance_minor, v.bank_fee_tolerance_minor`;

const currentCustomer = sql`
  select c.customer_id, c.number, c.external_id, ${versionColumns} from customers.customer c
  join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id and v.version = c.current_version`;

export function findCustomer(tx: Tx, customerId: string): Promise<Customer | null> {
  return tx.maybe(sql`${currentCustomer} where c.org_id = ${tx.orgId} and c.customer_id = ${customerId}`);
}

export function findCustomerByNumber(tx: Tx, number: string): Promise<Customer | null> {
  return tx.maybe(sql`${currentCustomer} where c.org_id = ${tx.orgId} and c.number = ${number}`);
}

/** Current version by id. */
export async function loadCustomersForBilling(tx: Tx, customerIds: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
  const rows = await tx.many<Customer>(sql`${currentCustomer} where c.org_id = ${tx.orgId} and c.customer_id = any(${customerIds}::uuid[])`);
  return new Map(rows.map((row) => [row.customerId, row]));
}

/** Current version by customer number, for files that name customers. */
export async function loadCustomersByNumber(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
  const rows = await tx.many<Customer>(sql`${currentCustomer} where c.org_id = ${tx.orgId} and c.number = any(${numbers}::text[])`);
  return new Map(rows.map((row) => [row.number, row]));
}

export function findCustomerVersion(tx: Tx, customerId: string, version: number): Promise<Customer | null> {
  return tx.maybe(sql`
    select c.customer_id, c.number, c.external_id, ${versionColumns} from customers.customer c
    join customers.customer_version v on v.org_id = c.org_id and v.customer_id = c.customer_id
    where c.org_id = ${tx.orgId} and c.customer_id = ${customerId} and v.version = ${version}`);
}

/** Every version, the latest first. */
export function listCustomerVersions(tx: Tx, customerId: string): Promise<CustomerVersion[]> {
  return tx.many(sql`select ${versionColumns} from customers.customer_version v where v.org_id = ${tx.orgId} and v.customer_id = ${customerId} order by v.version desc`);
}

export type Terms = { readonly termsCode: string; readonly version: number; readonly name: string; readonly rule: TermsRule; readonly recordedAt: Instant };

/** The latest version of each terms code, or of those named. */
export async function loadTerms(tx: Tx, codes?: readonly string[]): Promise<ReadonlyMap<string, Terms>> {
  const rows = await tx.many<Terms>(sql`
    select distinct on (terms_code) terms_code, version, name, rule, recorded_at from customers.terms
    where org_id = ${tx.orgId} and (${codes ?? null}::text[] is null or terms_code = any(${codes ?? null}::text[])) order by terms_code, version desc`);
  return new Map(rows.map((row) => [row.termsCode, row]));
}

/** One version of terms, as a document keeps it. */
export function findTermsVersion(tx: Tx, termsCode: string, version: number): Promise<Terms | null> {
  return tx.maybe(sql`select terms_code, version, name, rule, recorded_at from customers.terms where org_id = ${tx.orgId} and terms_code = ${termsCode} and version = ${version}`);
}

export function listTermsVersions(tx: Tx, termsCode: string): Promise<Terms[]> {
  return tx.many(sql`select terms_code, version, name, rule, recorded_at from customers.terms where org_id = ${tx.orgId} and terms_code = ${termsCode} order by version desc`);
}

export type ShipTo = {
  readonly customerId: string;
  readonly code: string;
  readonly version: number;
  readonly validFrom: LocalDate;
  readonly name: string;
  readonly address: Address;
  readonly country: string;
  readonly region: string | null;
  readonly recordedAt: Instant;
};

/** The latest version of every ship-to address, by customer. */
export async function loadShipTos(tx: Tx, customerIds: readonly string[]): Promise<ReadonlyMap<string, readonly ShipTo[]>> {
  const rows = await tx.many<ShipTo>(sql`
    select distinct on (customer_id, code) customer_id, code, version, valid_from, name, address, country, region, recorded_at from customers.ship_to
    where org_id = ${tx.orgId} and customer_id = any(${customerIds}::uuid[]) order by customer_id, code, version desc`);
  return byCustomer(rows);
}

export type Exemption = {
  readonly exemptionId: string;
  readonly customerId: string;
  readonly jurisdiction: string;
  readonly certificateNumber: string;
  readonly reason: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly fileId: string | null;
  readonly recordedAt: Instant;
  readonly revokedAt: Instant | null;
};

/** Certificates that are valid on a day, or on some day from it through another, and not revoked, by customer. */
export async function loadExemptions(tx: Tx, customerIds: readonly string[], onDate: LocalDate, throughDate: LocalDate = onDate): Promise<ReadonlyMap<string, readonly Exemption[]>> {
  const rows = await tx.many<Exemption>(sql`
    select exemption_id, customer_id, jurisdiction, certificate_number, reason, valid_from, valid_to, file_id, recorded_at, revoked_at from customers.exemption
    where org_id = ${tx.orgId} and customer_id = any(${customerIds}::uuid[]) and revoked_at is null
      and valid_from <= ${throughDate} and valid_to >= ${onDate}
    order by customer_id, jurisdiction, valid_to desc`);
  return byCustomer(rows);
}

/** All certificates of a customer, with those that have run out or were revoked. */
export function listExemptions(tx: Tx, customerId: string): Promise<Exemption[]> {
  return tx.many(sql`
    select exemption_id, customer_id, jurisdiction, certificate_number, reason, valid_from, valid_to, file_id, recorded_at, revoked_at from customers.exemption
    where org_id = ${tx.orgId} and customer_id = ${customerId} order by valid_to desc, exemption_id`);
}

export type Contact = {
  readonly contactId: string;
  readonly customerId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: string;
  readonly language: string | null;
  readonly recordedAt: Instant;
};

export function listContacts(tx: Tx, customerId: string): Promise<Contact[]> {
  return tx.many(sql`
    select contact_id, customer_id, name, email, phone, role, language, recorded_at from customers.contact
    where org_id = ${tx.orgId} and customer_id = ${customerId} and removed_at is null order by role, name, contact_id`);
}

export type BankAccount = {
  readonly customerId: string;
  /** Upper case, no blanks. */
  readonly account: string;
  readonly source: 'given' | 'learned';
  readonly confirmations: number;
  readonly recordedAt: Instant;
};

/** The accounts that customers pay from: of some customers, or the customers of some accounts, or all. */
export function customerBankAccounts(tx: Tx, of: { customerIds?: readonly string[]; accounts?: readonly string[] } = {}): Promise<BankAccount[]> {
  const conditions = [sql`org_id = ${tx.orgId}`];
  if (of.customerIds !== undefined) conditions.push(sql`customer_id = any(${of.customerIds}::uuid[])`);
  if (of.accounts !== undefined) conditions.push(sql`account = any(${of.accounts}::text[])`);
  return tx.many(sql`
    select customer_id, account, source, confirmations, recorded_at from customers.bank_account where ${joinSql(conditions, ' and ')}
    order by customer_id, confirmations desc, account`);
}

function byCustomer<Row extends { readonly customerId: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => row.customerId);
}
