// Carries out runs: one process at a time per run, resumed from its cursor after a kill, its end written down.

import type pg from 'pg';
import { InvariantFailure } from '#kernel/invariant.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Context, Role } from './context.ts';
import { inTransaction } from './database/database.ts';
import { ConnectionLost, outageOf } from './database/outage.ts';
import { permissionsOfRole } from './organisation-store.ts';
import type { Platform } from './platform.ts';
import { findRun, finishRun, markRunStarted, type Run } from './run-store.ts';

export type RunJob = {
  readonly platform: Platform;
  readonly ctx: Context;
  readonly run: Run;
  /** True when someone cancelled the run; the handler ends after its batch. */
  isCancelled(): Promise<boolean>;
};

/** Does the work in batches, each one a command with its own key and saveProgress; answers the run's result. */
export type RunHandler = (job: RunJob) => Promise<unknown>;

/** Thrown out of isCancelled when the process is asked to end: the run stays as it is, and goes on from its cursor elsewhere or later. */
export class RunInterrupted extends Error {}

const LOCK_WAIT = '30s';

/** Executes a run unless another process has it. An outage of the database is thrown and leaves the run as it is; our own bugs are kept as its failure and thrown. */
export async function executeRun(platform: Platform, handlers: ReadonlyMap<string, RunHandler>, orgId: string, runId: string): Promise<void> {
  // The lock dies with its connection, so a killed process does not keep its runs.
  const keeper = await platform.database.ownerPool.connect();
  const hold = holdOf(keeper);
  try {
    await keeper.query(`set lock_timeout = '${LOCK_WAIT}'`);
    await keeper.query('select pg_advisory_lock(hashtextextended($1, 2))', [`run ${runId}`]);
    await executeLocked(platform, handlers, hold, orgId, runId);
  } finally {
    await hold.release(runId);
  }
}

type Hold = { isLost(): boolean; release(runId: string): Promise<void> };

/** Whoever lost the connection lost the lock too, and another process may have the run by now: it stops after its batch. */
function holdOf(keeper: pg.PoolClient): Hold {
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  keeper.on('error', onError);
  return {
    isLost: () => lost !== undefined,
    async release(runId) {
      await keeper.query('select pg_advisory_unlock(hashtextextended($1, 2))', [`run ${runId}`]).then(() => keeper.query('reset lock_timeout')).catch(onError);
      keeper.off('error', onError);
      keeper.release(lost);
    },
  };
}

async function executeLocked(platform: Platform, handlers: ReadonlyMap<string, RunHandler>, hold: Hold, orgId: string, runId: string): Promise<void> {
  const prepared = await inTransaction(platform.database, { orgId }, async (tx) => {
    const run = await findRun(tx, runId);
    if (run === null || (run.status !== 'waiting' && run.status !== 'running')) return null;
    await markRunStarted(tx, runId, platform.clock.now());
    const role = run.createdRole as Role;
    return { run, role, permissions: new Set(await permissionsOfRole(tx, role)) };
  });
  if (prepared === null) return;
  const { run, role, permissions } = prepared;
  const ctx: Context = { orgId, actor: { kind: 'run', id: runId, name: run.createdBy }, role, permissions, now: platform.clock.now() };
  const handler = handlers.get(run.kind);
  const isCancelled = async (): Promise<boolean> => {
    if (hold.isLost()) throw new ConnectionLost('the connection that held the run was lost');
    return ((await inTransaction(platform.database, { orgId }, (tx) => findRun(tx, runId)))?.status ?? 'cancelled') === 'cancelled';
  };
  try {
    if (handler === undefined) throw new InvariantFailure(`no handler for runs of kind ${run.kind}`);
    const result = await handler({ platform, ctx, run, isCancelled });
    await end(platform, orgId, runId, { status: 'done', result });
  } catch (error) {
    if (error instanceof RunInterrupted || outageOf(error) !== null) throw error;
    await fail(platform, run, orgId, error);
    if (!(error instanceof Refusal)) throw error;
  }
}

/** A refusal is an answer, told with its code; a fault of ours is told with the place where it happened. */
async function fail(platform: Platform, run: Run, orgId: string, error: unknown): Promise<void> {
  const { runId, kind } = run;
  if (error instanceof Refusal) {
    platform.log.warn({ runId, kind, code: error.code, reason: error.message }, 'a run was refused');
    await end(platform, orgId, runId, { status: 'failed', failure: { code: error.code, detail: error.message, next: error.next, field: error.field, row: error.row, value: error.value } });
    return;
  }
  const { message, stack } = error as Error;
  platform.log.error({ runId, kind, error: message, stack }, 'a run failed');
  const next = 'This is a fault of the program: nothing of the failed batch was kept. Please report it with the log.';
  await end(platform, orgId, runId, { status: 'failed', failure: { code: 'internal', detail: message, next } });
}

async function end(platform: Platform, orgId: string, runId: string, outcome: { status: 'done' | 'failed'; result?: unknown; failure?: unknown }): Promise<void> {
  await inTransaction(platform.database, { orgId }, (tx) => finishRun(tx, runId, { ...outcome, now: platform.clock.now() }));
}
