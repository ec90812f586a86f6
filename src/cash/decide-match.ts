// A person accepts or rejects what the matcher proposed. Accepted, it is carried out as proposed, if the documents still allow it.

import type { LocalDate } from '#kernel/local-date.ts';
import { money, type Money } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { applyManually, receiptToApply, type Applied } from './apply-manually.ts';
import { identifyPayer, keepOnAccount } from './identify-payer.ts';
import { lockMatch, settleMatch, type StoredMatch } from './match-store.ts';

/** Refuses request.not_found, cash.not_a_proposal and what applyManually refuses. */
export async function acceptMatch(tx: Tx, ctx: Context, input: { matchId: string; appliedOn: LocalDate }): Promise<Applied> {
  const match = await requireProposal(tx, input.matchId);
  const { proposal, receiptId } = match;
  const receipt = await receiptToApply(tx, receiptId);
  const reason = `accepted the proposal of rule ${match.rule}`;
  if (proposal.lines.length === 0) {
    const customerId = proposal.customerId ?? refuse('cash.not_a_proposal', 'nothing is proposed but to look at it');
    await identifyPayer(tx, ctx, { receiptId, customerId, reason, on: input.appliedOn });
    await keepOnAccount(tx, ctx, { receiptId, reason });
    return { receiptId, applications: 0, applicationIds: [] };
  }
  const amount = (minor: string): Money => money(BigInt(minor), proposal.currency);
  const isForeign = proposal.currency !== receipt.currency;
  const restMinor = BigInt(proposal.restMinor);
  const left = receipt.unidentifiedMinor + receipt.unappliedMinor;
  const amountMinor = BigInt(proposal.amountMinor);
  const sourceMinor = isForeign ? (left * (amountMinor - restMinor)) / amountMinor : undefined;
  const grounds = { rule: match.rule, confidence: match.confidence, reasons: match.reasons, matchId: match.matchId };
  return applyManually(tx, ctx, {
    receiptId, reason, appliedOn: input.appliedOn, sourceMinor,
    lines: proposal.lines.map((line) => ({ documentId: line.documentId, cash: amount(line.cashMinor), credit: amount(line.creditMinor), discount: amount(line.discountMinor), fee: amount(line.feeMinor), tolerance: amount(line.toleranceMinor) })),
    credits: proposal.credits.map((credit) => ({ documentId: credit.documentId, used: amount(credit.usedMinor) })),
  }, grounds);
}

/** The proposal is not made again, and nothing of this receipt is applied without a person from now on. */
export async function rejectMatch(tx: Tx, ctx: Context, input: { matchId: string; reason: string }): Promise<{ receiptId: string }> {
  const match = await requireProposal(tx, input.matchId);
  await settleMatch(tx, match.receiptId, 'rejected', ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'receipt', subjectId: match.receiptId, reason: input.reason, before: { matchId: match.matchId, rule: match.rule }, after: { status: 'rejected' } });
  return { receiptId: match.receiptId };
}

async function requireProposal(tx: Tx, matchId: string): Promise<StoredMatch> {
  const match = await lockMatch(tx, matchId);
  if (match === null) refuse('request.not_found', `there is no match ${matchId}`);
  return match.status === 'suggested' ? match : refuse('cash.not_a_proposal', `this match is ${match.status}`);
}
