// The job queue: graphile-worker behind a few functions of ours. Jobs may come twice; every handler is idempotent.

import { Logger as WorkerLogger, run as runWorker, type Runner } from 'graphile-worker';
import { newsOfOutbox } from './command-store.ts';
import type { Platform } from './platform.ts';
import { unfinishedRuns } from './run-store.ts';
import { executeRun, type RunHandler } from './runs.ts';

export type Announced = { readonly orgId: string; readonly outboxId: string; readonly topic: string; readonly subjectId: string | null; readonly payload: unknown };

/** Reacts to news of a committed write; topics without a listener are simply kept. */
export type Listener = (platform: Platform, news: Announced) => Promise<void>;

export type JobTable = {
  readonly runs: ReadonlyMap<string, RunHandler>;
  readonly listeners: ReadonlyMap<string, Listener>;
};

const CONCURRENCY = 3;

/** Starts taking jobs, first those that a killed process left behind. */
export async function startWorker(platform: Platform, table: JobTable): Promise<{ stop(): Promise<void> }> {
  const { ownerPool, queuePool } = platform.database;
  const runner: Runner = await runWorker({
    pgPool: queuePool, concurrency: CONCURRENCY, noHandleSignals: true, pollInterval: 2000, logger: quietLogger(platform),
    taskList: {
      run: async (payload) => {
        const { orgId, runId } = payload as { orgId: string; runId: string };
        await executeRun(platform, table.runs, orgId, runId);
      },
      announcement: async (payload) => {
        const { orgId, outboxId } = payload as { orgId: string; outboxId: string };
        await deliver(platform, table.listeners, orgId, outboxId);
      },
    },
  });
  const left = await ownerPool.query<{ org_id: string; run_id: string }>(unfinishedRuns);
  for (const row of left.rows) {
    await ownerPool.query('select graphile_worker.add_job($1, $2::json)', ['run', JSON.stringify({ orgId: row.org_id, runId: row.run_id })]);
  }
  return { stop: () => runner.stop() };
}

async function deliver(platform: Platform, listeners: ReadonlyMap<string, Listener>, orgId: string, outboxId: string): Promise<void> {
  const found = await platform.database.ownerPool.query<{ topic: string; subject_id: string | null; payload: unknown }>(
    newsOfOutbox, [orgId, outboxId]);
  const row = found.rows[0];
  const listener = row === undefined ? undefined : listeners.get(row.topic);
  if (row === undefined || listener === undefined) return;
  await listener(platform, { orgId, outboxId, topic: row.topic, subjectId: row.subject_id, payload: row.payload });
}

function quietLogger(platform: Platform): NonNullable<Parameters<typeof runWorker>[0]['logger']> {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') platform.log.warn({ meta }, message);
  });
}
