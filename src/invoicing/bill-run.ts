// Billing everything due through a date: one run that prices what was delivered, then issues invoices batch by batch, never twice.

import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { saveProgress, startRun } from '#platform/run-store.ts';
import type { RunHandler, RunJob } from '#platform/runs.ts';
import { computeSchedule, loadHolidays, loadTerms } from '#customers/index.ts';
import { priceDeliveries, type PricingCursor } from '#charges/index.ts';
import { lastCustomerOfBatch, lockBilling, stageChargeHeaders, stageChargeLines, type TermsOnDate } from './bill-store.ts';
import { creditReturns } from './credit-returns.ts';
import { idStem, issueStaged } from './issue-staged.ts';
import { measureStage, openBillingStage } from './stage-store.ts';

export type BillRunInput = {
  readonly entityId: number;
  /** Charges for services up to and on this date. */
  readonly through: LocalDate;
  readonly issuedOn: LocalDate;
  readonly customerId: string | null;
};

/** Where a run stands: pricing first, then issuing by customer, then the credit notes of returns. */
export type BillCursor =
  | { readonly phase: 'price'; readonly batch: number; readonly after: PricingCursor; readonly priced: number; readonly held: number }
  | { readonly phase: 'issue'; readonly batch: number; readonly after: string | null; readonly documents: number; readonly lines: number; readonly priced: number; readonly held: number }
  | { readonly phase: 'returns'; readonly batch: number; readonly documents: number; readonly lines: number; readonly priced: number; readonly held: number }
  | { readonly phase: 'end'; readonly batch: number; readonly documents: number; readonly lines: number; readonly creditNotes: number; readonly priced: number; readonly held: number };

/** How much one transaction does; a customer's charges are never cut in two. */
export type BatchSizes = { readonly pricingLines: number; readonly billingCharges: number };

const usualSizes: BatchSizes = { pricingLines: 2000, billingCharges: 10_000 };

/** Starts the run. Refuses request.not_found for an unknown legal entity. */
export async function startBillRun(tx: Tx, ctx: Context, input: BillRunInput): Promise<{ runId: string }> {
  if ((await findEntity(tx, input.entityId)) === null) refuse('request.not_found', `there is no legal entity ${input.entityId}`, { field: 'entity_id', value: input.entityId });
  return { runId: await startRun(tx, ctx, { kind: 'bill', title: `Bill everything through ${input.through}`, input }) };
}

/** The run's handler: every batch is a command with its own key and moves the cursor in its own transaction. */
export const runBilling: RunHandler = (job) => billInBatches(job, usualSizes);

export async function billInBatches({ platform, ctx, run, isCancelled }: RunJob, sizes: BatchSizes): Promise<BillCursor> {
  const input = run.input as BillRunInput;
  let cursor: BillCursor = (run.cursor as BillCursor | null) ?? { phase: 'price', batch: 0, after: null, priced: 0, held: 0 };
  while (cursor.phase !== 'end' && !(await isCancelled())) {
    const at = cursor;
    const call = { name: `bill.${at.phase}`, permission: 'invoice.issue' as const, key: `${run.runId}:${at.batch}`, input: { run: run.runId, cursor: at } };
    const now = platform.clock.now();
    cursor = await command(platform.database, { ...ctx, now }, call, async (tx, batchContext) => {
      const next = await nextBatch(tx, batchContext, { runId: run.runId, runStart: run.createdAt, input, sizes }, at);
      await saveProgress(tx, run.runId, { done: 'documents' in next ? next.documents : next.priced, cursor: next, now });
      return next;
    });
  }
  return cursor;
}

type Work = { readonly runId: string; readonly runStart: string; readonly input: BillRunInput; readonly sizes: BatchSizes };

function nextBatch(tx: Tx, ctx: Context, work: Work, cursor: BillCursor): Promise<BillCursor> {
  switch (cursor.phase) {
    case 'price': return priceBatch(tx, ctx, work, cursor);
    case 'issue': return issueBatch(tx, ctx, work, cursor);
    case 'returns': return returnsBatch(tx, ctx, work, cursor);
    case 'end': return Promise.resolve(cursor);
  }
}

async function priceBatch(tx: Tx, ctx: Context, { runId, input, sizes }: Work, cursor: Extract<BillCursor, { phase: 'price' }>): Promise<BillCursor> {
  const outcome = await priceDeliveries(tx, ctx, { entityId: input.entityId, through: input.through, after: cursor.after, limit: sizes.pricingLines, runId });
  const counts = { priced: cursor.priced + outcome.lines, held: cursor.held + outcome.held };
  const batch = cursor.batch + 1;
  return outcome.next === null ? { phase: 'issue', batch, after: null, documents: 0, lines: 0, ...counts } : { phase: 'price', batch, after: outcome.next, ...counts };
}

async function issueBatch(tx: Tx, ctx: Context, { runId, runStart, input, sizes }: Work, cursor: Extract<BillCursor, { phase: 'issue' }>): Promise<BillCursor> {
  await lockBilling(tx, input.entityId);
  await openBillingStage(tx);
  const entity = await findEntity(tx, input.entityId);
  invariant(entity !== null, `the entity ${input.entityId} vanished`);
  const last = await lastCustomerOfBatch(tx, { ...input, after: cursor.after }, sizes.billingCharges);
  const stage = {
    ...input, after: cursor.after, last, documentStem: idStem(runStart, `${runId} document`), entryStem: idStem(runStart, `${runId} entry`), documentsBefore: cursor.documents,
    entityVersion: entity.currentVersion, taxRounding: entity.taxRounding,
  };
  const { batch, priced, held } = cursor;
  const lines = await stageChargeLines(tx, stage);
  const done = { batch: batch + 1, documents: cursor.documents, lines: cursor.lines + lines, priced, held };
  if (lines > 0) {
    const documents = await stageChargeHeaders(tx, stage, await termsOn(tx, input.issuedOn));
    await measureStage(tx);
    const issued = await issueStaged(tx, ctx, { entityId: input.entityId, issuedOn: input.issuedOn, runId, from: 'charges' });
    invariant(issued.documents === documents, `${documents} documents were staged and ${issued.documents} issued`);
    done.documents += documents;
    tx.announce({ topic: 'invoicing.documents_issued', payload: { run_id: runId, first: issued.first, last: issued.last, documents } });
  }
  return last === null ? { phase: 'returns', ...done } : { phase: 'issue', after: last, ...done };
}

async function returnsBatch(tx: Tx, ctx: Context, { runId, input }: Work, cursor: Extract<BillCursor, { phase: 'returns' }>): Promise<BillCursor> {
  const { creditNotes } = await creditReturns(tx, ctx, { entityId: input.entityId, through: input.through, customerId: input.customerId, issuedOn: input.issuedOn, runId });
  return { ...cursor, phase: 'end', batch: cursor.batch + 1, creditNotes };
}

/** What each terms code says of an issue date. Due date and discount don't depend on the amount; instalments are filled in later. */
async function termsOn(tx: Tx, issuedOn: LocalDate): Promise<TermsOnDate[]> {
  const terms = await loadTerms(tx);
  const holidays = await loadHolidays(tx);
  return [...terms.entries()].map(([termsCode, { version, rule }]) => {
    const schedule = computeSchedule(rule, issuedOn, 1_000_000n, 'EUR', holidays);
    return {
      termsCode, version, dueOn: schedule.dueOn, discountPercent: schedule.discount?.percent ?? null, discountUntil: schedule.discount?.until ?? null,
      hasInstalments: schedule.instalments.length > 1,
    };
  });
}
