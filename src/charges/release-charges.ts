// A person with the right role holds, releases or waives charges, with a reason.

import { refuse } from '#kernel/refusal.ts';
import type { Context, Role } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { chargeMoves, type ChargeStatus } from './charge.ts';
import { unreleasable } from './gate.ts';
import { closeHolds, insertHolds, lockCharges, setStatus, type LockedCharge } from './store.ts';

export type ChargeDecision = { readonly chargeIds: readonly string[]; readonly reason: string };

export type HoldDecision = ChargeDecision & { /** Who decides on it. */ readonly ownerRole: Role };

/** Pending -> held: no bill run takes it until somebody releases it. Refuses request.not_found and move.not_allowed. */
export async function holdCharges(tx: Tx, ctx: Context, decision: HoldDecision): Promise<{ held: number }> {
  const charges = await lockAll(tx, decision.chargeIds);
  for (const charge of charges) chargeMoves.move(charge.status, 'hold');
  const reason = `${ctx.actor.name} holds it: ${decision.reason}`;
  await insertHolds(tx, charges.map(({ chargeId, amountMinor }) => ({ chargeId, check: 'by_hand', reason, ownerRole: decision.ownerRole, riskMinor: amountMinor < 0n ? -amountMinor : amountMinor })), ctx.now);
  const held = await setStatus(tx, decision.chargeIds, 'pending', 'held');
  auditEach(tx, charges, 'held', decision.reason);
  return { held };
}

/** Held -> pending. Refuses request.not_found, move.not_allowed and charge.not_releasable, naming the charge. */
export async function releaseCharges(tx: Tx, ctx: Context, decision: ChargeDecision): Promise<{ released: number }> {
  const charges = await lockAll(tx, decision.chargeIds);
  for (const charge of charges) {
    chargeMoves.move(charge.status, 'release');
    const stopped = stoppedBy(charge);
    if (stopped !== undefined) refuse('charge.not_releasable', stopped, { field: 'charge_ids', value: charge.chargeId });
  }
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

export type DecisionResult = { readonly chargeId: string; readonly status: ChargeStatus | null; readonly done: boolean; readonly code: string | null; readonly detail: string | null };

export type DecisionResults = { readonly done: number; readonly refused: number; readonly results: readonly DecisionResult[] };

/** Releases those that can be and tells of each other one why not: a list on a screen may be older than the charges. */
export function releaseEach(tx: Tx, ctx: Context, decision: ChargeDecision): Promise<DecisionResults> {
  return decideEach(tx, decision, 'release', (charges) => releaseCharges(tx, ctx, charges));
}

export function waiveEach(tx: Tx, ctx: Context, decision: ChargeDecision): Promise<DecisionResults> {
  return decideEach(tx, decision, 'waive', (charges) => waiveCharges(tx, ctx, charges));
}

export function holdEach(tx: Tx, ctx: Context, decision: HoldDecision): Promise<DecisionResults> {
  return decideEach(tx, decision, 'hold', ({ chargeIds }) => holdCharges(tx, ctx, { ...decision, chargeIds }));
}

async function decideEach(tx: Tx, decision: ChargeDecision, verb: 'hold' | 'release' | 'waive', carryOut: (decision: ChargeDecision) => Promise<unknown>): Promise<DecisionResults> {
  const wanted = [...new Set(decision.chargeIds)];
  const locked = new Map((await lockCharges(tx, wanted)).map((charge) => [charge.chargeId, charge]));
  const results = wanted.map((chargeId): DecisionResult => {
    const charge = locked.get(chargeId);
    if (charge === undefined) return { chargeId, status: null, done: false, code: 'request.not_found', detail: 'there is no such charge' };
    if (!chargeMoves.can(charge.status, verb)) return { chargeId, status: charge.status, done: false, code: 'move.not_allowed', detail: `the charge is ${charge.status}` };
    const stopped = verb === 'release' ? stoppedBy(charge) : undefined;
    if (stopped !== undefined) return { chargeId, status: charge.status, done: false, code: 'charge.not_releasable', detail: stopped };
    return { chargeId, status: chargeMoves.move(charge.status, verb), done: true, code: null, detail: null };
  });
  const able = results.filter((result) => result.done).map((result) => result.chargeId);
  if (able.length > 0) await carryOut({ chargeIds: able, reason: decision.reason });
  return { done: able.length, refused: results.length - able.length, results };
}

/** A line without a price or a tax would go out at nothing: its cause is mended, not passed over. */
function stoppedBy(charge: LockedCharge): string | undefined {
  return charge.openHolds.find((hold) => unreleasable.has(hold.check))?.reason;
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
