// Routes of refunds: asking, deciding, taking back, and the list of them.

import { z } from 'zod';
import { fromWire } from '#kernel/money.ts';
import { command } from '#platform/command.ts';
import { personBehind } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id, instant, listOf, localDate, money, pageQuery, reason, shortText } from '#platform/http/schemas.ts';
import { approveRefund, rejectRefund, requestRefund, takeRefundBack } from './refund-receipt.ts';
import { pageOfRefunds, refundStatuses } from './refund-store.ts';

const tag = 'Receipts';
const status = z.enum(refundStatuses);
const refundParams = z.strictObject({ refund_id: id });
const outcome = z.object({ refund_id: id, status, amount: money }).meta({ id: 'RefundOutcome' });

const refundAnswer = z.object({
  refund_id: id, entity_id: z.int(), receipt_id: id, receipt_number: z.string(), customer_id: id, customer_name: z.string(), amount: money, paid_to: z.string().nullable(), reason: z.string(), status,
  requested_at: instant, requested_by: z.string(), own_request: z.boolean().meta({ description: 'You asked for it: another person approves it' }), paid_on: localDate.nullable(), entry_id: id.nullable(), decided_at: instant.nullable(), decided_by: z.string().nullable(), decision_reason: z.string().nullable(),
  taken_back_on: localDate.nullable(), taken_back_by: z.string().nullable(), taken_back_reason: z.string().nullable(),
}).meta({ id: 'Refund' });

export const refundRoutes: readonly Route[] = [
  route({
    operation: 'requestRefund', method: 'POST', path: '/v1/receipts/{receipt_id}/refunds', tag, summary: 'Pay back what stands on the customer’s account; above what one person may decide it waits for another', permission: 'cash.refund', status: 201,
    params: z.strictObject({ receipt_id: id }), answer: outcome,
    body: z.strictObject({ amount: money.optional().meta({ description: 'All that stands on the account when left out' }), paid_to: shortText.optional(), reason, on: localDate }),
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'cash.request_refund', permission: 'cash.refund', key, dryRun, input: { ...body, receiptId: params.receiptId } }, (tx, inner, { amount, ...rest }) =>
      requestRefund(tx, inner, { ...rest, amount: amount === undefined ? undefined : fromWire(amount) })),
  }),
  route({
    operation: 'listRefunds', method: 'GET', path: '/v1/refunds', tag, summary: 'Refunds, latest first; status requested is what waits for a second person', permission: 'receipt.read',
    query: z.strictObject({ status: status.optional(), receipt_id: id.optional(), ...pageQuery }), answer: listOf(refundAnswer),
    handle: async ({ platform, ctx, query }) => {
      const after = decodeCursor(query.cursor, 2) as [string, string] | null;
      const rows = await inReadOnly(platform.database, ctx, (tx) => pageOfRefunds(tx, { status: query.status ?? null, receiptId: query.receiptId ?? null, after, limit: query.limit + 1 }));
      const page = pageOf(rows, query.limit, (row) => [row.requestedAt, row.refundId]);
      return { ...page, items: page.items.map(({ requestedByKey, ...row }) => ({ ...row, ownRequest: requestedByKey === personBehind(ctx.actor) })) };
    },
  }),
  route({
    operation: 'approveRefund', method: 'POST', path: '/v1/refunds/{refund_id}/approve', tag, summary: 'Approve a refund that another person asked for: the money leaves the customer’s account', permission: 'cash.refund_approve', params: refundParams,
    body: z.strictObject({ on: localDate }), answer: outcome,
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'cash.approve_refund', permission: 'cash.refund_approve', key, dryRun, input: { ...body, refundId: params.refundId } }, approveRefund),
  }),
  route({
    operation: 'rejectRefund', method: 'POST', path: '/v1/refunds/{refund_id}/reject', tag, summary: 'Reject a refund that was asked for, or withdraw one’s own', permission: 'cash.refund', params: refundParams, body: z.strictObject({ reason }), answer: outcome,
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'cash.reject_refund', permission: 'cash.refund', key, dryRun, input: { ...body, refundId: params.refundId } }, rejectRefund),
  }),
  route({
    operation: 'takeRefundBack', method: 'POST', path: '/v1/refunds/{refund_id}/take-back', tag, summary: 'Undo a refund that did not go out or came back', permission: 'cash.refund', params: refundParams, body: z.strictObject({ reason, on: localDate }), answer: outcome,
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'cash.take_refund_back', permission: 'cash.refund', key, dryRun, input: { ...body, refundId: params.refundId } }, takeRefundBack),
  }),
];
