// One payment for several customers: each gets an amount on its account; what nobody gets stays unidentified.

import type { LocalDate } from '#kernel/local-date.ts';
import { formatAmount, type Money } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findCustomer } from '#customers/index.ts';
import { receiptToApply } from './apply-manually.ts';
import { openFrame, writePlans } from './books.ts';
import { settleMatch } from './match-store.ts';
import { planIdentification } from './plan-application.ts';
import { lockReceipt, type MoneyPart } from './store.ts';
import { takePayerBack } from './take-back.ts';

export type Split = { readonly receiptId: string; readonly parts: readonly { readonly customerId: string; readonly amount: Money }[]; readonly reason: string; readonly on: LocalDate };

/** Refuses request.not_found, request.malformed, receipt.reversed, cash.nothing_left, cash.currency, money.malformed and period.closed. */
export async function splitReceipt(tx: Tx, ctx: Context, input: Split): Promise<{ receiptId: string; customers: number }> {
  const before = await receiptToApply(tx, input.receiptId);
  await checkParts(tx, before, input.parts);
  await takePayerBack(tx, ctx, before, input);
  const frame = await openFrame(tx, ctx, { entityId: before.entityId, fallbackOn: input.on });
  const free = (await lockReceipt(tx, frame.accounts, input.receiptId)) ?? before;
  let parts: readonly MoneyPart[] = free.parts;
  for (const { customerId, amount } of input.parts) {
    // One after the other: each identification takes the next number of its receipt.
    const plan = planIdentification({ ...free, unidentifiedMinor: amount.minor, parts }, customerId, { decidedBy: 'person', reason: input.reason }, frame);
    await writePlans(tx, ctx, frame, [plan]);
    parts = plan.parts;
  }
  await settleMatch(tx, input.receiptId, 'superseded', ctx.now, ctx.actor.name);
  tx.audit({
    subjectKind: 'receipt', subjectId: input.receiptId, reason: input.reason, before: { customerId: before.customerId },
    after: { parts: input.parts.map(({ customerId, amount }) => ({ customerId, amountMinor: amount.minor })) },
  });
  return { receiptId: input.receiptId, customers: input.parts.length };
}

async function checkParts(tx: Tx, receipt: { number: string; currency: string; unidentifiedMinor: bigint; unappliedMinor: bigint }, parts: Split['parts']): Promise<void> {
  if (new Set(parts.map((part) => part.customerId)).size !== parts.length) refuse('request.malformed', 'each customer is named once', { field: 'parts' });
  for (const { customerId, amount } of parts) {
    if (amount.currency !== receipt.currency) refuse('cash.currency', `${receipt.number} is in ${receipt.currency}`, { field: 'parts', value: amount.currency });
    if (amount.minor <= 0n) refuse('money.malformed', 'each part is above zero', { field: 'parts' });
    if ((await findCustomer(tx, customerId)) === null) refuse('request.not_found', `there is no customer ${customerId}`, { field: 'parts.customer_id', value: customerId });
  }
  const left = receipt.unidentifiedMinor + receipt.unappliedMinor;
  if (parts.reduce((sum, part) => sum + part.amount.minor, 0n) > left) refuse('cash.nothing_left', `${receipt.number} has ${formatAmount(left, receipt.currency)} left`, { field: 'parts' });
}
