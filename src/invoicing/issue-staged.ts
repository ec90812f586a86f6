// Issuing what stands on the stage: tax, totals, terms, number, posting, rows, audit. The one way in which a document becomes legal.

import { derivedId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import { addDays, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { findSetting } from '#platform/setting-store.ts';
import { accountFor } from '#ledger/account-store.ts';
import { requireOpenPeriod } from '#ledger/period.ts';
import { openStage, postStaged } from '#ledger/post.ts';
import { businessDay, computeSchedule, loadHolidays, loadTerms } from '#customers/index.ts';
import { markChargesBilled } from '#charges/index.ts';
import {
  addDocumentDays, advanceCounter, deleteDrafts, insertDocuments, insertLinesAndTaxes, lockCounter, stagedDigest, stageInstalmentTransfers, stageTransfers,
  stagedChargeIds, stagedDocumentIds, stagedIdsByValue, type Series,
} from './issue-store.ts';
import { defaultPatterns, fiscalYearOf, formatNumber, numberFormat, type DocumentKind } from './numbering.ts';
import { setStagedSchedule, stageTaxes, stageTotals, stagedInstalments, stagedKinds } from './stage-store.ts';

export type IssueOptions = {
  readonly entityId: number;
  readonly issuedOn: LocalDate;
  readonly runId: string | null;
  /** Drafts: the draft rows of the staged documents exist and are replaced. Opening: documents of an earlier system, with numbers of their own. */
  readonly from: 'charges' | 'drafts' | 'corrections' | 'opening';
  /** Changes staged taxes before the totals are taken (credit notes close tax groups exactly). */
  readonly adjustTaxes?: () => Promise<void>;
};

export type IssuedBatch = { readonly documents: number; readonly first: string; readonly last: string };

/** Issues the staged documents. Refuses period.closed, invoice.date_ahead, invoice.date_before_last (numbers must be in date order). */
export async function issueStaged(tx: Tx, ctx: Context, options: IssueOptions): Promise<IssuedBatch> {
  const { entityId, issuedOn } = options;
  await requireOpenPeriod(tx, entityId, issuedOn);
  if (options.from !== 'opening') await requireNotAhead(tx, ctx, entityId, issuedOn);
  await stageTaxes(tx);
  await options.adjustTaxes?.();
  await stageTotals(tx);
  await scheduleInstalments(tx, issuedOn);
  await openStage(tx);
  const receivable = await accountFor(tx, entityId, 'receivable');
  await stageTransfers(tx, { receivable, taxPayable: await accountFor(tx, entityId, 'tax_payable') }, issuedOn);
  await stageInstalmentTransfers(tx, receivable, issuedOn);
  if (options.from === 'drafts') await deleteDrafts(tx);
  const numbers = await numberAndInsert(tx, ctx, options);
  await insertLinesAndTaxes(tx);
  await addDocumentDays(tx, issuedOn);
  await postStaged(tx, ctx.now);
  await markChargesBilled(tx, stagedChargeIds);
  const digest = await stagedDigest(tx);
  // A bill run's stage stays until its transaction ends; the others clear it before the audit log is written.
  const subjects = options.from === 'charges' ? stagedDocumentIds : await stagedIdsByValue(tx);
  tx.audit({ subjectKind: 'document', reason: 'issued', after: { ...digest, ...numbers }, subjects });
  return { documents: digest.documents, ...numbers };
}

// Billing ahead of the month is usual; a wrong year would keep the rest of its series from being issued.
const AHEAD_DAYS = 31;

async function requireNotAhead(tx: Tx, ctx: Context, entityId: number, issuedOn: LocalDate): Promise<void> {
  const today = await businessDay(tx, ctx, entityId);
  if (issuedOn > addDays(today, AHEAD_DAYS)) refuse('invoice.date_ahead', `${issuedOn} is more than ${AHEAD_DAYS} days after ${today}`, { field: 'issued_on', value: issuedOn });
}

async function scheduleInstalments(tx: Tx, issuedOn: LocalDate): Promise<void> {
  const staged = await stagedInstalments(tx);
  if (staged.length === 0) return;
  const terms = await loadTerms(tx);
  const holidays = await loadHolidays(tx);
  for (const document of staged) {
    const rule = terms.get(document.termsCode)?.rule;
    invariant(rule !== undefined, `the terms ${document.termsCode} vanished`);
    const schedule = computeSchedule(rule, issuedOn, document.totalMinor, document.currency, holidays);
    const instalments = schedule.instalments.map((part) => ({ ...part, amountMinor: part.amountMinor.toString(), itemId: derivedId(0, `${document.documentId} instalment ${part.no}`) }));
    await setStagedSchedule(tx, document.documentId, { ...schedule, instalments });
  }
}

async function numberAndInsert(tx: Tx, ctx: Context, { entityId, issuedOn, runId, from }: IssueOptions): Promise<{ first: string; last: string }> {
  const entity = await findEntity(tx, entityId);
  invariant(entity !== null, `the entity ${entityId} vanished`);
  const fiscalYear = fiscalYearOf(issuedOn, entity.fiscalYearStartMonth);
  const patterns = { ...defaultPatterns, ...(await findSetting(tx, 'numbering')) };
  const shapes = Object.values(patterns).map((pattern) => pattern.replace(/\{number:\d\}/, '{number}'));
  if (new Set(shapes).size < shapes.length) refuse('numbering.pattern', 'two kinds of documents would get the same numbers: their patterns differ in nothing but digits', { field: 'pattern' });
  const numbers: string[] = [];
  for (const { kind, documents } of await stagedKinds(tx)) {
    const series: Series = { entityId, kind, series: from === 'opening' ? 'opening' : 'main', fiscalYear };
    const { lastSequence, lastDate } = await lockCounter(tx, series);
    if (from !== 'opening' && lastDate !== null && issuedOn < lastDate) {
      refuse('invoice.date_before_last', `the last ${kind.replace('_', ' ')} of ${fiscalYear} is dated ${lastDate}, so ${issuedOn} would break the order of numbers`, { field: 'issued_on', value: issuedOn });
    }
    const format = numberFormat(patterns[kind as DocumentKind], fiscalYear);
    const inserted = await insertDocuments(tx, { kind, series: series.series, fiscalYear, issuedOn, format, after: lastSequence, runId, by: ctx.actor.name, now: ctx.now });
    invariant(inserted === documents, `${documents} documents were staged and ${inserted} inserted`);
    await advanceCounter(tx, series, documents, issuedOn);
    numbers.push(formatNumber(format, lastSequence + 1n), formatNumber(format, lastSequence + BigInt(documents)));
  }
  return { first: numbers[0] ?? '', last: numbers.at(-1) ?? '' };
}

/** The stem of ids for documents of one batch source; a twelve-digit ordinal in hex completes it. */
export function idStem(instant: string, key: string): string {
  return derivedId(millisecondsOf(instant), key).slice(0, 24);
}
