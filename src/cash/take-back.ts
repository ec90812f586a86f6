// Taking applications and payers back: events of their own, dated and with a reason; what was true before stays readable.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { post, reverseEntry } from '#ledger/post.ts';
import { dayHolding } from '#ledger/queries.ts';
import { cashAccounts } from './books.ts';
import { payerTakenBack } from './postings.ts';
import { findApplications, insertIdentifications, insertUnapplication, lockItems, lockReceipt, type LockedApplication, type ReceiptMoney } from './store.ts';

export type Unapply = { readonly applicationIds: readonly string[]; readonly reason: string; readonly unappliedOn: LocalDate; /** The application was a mistake; false when the facts changed. */ readonly wrongMatch: boolean };

/** Refuses request.not_found, cash.already_unapplied and period.closed. The money goes back where it stood, the documents open again. */
export async function unapply(tx: Tx, ctx: Context, input: Unapply): Promise<{ applicationIds: readonly string[] }> {
  for (const receiptId of await receiptsOf(tx, input.applicationIds)) await lockReceipt(tx, await accountsOf(tx, input.applicationIds), receiptId);
  const applications = await findApplications(tx, { applicationIds: input.applicationIds });
  const missing = input.applicationIds.find((id) => !applications.some((application) => application.applicationId === id));
  if (missing !== undefined || applications.length === 0) refuse('request.not_found', `there is no application ${missing ?? ''}`);
  for (const application of applications) await takeApplicationBack(tx, ctx, application, input);
  tx.announce({ topic: 'cash.unapplied', payload: { applicationIds: input.applicationIds, reason: input.reason } });
  return { applicationIds: input.applicationIds };
}

async function receiptsOf(tx: Tx, applicationIds: readonly string[]): Promise<readonly string[]> {
  return [...new Set((await findApplications(tx, { applicationIds })).flatMap((one) => (one.sourceKind === 'receipt' ? [one.sourceId] : [])))].sort();
}

async function accountsOf(tx: Tx, applicationIds: readonly string[]): Promise<Awaited<ReturnType<typeof cashAccounts>>> {
  const [first] = await findApplications(tx, { applicationIds: applicationIds.slice(0, 1) });
  return cashAccounts(tx, first?.entityId ?? 1);
}

async function takeApplicationBack(tx: Tx, ctx: Context, application: LockedApplication, input: Omit<Unapply, 'applicationIds'>): Promise<void> {
  const { applicationId, entryId, itemId, entityId } = application;
  if (application.unappliedOn !== null) refuse('cash.already_unapplied', `this application was taken back on ${application.unappliedOn}`);
  await lockItems(tx, (await cashAccounts(tx, entityId)).receivable, [itemId]);
  const unappliedOn = input.unappliedOn < application.appliedOn ? application.appliedOn : input.unappliedOn;
  const reversalId = newId(millisecondsOf(ctx.now));
  const isNew = await insertUnapplication(tx, { applicationId, unappliedOn, reason: input.reason, wrongMatch: input.wrongMatch, entryId: reversalId, now: ctx.now, by: ctx.actor.name });
  if (!isNew) refuse('cash.already_unapplied', 'this application was taken back before');
  await reverseEntry(tx, ctx.now, entryId, { entryId: reversalId, postedOn: unappliedOn, event: 'cash.unapplied', reason: input.reason });
  tx.audit({ subjectKind: 'application', subjectId: applicationId, reason: input.reason, before: { appliedMinor: application.appliedMinor, documentId: application.documentId }, after: { unappliedOn, wrongMatch: input.wrongMatch } });
}

/** Takes back everything that a receipt and its credit notes settled. */
export async function unapplyReceipt(tx: Tx, ctx: Context, receiptId: string, input: Omit<Unapply, 'applicationIds'>): Promise<number> {
  const active = (await findApplications(tx, { receiptId })).filter((application) => application.unappliedOn === null);
  for (const application of active) await takeApplicationBack(tx, ctx, application, input);
  return active.length;
}

/** Moves what stands on the customer's account back to unidentified cash. Nothing happens where nothing stands there. */
export async function takePayerBack(tx: Tx, ctx: Context, receipt: ReceiptMoney, input: { reason: string; on: LocalDate }): Promise<void> {
  const from = receipt.parts.flatMap((part) => (part.customerId !== null && part.leftMinor > 0n ? [{ customerId: part.customerId, itemId: part.itemId, amountMinor: part.leftMinor }] : []));
  if (from.length === 0) return;
  const entryId = newId(millisecondsOf(ctx.now));
  const accounts = await cashAccounts(tx, receipt.entityId);
  const on = await dayHolding(tx, input.on < receipt.receivedOn ? receipt.receivedOn : input.on, from.map(({ itemId }) => ({ itemId, accountId: accounts.unapplied })));
  await post(tx, ctx.now, [payerTakenBack({ entryId, entityId: receipt.entityId, postedOn: on }, receipt, from, accounts, input.reason)]);
  await insertIdentifications(tx, [{ identificationId: newId(millisecondsOf(ctx.now)), receiptId: receipt.receiptId, customerId: null, identifiedOn: on, amountMinor: receipt.unappliedMinor, decidedBy: 'person', reason: input.reason, entryId }], ctx.now, ctx.actor.name);
}
