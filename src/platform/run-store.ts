// Long work: the rows of platform.run and what a run refused, row by row.

import { newId } from '#kernel/id.ts';
import { toJson } from '#kernel/wire.ts';
import { millisecondsOf, type Instant } from './clock.ts';
import type { Context } from './context.ts';
import { sql } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';

export type RunStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type Run = {
  readonly runId: string;
  readonly kind: string;
  readonly title: string;
  readonly status: RunStatus;
  readonly input: unknown;
  readonly done: bigint;
  readonly total: bigint | null;
  readonly cursor: unknown;
  readonly result: unknown;
  readonly failure: unknown;
  readonly createdBy: string;
  readonly createdRole: string;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly heartbeatAt: Instant | null;
  readonly finishedAt: Instant | null;
};

export type RunIssue = {
  readonly rowNumber?: number | null;
  readonly field?: string | null;
  readonly value?: string | null;
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
  readonly sourceRow?: unknown;
};

/** Records a run and queues it in the same transaction; a worker takes it after the commit. */
export async function startRun(tx: Tx, ctx: Context, run: { kind: string; title: string; input: unknown }): Promise<string> {
  const runId = newId(millisecondsOf(ctx.now));
  await tx.run(sql`
    insert into platform.run (org_id, run_id, kind, title, input, created_by, created_role, created_at)
    values (${tx.orgId}, ${runId}, ${run.kind}, ${run.title}, ${toJson(run.input)}::jsonb, ${ctx.actor.name}, ${ctx.role}, ${ctx.now})`);
  await queueRun(tx, runId);
  tx.audit({ subjectKind: 'run', subjectId: runId, after: { kind: run.kind, title: run.title, input: run.input } });
  return runId;
}

export async function queueRun(tx: Tx, runId: string): Promise<void> {
  await tx.run(sql`select platform.enqueue('run', jsonb_build_object('orgId', ${tx.orgId}::text, 'runId', ${runId}::text), ${`run ${runId}`})`);
}

export function findRun(tx: Tx, runId: string): Promise<Run | null> {
  return tx.maybe(sql`
    select run_id, kind, title, status, input, done, total, cursor, result, failure, created_by, created_role, created_at, started_at, heartbeat_at, finished_at
    from platform.run where org_id = ${tx.orgId} and run_id = ${runId}`);
}

export function listRuns(tx: Tx, options: { kind?: string | undefined; limit: number }): Promise<Run[]> {
  return tx.many(sql`
    select run_id, kind, title, status, input, done, total, cursor, result, failure, created_by, created_role, created_at, started_at, heartbeat_at, finished_at
    from platform.run where org_id = ${tx.orgId} and (${options.kind ?? null}::text is null or kind = ${options.kind ?? null}) order by created_at desc, run_id desc limit ${options.limit}`);
}

export async function markRunStarted(tx: Tx, runId: string, now: Instant): Promise<void> {
  await tx.run(sql`update platform.run set status = 'running', started_at = coalesce(started_at, ${now}), heartbeat_at = ${now} where org_id = ${tx.orgId} and run_id = ${runId} and status in ('waiting', 'running')`);
}

/** Saves how far the run came, in the batch's own transaction: the batch and the cursor stand or fall together. */
export async function saveProgress(tx: Tx, runId: string, progress: { done: number; total?: number | undefined; cursor: unknown; now: Instant }): Promise<void> {
  await tx.run(sql`
    update platform.run set done = ${progress.done}, total = coalesce(${progress.total ?? null}, total), cursor = ${toJson(progress.cursor)}::jsonb, heartbeat_at = ${progress.now}
    where org_id = ${tx.orgId} and run_id = ${runId}`);
}

export async function finishRun(tx: Tx, runId: string, end: { status: 'done' | 'failed' | 'cancelled'; result?: unknown; failure?: unknown; now: Instant }): Promise<void> {
  await tx.run(sql`
    update platform.run set status = ${end.status}, result = ${toJson(end.result ?? null)}::jsonb, failure = ${toJson(end.failure ?? null)}::jsonb, finished_at = ${end.now}
    where org_id = ${tx.orgId} and run_id = ${runId} and status in ('waiting', 'running')`);
}

export async function insertRunIssues(tx: Tx, runId: string, firstOrdinal: number, issues: readonly RunIssue[]): Promise<void> {
  if (issues.length === 0) return;
  const rows = issues.map((issue, index) => ({ ordinal: firstOrdinal + index, row_number: issue.rowNumber ?? null, field: issue.field ?? null,
    value: issue.value ?? null, code: issue.code, reason: issue.reason, fix: issue.fix, source_row: issue.sourceRow ?? null }));
  await tx.run(sql`
    insert into platform.run_issue (org_id, run_id, ordinal, row_number, field, value, code, reason, fix, source_row)
    select ${tx.orgId}, ${runId}, i.ordinal, i.row_number, i.field, i.value, i.code, i.reason, i.fix, i.source_row
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as i (ordinal int, row_number int, field text, value text, code text, reason text, fix text, source_row jsonb)
    on conflict do nothing`);
}

export function listRunIssues(tx: Tx, runId: string, after: number, limit: number): Promise<(RunIssue & { ordinal: number })[]> {
  return tx.many(sql`
    select ordinal, row_number, field, value, code, reason, fix, source_row from platform.run_issue
    where org_id = ${tx.orgId} and run_id = ${runId} and ordinal > ${after} order by ordinal limit ${limit}`);
}

/** Runs that a killed process left behind, or that wait: across organisations, for the worker's start (read by the owner). */
export const unfinishedRuns = 'select org_id, run_id from platform.run where status in (\'waiting\', \'running\')';
