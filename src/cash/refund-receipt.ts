// Paying back what stands on a customer's account: at once up to what one person may decide, above that asked for and decided by another.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { formatAmount, money, toWire, type Money, type WireMoney } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import { personBehind, type Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findSetting } from '#platform/setting-store.ts';
import { post, reverseEntry } from '#ledger/post.ts';
import { dayHolding } from '#ledger/queries.ts';
import { paymentAccounts } from '#payments/index.ts';
import { receiptToApply } from './apply-manually.ts';
import { keepOnAccount } from './identify-payer.ts';
import { settleMatch } from './match-store.ts';
import { cashSettingName, mayRefundAlone } from './policy.ts';
import { refundPaid } from './postings.ts';
import { insertRefund, lockRefund, markPaid, markRejected, markTakenBack, type Refund, type RefundStatus } from './refund-store.ts';
import { lockReceipt, type MoneyPart, type ReceiptMoney } from './store.ts';

export type RefundWish = {
  readonly receiptId: string;
  /** All that stands on the customer's account when not said. */
  readonly amount?: Money | undefined;
  /** The account or the way in which the customer gets it. */
  readonly paidTo?: string | undefined;
  readonly reason: string;
  readonly on: LocalDate;
};

export type RefundOutcome = { readonly refundId: string; readonly status: RefundStatus; readonly amount: WireMoney };

/** Refuses request.not_found, receipt.reversed, cash.nothing_left, cash.currency, money.malformed and period.closed. */
export async function requestRefund(tx: Tx, ctx: Context, input: RefundWish): Promise<RefundOutcome> {
  const receipt = await receiptToApply(tx, input.receiptId);
  const { currency, entityId, receiptId } = receipt;
  const part = standingPart(receipt);
  if (input.amount !== undefined && input.amount.currency !== currency) refuse('cash.currency', `${receipt.number} is in ${currency}`, { field: 'amount', value: input.amount.currency });
  const minor = input.amount?.minor ?? part.leftMinor;
  if (minor <= 0n) refuse('money.malformed', 'an amount above zero is paid back', { field: 'amount' });
  requireStanding(receipt, part, minor);
  const refund = { refundId: newId(millisecondsOf(ctx.now)), entityId, receiptId, customerId: part.customerId, amountMinor: minor, currency, paidTo: input.paidTo ?? null, reason: input.reason, requestedByKey: personBehind(ctx.actor) };
  await insertRefund(tx, refund, ctx.now, ctx.actor.name);
  const isAlone = mayRefundAlone(await findSetting(tx, cashSettingName), { minor, currency });
  if (isAlone) await pay(tx, ctx, refund, receipt, part, { on: input.on, approvedByKey: null });
  // Until it is decided no run may apply the money.
  else if (receipt.unidentifiedMinor === 0n) await keepOnAccount(tx, ctx, { receiptId, reason: `refund of ${formatAmount(minor, currency)} asked for: ${input.reason}` });
  const status = isAlone ? 'paid' : 'requested';
  tx.audit({ subjectKind: 'receipt', subjectId: receiptId, reason: input.reason, after: { refundId: refund.refundId, status, refundMinor: minor, currency } });
  tx.announce({ topic: isAlone ? 'cash.refund_paid' : 'cash.refund_requested', subjectId: refund.refundId, payload: { receiptId, customerId: part.customerId, amountMinor: minor, currency, reason: input.reason } });
  return outcomeOf(refund, status);
}

/** Refuses request.not_found, refund.not_open, refund.own_request, receipt.reversed, cash.nothing_left and period.closed. */
export async function approveRefund(tx: Tx, ctx: Context, input: { readonly refundId: string; readonly on: LocalDate }): Promise<RefundOutcome> {
  const refund = await openRefund(tx, input.refundId);
  if (refund.requestedByKey === personBehind(ctx.actor)) refuse('refund.own_request', `${ctx.actor.name} asked for this refund`);
  const receipt = await receiptToApply(tx, refund.receiptId);
  const part = receipt.parts.find((one) => one.customerId === refund.customerId) ?? standingPart(receipt);
  requireStanding(receipt, part, refund.amountMinor);
  await pay(tx, ctx, refund, receipt, { ...part, customerId: refund.customerId }, { on: input.on, approvedByKey: personBehind(ctx.actor) });
  tx.audit({ subjectKind: 'receipt', subjectId: refund.receiptId, reason: refund.reason, before: { refundId: refund.refundId, status: 'requested' }, after: { status: 'paid', refundMinor: refund.amountMinor, currency: refund.currency } });
  tx.announce({ topic: 'cash.refund_paid', subjectId: refund.refundId, payload: { receiptId: refund.receiptId, customerId: refund.customerId, amountMinor: refund.amountMinor, currency: refund.currency, reason: refund.reason } });
  return outcomeOf(refund, 'paid');
}

