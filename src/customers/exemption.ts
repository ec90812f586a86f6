// Exemption certificates: a customer's right to be billed without tax in a jurisdiction, from a day to a day.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { insertExemption, requireCustomer, revokeExemptionRow } from './store.ts';

export type NewExemption = {
  readonly customerId: string;
  readonly jurisdiction: string;
  readonly certificateNumber: string;
  readonly reason: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  /** The certificate itself, kept in the file store. */
  readonly fileId?: string | null | undefined;
};

export const jurisdictionShape = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

/** Refuses tax.jurisdiction where the text is neither a country nor a country and region. */
export function checkJurisdiction(jurisdiction: string): void {
  if (!jurisdictionShape.test(jurisdiction)) refuse('tax.jurisdiction', 'this is not a jurisdiction', { field: 'jurisdiction', value: jurisdiction });
}

/** Refuses customer.unknown, tax.jurisdiction, and date.malformed where the certificate ends before it begins. */
export async function recordExemption(tx: Tx, ctx: Context, input: NewExemption): Promise<{ exemptionId: string }> {
  await requireCustomer(tx, input.customerId);
  checkJurisdiction(input.jurisdiction);
  if (input.validTo < input.validFrom) refuse('date.malformed', 'the certificate ends before it begins', { field: 'valid_to', value: input.validTo });
  const exemptionId = newId(millisecondsOf(ctx.now));
  await insertExemption(tx, { ...input, exemptionId, fileId: input.fileId ?? null, now: ctx.now });
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, after: { exemption: { exemptionId, ...input } } });
  return { exemptionId };
}

/** From now on the certificate counts for nothing; what was billed with it stays. Refuses exemption.unknown. */
export async function revokeExemption(tx: Tx, ctx: Context, input: { customerId: string; exemptionId: string; reason: string }): Promise<{ exemptionId: string }> {
  const revoked = await revokeExemptionRow(tx, input.customerId, input.exemptionId, ctx.now);
  if (revoked === 0) refuse('exemption.unknown', 'there is no such certificate in force', { field: 'exemption_id', value: input.exemptionId });
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, reason: input.reason, before: { exemptionId: input.exemptionId } });
  return { exemptionId: input.exemptionId };
}
