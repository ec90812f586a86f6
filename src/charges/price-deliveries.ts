// Turns delivery lines that have no charge yet into charges, in batches; what the gate refuses is held. Before that it looks again at
// charges that are not billed yet, so that what was mended meanwhile is billed, and what is no longer right is not.

import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { settleCharged } from '#evidence/index.ts';
import { linesToCharge, type LineCursor } from './line-store.ts';
import { priceLines } from './price-lines.ts';
import { reviewCharges } from './review-charges.ts';
import { insertCharges, insertHolds, lockPricing } from './store.ts';

/** Null: the start. First the charges that are not billed yet, by id; then the lines without one, by day. */
export type PricingCursor = { readonly reviewedTo: string } | LineCursor | null;

export type PricingBatch = { readonly entityId: number; readonly through: LocalDate; readonly after: PricingCursor; readonly limit: number; readonly runId: string | null };

export type PricingOutcome = { readonly lines: number; readonly pending: number; readonly held: number; readonly next: PricingCursor };

const FIRST = '00000000-0000-0000-0000-000000000000';

export async function priceDeliveries(tx: Tx, ctx: Context, batch: PricingBatch): Promise<PricingOutcome> {
  await lockPricing(tx);
  const { after } = batch;
  if (after !== null && 'deliveredOn' in after) return priceNext(tx, ctx, batch, after);
  const { next, ...reviewed } = await reviewCharges(tx, ctx, { ...batch, after: after?.reviewedTo ?? FIRST });
  if (reviewed.pricedAnew + reviewed.released + reviewed.held > 0) tx.audit({ subjectKind: 'charge_batch', reason: 'reviewed', after: reviewed });
  return next === null ? priceNext(tx, ctx, batch, null) : { lines: 0, pending: 0, held: 0, next: { reviewedTo: next } };
}

async function priceNext(tx: Tx, ctx: Context, batch: PricingBatch, after: LineCursor | null): Promise<PricingOutcome> {
  const lines = await linesToCharge(tx, batch.entityId, { ...batch, after });
  const last = lines.at(-1);
  if (last === undefined) return { lines: 0, pending: 0, held: 0, next: null };
  const priced = await priceLines(tx, batch.entityId, lines);
  const charges = priced.map((one) => one.charge);
  const inserted = await insertCharges(tx, charges, batch.runId, ctx.now);
  invariant(inserted === charges.length, `${charges.length} charges were made and ${inserted} inserted`);
  await settleCharged(tx, lines);
  await insertHolds(tx, priced.flatMap((one) => one.failures.map((failure) => ({ ...failure, chargeId: one.charge.chargeId }))), ctx.now);
  const held = charges.filter((charge) => charge.status === 'held').length;
  const outcome = { lines: lines.length, pending: charges.length - held, held };
  tx.audit({ subjectKind: 'charge_batch', after: outcome });
  return { ...outcome, next: { deliveredOn: last.deliveredOn, deliveryId: last.deliveryId, lineNo: last.lineNo } };
}
