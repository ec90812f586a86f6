// A run that prices every delivery line without a charge, batch by batch: started by a person, or by news of recorded deliveries.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { saveProgress, startRun } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { priceDeliveries, type PricingCursor } from './price-deliveries.ts';

export type PricingRunInput = { readonly entityId: number; /** Deliveries up to and on this date; null takes all. */ readonly through?: LocalDate | null | undefined };

type PricingProgress = { readonly batch: number; readonly after: PricingCursor; readonly lines: number; readonly pending: number; readonly held: number; readonly ended: boolean };

const BATCH_LINES = 2000;

/** Refuses request.not_found for an unknown legal entity. */
export async function startPricingRun(tx: Tx, ctx: Context, input: PricingRunInput): Promise<{ runId: string }> {
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  const title = input.through === null || input.through === undefined ? 'Price deliveries' : `Price deliveries through ${input.through}`;
  return { runId: await startRun(tx, ctx, { kind: 'price-deliveries', title, input }) };
}

/** Every batch is a command with its own key and moves the cursor in its own transaction. */
export const runPricing: RunHandler = async ({ platform, ctx, run, isCancelled }) => {
  const input = run.input as PricingRunInput;
  let progress: PricingProgress = (run.cursor as PricingProgress | null) ?? { batch: 0, after: null, lines: 0, pending: 0, held: 0, ended: false };
  while (!progress.ended && !(await isCancelled())) {
    const at = progress;
    const now = platform.clock.now();
    const call = { name: 'charge.price', permission: 'charge.price' as const, key: `${run.runId}:${at.batch}`, input: { run: run.runId, cursor: at } };
    progress = await command(platform.database, { ...ctx, now }, call, async (tx, batchContext): Promise<PricingProgress> => {
      const outcome = await priceDeliveries(tx, batchContext, { entityId: input.entityId, through: input.through ?? 'infinity', after: at.after, limit: BATCH_LINES, runId: run.runId });
      const next = { batch: at.batch + 1, after: outcome.next, lines: at.lines + outcome.lines, pending: at.pending + outcome.pending, held: at.held + outcome.held, ended: outcome.next === null };
      await saveProgress(tx, run.runId, { done: next.lines, cursor: next, now });
      return next;
    });
  }
  return { lines: progress.lines, pending: progress.pending, held: progress.held };
};
