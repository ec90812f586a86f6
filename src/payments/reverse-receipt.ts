// Undoing a receipt as a whole, once its money is unidentified again: a bank's return, a bounced cheque, an entry made by mistake.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { post } from '#ledger/post.ts';
import { dayHolding } from '#ledger/queries.ts';
import { paymentAccounts } from './import-statement.ts';
import { receiptReversed } from './postings.ts';
import { keepLineStates } from './line-state-store.ts';
import { findReceipt, insertReversal } from './store.ts';

export type ReceiptReversal = {
  readonly receiptId: string;
  readonly reversedOn: LocalDate;
  readonly reason: string;
  /** The bank's line that took the money; it stands in suspense, which the reversal clears. */
  readonly bankLineId: string | null;
};

/**
 * Posts the reversal of a receipt whose whole amount stands in unidentified cash; cash takes applications and payer back first.
 * Refuses request.not_found, receipt.reversed, item.overapplied (something is still applied) and period.closed.
 */
export async function recordReversal(tx: Tx, ctx: Context, reversal: ReceiptReversal): Promise<{ entryId: string; number: string }> {
  const receipt = await findReceipt(tx, reversal.receiptId);
  if (receipt === null) refuse('request.not_found', `there is no receipt ${reversal.receiptId}`);
  if (receipt.reversedOn !== null) refuse('receipt.reversed', `${receipt.number} was reversed on ${receipt.reversedOn}`);
  const accounts = await paymentAccounts(tx, receipt.entityId);
  const entryId = newId(millisecondsOf(ctx.now));
  // The money of a receipt from a statement left by a line of its own, or never was there: the bank account moves by lines only.
  const fromAccountId = receipt.bankLineId !== null || reversal.bankLineId !== null ? accounts.suspense : receipt.moneyAccountId;
  const reversedOn = await dayHolding(tx, reversal.reversedOn, [{ itemId: reversal.receiptId, accountId: accounts.unidentified }]);
  const isNew = await insertReversal(tx, { ...reversal, reversedOn, entryId, now: ctx.now, by: ctx.actor.name });
  if (!isNew) refuse('receipt.reversed', `${receipt.number} was reversed before`);
  await post(tx, ctx.now, [receiptReversed({ entryId, entityId: receipt.entityId, postedOn: reversedOn }, receipt, fromAccountId, accounts.unidentified, reversal.reason)]);
  if (receipt.bankLineId !== null) await keepLineStates(tx, ctx.now, [receipt.bankLineId]);
  tx.audit({ subjectKind: 'receipt', subjectId: reversal.receiptId, reason: reversal.reason, before: { number: receipt.number, reversedOn: null }, after: { reversedOn, bankLineId: reversal.bankLineId } });
  tx.announce({ topic: 'payments.receipt_reversed', subjectId: reversal.receiptId, payload: { number: receipt.number, reason: reversal.reason } });
  return { entryId, number: receipt.number };
}
