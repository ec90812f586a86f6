// Saving, deleting and issuing drafts. A draft that the gate holds is issued only by someone who may release, with a reason.

import { derivedId, newId } from '#kernel/id.ts';
import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import type { ExtraFont } from '#platform/typesetting/fonts.ts';
import { insertCharges, lockPricing, unreleasable, type NewCharge, type Proof, type ProofStep } from '#charges/index.ts';
import type { Draft, DraftInput, DraftLine } from './draft.ts';
import { buildDraft } from './draft-building.ts';
import { deleteDraft, insertDraft, insertOverrides, type StoredDraft } from './draft-store.ts';
import { stageDocuments } from './document-store.ts';
import { clearStage, lockCounter } from './issue-store.ts';
import { issueStaged } from './issue-staged.ts';
import { fiscalYearOf } from './numbering.ts';
import { presentDraft } from './render-document.ts';
import { requireDraft } from './require-draft.ts';
import { openBillingStage } from './stage-store.ts';
import { findUnprintable, type Unprintable } from './unprintable.ts';

export type SavedDraft = { readonly documentId: string; readonly version: number; readonly status: 'draft' | 'held'; readonly failures: number };

export type DraftToSave = DraftInput & {
  readonly source?: 'manual' | 'upload';
  /** The id that a new draft gets, where what it comes from decides it. */
  readonly newDocumentId?: string;
  readonly runId?: string | null;
  /** Of a draft that is replaced: the version that the person changed. */
  readonly version?: number;
};

/** Creates a draft, or replaces the one that input.documentId names. Drafts have no number and post nothing. Refuses conflict.stale. */
export async function saveDraft(tx: Tx, ctx: Context, input: DraftToSave): Promise<SavedDraft> {
  const draft = await buildDraft(tx, input);
  if (input.kind !== 'invoice' && (input.reasonCode ?? '') === '') refuse('draft.reason_needed', `a ${input.kind.replace('_', ' ')} names its reason`, { field: 'reason_code' });
  const replaced = input.documentId === null || input.documentId === undefined ? null : await requireDraft(tx, input.documentId, input.version);
  const documentId = input.documentId ?? input.newDocumentId ?? newId(millisecondsOf(ctx.now));
  if (replaced !== null) await deleteDraft(tx, documentId);
  const failures = draft.lines.flatMap((line) => line.failures).length;
  const status = failures === 0 ? 'draft' : 'held';
  const version = (replaced?.head.version ?? 0) + 1;
  await insertDraft(tx, { ...draft, documentId, status, version, source: input.source ?? replaced?.head.source ?? 'manual', runId: input.runId ?? replaced?.head.runId ?? null, by: ctx.actor.name, now: ctx.now });
  tx.audit({ subjectKind: 'document', subjectId: documentId, before: replaced, after: { status, input } });
  return { documentId, version, status, failures };
}

/** Refuses conflict.stale where the person names the version that they saw. */
export async function discardDraft(tx: Tx, _ctx: Context, input: { documentId: string; version?: number | undefined }): Promise<{ deleted: boolean }> {
  const before = await requireDraft(tx, input.documentId, input.version);
  const deleted = await deleteDraft(tx, input.documentId);
  tx.audit({ subjectKind: 'document', subjectId: input.documentId, before, after: { deleted } });
  return { deleted };
}

export type IssueRequest = { readonly documentId: string; /** Why it goes out although the gate holds it. */ readonly releaseReason?: string | null; /** The version that the person saw, where they say which. */ readonly version?: number | undefined };

/** In a run: its id, and whether a draft of an earlier day than the last issued number is dated on the day of that number. */
export type IssueInRun = { readonly runId: string; readonly onLastDay: boolean };

export type IssuedDraft = { readonly documentId: string; readonly number: string; /** Characters that no font draws: the paper shows squares. */ readonly unprintable: readonly Unprintable[] };

