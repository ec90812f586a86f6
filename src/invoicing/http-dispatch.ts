// Routes of the paper: the PDF of a document, sending it, and what became of a dispatch.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, instant, listOf, localDate, money, pageQuery, reason } from '#platform/http/schemas.ts';
import { mailChannel } from '#platform/mail.ts';
import { countUnsent, listUnsent } from './dispatch-store.ts';
import { markDispatch, retryDispatch, sendDocument } from './queue-dispatch.ts';
import { renderDocumentPdf } from './render-document.ts';

const tag = 'Invoices';
const params = z.strictObject({ document_id: id });
const dispatchParams = z.strictObject({ dispatch_id: id });
const movedAnswer = z.object({ dispatch_id: id, status: z.string() });

const dispatchItem = z.object({
  dispatch_id: id, document_id: id, number: z.string().nullable(), kind: z.string(), customer_id: id, customer_number: z.string(), customer_name: z.string(), channel: z.string(), recipient: z.string(), status: z.string(),
  issued_on: localDate.nullable(), total: money, currency, attempts: z.int(), last_error: z.string().nullable(), queued_at: instant, queued_by: z.string(),
}).meta({ id: 'Dispatch' });

export const dispatchRoutes: readonly Route[] = [
  route({
    operation: 'listDispatches', method: 'GET', path: '/v1/dispatches', tag, summary: 'Documents that have not reached their customers: waiting, failed or come back; the longest waiting first', permission: 'invoice.read',
    query: z.strictObject({ ...pageQuery, status: z.enum(['queued', 'failed', 'bounced', 'undelivered']).default('failed').meta({ description: '`undelivered`: failed or come back, and not sent again since' }), channel: z.enum(['email', 'outbox', 'print']).optional() }), answer: listOf(dispatchItem),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const key = decodeCursor(query.cursor, 2);
      const after = key === null ? null : { queuedAt: String(key[0]), dispatchId: String(key[1]) };
      if (after !== null && !(/^[0-9T:.+Z -]{10,40}$/.test(after.queuedAt) && id.safeParse(after.dispatchId).success)) refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
      return { ...pageOf(await listUnsent(tx, query, after, query.limit + 1), query.limit, (row) => [row.queuedAt, row.dispatchId]), total: await countUnsent(tx, query) };
    }),
  }),
  route({
    operation: 'getInvoicePdf', method: 'GET', path: '/v1/invoices/{document_id}/pdf', tag, summary: 'The PDF of an issued document: the same bytes for ever', permission: 'invoice.read', params, answer: 'bytes',
    handle: async ({ platform, ctx, params: { documentId } }) => pdfResponse(await renderDocumentPdf(platform, ctx, documentId)),
  }),
  route({
    operation: 'sendInvoice', method: 'POST', path: '/v1/invoices/{document_id}/send', tag, summary: 'Send an issued document by mail, to the customer’s address or another', permission: 'invoice.send', status: 202, params,
    body: z.strictObject({ to: z.email().max(254).nullish() }), answer: z.object({ dispatch_id: id, channel: z.string(), recipient: z.string(), status: z.string() }),
    handle: ({ platform, ctx, key, dryRun, params: { documentId }, body }) =>
      command(platform.database, ctx, { name: 'invoice.send', permission: 'invoice.send', key, dryRun, input: { documentId, to: body.to ?? null, channel: mailChannel(platform.config) } }, sendDocument),
  }),
  route({
    operation: 'retryDispatch', method: 'POST', path: '/v1/dispatches/{dispatch_id}/retry', tag, summary: 'Try a failed dispatch again', permission: 'invoice.send', status: 202, params: dispatchParams, answer: movedAnswer,
    handle: ({ platform, ctx, key, dryRun, params: { dispatchId } }) => command(platform.database, ctx, { name: 'dispatch.retry', permission: 'invoice.send', key, dryRun, input: { dispatchId } }, retryDispatch),
  }),
  route({
    operation: 'markDispatch', method: 'POST', path: '/v1/dispatches/{dispatch_id}/mark', tag, summary: 'Say what became of a dispatch: printed and posted, or come back', permission: 'invoice.send', params: dispatchParams,
    body: z.strictObject({ status: z.enum(['sent', 'bounced']), reason: reason.nullish() }), answer: movedAnswer,
    handle: ({ platform, ctx, key, dryRun, params: { dispatchId }, body }) =>
      command(platform.database, ctx, { name: 'dispatch.mark', permission: 'invoice.send', key, dryRun, input: { dispatchId, status: body.status, reason: body.reason ?? null } }, markDispatch),
  }),
];

/** Names are of plain signs, so that they need no quoting in a header. */
export function pdfResponse(pdf: { name: string; bytes: Uint8Array }): Response {
  const name = pdf.name.replaceAll(/[^A-Za-z0-9._-]/g, '-');
  return new Response(Buffer.from(pdf.bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}"`, 'content-length': String(pdf.bytes.length) } });
}
