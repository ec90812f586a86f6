// What charges do in the background: price deliveries in a run, and start one when deliveries were recorded.

import { refuse } from '#kernel/refusal.ts';
import { backgroundContext } from '#platform/background-context.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Listener } from '#platform/jobs.ts';
import { listRuns } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { DELIVERIES_RECORDED } from '#evidence/index.ts';
import { runPricing, startPricingRun, type PricingRunInput } from './pricing-run.ts';

export const chargesRuns: ReadonlyMap<string, RunHandler> = new Map([['price-deliveries', runPricing]]);

/** The news' own id is the key, so news that come twice start one run. */
const priceRecorded: Listener = async (platform, news) => {
  const ctx = await backgroundContext(platform, news.orgId, 'Recorded deliveries');
  const entityId = entityOf(news.payload);
  await command(platform.database, ctx, { name: 'charge.start_run', permission: 'charge.price', key: `price ${news.outboxId}`, input: { entityId, through: null } }, startUnlessWaiting);
};

/** A run that has not begun yet will see these deliveries too: a large import makes one run, not one per batch. */
async function startUnlessWaiting(tx: Tx, ctx: Context, input: PricingRunInput): Promise<{ runId: string }> {
  const waiting = (await listRuns(tx, { kind: 'price-deliveries', limit: 20 })).find((run) => run.status === 'waiting' && (run.input as PricingRunInput).entityId === input.entityId);
  return waiting === undefined ? startPricingRun(tx, ctx, input) : { runId: waiting.runId };
}

function entityOf(payload: unknown): number {
  const { entity_id: wire, entityId: code } = (payload ?? {}) as { entity_id?: unknown; entityId?: unknown };
  const entityId = wire ?? code ?? 1;
  return typeof entityId === 'number' ? entityId : refuse('request.malformed', 'the news of recorded deliveries names no legal entity');
}

export const chargesListeners: ReadonlyMap<string, Listener> = new Map([[DELIVERIES_RECORDED, priceRecorded]]);