/** Issues a draft. Refuses conflict.stale, and gate.held with each failed check, unless the actor may release and says why. */
export async function issueDraft(tx: Tx, ctx: Context, request: IssueRequest, fonts: readonly ExtraFont[] = []): Promise<IssuedDraft> {
  const { number, unprintable } = await issueStored(tx, ctx, request, fonts, null);
  tx.announce({ topic: 'invoicing.documents_issued', subjectId: request.documentId, payload: { first: number, last: number, documents: 1 } });
  return { documentId: request.documentId, number, unprintable };
}

export type IssuedStored = { readonly number: string; readonly unprintable: readonly Unprintable[]; readonly isReleased: boolean; readonly isRedated: boolean };

/** The same without the news of it: a run tells them for a whole batch. */
export async function issueStored(tx: Tx, ctx: Context, request: IssueRequest, fonts: readonly ExtraFont[], inRun: IssueInRun | null): Promise<IssuedStored> {
  // What another issue or a pricing takes of the same order at this moment is waited for, and counted. First of all locks, so that nobody waits in a circle.
  await lockPricing(tx);
  const stored = await requireDraft(tx, request.documentId, request.version);
  const issuedOn = inRun?.onLastDay === true ? await dayInOrder(tx, stored.head) : stored.head.issuedOn;
  const input = { ...inputOf(request.documentId, stored), issuedOn };
  const draft = await buildDraft(tx, input);
  const failures = failuresOf(draft);
  const mayRelease = ctx.permissions.has('charge.release') && (request.releaseReason ?? '').trim().length >= 3;
  if (failures.length > 0 && (!mayRelease || failures.some((failure) => unreleasable.has(failure.check)))) {
    refuse('gate.held', failures.map((failure) => `line ${failure.line}: ${failure.reason}`).join('; '), { details: { failures } });
  }
  const unprintable = findUnprintable(await presentDraft(tx, draft), fonts);
  const charges = input.kind === 'credit_note' ? [] : draft.lines.map((line) => chargeOf(draft, line, request.documentId, ctx));
  await insertCharges(tx, charges, null, ctx.now);
  await openBillingStage(tx);
  await stageDraft(tx, ctx, { ...draft, source: stored.head.source }, request.documentId, charges);
  const issued = await issueStaged(tx, ctx, { entityId: input.entityId, issuedOn, runId: inRun?.runId ?? null, from: 'drafts' });
  await clearStage(tx);
  const isRedated = issuedOn !== stored.head.issuedOn;
  const overrides = [
    ...draft.overrides, ...failures.map((failure) => ({ lineNo: failure.line, field: `gate.${failure.check}`, proposed: 'held', entered: 'released' })),
    ...(isRedated ? [{ lineNo: null, field: 'issued_on', proposed: stored.head.issuedOn, entered: issuedOn }] : []),
  ];
  await insertOverrides(tx, request.documentId, overrides.map((override) => ({ ...override, overrideId: newId(millisecondsOf(ctx.now)) })), ctx.actor.name, request.releaseReason ?? null, ctx.now);
  return { number: issued.first, unprintable, isReleased: failures.length > 0, isRedated };
}

/** What a stored draft says, to be built anew as it will be issued. */
export function inputOf(documentId: string, { head, lines }: StoredDraft): DraftInput {
  return {
    ...head, documentId, orderNumber: head.orderReference,
    lines: lines.map((line) => ({ ...line, product: line.proof.product, orderLineNo: line.proof.orderLineNo, unitPrice: line.proof.enteredUnitPrice, keptUnitPrice: line.proof.proposedUnitPrice })),
  };
}

function failuresOf(draft: Draft): { line: number; check: string; reason: string }[] {
  return draft.lines.flatMap((line) => line.failures.map((failure) => ({ line: line.lineNo, check: failure.check, reason: failure.reason })));
}

/** The draft's own day, or that of the last number of its series where that is later. The counter stays locked until the number is given. */
async function dayInOrder(tx: Tx, head: StoredDraft['head']): Promise<LocalDate> {
  const entity = await findEntity(tx, head.entityId);
  invariant(entity !== null, `the entity ${head.entityId} vanished`);
  const { lastDate } = await lockCounter(tx, { entityId: head.entityId, kind: head.kind, series: 'main', fiscalYear: fiscalYearOf(head.issuedOn, entity.fiscalYearStartMonth) });
  return lastDate !== null && lastDate > head.issuedOn ? lastDate : head.issuedOn;
}

