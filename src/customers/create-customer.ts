// Creating a customer: identity and first version.

import type { Currency } from '#kernel/currency.ts';
import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { fromWire, type WireMoney } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Address } from '#platform/organisation-store.ts';
import { businessDay, firstEntity } from './business-day.ts';
import { checkCustomerFacts, checkCustomerNumber, factDefaults, type Customer, type CustomerFacts } from './customer.ts';
import { findCustomer, loadTerms } from './queries.ts';
import { insertCustomer, insertCustomerVersion, lockCustomerNumbers, nextCustomerNumber, replaceSearchWords, requireCustomer } from './store.ts';

/** Facts as they are given: amounts with their currency, which must be the customer's. Holds have verbs of their own. */
export type GivenFacts = Partial<Omit<CustomerFacts, 'creditLimitMinor' | 'shortPayToleranceMinor' | 'bankFeeToleranceMinor' | 'onHold' | 'holdReason'>> & {
  readonly creditLimit?: WireMoney | null | undefined;
  readonly shortPayTolerance?: WireMoney | undefined;
  readonly bankFeeTolerance?: WireMoney | undefined;
};

export type NewCustomer = GivenFacts & {
  /** Without one the next free number of the form C-1001 is taken. */
  readonly number?: string | undefined;
  readonly externalId?: string | null | undefined;
  readonly validFrom?: LocalDate | undefined;
  readonly name: string;
  readonly billTo: Address;
};

export const defaultTermsCode = 'NET30';

/** Refuses customer.exists, customer.number, customer.parent, terms.unknown and what checkCustomerFacts refuses. */
export async function createCustomer(tx: Tx, ctx: Context, input: NewCustomer): Promise<Customer> {
  await lockCustomerNumbers(tx);
  const entity = await firstEntity(tx);
  const today = await businessDay(tx, ctx);
  const customerId = newId(millisecondsOf(ctx.now));
  const identity = { customerId, number: input.number ?? (await nextCustomerNumber(tx)), externalId: input.externalId ?? null };
  const facts = withGiven({ ...factDefaults, name: input.name, currency: input.currency ?? entity.baseCurrency, termsCode: defaultTermsCode, country: input.billTo.country, billTo: input.billTo }, input);
  checkCustomerNumber(identity.number);
  await checkFacts(tx, customerId, facts);

  if (!(await insertCustomer(tx, identity, facts, ctx.now))) {
    refuse('customer.exists', `the number ${identity.number} or the external id is taken`, { field: 'number', value: identity.number });
  }
  await insertCustomerVersion(tx, customerId, facts, { version: 1, validFrom: input.validFrom ?? today, now: ctx.now, by: ctx.actor.name });
  await replaceSearchWords(tx, identity, null, facts);
  tx.audit({ subjectKind: 'customer', subjectId: customerId, after: { ...identity, ...facts } });
  tx.announce({ topic: 'customer.created', subjectId: customerId, payload: { customerId, number: identity.number } });
  return requireCustomer(tx, customerId);
}

/** The facts of before with what was given in their place; a field that was not given stays. */
export function withGiven(before: CustomerFacts, given: GivenFacts): CustomerFacts {
  const currency = given.currency ?? before.currency;
  const amount = (field: string, money: WireMoney): bigint => minorOf(field, money, currency);
  const { creditLimit, shortPayTolerance, bankFeeTolerance } = given;
  const pick = <Key extends keyof GivenFacts & keyof CustomerFacts>(key: Key): CustomerFacts[Key] => (given[key] === undefined ? before[key] : (given[key] as CustomerFacts[Key]));
  // Another currency leaves no amount as it is: what was not given anew falls back.
  const kept = currency === before.currency ? before : { ...before, creditLimitMinor: null, shortPayToleranceMinor: 0n, bankFeeToleranceMinor: 0n };
  return {
    name: pick('name'), tradeName: pick('tradeName'), parentCustomerId: pick('parentCustomerId'), currency, language: pick('language'), termsCode: pick('termsCode'),
    taxId: pick('taxId'), taxTreatment: pick('taxTreatment'), country: pick('country'), region: pick('region'), billTo: pick('billTo'),
    creditLimitMinor: creditLimit === undefined ? kept.creditLimitMinor : creditLimit === null ? null : amount('credit_limit', creditLimit),
    onHold: before.onHold, holdReason: before.holdReason,
    invoiceGrouping: pick('invoiceGrouping'), deliveryChannel: pick('deliveryChannel'), invoiceEmail: pick('invoiceEmail'), orderRequired: pick('orderRequired'),
    shortPayToleranceMinor: shortPayTolerance === undefined ? kept.shortPayToleranceMinor : amount('short_pay_tolerance', shortPayTolerance),
    bankFeeToleranceMinor: bankFeeTolerance === undefined ? kept.bankFeeToleranceMinor : amount('bank_fee_tolerance', bankFeeTolerance),
  };
}

function minorOf(field: string, given: WireMoney, currency: Currency): bigint {
  if (given.currency !== currency) refuse('money.currency_mismatch', `the customer is in ${currency}`, { field, value: given.currency });
  const { minor } = fromWire(given);
  if (minor < 0n) refuse('money.malformed', 'this amount is zero or more', { field, value: given.amount });
  return minor;
}

/** What has to hold of a version before it is written, with what only the database knows. */
export async function checkFacts(tx: Tx, customerId: string, facts: CustomerFacts): Promise<void> {
  checkCustomerFacts(facts);
  if (!(await loadTerms(tx, [facts.termsCode])).has(facts.termsCode)) refuse('terms.unknown', `there are no terms ${facts.termsCode}`, { field: 'terms_code', value: facts.termsCode });
  if (facts.parentCustomerId !== null) await checkParent(tx, customerId, facts.parentCustomerId);
}

const ancestorsMax = 20;

async function checkParent(tx: Tx, customerId: string, parentCustomerId: string): Promise<void> {
  let ancestorId: string | null = parentCustomerId;
  for (let steps = 0; ancestorId !== null; steps += 1) {
    if (ancestorId === customerId || steps === ancestorsMax) refuse('customer.parent', 'the customer would belong to itself', { field: 'parent_customer_id', value: parentCustomerId });
    const ancestor: Customer | null = await findCustomer(tx, ancestorId);
    if (ancestor === null) refuse('customer.parent', 'there is no such parent', { field: 'parent_customer_id', value: parentCustomerId });
    ancestorId = ancestor.parentCustomerId;
  }
}
