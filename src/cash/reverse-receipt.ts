// A receipt that is gone: its applications are taken back, the documents open again with their old due dates, the money leaves the books.

import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findReceipt, recordReversal } from '#payments/index.ts';
import { cashAccounts } from './books.ts';
import { settleMatch } from './match-store.ts';
import { refundedOf } from './refund-store.ts';
import { lockReceipt } from './store.ts';
import { takePayerBack, unapplyReceipt } from './take-back.ts';

export type Reversal = { readonly receiptId: string; readonly reversedOn: LocalDate; readonly reason: string; readonly bankLineId?: string | null | undefined };

/** Refuses request.not_found, receipt.reversed, refund.stands and period.closed. */
export async function reverseReceipt(tx: Tx, ctx: Context, input: Reversal): Promise<{ receiptId: string; number: string; unapplied: number }> {
  const found = await findReceipt(tx, input.receiptId);
  if (found === null) refuse('request.not_found', `there is no receipt ${input.receiptId}`);
  if (found.reversedOn !== null) refuse('receipt.reversed', `${found.number} was reversed on ${found.reversedOn}`);
  if ((await refundedOf(tx, [input.receiptId])).size > 0) refuse('refund.stands', `money of ${found.number} was paid back to the customer`);
  const accounts = await cashAccounts(tx, found.entityId);
  await lockReceipt(tx, accounts, input.receiptId);
  const unapplied = await unapplyReceipt(tx, ctx, input.receiptId, { reason: input.reason, unappliedOn: input.reversedOn, wrongMatch: false });
  const receipt = await lockReceipt(tx, accounts, input.receiptId);
  if (receipt !== null) await takePayerBack(tx, ctx, receipt, { reason: input.reason, on: input.reversedOn });
  const { number } = await recordReversal(tx, ctx, { receiptId: input.receiptId, reversedOn: input.reversedOn, reason: input.reason, bankLineId: input.bankLineId ?? null });
  await settleMatch(tx, input.receiptId, 'superseded', ctx.now, ctx.actor.name);
  return { receiptId: input.receiptId, number, unapplied };
}
