// One customer with everything that belongs to it: facts, versions, people, addresses, accounts, certificates, and what it owes.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { isId } from '#kernel/id.ts';
import type { Instant } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { controlAccounts, figuresOf, lastPayments, openItemsOf, paysAfterDays } from './account-queries.ts';
import { agingDays } from './aging.ts';
import { maskAccount } from './bank-account.ts';
import type { Customer, CustomerVersion } from './customer.ts';
import { figuresRow, listedCustomer, momentOf } from './list-customers.ts';
import { customerBankAccounts, findCustomer, findCustomerByNumber, listContacts, listCustomerVersions, listExemptions, loadShipTos, loadTerms } from './queries.ts';
import { termsText } from './terms-text.ts';
import { readVatId } from './vat-id.ts';

const openItemsMax = 500;

/** By id or by number. Refuses customer.unknown. */
export async function requireCustomerNamed(tx: Tx, named: string): Promise<Customer> {
  const customer = (isId(named) ? await findCustomer(tx, named) : null) ?? (await findCustomerByNumber(tx, named));
  return customer ?? refuse('customer.unknown', 'there is no such customer', { field: 'customer', value: named });
}

export async function showCustomer(tx: Tx, ctx: Context, named: string, asked: { asOf?: LocalDate | undefined; knownAt?: Instant | undefined }): Promise<object> {
  const customer = await requireCustomerNamed(tx, named);
  const { customerId } = customer;
  const accounts = await controlAccounts(tx);
  const days = await agingDays(tx);
  const { at } = await momentOf(tx, ctx, asked);
  const terms = (await loadTerms(tx, [customer.termsCode])).get(customer.termsCode);
  const figures = (await figuresOf(tx, accounts, [customerId], at, days)).get(customerId) ?? [];
  const items = await openItemsOf(tx, accounts, customerId, at, openItemsMax);
  const parent = customer.parentCustomerId === null ? null : await findCustomer(tx, customer.parentCustomerId);
  return {
    ...listedCustomer(customer, terms?.name), ...factsRow(customer), ...figuresRow(figures, customer.currency, days), asOf: at.day,
    termsText: terms === undefined ? null : termsText(terms.rule, customer.language), taxIdCheck: taxIdCheck(customer.taxId),
    parent: parent === null ? null : { id: parent.customerId, number: parent.number, name: parent.name },
    lastPaymentOn: (await lastPayments(tx, accounts, [customerId], at)).get(customerId) ?? null,
    paysAfterDays: await paysAfterDays(tx, accounts, customerId, at),
    openItems: items.map((item) => ({ id: item.documentId, itemId: item.itemId, number: item.number ?? '', kind: item.kind, issuedOn: item.openedOn, dueDate: item.dueOn, openMinor: item.openMinor, currency: item.currency, status: itemStatus(item, at.day) })),
    contacts: (await listContacts(tx, customerId)).map(({ contactId, customerId: _of, ...contact }) => ({ id: contactId, ...contact })),
    shipTos: (await loadShipTos(tx, [customerId])).get(customerId) ?? [],
    bankAccounts: (await customerBankAccounts(tx, { customerIds: [customerId] })).map(({ account, source, confirmations, recordedAt }) => ({ account: maskAccount(account), source, confirmations, recordedAt })),
    exemptions: await listExemptions(tx, customerId),
    versions: (await listCustomerVersions(tx, customerId)).map((version) => ({ ...factsRow(version), name: version.name, termsCode: version.termsCode, currency: version.currency })),
  };
}

export function factsRow(facts: CustomerVersion): object {
  const { version, validFrom, recordedAt, recordedBy, tradeName, parentCustomerId, language, taxId, taxTreatment, country, region, billTo, creditLimitMinor, onHold, holdReason } = facts;
  const { invoiceGrouping, deliveryChannel, invoiceEmail, orderRequired, shortPayToleranceMinor, bankFeeToleranceMinor } = facts;
  return { version, validFrom, recordedAt, recordedBy, tradeName, parentCustomerId, language, taxId, taxTreatment, country, region, billTo, creditLimitMinor, onHold, holdReason,
    invoiceGrouping, deliveryChannel, invoiceEmail, orderRequired, shortPayToleranceMinor, bankFeeToleranceMinor };
}

/** none: no id is recorded; other: not a VAT id; malformed, suspicious (check digits) or plausible. */
function taxIdCheck(taxId: string | null): 'none' | 'other' | 'malformed' | 'suspicious' | 'plausible' {
  if (taxId === null || taxId === '') return 'none';
  const vatId = readVatId(taxId);
  if (vatId === null) return 'other';
  if (!vatId.formatValid) return 'malformed';
  return vatId.checksumValid ? 'plausible' : 'suspicious';
}

function itemStatus(item: { dueOn: LocalDate; settledMinor: bigint; openMinor: bigint }, day: LocalDate): 'open' | 'part_paid' | 'overdue' {
  if (item.openMinor > 0n && item.dueOn < day) return 'overdue';
  return item.settledMinor === 0n ? 'open' : 'part_paid';
}
