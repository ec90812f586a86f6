// Changing a customer: a new version from a day on; what was written before keeps the version it has.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { staleRefusal } from '#platform/stale-refusal.ts';
import { businessDay } from './business-day.ts';
import { checkFacts, withGiven, type GivenFacts } from './create-customer.ts';
import { changedFacts, factsOf, type Customer, type CustomerFacts } from './customer.ts';
import { insertCustomerVersion, lockCustomer, moveCustomerVersion, replaceSearchWords, requireCustomer } from './store.ts';

export type CustomerChange = {
  readonly customerId: string;
  /** The version the person looked at; another one in the meantime refuses the change. */
  readonly version: number;
  /** From the start of the present version up to today; today when not given. */
  readonly validFrom?: LocalDate | undefined;
  readonly reason?: string | undefined;
  readonly changes: GivenFacts;
};

/** Refuses customer.unknown, conflict.stale, customer.valid_from and what createCustomer refuses of facts. Nothing new makes no version. */
export async function changeCustomer(tx: Tx, ctx: Context, input: CustomerChange): Promise<Customer> {
  const customer = await lockCustomer(tx, input.customerId);
  if (customer.version !== input.version) {
    throw staleRefusal({ name: `customer ${customer.number}`, last: { by: customer.recordedBy, at: customer.recordedAt }, version: customer.version, seen: input.version });
  }
  const after = withGiven(factsOf(customer), input.changes);
  if (changedFacts(customer, after).length === 0) return customer;
  await checkFacts(tx, customer.customerId, after);
  return writeVersion(tx, ctx, customer, after, { validFrom: input.validFrom, reason: input.reason, topic: 'customer.changed' });
}

/** Writes the next version of a locked customer. */
export async function writeVersion(
  tx: Tx, ctx: Context, before: Customer, after: CustomerFacts, how: { validFrom?: LocalDate | undefined; reason?: string | undefined; topic: string },
): Promise<Customer> {
  const today = await businessDay(tx, ctx);
  // A version that began in the future (an import of dated master data) is followed from that day on, not from today.
  const validFrom = how.validFrom ?? (today < before.validFrom ? before.validFrom : today);
  if (validFrom < before.validFrom || (validFrom > today && validFrom !== before.validFrom)) {
    refuse('customer.valid_from', `a new version begins between ${before.validFrom} and ${today}`, { field: 'valid_from', value: validFrom });
  }
  const version = before.version + 1;
  await insertCustomerVersion(tx, before.customerId, after, { version, validFrom, now: ctx.now, by: ctx.actor.name });
  await moveCustomerVersion(tx, before.customerId, version, after);
  await replaceSearchWords(tx, before, before, after);
  const names = changedFacts(before, after);
  const { customerId } = before;
  tx.audit({ subjectKind: 'customer', subjectId: customerId, before: picked(before, names), after: { ...picked(after, names), version, validFrom }, ...(how.reason === undefined ? {} : { reason: how.reason }) });
  tx.announce({ topic: how.topic, subjectId: customerId, payload: { customerId, version, changed: names } });
  return requireCustomer(tx, customerId);
}

function picked(facts: CustomerFacts, names: readonly (keyof CustomerFacts)[]): Partial<CustomerFacts> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