/** The money stays on the customer's account. Refuses request.not_found and refund.not_open. */
export async function rejectRefund(tx: Tx, ctx: Context, input: { readonly refundId: string; readonly reason: string }): Promise<RefundOutcome> {
  const refund = await openRefund(tx, input.refundId);
  await markRejected(tx, refund.refundId, { reason: input.reason, now: ctx.now, by: ctx.actor.name });
  tx.audit({ subjectKind: 'receipt', subjectId: refund.receiptId, reason: input.reason, before: { refundId: refund.refundId, status: 'requested' }, after: { status: 'rejected' } });
  return outcomeOf(refund, 'rejected');
}

/** The payment did not go out, or came back: the money stands on the customer's account again. Refuses request.not_found, refund.not_open and period.closed. */
export async function takeRefundBack(tx: Tx, ctx: Context, input: { readonly refundId: string; readonly reason: string; readonly on: LocalDate }): Promise<RefundOutcome> {
  const refund = await requireRefund(tx, input.refundId);
  if (refund.status !== 'paid' || refund.entryId === null) refuse('refund.not_open', `this refund is ${refund.status}`);
  await receiptToApply(tx, refund.receiptId);
  const takenBackEntryId = newId(millisecondsOf(ctx.now));
  const postedOn = input.on < (refund.paidOn ?? input.on) ? (refund.paidOn ?? input.on) : input.on;
  await reverseEntry(tx, ctx.now, refund.entryId, { entryId: takenBackEntryId, postedOn, event: 'refund.taken_back', reason: input.reason });
  await markTakenBack(tx, refund.refundId, { on: postedOn, reason: input.reason, entryId: takenBackEntryId, now: ctx.now, by: ctx.actor.name });
  tx.audit({ subjectKind: 'receipt', subjectId: refund.receiptId, reason: input.reason, before: { refundId: refund.refundId, status: 'paid' }, after: { status: 'taken_back' } });
  return outcomeOf(refund, 'taken_back');
}

function outcomeOf({ refundId, amountMinor, currency }: Pick<Refund, 'refundId' | 'amountMinor' | 'currency'>, status: RefundStatus): RefundOutcome {
  return { refundId, status, amount: toWire(money(amountMinor, currency)) };
}

type StandingPart = MoneyPart & { readonly customerId: string };

/** Money whose payer nobody knows goes back to nobody: the customer is named first. */
function standingPart(receipt: ReceiptMoney): StandingPart {
  const part = receipt.parts.find((one): one is StandingPart => one.customerId !== null && one.leftMinor > 0n);
  return part ?? refuse('cash.nothing_left', `nothing of ${receipt.number} stands on a customer’s account; say first who paid`);
}

function requireStanding(receipt: ReceiptMoney, part: MoneyPart, minor: bigint): void {
  if (minor > part.leftMinor) refuse('cash.nothing_left', `${formatAmount(part.leftMinor, receipt.currency)} of ${receipt.number} stands on the customer’s account`, { field: 'amount', value: formatAmount(minor, receipt.currency) });
}

async function pay(tx: Tx, ctx: Context, refund: Pick<Refund, 'refundId' | 'entityId' | 'amountMinor'>, receipt: ReceiptMoney, part: StandingPart, { on, approvedByKey }: { on: LocalDate; approvedByKey: string | null }): Promise<void> {
  const entryId = newId(millisecondsOf(ctx.now));
  const accounts = await paymentAccounts(tx, refund.entityId);
  const paidOn = await dayHolding(tx, on < receipt.receivedOn ? receipt.receivedOn : on, [{ itemId: part.itemId, accountId: accounts.unapplied }]);
  await post(tx, ctx.now, [refundPaid({ entryId, entityId: refund.entityId, postedOn: paidOn }, refund.refundId, receipt, { customerId: part.customerId, itemId: part.itemId, amountMinor: refund.amountMinor }, accounts)]);
  await markPaid(tx, refund.refundId, { paidOn, entryId, approvedByKey, now: ctx.now, by: ctx.actor.name });
  const after = await lockReceipt(tx, accounts, receipt.receiptId);
  if (after !== null && after.unappliedMinor + after.unidentifiedMinor === 0n) await settleMatch(tx, receipt.receiptId, 'superseded', ctx.now, ctx.actor.name);
}

async function requireRefund(tx: Tx, refundId: string): Promise<Refund> {
  return (await lockRefund(tx, refundId)) ?? refuse('request.not_found', `there is no refund ${refundId}`);
}

async function openRefund(tx: Tx, refundId: string): Promise<Refund> {
  const refund = await requireRefund(tx, refundId);
  return refund.status === 'requested' ? refund : refuse('refund.not_open', `this refund is ${refund.status}`);
}
