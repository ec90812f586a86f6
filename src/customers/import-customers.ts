// Importing customers: a new number makes a customer, a known one a new version where the row says something new.
// An empty cell says nothing: it neither erases what is recorded nor makes a version.

import { derivedId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { normaliseAccount } from './bank-account.ts';
import { businessDay, firstEntity } from './business-day.ts';
import { defaultTermsCode } from './create-customer.ts';
import { changedFacts, checkCustomerFacts, checkCustomerNumber, factDefaults, factsOf, type Customer, type CustomerFacts } from './customer.ts';
import { importAddress, mergeAddress } from './import-address.ts';
import { customerFields } from './import-fields.ts';
import { planContacts, type ContactRow } from './import-contacts.ts';
import { lockCustomersByNumber, numbersByExternalId, subjectsOf, writeBankAccounts, writeContacts, writeCustomers, type WrittenCustomer } from './import-store.ts';
import { customerBankAccounts, loadCustomersByNumber, loadTerms } from './queries.ts';
import { amountIn, decideRow } from './row-issue.ts';
import { lockCustomerNumbers } from './store.ts';

export const importCustomers: ImportKind = {
  kind: 'customers', title: 'Customers', permission: 'customer.write', fields: customerFields, uniqueBy: ['number', 'external_id'],
  tables: ['customers.customer', 'customers.customer_version', 'customers.customer_word', 'customers.contact', 'customers.bank_account'], write: writeCustomerRows,
};

type Known = {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly numberByExternalId: ReadonlyMap<string, string>;
  readonly termsCodes: ReadonlySet<string>;
  readonly currency: string;
  readonly country: string;
  readonly today: LocalDate;
  /** Ids of customers that a row may name as its parent: those recorded, and those of the rows above. */
  readonly idByNumber: Map<string, string>;
};

type Decided = WrittenCustomer & { readonly isNew: boolean; readonly isChanged: boolean; readonly account: string | null };

async function writeCustomerRows(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const known = await readKnown(tx, ctx, batch.rows);
  const issues: RunIssue[] = [];
  const decided: { row: CheckedRow; customer: Decided }[] = [];
  for (const row of batch.rows) {
    const found = decideRow(row, () => decideCustomer(row, known, batch.runMs));
    if ('issue' in found) issues.push(found.issue);
    else decided.push({ row, customer: found.value });
  }
  const customers = decided.map(({ customer }) => customer);
  await writeCustomers(tx, customers.filter((customer) => customer.isNew || customer.isChanged), { now: ctx.now, by: ctx.actor.name });
  const withContact = decided.map(({ row, customer }) => contactOf(row, customer.customerId));
  const contacts = await planContacts(tx, withContact.filter((contact) => contact !== null), batch.runMs);
  await writeContacts(tx, contacts.created, contacts.changed, ctx.now);
  const accounts = await unknownAccounts(tx, customers);
  await writeBankAccounts(tx, accounts, ctx.now);
  const touched = new Set([...contacts.created, ...contacts.changed, ...accounts].map((part) => part.customerId));
  const created = customers.filter((customer) => customer.isNew).length;
  const updated = customers.filter((customer) => !customer.isNew && (customer.isChanged || touched.has(customer.customerId))).length;
  const ids = customers.filter((customer) => customer.isNew || customer.isChanged || touched.has(customer.customerId)).map((customer) => customer.customerId);
  tx.audit({ subjectKind: 'customer', after: { fileId: batch.fileId, created, updated }, subjects: subjectsOf(ids) });
  return { created, updated, unchanged: customers.length - created - updated, issues };
}

async function readKnown(tx: Tx, ctx: Context, rows: readonly CheckedRow[]): Promise<Known> {
  await lockCustomerNumbers(tx);
  const texts = (key: string): string[] => [...new Set(rows.flatMap((row) => row.values[key] ?? []))];
  const numbers = texts('number');
  await lockCustomersByNumber(tx, numbers);
  const entity = await firstEntity(tx);
  const customers = await loadCustomersByNumber(tx, numbers);
  const parents = await loadCustomersByNumber(tx, texts('parent_number'));
  return {
    customers, numberByExternalId: await numbersByExternalId(tx, texts('external_id')), termsCodes: new Set((await loadTerms(tx)).keys()), currency: entity.baseCurrency,
    country: entity.country, today: await businessDay(tx, ctx), idByNumber: new Map([...parents, ...customers].map(([number, customer]) => [number, customer.customerId])),
  };
}

function decideCustomer(row: CheckedRow, known: Known, runMs: number): Decided {
  const number = row.values['number'] ?? '';
  checkCustomerNumber(number);
  const before = known.customers.get(number) ?? null;
  const externalId = row.values['external_id'] ?? null;
  const owner = externalId === null ? undefined : known.numberByExternalId.get(externalId);
  if (externalId !== null && ((owner !== undefined && owner !== number) || (before !== null && before.externalId !== externalId))) {
    refuse('customer.exists', owner === undefined ? `customer ${number} was recorded without this external id` : `the external id belongs to customer ${owner}`, { field: 'external_id', value: externalId });
  }
  const customerId = before?.customerId ?? derivedId(runMs, `customer ${number}`);
  const facts = decideFacts(row, before, known, customerId);
  checkCustomerFacts(facts);
  if (!known.termsCodes.has(facts.termsCode)) refuse('terms.unknown', `there are no terms ${facts.termsCode}`, { field: 'terms_code', value: facts.termsCode });
  const account = accountOf(row);
  known.idByNumber.set(number, customerId);
  const identity = { customerId, number, externalId: before?.externalId ?? externalId, before, facts, account };
  if (before === null) return { ...identity, version: 1, validFrom: row.values['valid_from'] ?? known.today, isNew: true, isChanged: false };
  const validFrom = before.validFrom > known.today ? before.validFrom : known.today;
  return { ...identity, version: before.version + 1, validFrom, isNew: false, isChanged: changedFacts(before, facts).length > 0 };
}

function decideFacts(row: CheckedRow, before: Customer | null, known: Known, customerId: string): CustomerFacts {
  const cell = (key: string): string | null => row.values[key] ?? null;
  const address = importAddress(row);
  const base: CustomerFacts = before === null
    ? { ...factDefaults, name: '', currency: known.currency, termsCode: defaultTermsCode, country: cell('country') ?? known.country, billTo: { lines: [], country: cell('country') ?? known.country } }
    : factsOf(before);
  const currency = cell('currency') ?? base.currency;
  const limit = cell('credit_limit');
  const onHold = cell('on_hold') === null ? base.onHold : cell('on_hold') === 'true';
  return {
    ...base, currency, name: cell('name') ?? base.name, tradeName: cell('trade_name') ?? base.tradeName, parentCustomerId: parentOf(cell('parent_number'), base, known, customerId),
    language: cell('language')?.toLowerCase() ?? base.language, termsCode: cell('terms_code')?.toUpperCase() ?? base.termsCode, taxId: cell('tax_id') ?? base.taxId,
    taxTreatment: (cell('tax_treatment') as CustomerFacts['taxTreatment'] | null) ?? base.taxTreatment, country: cell('country') ?? base.country, region: cell('region') ?? base.region,
    billTo: mergeAddress(base.billTo, address), onHold, holdReason: onHold ? (cell('hold_reason') ?? base.holdReason) : null,
    creditLimitMinor: limit === null ? (currency === base.currency ? base.creditLimitMinor : null) : parseLimit(limit, currency),
    shortPayToleranceMinor: currency === base.currency ? base.shortPayToleranceMinor : 0n, bankFeeToleranceMinor: currency === base.currency ? base.bankFeeToleranceMinor : 0n,
    invoiceGrouping: (cell('invoice_grouping') as CustomerFacts['invoiceGrouping'] | null) ?? base.invoiceGrouping,
    deliveryChannel: (cell('delivery_channel') as CustomerFacts['deliveryChannel'] | null) ?? base.deliveryChannel, invoiceEmail: cell('invoice_email') ?? base.invoiceEmail,
    orderRequired: cell('order_required') === null ? base.orderRequired : cell('order_required') === 'true',
  };
}

function parentOf(number: string | null, base: CustomerFacts, known: Known, customerId: string): string | null {
  if (number === null) return base.parentCustomerId;
  const parentId = known.idByNumber.get(number);
  if (parentId === undefined) refuse('customer.parent', `there is no customer ${number}`, { field: 'parent_number', value: number });
  if (parentId === customerId) refuse('customer.parent', 'a customer does not belong to itself', { field: 'parent_number', value: number });
  return parentId;
}

function parseLimit(text: string, currency: string): bigint {
  const minor = amountIn('credit_limit', text, currency);
  if (minor < 0n) refuse('money.malformed', 'a credit limit is zero or more', { field: 'credit_limit', value: text });
  return minor;
}

function accountOf(row: CheckedRow): string | null {
  const text = row.values['bank_account'] ?? null;
  return text === null ? null : (normaliseAccount(text) ?? refuse('customer.bank_account', 'this is not a bank account', { field: 'bank_account', value: text }));
}

function contactOf(row: CheckedRow, customerId: string): ContactRow | null {
  const name = row.values['contact_name'] ?? null;
  if (name === null) return null;
  return { customerId, name, email: row.values['contact_email'] ?? null, phone: row.values['contact_phone'] ?? null, role: row.values['contact_role'] ?? null, language: null };
}

async function unknownAccounts(tx: Tx, customers: readonly Decided[]): Promise<{ customerId: string; account: string }[]> {
  const given = customers.flatMap(({ customerId, account }) => (account === null ? [] : [{ customerId, account }]));
  const known = new Set((await customerBankAccounts(tx, { accounts: given.map(({ account }) => account) })).map(({ customerId, account }) => `${customerId} ${account}`));
  return given.filter(({ customerId, account }) => !known.has(`${customerId} ${account}`));
}
