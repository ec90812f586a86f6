// Issuing many drafts: one run that takes them in date order, each on its own merits, a batch at a time, never twice.

import { refuse, Refusal } from '#kernel/refusal.ts';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import { command } from '#platform/command.ts';
import { authorise, type Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { insertRunIssues, saveProgress, startRun, type RunIssue } from '#platform/run-store.ts';
import type { RunHandler, RunJob } from '#platform/runs.ts';
import type { ExtraFont } from '#platform/typesetting/fonts.ts';
import { lockPricing } from '#charges/index.ts';
import { markHeld, withSavepoint } from './draft-store.ts';
import { insertIssuePlan, plannedDrafts, type DraftChoice, type PlannedDraft } from './issue-plan-store.ts';
import { issueStored, type IssuedStored } from './save-draft.ts';
import { tellUnprintable, UNPRINTABLE } from './unprintable.ts';

/** What becomes of drafts whose day lies before that of the last number: refused, or dated on that day. */
export type EarlierDays = 'refuse' | 'last_day';

export type IssueRunRequest = DraftChoice & { /** Held drafts go out with it; without it they stay held. */ readonly releaseReason: string | null; readonly earlierDays: EarlierDays };

type IssueRunInput = { readonly releaseReason: string | null; readonly earlierDays: EarlierDays };

/** Where a run stands. `held` of those that were `rejected` were held by a check; `issues` also counts what was told of issued ones. */
export type IssueCursor = {
  readonly batch: number; readonly after: number; readonly documents: number; readonly rejected: number; readonly held: number; readonly released: number; readonly redated: number;
  readonly unprintable: number; readonly issues: number; readonly first: string | null; readonly last: string | null; readonly ended: boolean;
};

const start: IssueCursor = { batch: 0, after: 0, documents: 0, rejected: 0, held: 0, released: 0, redated: 0, unprintable: 0, issues: 0, first: null, last: null, ended: false };

const BATCH_DRAFTS = 25;

/** Starts the run over the drafts as they are now. Refuses draft.none_chosen, and auth.forbidden for a release reason of someone who may not release. */
export async function startIssueRun(tx: Tx, ctx: Context, request: IssueRunRequest): Promise<{ runId: string; drafts: number }> {
  const { releaseReason, earlierDays } = request;
  if (releaseReason !== null) authorise(ctx, 'charge.release');
  // Which drafts is kept in the plan; the filter tells a reader how they were chosen.
  const runId = await startRun(tx, ctx, { kind: 'issue', title: 'Issue drafts', input: { filter: request.filter, releaseReason, earlierDays } satisfies IssueRunInput & { filter: unknown } });
  const drafts = await insertIssuePlan(tx, runId, request);
  if (drafts === 0) refuse('draft.none_chosen', 'there is no draft to issue among those chosen');
  await saveProgress(tx, runId, { done: 0, total: drafts, cursor: null, now: ctx.now });
  return { runId, drafts };
}

export const runIssuing: RunHandler = (job) => issueInBatches(job, BATCH_DRAFTS);

/** Every batch is a command with its own key and moves the cursor in its own transaction. */
export async function issueInBatches({ platform, ctx, run, isCancelled }: RunJob, batchDrafts: number): Promise<IssueCursor> {
  let cursor: IssueCursor = (run.cursor as IssueCursor | null) ?? start;
  while (!cursor.ended && !(await isCancelled())) {
    const at = cursor;
    const now = platform.clock.now();
    const call = { name: 'invoice.issue_many', permission: 'invoice.issue' as const, key: `${run.runId}:${at.batch}`, input: { run: run.runId, cursor: at } };
    cursor = await command(platform.database, { ...ctx, now }, call, async (tx, batchContext) => {
      const next = await issueBatch(tx, batchContext, { runId: run.runId, input: run.input as IssueRunInput, fonts: platform.config.fonts, batchDrafts }, at);
      await saveProgress(tx, run.runId, { done: next.after, cursor: next, now });
      return next;
    });
  }
  return cursor;
}

type Work = { readonly runId: string; readonly input: IssueRunInput; readonly fonts: readonly ExtraFont[]; readonly batchDrafts: number };

async function issueBatch(tx: Tx, ctx: Context, work: Work, cursor: IssueCursor): Promise<IssueCursor> {
  // Before any draft is locked, as whoever issues a single one does.
  await lockPricing(tx);
  const planned = await plannedDrafts(tx, work.runId, cursor.after, work.batchDrafts);
  const issues: RunIssue[] = [];
  const numbers: string[] = [];
  const count = { documents: 0, rejected: 0, held: 0, released: 0, redated: 0, unprintable: 0 };
  for (const draft of planned) {
    const outcome = await issueOne(tx, ctx, work, draft);
    if (outcome instanceof Refusal) {
      count.rejected += 1;
      if (outcome.code === 'gate.held') count.held += 1;
      issues.push(issueOf(draft, outcome.code, outcome.message, outcome.next));
      continue;
    }
    count.documents += 1;
    numbers.push(outcome.number);
    if (outcome.isReleased) count.released += 1;
    if (outcome.isRedated) count.redated += 1;
    if (outcome.unprintable.length > 0) {
      count.unprintable += 1;
      issues.push(issueOf({ ...draft, name: outcome.number }, UNPRINTABLE, tellUnprintable(outcome.unprintable), refusalCodes[UNPRINTABLE].next));
    }
  }
  await insertRunIssues(tx, work.runId, cursor.issues + 1, issues);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first !== undefined && last !== undefined) tx.announce({ topic: 'invoicing.documents_issued', payload: { run_id: work.runId, first, last, documents: numbers.length } });
  tx.audit({ subjectKind: 'run', subjectId: work.runId, after: count });
  const sums = Object.fromEntries(Object.entries(count).map(([name, more]) => [name, cursor[name as keyof typeof count] + more])) as typeof count;
  return { ...sums, batch: cursor.batch + 1, after: planned.at(-1)?.ordinal ?? cursor.after, issues: cursor.issues + issues.length, first: cursor.first ?? first ?? null, last: last ?? cursor.last, ended: planned.length < work.batchDrafts };
}

/** What one draft is refused for doesn't stop the others. One that a check holds by now stands among the held ones from here on. */
async function issueOne(tx: Tx, ctx: Context, { runId, input, fonts }: Work, draft: PlannedDraft): Promise<IssuedStored | Refusal> {
  const [notes, announcements] = [tx.notes.length, tx.announcements.length];
  const request = { documentId: draft.documentId, releaseReason: input.releaseReason, version: draft.version ?? undefined };
  try {
    return await withSavepoint(tx, () => issueStored(tx, ctx, request, fonts, { runId, onLastDay: input.earlierDays === 'last_day' }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What the refused draft noted and announced was undone with its rows.
    tx.notes.length = notes;
    tx.announcements.length = announcements;
    if (error.code === 'gate.held') await markHeld(tx, draft.documentId);
    return error;
  }
}

function issueOf(draft: PlannedDraft, code: string, reason: string, fix: string): RunIssue {
  return { field: 'draft', value: draft.name, code, reason, fix, sourceRow: { document_id: draft.documentId } };
}
