// A person says what a bank line is: no customer's payment, booked to the account it belongs to, or a receipt after all.

import { newId } from '#kernel/id.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { findFreeAccount } from '#ledger/account-store.ts';
import { post } from '#ledger/post.ts';
import { paymentAccounts, withNumbers } from './import-statement.ts';
import { keepLineStates } from './line-state-store.ts';
import { lineBecomesReceipt, lineClarified } from './postings.ts';
import { recordReversal } from './reverse-receipt.ts';
import { findReceipt, insertDecisions, insertReceipts, isReturned, lockLine, receiptsOfLine, type LineState } from './store.ts';

export const lineKinds = ['bank_charge', 'interest', 'own_transfer', 'tax_refund', 'card_settlement', 'deposit', 'other'] as const;

export type LineDecision = {
  readonly bankLineId: string;
  /** duplicate: the same movement came in another format; its posting is taken back. */
  readonly decision: 'not_a_receipt' | 'receipt' | 'duplicate' | 'return';
  /** Of a return: the receipt that the bank took back. The next run of cash application reverses it. */
  readonly receiptId?: string | undefined;
  readonly kind?: (typeof lineKinds)[number] | undefined;
  /** The account that the amount belongs to; without one it stays in suspense. */
  readonly accountCode?: string | undefined;
  readonly reason: string;
  readonly decidedOn: LocalDate;
};

/** Refuses request.not_found, account.unknown, account.kept, move.not_allowed, receipt.in_use (take its applications back first) and period.closed. */
export async function decideLine(tx: Tx, ctx: Context, input: LineDecision): Promise<{ bankLineId: string; decision: string; receiptId: string | null }> {
  const line = await lockLine(tx, input.bankLineId);
  if (line === null) refuse('request.not_found', `there is no bank line ${input.bankLineId}`);
  const taken = await take[input.decision](tx, ctx, line, input);
  await keepLineStates(tx, ctx.now, [line.bankLineId]);
  return taken;
}

type Take = (tx: Tx, ctx: Context, line: LineState, input: LineDecision) => Promise<{ bankLineId: string; decision: string; receiptId: string | null }>;
const take: Readonly<Record<LineDecision['decision'], Take>> = { return: takeAsReturn, duplicate: takeAsDuplicate, receipt: takeAsReceipt, not_a_receipt: takeAsOther };

async function takeAsReceipt(tx: Tx, ctx: Context, line: LineState, input: LineDecision): Promise<{ bankLineId: string; decision: string; receiptId: string | null }> {
  const standing = (await receiptsOfLine(tx, line.bankLineId)).filter((receipt) => !receipt.reversed);
  if (line.amountMinor < 0n || standing.length > 0 || line.accountId === null) refuse('move.not_allowed', line.amountMinor < 0n ? 'money that went out is no receipt' : 'this line is a receipt already');
  const { bankLineId, entityId, currency, amountMinor } = line;
  const receiptId = newId(millisecondsOf(ctx.now));
  const entryId = newId(millisecondsOf(ctx.now));
  const accounts = await paymentAccounts(tx, entityId);
  const entity = await findEntity(tx, entityId);
  const detailNo = (await receiptsOfLine(tx, bankLineId)).length + 1;
  const rows = await withNumbers(tx, entityId, [{
    receiptId, number: '', entityId, bankLineId, detailNo, method: 'bank', receivedOn: line.bookedOn, amountMinor, currency, originalMinor: line.originalMinor, originalCurrency: line.originalCurrency, customerId: null,
    payerName: line.payerName, payerAccount: line.payerAccount, text: line.text, reference: line.reference, externalId: null, moneyAccountId: line.ledgerAccountId, entryId,
  }], entity?.fiscalYearStartMonth ?? 1);
  await insertReceipts(tx, rows, ctx.now, ctx.actor.name);
  await insertDecisions(tx, [{ bankLineId, decisionNo: line.decisionNo + 1, decision: 'receipt', kind: 'receipt', accountId: null, receiptId, decidedBy: 'person', reason: input.reason, entryId }], ctx.now, ctx.actor.name);
  await post(tx, ctx.now, [lineBecomesReceipt({ entryId, entityId, postedOn: input.decidedOn }, { bankLineId, currency, parts: [{ receiptId, amountMinor }] }, line.accountId, accounts.unidentified, input.reason)]);
  tx.audit({ subjectKind: 'bank_line', subjectId: bankLineId, reason: input.reason, before: { decision: line.decision, kind: line.kind }, after: { decision: 'receipt', number: rows[0]?.number } });
  return { bankLineId, decision: 'receipt', receiptId };
}

async function takeAsOther(tx: Tx, ctx: Context, line: LineState, input: LineDecision): Promise<{ bankLineId: string; decision: string; receiptId: string | null }> {
  const { bankLineId, entityId, currency, amountMinor } = line;
  const accounts = await paymentAccounts(tx, entityId);
  const accountId = input.accountCode === undefined ? accounts.suspense : (await findFreeAccount(tx, entityId, input.accountCode)).accountId;
  if (line.decision === 'return') refuse('move.not_allowed', 'this line took a receipt back; it stands where the reversal needs it');
  for (const receipt of await receiptsOfLine(tx, bankLineId)) if (!receipt.reversed) await giveUpReceipt(tx, ctx, receipt.receiptId, input);
  const from = line.accountId ?? accounts.suspense;
  const entryId = from === accountId ? null : newId(millisecondsOf(ctx.now));
  if (entryId !== null) await post(tx, ctx.now, [lineClarified({ entryId, entityId, postedOn: input.decidedOn }, { bankLineId, currency, amountMinor }, from, accountId, input.reason)]);
  await insertDecisions(tx, [{ bankLineId, decisionNo: line.decisionNo + 1, decision: 'not_a_receipt', kind: input.kind ?? 'other', accountId, receiptId: null, decidedBy: 'person', reason: input.reason, entryId }], ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'bank_line', subjectId: bankLineId, reason: input.reason, before: { decision: line.decision, kind: line.kind }, after: { decision: 'not_a_receipt', kind: input.kind ?? 'other', accountCode: input.accountCode ?? null } });
  return { bankLineId, decision: 'not_a_receipt', receiptId: null };
}

