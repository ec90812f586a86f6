// A person with the right role releases held charges or waives charges, with a reason.

import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { chargeMoves, type ChargeStatus } from './charge.ts';
import { closeHolds, lockCharges, setStatus, type LockedCharge } from './store.ts';

export type ChargeDecision = { readonly chargeIds: readonly string[]; readonly reason: string };

/** Held -> pending. Refuses request.not_found and move.not_allowed, naming the charge. */
export async function releaseCharges(tx: Tx, ctx: Context, decision: ChargeDecision): Promise<{ released: number }> {
  const charges = await lockAll(tx, decision.chargeIds);
  for (const charge of charges) chargeMoves.move(charge.status, 'release');
  await closeHolds(tx, decision.chargeIds, { by: ctx.actor.name, reason: decision.reason, now: ctx.now });
  const released = await setStatus(tx, decision.chargeIds, 'held', 'pending');
  auditEach(tx, charges, 'pending', decision.reason);
  return { released };
}

/** Pending or held -> waived: it will not be billed. */
export async function waiveCharges(tx: Tx, ctx: Context, decision: ChargeDecision): Promise<{ waived: number }> {
  const charges = await lockAll(tx, decision.chargeIds);
  for (const charge of charges) chargeMoves.move(charge.status, 'waive');
  await closeHolds(tx, decision.chargeIds, { by: ctx.actor.name, reason: decision.reason, now: ctx.now });
  const waived = await setStatus(tx, decision.chargeIds, 'held', 'waived') + await setStatus(tx, decision.chargeIds, 'pending', 'waived');
  auditEach(tx, charges, 'waived', decision.reason);
  return { waived };
}

async function lockAll(tx: Tx, chargeIds: readonly string[]): Promise<LockedCharge[]> {
  const charges = await lockCharges(tx, chargeIds);
  const found = new Set(charges.map((charge) => charge.chargeId));
  const missing = chargeIds.find((chargeId) => !found.has(chargeId));
  if (missing !== undefined) refuse('request.not_found', `there is no charge ${missing}`, { field: 'charge_ids', value: missing });
  return charges;
}

function auditEach(tx: Tx, charges: readonly LockedCharge[], to: ChargeStatus, reason: string): void {
  for (const charge of charges) tx.audit({ subjectKind: 'charge', subjectId: charge.chargeId, reason, before: { status: charge.status }, after: { status: to } });
}
