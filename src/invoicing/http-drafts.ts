// Routes of invoices by hand: preview, save, replace, delete, issue one.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Camel } from '#platform/http/shape.ts';
import { id, reason } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import { scheduleOnWire } from './http-documents.ts';
import type { DraftInput } from './draft.ts';
import { previewDraft, type DraftPreview } from './preview-draft.ts';
import { previewPdf } from './render-document.ts';
import { discardDraft, issueDraft, saveDraft } from './save-draft.ts';
import { draftBody, issuedAnswer, previewAnswer, savedAnswer } from './wire.ts';

const tag = 'Invoices';
const params = z.strictObject({ document_id: id });
const releaseReason = reason.nullish().meta({ description: 'Why it goes out although a check failed; needs the permission to release' });
const version = z.int().min(1);
const seenVersion = 'The version that was seen: refused when somebody changed the draft meanwhile';
const previewBody = draftBody.extend({ document_id: id.nullish().meta({ description: 'The draft that is being edited' }) });

type Body = Camel<z.output<typeof draftBody>> & { readonly documentId?: string | null | undefined };

/** Without an issue date the document is of today. */
async function inputOf(tx: Tx, ctx: Context, body: Body): Promise<DraftInput> {
  return { ...body, issuedOn: body.issuedOn ?? (await businessDay(tx, ctx, body.entityId)) } as DraftInput;
}

export const draftRoutes: readonly Route[] = [
  route({
    operation: 'previewInvoice', method: 'POST', path: '/v1/invoices/preview', tag, summary: 'What a draft would come to: lines with proposals and failed checks, taxes, totals, schedule; nothing is written', permission: 'invoice.draft',
    body: previewBody, answer: previewAnswer,
    handle: ({ platform, ctx, body }) => inReadOnly(platform.database, ctx, async (tx) => onWire(await previewDraft(tx, await inputOf(tx, ctx, body), platform.config.fonts))),
  }),
  route({
    operation: 'previewInvoicePdf', method: 'POST', path: '/v1/invoices/preview.pdf', tag, summary: 'The same as a PDF, marked as a draft', permission: 'invoice.draft', body: previewBody, answer: 'bytes',
    handle: async ({ platform, ctx, body }) => {
      const bytes = await previewPdf(platform, ctx, (tx) => inputOf(tx, ctx, body));
      return new Response(Buffer.from(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="draft.pdf"' } });
    },
  }),
  route({
    operation: 'saveInvoice', method: 'POST', path: '/v1/invoices', tag, summary: 'Save a draft; it is held where a check fails', permission: 'invoice.draft', status: 201, body: draftBody, answer: savedAnswer,
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'invoice.save', permission: 'invoice.draft', key, dryRun, input: body },
      async (tx, inner) => saveDraft(tx, inner, await inputOf(tx, inner, body))),
  }),
  route({
    operation: 'replaceInvoice', method: 'PUT', path: '/v1/invoices/{document_id}', tag, summary: 'Replace the version of a draft that was seen; refused when somebody changed it meanwhile', permission: 'invoice.draft', params,
    body: draftBody.extend({ version: version.meta({ description: 'The version that the change was made from' }) }), answer: savedAnswer,
    handle: ({ platform, ctx, key, dryRun, params: { documentId }, body: { version: seen, ...body } }) =>
      command(platform.database, ctx, { name: 'invoice.save', permission: 'invoice.draft', key, dryRun, input: { ...body, documentId, version: seen } },
        async (tx, inner) => saveDraft(tx, inner, { ...(await inputOf(tx, inner, { ...body, documentId })), version: seen })),
  }),
  route({
    operation: 'deleteInvoice', method: 'DELETE', path: '/v1/invoices/{document_id}', tag, summary: 'Delete a draft; an issued document is credited or voided instead', permission: 'invoice.draft', params,
    query: z.strictObject({ version: z.coerce.number().pipe(version).optional().meta({ description: seenVersion }) }), answer: z.object({ deleted: z.boolean() }),
    handle: ({ platform, ctx, key, dryRun, params: { documentId }, query }) =>
      command(platform.database, ctx, { name: 'invoice.discard', permission: 'invoice.draft', key, dryRun, input: { documentId, version: query.version } }, discardDraft),
  }),
  route({
    operation: 'issueInvoice', method: 'POST', path: '/v1/invoices/{document_id}/issue', tag, summary: 'Issue a draft: it gets its number, is posted and never changes again', permission: 'invoice.issue', params,
    body: z.strictObject({ release_reason: releaseReason, version: version.optional().meta({ description: seenVersion }) }), answer: issuedAnswer,
    handle: ({ platform, ctx, key, dryRun, params: { documentId }, body }) =>
      command(platform.database, ctx, { name: 'invoice.issue', permission: 'invoice.issue', key, dryRun, input: { documentId, releaseReason: body.releaseReason ?? null, version: body.version } },
        (tx, inner, input) => issueDraft(tx, inner, input, platform.config.fonts)),
  }),
];

function onWire(preview: DraftPreview): object {
  const { currency } = preview;
  return {
    ...preview, schedule: scheduleOnWire(preview.schedule, currency), taxes: preview.taxes.map((tax) => ({ ...tax, currency })),
    lines: preview.lines.map(({ overrides: _overrides, order: _order, ...line }) => ({ ...line, currency, failures: line.failures.map((failure) => ({ ...failure, currency })) })),
  };
}
