// Tax rates by jurisdiction and day, and where a legal entity is registered to charge tax. Both are history: rows are only added.

import { compareDecimal, decimalFromInteger, parseDecimal, tryParseDecimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { checkJurisdiction } from '#customers/index.ts';
import { listRegistrations, listTaxRates } from './queries.ts';
import { insertRegistration, insertTaxRates, type NewTaxRate } from './store.ts';
import type { Registration } from './tax.ts';

/** The same rate of the same day again changes nothing. Refuses tax.jurisdiction, tax.rate_bounds, and tax.rate_exists where the class has another rate from that day. */
export async function recordTaxRate(tx: Tx, ctx: Context, rate: NewTaxRate): Promise<NewTaxRate> {
  checkTaxRate(rate);
  const known = (await listTaxRates(tx, [rate.jurisdiction])).find((one) => one.taxClass === rate.taxClass && one.validFrom === rate.validFrom);
  if (known !== undefined && compareDecimal(parseDecimal(known.rate), parseDecimal(rate.rate)) !== 0) {
    refuse('tax.rate_exists', `${rate.jurisdiction} ${rate.taxClass} is ${known.rate} percent from ${rate.validFrom}`, { field: 'rate', value: rate.rate });
  }
  if (known === undefined && (await insertTaxRates(tx, [rate], ctx.now)) > 0) tx.audit({ subjectKind: 'tax_rate', subjectId: rate.jurisdiction, after: rate });
  return rate;
}

/** Refuses tax.jurisdiction and tax.rate_bounds. */
export function checkTaxRate(rate: Pick<NewTaxRate, 'jurisdiction' | 'rate'>): void {
  checkJurisdiction(rate.jurisdiction);
  const value = tryParseDecimal(rate.rate);
  if (value === null || value.unscaled < 0n || value.scale > 6 || compareDecimal(value, decimalFromInteger(100n)) > 0) {
    refuse('tax.rate_bounds', 'a rate lies between 0 and 100 percent and has at most six decimals', { field: 'rate', value: rate.rate });
  }
}

export type NewRegistration = Registration & { readonly entityId: number };

/** The same registration again changes nothing. Refuses request.not_found, tax.jurisdiction, tax.registration_exists, and date.malformed where it ends before it begins. */
export async function recordTaxRegistration(tx: Tx, ctx: Context, row: NewRegistration): Promise<{ jurisdiction: string }> {
  const { entityId, jurisdiction, number, validFrom, validTo } = row;
  checkJurisdiction(jurisdiction);
  if ((await findEntity(tx, entityId)) === null) refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  if (validTo !== null && validTo < validFrom) refuse('date.malformed', 'the registration ends before it begins', { field: 'valid_to', value: validTo });
  const known = (await listRegistrations(tx, entityId)).find((one) => one.jurisdiction === jurisdiction && one.validFrom === validFrom);
  if (known !== undefined && known.number === number && known.validTo === validTo) return { jurisdiction };
  if (known !== undefined) refuse('tax.registration_exists', `a registration in ${jurisdiction} begins on ${validFrom}`, { field: 'valid_from', value: validFrom });
  await insertRegistration(tx, row, ctx.now);
  tx.audit({ subjectKind: 'tax_registration', subjectId: jurisdiction, after: row });
  return { jurisdiction };
}

/** lastDay: the last on which tax is charged there. A row that begins and ends on it closes the one before. Refuses request.not_found and tax.registration_exists. */
export async function endTaxRegistration(tx: Tx, ctx: Context, input: { entityId: number; jurisdiction: string; lastDay: LocalDate; reason: string }): Promise<{ jurisdiction: string }> {
  const { entityId, jurisdiction, lastDay, reason } = input;
  const current = (await listRegistrations(tx, entityId)).filter((entry) => entry.jurisdiction === jurisdiction).at(-1);
  if (current === undefined || (current.validTo !== null && current.validTo <= lastDay)) {
    refuse('request.not_found', `there is no registration in ${jurisdiction} that could end`, { field: 'jurisdiction', value: jurisdiction });
  }
  if (lastDay <= current.validFrom) refuse('tax.registration_exists', `the registration begins on ${current.validFrom}, so it can't end on ${lastDay}`, { field: 'last_day', value: lastDay });
  const row = { entityId, jurisdiction, number: current.number, validFrom: lastDay, validTo: lastDay };
  await insertRegistration(tx, row, ctx.now);
  tx.audit({ subjectKind: 'tax_registration', subjectId: jurisdiction, reason, before: current, after: row });
  return { jurisdiction };
}
