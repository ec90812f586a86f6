// What issuing the chosen drafts would do: how many would go, what holds which, what they come to, and which days lie before the last number.

import type { LocalDate } from '#kernel/local-date.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import type { ExtraFont } from '#platform/typesetting/fonts.ts';
import { unreleasable } from '#charges/index.ts';
import { buildDraft } from './draft-building.ts';
import { findDraft } from './draft-store.ts';
import { chosenDays, chosenDrafts, draftsToCheck, lastDays, sumChosen, type DraftChoice } from './issue-plan-store.ts';
import { fiscalYearOf } from './numbering.ts';
import { presentDraft } from './render-document.ts';
import { inputOf } from './save-draft.ts';
import { findUnprintable } from './unprintable.ts';

type Sum = { readonly currency: string; readonly drafts: number; readonly totalMinor: bigint };

export type EarlierDay = { readonly entityId: number; readonly kind: string; readonly issuedOn: LocalDate; readonly lastOn: LocalDate; readonly drafts: number };

export type IssuePreview = {
  readonly drafts: number; readonly held: number; /** Held by a check that nobody releases. */ readonly unreleasable: number; /** Cannot be issued as they stand, whoever asks. */ readonly refused: number;
  /** So many were checked anew, those held at their last save first; the others count as they were saved. */
  readonly checked: number;
  readonly totals: readonly Sum[]; readonly heldTotals: readonly Sum[];
  readonly heldBy: readonly { readonly check: string; readonly drafts: number }[];
  readonly refusals: readonly { readonly code: string; readonly detail: string; readonly next: string; readonly drafts: number }[];
  readonly earlier: readonly EarlierDay[]; readonly earlierDrafts: number;
  readonly unprintable: number; readonly unprintableCharacters: string;
};

const LINES_CHECKED = 500;
const DAYS_NAMED = 50;

export async function previewIssue(tx: Tx, choice: DraftChoice, fonts: readonly ExtraFont[]): Promise<IssuePreview> {
  const chosen = await chosenDrafts(tx, choice);
  const sums = await sumChosen(tx, chosen);
  const checks = await checkDrafts(tx, await draftsToCheck(tx, chosen, LINES_CHECKED), fonts);
  const earlier = await earlierDays(tx, await chosenDays(tx, chosen));
  const all = [...new Set(sums.map((sum) => sum.currency))].map((currency): Sum => addUp(currency, sums.filter((sum) => sum.currency === currency)));
  const drafts = all.reduce((sum, one) => sum + one.drafts, 0);
  // Held ones are checked first, so where not all were checked the unchecked held ones are known by their status.
  const savedHeld = sums.filter((sum) => sum.status === 'held');
  const heldTotals = checks.checked < drafts && savedHeld.reduce((sum, one) => sum + Number(one.drafts), 0) > checks.checked ? savedHeld.map((sum) => addUp(sum.currency, [sum])) : checks.heldTotals;
  const { heldTotals: _checked, ...told } = checks;
  return {
    drafts, totals: all, ...told, held: heldTotals.reduce((sum, one) => sum + one.drafts, 0), heldTotals,
    earlier: earlier.slice(0, DAYS_NAMED), earlierDrafts: earlier.reduce((sum, day) => sum + day.drafts, 0),
  };
}

function addUp(currency: string, parts: readonly { readonly drafts: bigint | number; readonly totalMinor: bigint }[]): Sum {
  return { currency, drafts: parts.reduce((sum, part) => sum + Number(part.drafts), 0), totalMinor: parts.reduce((sum, part) => sum + part.totalMinor, 0n) };
}

type Checked = Pick<IssuePreview, 'checked' | 'unreleasable' | 'refused' | 'heldTotals' | 'heldBy' | 'refusals' | 'unprintable' | 'unprintableCharacters'>;

/** Decides each draft as its issue would, and writes nothing. */
async function checkDrafts(tx: Tx, drafts: readonly { documentId: string; currency: string; totalMinor: bigint }[], fonts: readonly ExtraFont[]): Promise<Checked> {
  const heldBy = new Map<string, number>();
  const refusals = new Map<string, { code: string; detail: string; next: string; drafts: number }>();
  const held: { currency: string; drafts: number; totalMinor: bigint }[] = [];
  const count = { unreleasable: 0, refused: 0, unprintable: 0 };
  const characters = new Set<string>();
  for (const { documentId, ...sum } of drafts) {
    const decided = await decide(tx, documentId, fonts);
    if (decided instanceof Refusal) {
      count.refused += 1;
      const known = refusals.get(decided.code) ?? { code: decided.code, detail: decided.message, next: decided.next, drafts: 0 };
      refusals.set(decided.code, { ...known, drafts: known.drafts + 1 });
      continue;
    }
    if (decided.checks.size > 0) held.push({ ...sum, drafts: 1 });
    if ([...decided.checks].some((check) => unreleasable.has(check))) count.unreleasable += 1;
    for (const check of decided.checks) heldBy.set(check, (heldBy.get(check) ?? 0) + 1);
    if (decided.characters.length > 0) count.unprintable += 1;
    for (const sign of decided.characters) characters.add(sign);
  }
  const currencies = [...new Set(held.map((one) => one.currency))].sort();
  return {
    ...count, checked: drafts.length, heldTotals: currencies.map((currency) => addUp(currency, held.filter((one) => one.currency === currency))),
    heldBy: [...heldBy].map(([check, number]) => ({ check, drafts: number })).sort((a, b) => b.drafts - a.drafts), refusals: [...refusals.values()], unprintableCharacters: [...characters].slice(0, 40).join(''),
  };
}

async function decide(tx: Tx, documentId: string, fonts: readonly ExtraFont[]): Promise<Refusal | { checks: ReadonlySet<string>; characters: readonly string[] }> {
  const stored = await findDraft(tx, documentId);
  if (stored === null) return { checks: new Set(), characters: [] };
  try {
    const draft = await buildDraft(tx, inputOf(documentId, stored));
    const signs = findUnprintable(await presentDraft(tx, draft), fonts).flatMap((one) => [...one.characters]);
    return { checks: new Set(draft.lines.flatMap((line) => line.failures.map((failure) => failure.check))), characters: signs };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Days on which no number can be given any more, because a later one has one. */
async function earlierDays(tx: Tx, days: Awaited<ReturnType<typeof chosenDays>>): Promise<EarlierDay[]> {
  const series = await lastDays(tx);
  const starts = new Map<number, number>();
  for (const entityId of new Set(days.map((day) => day.entityId))) starts.set(entityId, (await findEntity(tx, entityId))?.fiscalYearStartMonth ?? 1);
  return days.flatMap((day) => {
    const fiscalYear = fiscalYearOf(day.issuedOn, starts.get(day.entityId) ?? 1);
    const lastOn = series.find((one) => one.entityId === day.entityId && one.kind === day.kind && one.fiscalYear === fiscalYear)?.lastDate;
    return lastOn !== undefined && day.issuedOn < lastOn ? [{ ...day, lastOn, drafts: Number(day.drafts) }] : [];
  });
}
