// Routes that decide over receipts: the run, applications by hand, payers, proposals, taking back, reversing.

import { z } from 'zod';
import { fromWire, type Money, type WireMoney } from '#kernel/money.ts';
import { command } from '#platform/command.ts';
import type { Permission } from '#platform/permissions.ts';
import { route, type Call, type Route } from '#platform/http/route.ts';
import { id, localDate, money, reason } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import { applyCreditNote } from './apply-manually.ts';
import { startApplyRun } from './apply-run.ts';
import { acceptMatch, rejectMatch } from './decide-match.ts';
import { applyAndKeepRest, identifyPayer, keepOnAccount, releaseFromAccount, unidentifyPayer } from './identify-payer.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { unapply } from './take-back.ts';

const tag = 'Receipts';
const permission = 'cash.apply' as const;
const receiptParams = z.strictObject({ receipt_id: id });
const matchParams = z.strictObject({ match_id: id });
const receiptAnswer = z.object({ receipt_id: id });
const appliedAnswer = z.object({ receipt_id: id, applications: z.int(), application_ids: z.array(id) });

const manualLine = z.strictObject({ document_id: id, cash: money, credit: money.optional(), discount: money.optional(), fee: money.optional(), tolerance: money.optional() });
const manualBody = z.strictObject({
  lines: z.array(manualLine).min(1).max(500), credits: z.array(z.strictObject({ document_id: id, used: money })).max(100).default([]), reason: z.string().trim().max(500).default('applied by hand'),
  source: money.optional().meta({ description: 'What of the receipt is used, when its currency is not that of the documents' }), applied_on: localDate,
  rest_on_account_of: id.optional().meta({ description: 'The customer on whose account what is then left stays on purpose' }),
});

const takenBack = { reason, unapplied_on: localDate, wrong_match: z.boolean().meta({ description: 'True when the application was a mistake: it counts in the false-match rate' }) };

/** The parts of a call that every command needs. */
function send(call: Pick<Call<undefined, undefined, undefined>, 'platform' | 'ctx' | 'key' | 'dryRun'>, name: string, needed: Permission = permission) {
  return <Input, Result extends object>(input: Input, verb: Parameters<typeof command<Input, Result>>[3]): Promise<Result> =>
    command(call.platform.database, call.ctx, { name, permission: needed, key: call.key, dryRun: call.dryRun, input }, verb);
}

export const applicationRoutes: readonly Route[] = [
  route({
    operation: 'startCashRun', method: 'POST', path: '/v1/cash-runs', tag, summary: 'Apply every receipt that has something left, through a day; a run', permission, status: 202,
    body: z.strictObject({ entity_id: z.int().min(1).default(1), through: localDate.optional().meta({ description: 'Today when left out' }) }), answer: z.object({ run_id: id }),
    handle: (call) => send(call, 'cash.start_run')(call.body, async (tx, ctx, { entityId, through }) => startApplyRun(tx, ctx, { entityId, through: through ?? (await businessDay(tx, ctx, entityId)) })),
  }),
  route({
    operation: 'applyReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/applications', tag, summary: 'Apply a receipt by hand, with discount, bank charge, tolerated difference and credit notes', permission, status: 201,
    params: receiptParams, body: manualBody, answer: appliedAnswer,
    handle: (call) => send(call, 'cash.apply')({ ...call.body, receiptId: call.params.receiptId }, (tx, ctx, { lines, credits, source, ...rest }) => applyAndKeepRest(tx, ctx, {
      ...rest, sourceMinor: source === undefined ? undefined : fromWire(source).minor, credits: credits.map((credit) => ({ documentId: credit.documentId, used: fromWire(credit.used) })),
      lines: lines.map((line) => ({ documentId: line.documentId, cash: fromWire(line.cash), ...mapped({ credit: line.credit, discount: line.discount, fee: line.fee, tolerance: line.tolerance }) })),
    })),
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
    operation: 'keepReceiptOnAccount', method: 'POST', path: '/v1/receipts/{receipt_id}/on-account', tag, summary: 'Leave what is left on the customer’s account on purpose; it leaves the work list and no run applies it', permission, params: receiptParams,
    body: z.strictObject({ customer_id: id, reason, on: localDate }), answer: receiptAnswer,
    handle: (call) => send(call, 'cash.keep_on_account')({ ...call.body, receiptId: call.params.receiptId }, async (tx, ctx, input) => {
      await identifyPayer(tx, ctx, input);
      return keepOnAccount(tx, ctx, input);
    }),
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
    operation: 'unapply', method: 'POST', path: '/v1/applications/{application_id}/unapply', tag, summary: 'Take an application back, with a reason', permission, params: z.strictObject({ application_id: id }),
    body: z.strictObject(takenBack), answer: z.object({ application_ids: z.array(id) }),
    handle: (call) => send(call, 'cash.unapply')({ ...call.body, applicationIds: [call.params.applicationId] }, unapply),
  }),
  route({
    operation: 'unapplyMany', method: 'POST', path: '/v1/applications/unapply', tag, summary: 'Take many applications back at once, all or none', permission,
    body: z.strictObject({ application_ids: z.array(id).min(1).max(500), ...takenBack }), answer: z.object({ application_ids: z.array(id) }),
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
    body: z.strictObject({ lines: z.array(z.strictObject({ document_id: id, amount: money })).min(1).max(200), reason, applied_on: localDate }), answer: z.object({ credit_document_id: id, applications: z.int() }),
    handle: (call) => send(call, 'cash.apply_credit')({ ...call.body, creditDocumentId: call.params.documentId }, (tx, ctx, { lines, ...rest }) =>
      applyCreditNote(tx, ctx, { ...rest, lines: lines.map((line) => ({ documentId: line.documentId, amount: fromWire(line.amount) })) })),
  }),
];

type Deducted = 'credit' | 'discount' | 'fee' | 'tolerance';

function mapped(given: Readonly<Record<Deducted, WireMoney | undefined>>): Partial<Record<Deducted, Money>> {
  return Object.fromEntries(Object.entries(given).flatMap(([kind, amount]) => (amount === undefined ? [] : [[kind, fromWire(amount)]])));
}
