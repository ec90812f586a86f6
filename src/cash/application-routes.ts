// Routes that decide over receipts: the run, applications by hand, payers, proposals, taking back, reversing.

import { z } from 'zod';
import { parseAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Permission } from '#platform/permissions.ts';
import { route, type Call, type Route } from '#platform/http/route.ts';
import { amountText, id, localDate, money, reason } from '#platform/http/schemas.ts';
import type { WireMoney } from '#kernel/money.ts';
import { applyCreditNote, applyManually } from './apply-manually.ts';
import { startApplyRun } from './apply-run.ts';
import { acceptMatch, rejectMatch } from './decide-match.ts';
import { identifyPayer, keepOnAccount, releaseFromAccount, unidentifyPayer } from './identify-payer.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { unapply } from './take-back.ts';

const tag = 'Receipts';
const permission = 'cash.apply' as const;
const receiptParams = z.strictObject({ receipt_id: id });
const matchParams = z.strictObject({ match_id: id });
const receiptAnswer = z.object({ receipt_id: id });
const appliedAnswer = z.object({ receipt_id: id, applications: z.int() });

const manualLine = z.strictObject({ document_id: id, cash: amountText.default('0'), credit: amountText.default('0'), discount: amountText.default('0'), fee: amountText.default('0'), tolerance: amountText.default('0') });
const manualBody = z.strictObject({
  currency: z.string().length(3).meta({ description: 'Currency of the documents and of all amounts on the lines' }), lines: z.array(manualLine).min(1).max(500),
  credits: z.array(z.strictObject({ document_id: id, used: amountText })).max(100).default([]), reason: z.string().trim().max(500).default('applied by hand'), source: money.optional().meta({ description: 'What of the receipt is used, when its currency is another' }), applied_on: localDate,
});

/** The parts of a call that every command needs. */
function send(call: Pick<Call<undefined, undefined, undefined>, 'platform' | 'ctx' | 'key' | 'dryRun'>, name: string, needed: Permission = permission) {
  return <Input, Result extends object>(input: Input, verb: Parameters<typeof command<Input, Result>>[3]): Promise<Result> =>
    command(call.platform.database, call.ctx, { name, permission: needed, key: call.key, dryRun: call.dryRun, input }, verb);
}

