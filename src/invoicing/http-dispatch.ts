// Routes of the paper: the PDF of a document, sending it, and what became of a dispatch.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id, reason } from '#platform/http/schemas.ts';
import { mailChannel } from '#platform/mail.ts';
import { markDispatch, retryDispatch, sendDocument } from './queue-dispatch.ts';
import { renderDocumentPdf } from './render-document.ts';

const tag = 'Invoices';
const params = z.strictObject({ document_id: id });
const dispatchParams = z.strictObject({ dispatch_id: id });
const movedAnswer = z.object({ dispatch_id: id, status: z.string() });

export const dispatchRoutes: readonly Route[] = [
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
