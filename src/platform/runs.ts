// Carries out runs: one process at a time per run, resumed from its cursor after a kill, its end written down.

import { InvariantFailure } from '#kernel/invariant.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Context, Role } from './context.ts';
import { inTransaction } from './database/database.ts';
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

/** Executes a run unless another process has it. Our own bugs are kept as the run's failure and thrown. */
export async function executeRun(platform: Platform, handlers: ReadonlyMap<string, RunHandler>, orgId: string, runId: string): Promise<void> {
  const keeper = await platform.database.ownerPool.connect();
  try {
    // The lock dies with its connection, so a killed process does not keep its runs.
    await keeper.query(`set lock_timeout = '${LOCK_WAIT}'`);
    await keeper.query('select pg_advisory_lock(hashtextextended($1, 2))', [`run ${runId}`]);
    try {
      await executeLocked(platform, handlers, orgId, runId);
    } finally {
      await keeper.query('select pg_advisory_unlock(hashtextextended($1, 2))', [`run ${runId}`]);
    }
  } finally {
    keeper.release();
  }
}

async function executeLocked(platform: Platform, handlers: ReadonlyMap<string, RunHandler>, orgId: string, runId: string): Promise<void> {
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
  const status = async (): Promise<string> => (await inTransaction(platform.database, { orgId }, (tx) => findRun(tx, runId)))?.status ?? 'cancelled';
  try {
    if (handler === undefined) throw new InvariantFailure(`no handler for runs of kind ${run.kind}`);
    const result = await handler({ platform, ctx, run, isCancelled: async () => (await status()) === 'cancelled' });
    await end(platform, orgId, runId, { status: 'done', result });
  } catch (error) {
    if (error instanceof RunInterrupted) throw error;
    platform.log.error({ runId, kind: run.kind, error: (error as Error).message, stack: (error as Error).stack }, 'a run failed');
    const known = error instanceof Refusal;
    await end(platform, orgId, runId, { status: 'failed', failure: known
      ? { code: error.code, detail: error.message, next: error.next, field: error.field, row: error.row, value: error.value }
      : { code: 'internal', detail: (error as Error).message, next: 'This is a fault of the program: nothing of the failed batch was kept. Please report it with the log.' } });
    if (!known) throw error;
  }
}

async function end(platform: Platform, orgId: string, runId: string, outcome: { status: 'done' | 'failed'; result?: unknown; failure?: unknown }): Promise<void> {
  await inTransaction(platform.database, { orgId }, (tx) => finishRun(tx, runId, { ...outcome, now: platform.clock.now() }));
}