export const applicationRoutes: readonly Route[] = [
  route({
    operation: 'startCashRun', method: 'POST', path: '/v1/cash-runs', tag, summary: 'Apply every receipt that has something left, through a day; a run', permission, status: 202,
    body: z.strictObject({ entity_id: z.int().min(1).default(1), through: localDate }), answer: z.object({ run_id: id }),
    handle: (call) => send(call, 'cash.start_run')(call.body, startApplyRun),
  }),
  route({
    operation: 'applyReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/applications', tag, summary: 'Apply a receipt by hand, with discount, bank charge, tolerated difference and credit notes', permission, status: 201,
    params: receiptParams, body: manualBody, answer: appliedAnswer,
    handle: (call) => send(call, 'cash.apply')({ ...call.body, receiptId: call.params.receiptId }, (tx, ctx, { currency, lines, credits, source, ...rest }) => {
      const minor = (text: string): bigint => parseAmount(text, currency);
      const read = lines.map((line) => ({ documentId: line.documentId, cashMinor: minor(line.cash), creditMinor: minor(line.credit), discountMinor: minor(line.discount), feeMinor: minor(line.fee), toleranceMinor: minor(line.tolerance) }));
      return applyManually(tx, ctx, { ...rest, lines: read, credits: credits.map((credit) => ({ documentId: credit.documentId, usedMinor: minor(credit.used) })), sourceMinor: sourceOf(source) });
    }),
  }),
  route({
    operation: 'identifyReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/identify', tag, summary: 'Say who paid: what is left goes to the customer’s account', permission, params: receiptParams,
    body: z.strictObject({ customer_id: id, reason, on: localDate }), answer: z.object({ receipt_id: id, customer_id: id }),
    handle: (call) => send(call, 'cash.identify')({ ...call.body, receiptId: call.params.receiptId }, identifyPayer),
  }),
  route({
    operation: 'unidentifyReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/unidentify', tag, summary: 'Take the payer back', permission, params: receiptParams, body: z.strictObject({ reason, on: localDate }), answer: receiptAnswer,
    handle: (call) => send(call, 'cash.unidentify')({ ...call.body, receiptId: call.params.receiptId }, unidentifyPayer),
  }),
  route({
    operation: 'keepReceiptOnAccount', method: 'POST', path: '/v1/receipts/{receipt_id}/keep-on-account', tag, summary: 'Leave what is left on the customer’s account on purpose', permission, params: receiptParams, body: z.strictObject({ reason }), answer: receiptAnswer,
    handle: (call) => send(call, 'cash.keep_on_account')({ ...call.body, receiptId: call.params.receiptId }, keepOnAccount),
  }),
  route({
    operation: 'releaseReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/release', tag, summary: 'Give a receipt kept on account back to the work list', permission, params: receiptParams, body: z.strictObject({ reason }), answer: receiptAnswer,
    handle: (call) => send(call, 'cash.release')({ ...call.body, receiptId: call.params.receiptId }, releaseFromAccount),
  }),
  route({
    operation: 'reverseReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/reverse', tag, summary: 'Reverse a receipt: its applications are taken back, the documents open again', permission: 'receipt.write', params: receiptParams,
    body: z.strictObject({ reversed_on: localDate, reason, bank_line_id: id.nullish() }), answer: z.object({ receipt_id: id, number: z.string(), unapplied: z.int() }),
    handle: (call) => send(call, 'receipt.reverse', 'receipt.write')({ ...call.body, receiptId: call.params.receiptId }, reverseReceipt),
  }),
  route({
    operation: 'unapply', method: 'POST', path: '/v1/applications/unapply', tag, summary: 'Take applications back, one or many, with a reason', permission,
    body: z.strictObject({ application_ids: z.array(id).min(1).max(500), reason, unapplied_on: localDate, wrong_match: z.boolean().meta({ description: 'True when the application was a mistake: it counts in the false-match rate' }) }),
    answer: z.object({ application_ids: z.array(id) }),
    handle: (call) => send(call, 'cash.unapply')(call.body, unapply),
  }),
  route({
    operation: 'acceptMatch', method: 'POST', path: '/v1/matches/{match_id}/accept', tag, summary: 'Carry out what the matcher proposed', permission, params: matchParams, body: z.strictObject({ applied_on: localDate }), answer: appliedAnswer,
    handle: (call) => send(call, 'cash.accept_match')({ ...call.body, matchId: call.params.matchId }, acceptMatch),
  }),
  route({
    operation: 'rejectMatch', method: 'POST', path: '/v1/matches/{match_id}/reject', tag, summary: 'Reject a proposal: it is not made again', permission, params: matchParams, body: z.strictObject({ reason }), answer: receiptAnswer,
    handle: (call) => send(call, 'cash.reject_match')({ ...call.body, matchId: call.params.matchId }, rejectMatch),
  }),
  route({
    operation: 'applyCreditNote', method: 'POST', path: '/v1/credit-notes/{document_id}/applications', tag, summary: 'Settle invoices with a credit note', permission, status: 201, params: z.strictObject({ document_id: id }),
    body: z.strictObject({ currency: z.string().length(3), lines: z.array(z.strictObject({ document_id: id, amount: amountText })).min(1).max(200), reason, applied_on: localDate }), answer: z.object({ credit_document_id: id, applications: z.int() }),
    handle: (call) => send(call, 'cash.apply_credit')({ ...call.body, creditDocumentId: call.params.documentId }, (tx, ctx, { currency, lines, ...rest }) =>
      applyCreditNote(tx, ctx, { ...rest, lines: lines.map((line) => ({ documentId: line.documentId, amountMinor: parseAmount(line.amount, currency) })) })),
  }),
];

function sourceOf(source: WireMoney | undefined): bigint | undefined {
  if (source === undefined) return undefined;
  const minor = parseAmount(source.amount, source.currency);
  return minor > 0n ? minor : refuse('money.malformed', 'what of the receipt is used is above zero', { field: 'source', value: source.amount });
}
