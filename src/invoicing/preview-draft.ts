// What a draft would come to, computed and checked as it will be when it is issued, and written nowhere.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { ExtraFont } from '#platform/typesetting/fonts.ts';
import { termsText, loadTerms, type Schedule } from '#customers/index.ts';
import type { DraftInput, DraftLine, Override } from './draft.ts';
import { buildDraft } from './draft-building.ts';
import { presentDraft } from './render-document.ts';
import type { TaxGroup } from './totals.ts';
import { findUnprintable, type Unprintable } from './unprintable.ts';

export type DraftPreview = {
  readonly currency: string; readonly termsCode: string; readonly termsText: string; readonly dueOn: LocalDate; readonly netMinor: bigint; readonly taxMinor: bigint; readonly totalMinor: bigint;
  readonly held: boolean; readonly lines: readonly DraftLine[]; readonly taxes: readonly TaxGroup[]; readonly schedule: Schedule; readonly overrides: readonly Override[];
  /** What the paper could not show. */
  readonly unprintable: readonly Unprintable[];
};

export async function previewDraft(tx: Tx, input: DraftInput, fonts: readonly ExtraFont[]): Promise<DraftPreview> {
  const draft = await buildDraft(tx, input);
  const terms = (await loadTerms(tx, [draft.termsCode])).get(draft.termsCode);
  const { netMinor, taxMinor, totalMinor, groups } = draft.totals;
  return {
    currency: draft.currency, termsCode: draft.termsCode, termsText: terms === undefined ? draft.termsCode : termsText(terms.rule, 'en'), dueOn: draft.schedule.dueOn, netMinor, taxMinor, totalMinor,
    held: draft.lines.some((line) => line.failures.length > 0), lines: draft.lines, taxes: groups, schedule: draft.schedule, overrides: draft.overrides,
    unprintable: findUnprintable(await presentDraft(tx, draft), fonts),
  };
}
