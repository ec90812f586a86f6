// Tax rates by jurisdiction and day, and where a legal entity is registered to charge tax. Both are history: rows are only added.

import { addDays, type LocalDate } from '#kernel/local-date.ts';
import { compareDecimal, decimalFromInteger, parseDecimal, tryParseDecimal } from '#kernel/decimal.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { checkJurisdiction } from '#customers/index.ts';
import { listRegistrations, listTaxRates } from './queries.ts';
import { insertRegistration, insertTaxRates } from './store.ts';
import type { Registration, TaxRate } from './tax.ts';

/** Refuses tax.jurisdiction, tax.rate (no percentage) and tax.rate_exists; the same rate of the same day again changes nothing. */
export async function addTaxRate(tx: Tx, ctx: Context, input: TaxRate): Promise<TaxRate> {
  checkTaxRate(input);
  const known = (await listTaxRates(tx, [input.jurisdiction])).find((rate) => rate.taxClass === input.taxClass && rate.validFrom === input.validFrom);
  if (known !== undefined) {
    if (compareDecimal(parseDecimal(known.rate), parseDecimal(input.rate)) !== 0) refuse('tax.rate_exists', `${input.jurisdiction} ${input.taxClass} is ${known.rate}% from ${input.validFrom}`, { field: 'rate', value: input.rate });
    return known;
  }
  await insertTaxRates(tx, [input], ctx.now);
  tx.audit({ subjectKind: 'tax_rate', subjectId: `${input.jurisdiction} ${input.taxClass} ${input.validFrom}`, after: input });
  return input;
}

export function checkTaxRate(rate: TaxRate): void {
  checkJurisdiction(rate.jurisdiction);
  const value = tryParseDecimal(rate.rate);
  if (value === null || value.unscaled < 0n || value.scale > 6 || compareDecimal(value, decimalFromInteger(100n)) > 0) {
    refuse('tax.rate', 'a percentage from 0 to 100 with at most six decimals is needed', { field: 'rate', value: rate.rate });
  }
}

/** Refuses request.not_found, tax.jurisdiction, tax.registration_exists, and date.malformed where it ends before it begins. */
export async function registerForTax(tx: Tx, ctx: Context, input: { entityId: number; jurisdiction: string; number: string; validFrom: LocalDate; validTo?: LocalDate | null | undefined }): Promise<Registration> {
  checkJurisdiction(input.jurisdiction);
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  const { entityId, jurisdiction, number, validFrom } = input;
  const registration: Registration = { jurisdiction, number, validFrom, validTo: input.validTo ?? null };
  if (registration.validTo !== null && registration.validTo < validFrom) refuse('date.malformed', 'the registration ends before it begins', { field: 'valid_to', value: registration.validTo });
  if (!(await insertRegistration(tx, entityId, registration, ctx.now))) {
    refuse('tax.registration_exists', `a registration in ${jurisdiction} begins on ${validFrom}`, { field: 'valid_from', value: validFrom });
  }
  tx.audit({ subjectKind: 'entity', subjectId: String(entityId), after: { registration } });
  return registration;
}

/** The last day on which tax is charged there: a row that begins on it and ends on it closes the one before. */
export async function endTaxRegistration(tx: Tx, ctx: Context, input: { entityId: number; jurisdiction: string; lastDay: LocalDate; reason: string }): Promise<Registration> {
  const current = (await listRegistrations(tx, input.entityId)).filter((entry) => entry.jurisdiction === input.jurisdiction).at(-1);
  if (current === undefined || (current.validTo !== null && current.validTo <= input.lastDay)) {
    refuse('request.not_found', `there is no registration in ${input.jurisdiction} that could end`, { field: 'jurisdiction', value: input.jurisdiction });
  }
  if (input.lastDay <= current.validFrom) refuse('tax.registration_exists', `it begins on ${current.validFrom}, so it ends on ${addDays(current.validFrom, 1)} at the earliest`, { field: 'last_day', value: input.lastDay });
  const { entityId, jurisdiction, lastDay } = input;
  const registration = { jurisdiction, number: current.number, validFrom: lastDay, validTo: lastDay };
  await insertRegistration(tx, entityId, registration, ctx.now);
  tx.audit({ subjectKind: 'entity', subjectId: String(entityId), reason: input.reason, before: { registration: current }, after: { registration } });
  return registration;
}
