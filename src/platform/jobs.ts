// The job queue: graphile-worker behind a few functions of ours. Jobs may come twice; every handler is idempotent.

import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as WorkerLogger, run as runWorker, type Runner, type RunnerOptions } from 'graphile-worker';
import { newsOfOutbox } from './command-store.ts';
import { throughOutages } from './database/through-outages.ts';
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
/** How long after the queue library gave up it is started again. */
const REVIVE_MS = 1000;

/** Starts taking jobs, first those that a killed process left behind. Goes on through outages of the database until it is stopped. */
export async function startWorker(platform: Platform, table: JobTable): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController();
  const pools: string[] = [];
  let runner = await startRunner(platform, table, stopping.signal, pools);
  await queueUnfinishedRuns(platform);
  const revive = async (): Promise<void> => {
    await platform.database.ownerPool.query('select graphile_worker.force_unlock_workers($1)', [pools]);
    runner = await startRunner(platform, table, stopping.signal, pools);
    if (stopping.signal.aborted) await runner.stop();
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((error: Error) => void platform.log.warn({ error: error.message }, 'the queue gave up'));
      if (stopping.signal.aborted) return;
      await sleep(REVIVE_MS);
      await revive().catch((error: Error) => void platform.log.warn({ error: error.message }, 'the queue could not be started again'));
    }
  };
  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await runner.stop().catch((error: Error) => void platform.log.warn({ error: error.message }, 'the queue had ended already'));
      await watching;
    },
  };
}

function startRunner(platform: Platform, table: JobTable, signal: AbortSignal, pools: string[]): Promise<Runner> {
  const outlasting = (work: (payload: unknown) => Promise<void>) => (payload: unknown): Promise<void> =>
    throughOutages(() => work(payload), { signal, onOutage: ({ code }, waitMs) => void platform.log.warn({ code, waitMs, job: payload }, 'a job waits for the database') });
  const events = new EventEmitter();
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => void pools.push(workerPool.id));
  return runWorker({
    pgPool: platform.database.queuePool, concurrency: CONCURRENCY, noHandleSignals: true, pollInterval: 2000, logger: quietLogger(platform), events: events as NonNullable<RunnerOptions['events']>,
    // Batched, the library tries again to mark a job as done when the connection fails just then; otherwise it would let the process fall.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: {
      run: outlasting(async (payload) => {
        const { orgId, runId } = payload as { orgId: string; runId: string };
        await executeRun(platform, table.runs, orgId, runId);
      }),
      announcement: outlasting(async (payload) => {
        const { orgId, outboxId } = payload as { orgId: string; outboxId: string };
        await deliver(platform, table.listeners, orgId, outboxId);
      }),
    },
  });
}

async function queueUnfinishedRuns(platform: Platform): Promise<void> {
  const { ownerPool } = platform.database;
  const left = await ownerPool.query<{ org_id: string; run_id: string }>(unfinishedRuns);
  for (const row of left.rows) {
    await ownerPool.query('select graphile_worker.add_job($1, $2::json)', ['run', JSON.stringify({ orgId: row.org_id, runId: row.run_id })]);
  }
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
