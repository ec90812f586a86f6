// Addresses that goods go to: each has a code of the customer's, and versions from a day on.

import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Address } from '#platform/organisation-store.ts';
import { businessDay } from './business-day.ts';
import { countryShape, sameAddress } from './customer.ts';
import { loadShipTos, type ShipTo } from './queries.ts';
import { insertShipTo, lockCustomer } from './store.ts';

export type ShipToFacts = { readonly name: string; readonly address: Address; readonly country: string; readonly region: string | null };

export type ShipToInput = Omit<ShipToFacts, 'country' | 'region'> & {
  readonly customerId: string;
  readonly code: string;
  readonly country?: string | undefined;
  readonly region?: string | null | undefined;
  readonly validFrom?: LocalDate | undefined;
};

export const shipToCodeShape = /^[^\p{C}\s](?:[^\p{C}]{0,28}[^\p{C}\s])?$/u;

/** Adds the address, or its next version where it says something new. Refuses customer.unknown, ship_to.code and customer.country. */
export async function setShipTo(tx: Tx, ctx: Context, input: ShipToInput): Promise<ShipTo> {
  await lockCustomer(tx, input.customerId);
  const facts: ShipToFacts = { name: input.name, address: input.address, country: input.country ?? input.address.country, region: input.region ?? input.address.region ?? null };
  if (!shipToCodeShape.test(input.code)) refuse('ship_to.code', 'a code has 1 to 30 characters', { field: 'code', value: input.code });
  if (!countryShape.test(facts.country)) refuse('customer.country', 'a country is two capital letters', { field: 'country', value: facts.country });
  const before = await findShipTo(tx, input.customerId, input.code);
  if (before !== null && sameShipTo(before, facts)) return before;
  const validFrom = input.validFrom ?? (await businessDay(tx, ctx));
  await insertShipTo(tx, { customerId: input.customerId, code: input.code, version: (before?.version ?? 0) + 1, validFrom, ...facts, now: ctx.now });
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, before: before === null ? undefined : { shipTo: before }, after: { shipTo: { code: input.code, ...facts, validFrom } } });
  const after = await findShipTo(tx, input.customerId, input.code);
  invariant(after !== null, `the address ${input.code} was written and is not there`);
  return after;
}

async function findShipTo(tx: Tx, customerId: string, code: string): Promise<ShipTo | null> {
  return (await loadShipTos(tx, [customerId])).get(customerId)?.find((shipTo) => shipTo.code === code) ?? null;
}

export function sameShipTo(a: ShipToFacts, b: ShipToFacts): boolean {
  return a.name === b.name && a.country === b.country && a.region === b.region && sameAddress(a.address, b.address);
}