/** A hand-made line becomes a charge too: one table for all that is billed, and the order's balance counts it. */
function chargeOf(draft: Draft, line: DraftLine, documentId: string, ctx: Context): NewCharge {
  const evidenceKey = `manual:${documentId}:${line.lineNo}`;
  const proof: Proof = { version: 1, steps: [
    { step: 'entered', by: ctx.actor.name, at: ctx.now, documentId, line: line.lineNo, quantity: line.quantity },
    ...(line.order === null ? [] : [orderStep(line.order)]),
    { step: 'price', source: line.priceSource, priceId: line.priceId, on: line.serviceOn, unitPrice: line.unitPrice },
    { step: 'amount', quantity: line.quantity, unitPrice: line.unitPrice, discountPercent: line.discountPercent, rounding: 'half-up', amountMinor: line.amountMinor.toString(), currency: draft.currency },
    { step: 'tax', jurisdiction: line.taxJurisdiction, category: line.taxCategory, rate: line.taxRate, reason: line.taxReason, on: line.serviceOn },
  ] };
  return {
    ...line, chargeId: derivedId(millisecondsOf(ctx.now), evidenceKey), entityId: draft.input.entityId, customerId: draft.input.customerId, kind: 'manual', status: 'pending', evidenceKey, deliveryId: null,
    deliveryLineNo: null, customerPo: draft.input.customerPo ?? null, currency: draft.currency, proof,
  };
}

function orderStep({ lineNo, orderedOn, unitPrice, discountPercent, gate, fileId, sourceRow }: NonNullable<DraftLine['order']>): ProofStep {
  return { step: 'order', order: gate.number, line: lineNo, orderedOn, quantity: gate.orderedQuantity, unitPrice, discountPercent, fileId, row: sourceRow };
}

async function stageDraft(tx: Tx, ctx: Context, draft: Draft & { entityVersion: number; source: 'manual' | 'upload' }, documentId: string, charges: readonly NewCharge[]): Promise<void> {
  const { input } = draft;
  const dates = draft.lines.map((line) => line.serviceOn).sort();
  const one = <Value>(value: Value | null | undefined): Value | null => value ?? null;
  await stageDocuments(tx, [{
    documentId, entryId: newId(millisecondsOf(ctx.now)), entityId: input.entityId, kind: input.kind, source: draft.source, sign: input.kind === 'credit_note' ? -1 : 1, customerId: input.customerId, customerVersion: draft.customer.version,
    entityVersion: draft.entityVersion, shipToCode: one(input.shipToCode), currency: draft.currency, taxPointOn: one(dates.at(-1)), serviceFrom: one(dates[0]), serviceTo: one(dates.at(-1)),
    termsCode: draft.termsCode, termsVersion: draft.termsVersion, dueOn: draft.schedule.dueOn, discountPercent: one(draft.schedule.discount?.percent), discountUntil: one(draft.schedule.discount?.until),
    hasInstalments: draft.schedule.instalments.length > 1, orderId: draft.orderId, orderReference: one(input.orderNumber), customerPo: one(input.customerPo), referencesDocumentId: one(input.referencesDocumentId),
    reasonCode: one(input.reasonCode), reason: one(input.reason), note: one(input.note), taxRounding: draft.taxRounding, presetNumber: null, presetIssuedOn: null, sortKey: documentId,
  }], draft.lines.map((line, index) => {
    const chargeId = charges[index]?.chargeId ?? null;
    invariant(chargeId !== null || input.kind === 'credit_note', `line ${line.lineNo} has no charge`);
    return { ...line, documentId, chargeId, creditsLineNo: null, creditsQuantity: null, orderReference: one(input.orderNumber), deliveryReference: null, proof: null };
  }));
}
