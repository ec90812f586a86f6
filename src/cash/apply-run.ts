// The run that applies cash: first what banks took back, then every receipt with something left, oldest first, batch by batch.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { saveProgress, startRun } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { findSetting } from '#platform/setting-store.ts';
import { pendingReturns } from '#payments/index.ts';
import { applyBatch, type BatchWork } from './apply-batch.ts';
import { cashAccounts } from './books.ts';
import { loadNumberForms, loadPayerProfiles } from './desk-store.ts';
import { openPayerIndex } from './matching/payer-index.ts';
import { cashSettingName, policyOf } from './policy.ts';
import { countReceiptsToApply } from './queries.ts';
import { refundedOf } from './refund-store.ts';
import { reverseReceipt } from './reverse-receipt.ts';

export const applyRunKind = 'apply';

export type ApplyInput = { readonly entityId: number; /** Receipts up to and on this day, against documents issued by then. */ readonly through: LocalDate };

type Cursor = {
  readonly phase: 'returns' | 'apply' | 'end'; readonly batch: number; readonly after: readonly [LocalDate, string] | null;
  readonly returns: number; readonly receipts: number; readonly applied: number; readonly onAccount: number; readonly suggested: number; readonly unmatched: number; readonly identified: number;
};

const start: Cursor = { phase: 'returns', batch: 0, after: null, returns: 0, receipts: 0, applied: 0, onAccount: 0, suggested: 0, unmatched: 0, identified: 0 };
const BATCH_RECEIPTS = 500;
const BATCH_RETURNS = 50;

/** Refuses request.not_found for an unknown entity. */
export async function startApplyRun(tx: Tx, ctx: Context, input: ApplyInput): Promise<{ runId: string }> {
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  return { runId: await startRun(tx, ctx, { kind: applyRunKind, title: `Apply cash through ${input.through}`, input }) };
}

export const runApply: RunHandler = async ({ platform, ctx, run, isCancelled }) => {
  const input = run.input as ApplyInput;
  const ground = await inReadOnly(platform.database, ctx, async (tx) => ({
    payers: openPayerIndex(await loadPayerProfiles(tx)), forms: await loadNumberForms(tx, input.entityId), policy: policyOf(await findSetting(tx, cashSettingName)),
    total: await countReceiptsToApply(tx, await cashAccounts(tx, input.entityId), input),
  }));
  let cursor = (run.cursor as Cursor | null) ?? start;
  while (cursor.phase !== 'end' && !(await isCancelled())) {
    const at = cursor;
    const now = platform.clock.now();
    const call = { name: `cash.${at.phase}`, permission: 'cash.apply' as const, key: `${run.runId}:${at.batch}`, input: { runId: run.runId, cursor: at } };
    cursor = await command(platform.database, { ...ctx, now }, call, async (tx, batchContext) => {
      // Never both at once: a return is posted, and the matching of a whole batch is not to keep other postings waiting.
      const next = at.phase === 'returns' ? await takeBackReturns(tx, batchContext, input, at) : await applyNext(tx, batchContext, at, { ...input, ...ground, after: at.after, limit: BATCH_RECEIPTS, runId: run.runId, batchKey: `${run.runId}:${at.batch}` });
      await saveProgress(tx, run.runId, { done: next.receipts, total: Math.max(ground.total, next.receipts), cursor: next, now });
      return next;
    });
  }
  const { phase: _phase, batch: _batch, after: _after, ...counts } = cursor;
  return counts;
};

async function takeBackReturns(tx: Tx, ctx: Context, input: ApplyInput, at: Cursor): Promise<Cursor> {
  const pending = await pendingReturns(tx, input.entityId, input.through);
  // What was paid back in the meantime is for a person: the return waits until the refund is taken back.
  const refunded = await refundedOf(tx, pending.map(({ receiptId }) => receiptId));
  const returns = pending.filter(({ receiptId }) => !refunded.has(receiptId)).slice(0, BATCH_RETURNS);
  for (const { receiptId, bankLineId, bookedOn, reason } of returns) await reverseReceipt(tx, ctx, { receiptId, bankLineId, reversedOn: bookedOn, reason });
  return { ...at, phase: returns.length < BATCH_RETURNS ? 'apply' : 'returns', batch: at.batch + 1, returns: at.returns + returns.length };
}

async function applyNext(tx: Tx, ctx: Context, at: Cursor, work: BatchWork): Promise<Cursor> {
  const outcome = await applyBatch(tx, ctx, work);
  // Fewer than asked for are all there are: what another run holds is that run's to decide.
  return {
    ...at, phase: outcome.receipts < work.limit ? 'end' : 'apply', batch: at.batch + 1, after: outcome.last ?? at.after, receipts: at.receipts + outcome.receipts, applied: at.applied + outcome.applied,
    onAccount: at.onAccount + outcome.onAccount, suggested: at.suggested + outcome.suggested, unmatched: at.unmatched + outcome.unmatched, identified: at.identified + outcome.identified,
  };
}
