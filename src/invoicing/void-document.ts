// Voiding: an issued invoice that should never have been is undone whole, keeps its number, and frees its charges if asked.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { accountFor } from '#ledger/account-store.ts';
import { requireOpenPeriod } from '#ledger/period.ts';
import { reverseEntry } from '#ledger/post.ts';
import { reverseCharges } from '#charges/index.ts';
import { chargesOfDocument } from './issue-store.ts';
import { documentOpenMinor, firstCreditNote, insertVoid, lastRaised, lockDocument } from './document-store.ts';

export type VoidRequest = { readonly documentId: string; readonly reason: string; /** Puts the charges back as pending, to be billed anew. */ readonly rebill: boolean };

/**
 * Only where nothing has happened to the invoice: issued, its period open, not voided, nothing applied or credited.
 * The reversal is dated as the invoice, so the period shows neither. Refuses void.not_allowed with the reason.
 */
export async function voidDocument(tx: Tx, ctx: Context, request: VoidRequest): Promise<{ documentId: string; number: string; voidedOn: LocalDate }> {
  const document = await lockDocument(tx, request.documentId);
  if (document === null) refuse('request.not_found', `there is no document ${request.documentId}`);
  const { number, issuedOn, entryId } = document;
  if (document.status !== 'issued' || number === null || issuedOn === null) refuse('void.not_allowed', 'a draft is deleted, not voided');
  if (document.kind === 'credit_note') refuse('void.not_allowed', 'a credit note is undone by a debit note');
  if (document.voidedOn !== null) refuse('void.not_allowed', `${number} was voided on ${document.voidedOn}`);
  await requireOpenPeriod(tx, document.entityId, issuedOn);
  const receivable = await accountFor(tx, document.entityId, 'receivable');
  const open = await documentOpenMinor(tx, request.documentId, receivable);
  if (open !== document.totalMinor) refuse('void.not_allowed', `something was paid on or credited to ${number}; issue a credit note for what is left`);
  const creditNote = await firstCreditNote(tx, request.documentId);
  if (creditNote !== null) refuse('void.not_allowed', `${number} was credited by ${creditNote}; issue a credit note for what is left`);
  // Dated as the document, the reversal would take from it on days on which it was paid.
  const raisedOn = await lastRaised(tx, request.documentId, receivable);
  if (raisedOn !== null && raisedOn > issuedOn) refuse('void.not_allowed', `a payment of ${number} was taken back on ${raisedOn}; issue a credit note`);
  if (entryId === null) refuse('void.not_allowed', `${number} has no amount; issue a corrected invoice instead`);
  const reversalId = newId(millisecondsOf(ctx.now));
  await reverseEntry(tx, ctx.now, entryId, { entryId: reversalId, postedOn: issuedOn, event: 'invoice.voided', reason: request.reason });
  await insertVoid(tx, { documentId: request.documentId, voidedOn: issuedOn, reason: request.reason, entryId: reversalId, by: ctx.actor.name, now: ctx.now });
  await reverseCharges(tx, ctx, { charges: chargesOfDocument(tx, request.documentId), rebill: request.rebill });
  tx.audit({ subjectKind: 'document', subjectId: request.documentId, reason: request.reason, before: { status: 'issued' }, after: { status: 'voided', rebill: request.rebill } });
  tx.announce({ topic: 'invoicing.document_voided', subjectId: request.documentId, payload: { number } });
  return { documentId: request.documentId, number, voidedOn: issuedOn };
}
