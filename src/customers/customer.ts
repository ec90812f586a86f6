// A customer as a value: identity, the facts of one version, and what must be true of them.

import { isCurrency, type Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Instant } from '#platform/clock.ts';
import type { Address } from '#platform/organisation-store.ts';

export const taxTreatments = ['standard', 'reverse_charge', 'exempt', 'export', 'out_of_scope'] as const;
export const invoiceGroupings = ['customer', 'order', 'delivery'] as const;
export const deliveryChannels = ['email', 'print', 'none'] as const;
export type TaxTreatment = (typeof taxTreatments)[number];
export type InvoiceGrouping = (typeof invoiceGroupings)[number];
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** What a version of a customer says; documents keep the version they were made with. */
export type CustomerFacts = {
  readonly name: string;
  readonly tradeName: string | null;
  readonly parentCustomerId: string | null;
  readonly currency: Currency;
  readonly language: string;
  readonly termsCode: string;
  readonly taxId: string | null;
  readonly taxTreatment: TaxTreatment;
  readonly country: string;
  readonly region: string | null;
  readonly billTo: Address;
  readonly creditLimitMinor: bigint | null;
  readonly onHold: boolean;
  readonly holdReason: string | null;
  readonly invoiceGrouping: InvoiceGrouping;
  readonly deliveryChannel: DeliveryChannel;
  readonly invoiceEmail: string | null;
  readonly orderRequired: boolean;
  readonly shortPayToleranceMinor: bigint;
  readonly bankFeeToleranceMinor: bigint;
};

export type CustomerVersion = CustomerFacts & { readonly version: number; readonly validFrom: LocalDate; readonly recordedAt: Instant; readonly recordedBy: string };

export type Customer = CustomerVersion & { readonly customerId: string; readonly number: string; readonly externalId: string | null };

export const countryShape = /^[A-Z]{2}$/;
export const languageShape = /^[a-z]{2}$/;
export const emailShape = /^[^\s@<>"',;]{1,64}@[^\s@<>"',;]{1,190}$/;

/** Refuses currency.unknown, customer.country, customer.email, customer.language, customer.number and customer.hold_reason. */
export function checkCustomerFacts(facts: CustomerFacts): void {
  if (!isCurrency(facts.currency)) refuse('currency.unknown', `${facts.currency} is not a currency`, { field: 'currency', value: facts.currency });
  if (!countryShape.test(facts.country)) refuse('customer.country', 'a country is two capital letters', { field: 'country', value: facts.country });
  if (!countryShape.test(facts.billTo.country)) refuse('customer.country', 'a country is two capital letters', { field: 'bill_to.country', value: facts.billTo.country });
  if (!languageShape.test(facts.language)) refuse('customer.language', 'a language is two small letters', { field: 'language', value: facts.language });
  if (facts.invoiceEmail !== null && !emailShape.test(facts.invoiceEmail)) refuse('customer.email', 'this is not an e-mail address', { field: 'invoice_email', value: facts.invoiceEmail });
  if (facts.onHold && facts.holdReason === null) refuse('customer.hold_reason', 'a hold needs a reason', { field: 'hold_reason' });
}

// A number is printed, typed and searched: no control characters, no blank at either end.
const numberShape = /^[^\p{C}\s](?:[^\p{C}]{0,48}[^\p{C}\s])?$/u;

export function checkCustomerNumber(number: string): void {
  if (!numberShape.test(number)) refuse('customer.number', 'a customer number has 1 to 50 characters without blanks at its ends', { field: 'number', value: number });
}

/** The names of the facts that differ, for deciding whether a new version says anything new. */
export function changedFacts(before: CustomerFacts, after: CustomerFacts): (keyof CustomerFacts)[] {
  const names = Object.keys(factDefaults) as (keyof typeof factDefaults)[];
  const all: (keyof CustomerFacts)[] = [...names, 'name', 'currency', 'termsCode', 'country', 'billTo'];
  return all.filter((name) => (name === 'billTo' ? !sameAddress(before.billTo, after.billTo) : before[name] !== after[name]));
}

export function sameAddress(a: Address, b: Address): boolean {
  const same = (left: string | null | undefined, right: string | null | undefined): boolean => (left ?? null) === (right ?? null);
  return a.lines.length === b.lines.length && a.lines.every((line, index) => line === b.lines[index])
    && same(a.postalCode, b.postalCode) && same(a.city, b.city) && same(a.region, b.region) && a.country === b.country;
}

/** What a customer says of itself when nothing else is said. */
export const factDefaults = {
  tradeName: null, parentCustomerId: null, language: 'en', taxId: null, taxTreatment: 'standard', region: null, creditLimitMinor: null, onHold: false,
  holdReason: null, invoiceGrouping: 'delivery', deliveryChannel: 'email', invoiceEmail: null, orderRequired: false, shortPayToleranceMinor: 0n, bankFeeToleranceMinor: 0n,
} as const satisfies Partial<CustomerFacts>;

/** The facts of a version, without what the version is of. */
export function factsOf(version: CustomerFacts): CustomerFacts {
  const { name, tradeName, parentCustomerId, currency, language, termsCode, taxId, taxTreatment, country, region, billTo, creditLimitMinor, onHold, holdReason } = version;
  const { invoiceGrouping, deliveryChannel, invoiceEmail, orderRequired, shortPayToleranceMinor, bankFeeToleranceMinor } = version;
  return { name, tradeName, parentCustomerId, currency, language, termsCode, taxId, taxTreatment, country, region, billTo, creditLimitMinor, onHold, holdReason,
    invoiceGrouping, deliveryChannel, invoiceEmail, orderRequired, shortPayToleranceMinor, bankFeeToleranceMinor };
}
