// Saying who paid: the money moves from unidentified cash to the customer's account, or back, or stays there on purpose.

import type { LocalDate } from '#kernel/local-date.ts';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findCustomer } from '#customers/index.ts';
import { applyManually, receiptToApply, type Applied, type ManualApplication } from './apply-manually.ts';
import { openFrame, writePlans } from './books.ts';
import { learnPayer } from './learn-payer.ts';
import { insertMatches, matchesOf, settleMatch } from './match-store.ts';
import { planIdentification } from './plan-application.ts';
import { lockReceipt } from './store.ts';
import { takePayerBack } from './take-back.ts';

export type PayerInput = { readonly receiptId: string; readonly customerId: string; readonly reason: string; readonly on: LocalDate };

/** Puts what is left of the receipt on the customer's account; from another customer's account it goes back first. */
export async function identifyPayer(tx: Tx, ctx: Context, input: PayerInput): Promise<{ receiptId: string; customerId: string }> {
  if ((await findCustomer(tx, input.customerId)) === null) refuse('request.not_found', `there is no customer ${input.customerId}`, { field: 'customer_id', value: input.customerId });
  const before = await receiptToApply(tx, input.receiptId);
  if (before.unidentifiedMinor + before.unappliedMinor === 0n) refuse('cash.nothing_left', `${before.number} is applied: take its applications back first`);
  const standsElsewhere = before.parts.some((part) => part.customerId !== null && part.customerId !== input.customerId && part.leftMinor > 0n);
  if (standsElsewhere) await takePayerBack(tx, ctx, before, { reason: input.reason, on: input.on });
  const frame = await openFrame(tx, ctx, { entityId: before.entityId, fallbackOn: input.on });
  const receipt = standsElsewhere ? await lockReceipt(tx, frame.accounts, input.receiptId) : before;
  if (receipt !== null && receipt.unidentifiedMinor > 0n) await writePlans(tx, ctx, frame, [planIdentification(receipt, input.customerId, { decidedBy: 'person', reason: input.reason }, frame)]);
  await settleMatch(tx, input.receiptId, 'superseded', ctx.now, ctx.actor.name);
  await learnPayer(tx, ctx, before, input.customerId);
  tx.audit({ subjectKind: 'receipt', subjectId: input.receiptId, reason: input.reason, before: { customerId: before.customerId }, after: { customerId: input.customerId } });
  return { receiptId: input.receiptId, customerId: input.customerId };
}

/** Takes the payer back; applications stay until they are taken back themselves. */
export async function unidentifyPayer(tx: Tx, ctx: Context, input: Omit<PayerInput, 'customerId'>): Promise<{ receiptId: string }> {
  const receipt = await receiptToApply(tx, input.receiptId);
  if (receipt.unappliedMinor === 0n) refuse('cash.nothing_left', `nothing of ${receipt.number} stands on a customer’s account`);
  await takePayerBack(tx, ctx, receipt, { reason: input.reason, on: input.on });
  await settleMatch(tx, input.receiptId, 'superseded', ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'receipt', subjectId: input.receiptId, reason: input.reason, before: { customerId: receipt.customerId }, after: { customerId: null } });
  return { receiptId: input.receiptId };
}

/** The rest waits on the customer's account on purpose: no run applies it, and it leaves the work list. */
export async function keepOnAccount(tx: Tx, ctx: Context, input: { receiptId: string; reason: string }): Promise<{ receiptId: string }> {
  const receipt = await receiptToApply(tx, input.receiptId);
  const { unappliedMinor, unidentifiedMinor, customerId } = receipt;
  if (unappliedMinor === 0n || unidentifiedMinor > 0n) refuse('cash.nothing_left', `say first who paid ${receipt.number}: only a customer’s money can stay on account`);
  await insertMatches(tx, [{
    matchId: newId(millisecondsOf(ctx.now)), receiptId: receipt.receiptId, status: 'on_account', outcome: 'unmatched', rule: 'on_account', confidence: '1', receiptOn: receipt.receivedOn, amountMinor: unappliedMinor, currency: receipt.currency,
    proposal: { currency: receipt.currency, amountMinor: unappliedMinor.toString(), customerId, lines: [], credits: [], restMinor: unappliedMinor.toString() }, reasons: [{ code: 'person', text: input.reason, weight: 1 }], runId: null,
  }], ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'receipt', subjectId: input.receiptId, reason: input.reason, after: { onAccountMinor: unappliedMinor } });
  return { receiptId: input.receiptId };
}

/** Applies a receipt, and what is then left stays on a customer's account on purpose. Refuses as applyManually and identifyPayer do. */
export async function applyAndKeepRest(tx: Tx, ctx: Context, input: ManualApplication & { readonly restOnAccountOf?: string | undefined }): Promise<Applied> {
  const { restOnAccountOf, ...application } = input;
  const applied = await applyManually(tx, ctx, application);
  if (restOnAccountOf === undefined) return applied;
  await identifyPayer(tx, ctx, { receiptId: input.receiptId, customerId: restOnAccountOf, reason: input.reason, on: input.appliedOn });
  await keepOnAccount(tx, ctx, input);
  return applied;
}

/** Gives a receipt that waits on account back to the matcher and the work list. Refuses request.not_found, receipt.reversed and cash.not_on_account. */
export async function releaseFromAccount(tx: Tx, ctx: Context, input: { receiptId: string; reason: string }): Promise<{ receiptId: string }> {
  const { number } = await receiptToApply(tx, input.receiptId);
  const matches = await matchesOf(tx, [input.receiptId]);
  if (!matches.some((match) => match.status === 'on_account')) refuse('cash.not_on_account', `${number} is not kept on account: the runs and the work list have it already`);
  await settleMatch(tx, input.receiptId, 'superseded', ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'receipt', subjectId: input.receiptId, reason: input.reason, after: { onAccount: false } });
  return { receiptId: input.receiptId };
}