/** What is more than the receipt is the bank's fee. */
async function takeAsReturn(tx: Tx, ctx: Context, line: LineState, input: LineDecision): Promise<{ bankLineId: string; decision: string; receiptId: string | null }> {
  const { bankLineId, entityId, currency, amountMinor, accountId } = line;
  const receipt = input.receiptId === undefined ? null : await findReceipt(tx, input.receiptId);
  if (receipt === null) refuse('request.not_found', 'name the receipt that the bank took back', { field: 'receipt_id', value: input.receiptId });
  if (amountMinor > 0n || line.decision === 'return' || line.decision === 'duplicate' || accountId === null) refuse('move.not_allowed', amountMinor > 0n ? 'money that came in takes no payment back' : 'this line is decided already');
  const feeMinor = -amountMinor - receipt.amountMinor;
  const isClaimed = receipt.reversedOn !== null || (await isReturned(tx, receipt.receiptId));
  if (isClaimed || receipt.currency !== currency || feeMinor < 0n || receipt.entityId !== entityId) refuse('receipt.not_returned', isClaimed ? `${receipt.number} was taken back already` : `${receipt.number} is no payment that this line can have taken back: it must be of the same currency and entity, and not more`, { field: 'receipt_id', value: receipt.number });
  const accounts = await paymentAccounts(tx, entityId);
  const moves = [...(accountId === accounts.suspense ? [] : [{ from: accountId, to: accounts.suspense, minor: amountMinor }]), ...(feeMinor === 0n ? [] : [{ from: accounts.suspense, to: accounts.bankCharges, minor: -feeMinor }])];
  const entries = moves.map(({ from, to, minor }) => lineClarified({ entryId: newId(millisecondsOf(ctx.now)), entityId, postedOn: input.decidedOn }, { bankLineId, currency, amountMinor: minor }, from, to, input.reason));
  if (entries.length > 0) await post(tx, ctx.now, entries);
  await insertDecisions(tx, [{ bankLineId, decisionNo: line.decisionNo + 1, decision: 'return', kind: 'return', accountId: accounts.suspense, receiptId: receipt.receiptId, feeMinor, decidedBy: 'person', reason: input.reason, entryId: entries.at(-1)?.entryId ?? null }], ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'bank_line', subjectId: bankLineId, reason: input.reason, before: { decision: line.decision, kind: line.kind }, after: { decision: 'return', number: receipt.number, feeMinor } });
  return { bankLineId, decision: 'return', receiptId: receipt.receiptId };
}

/** The bank account goes back to what the other line made of it; the line stays readable and counts for nothing. */
async function takeAsDuplicate(tx: Tx, ctx: Context, line: LineState, input: LineDecision): Promise<{ bankLineId: string; decision: string; receiptId: string | null }> {
  const { bankLineId, entityId, currency, amountMinor, accountId } = line;
  if (line.decision === 'return' || line.decision === 'duplicate') refuse('move.not_allowed', line.decision === 'duplicate' ? 'this line is a duplicate already' : 'this line took a receipt back; it stands where the reversal needs it');
  for (const receipt of await receiptsOfLine(tx, bankLineId)) if (!receipt.reversed) await giveUpReceipt(tx, ctx, receipt.receiptId, input);
  const from = accountId ?? (await paymentAccounts(tx, entityId)).suspense;
  const entryId = newId(millisecondsOf(ctx.now));
  await post(tx, ctx.now, [lineClarified({ entryId, entityId, postedOn: input.decidedOn }, { bankLineId, currency, amountMinor }, from, line.ledgerAccountId, input.reason)]);
  await insertDecisions(tx, [{ bankLineId, decisionNo: line.decisionNo + 1, decision: 'duplicate', kind: 'duplicate', accountId: line.ledgerAccountId, receiptId: null, decidedBy: 'person', reason: input.reason, entryId }], ctx.now, ctx.actor.name);
  tx.audit({ subjectKind: 'bank_line', subjectId: bankLineId, reason: input.reason, before: { decision: line.decision, kind: line.kind }, after: { decision: 'duplicate' } });
  return { bankLineId, decision: 'duplicate', receiptId: null };
}

/** The reversal puts the amount into suspense, from where the line's own decision moves it on. */
async function giveUpReceipt(tx: Tx, ctx: Context, receiptId: string, input: LineDecision): Promise<void> {
  try {
    await recordReversal(tx, ctx, { receiptId, reversedOn: input.decidedOn, reason: input.reason, bankLineId: null });
  } catch (error) {
    if ((error as { code?: string }).code === 'item.overapplied') refuse('receipt.in_use', 'money of this receipt is applied, or stands on a customer’s account');
    throw error;
  }
}
