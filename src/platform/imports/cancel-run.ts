// Cancelling a run: it ends after the batch it is in; what was kept stays.

import { refuse } from '#kernel/refusal.ts';
import { authorise, type Context } from '../context.ts';
import type { Tx } from '../database/transaction.ts';
import type { Permission } from '../permissions.ts';
import { findRun, finishRun } from '../run-store.ts';

/** Runs other than imports end with documents and money: who may not start one may not stop it. */
const permissionByKind: Readonly<Record<string, Permission>> = { import: 'import.run' };
const PERMISSION_OTHERWISE: Permission = 'invoice.issue';

export async function cancelRun(tx: Tx, ctx: Context, input: { runId: string }): Promise<{ runId: string; status: string }> {
  const run = await findRun(tx, input.runId);
  if (run === null) refuse('request.not_found', `there is no run ${input.runId}`);
  authorise(ctx, permissionByKind[run.kind] ?? PERMISSION_OTHERWISE);
  if (run.status !== 'waiting' && run.status !== 'running') refuse('run.finished', `the run is ${run.status}`);
  await finishRun(tx, input.runId, { status: 'cancelled', now: ctx.now });
  tx.audit({ subjectKind: 'run', subjectId: input.runId, before: { status: run.status }, after: { status: 'cancelled' } });
  return { runId: input.runId, status: 'cancelled' };
}
