// Routes of proof: why a document, a line or a charge is what it is.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id } from '#platform/http/schemas.ts';
import { findDocumentByNumber } from './document-queries.ts';
import { explainCharge, explainDocument } from './explain.ts';
import { proofNode, type ProofNode } from './proof-node.ts';

const tag = 'Proof';

const lineNo = z.coerce.number().int().min(1).optional().meta({ description: 'Only this line' });

export const explainRoutes: readonly Route[] = [
  route({
    operation: 'explainInvoice', method: 'GET', path: '/v1/invoices/{document_id}/explain', tag, summary: 'The proof of a document: tax groups, lines, charges, orders, deliveries, source files and rows, postings', permission: 'invoice.read',
    params: z.strictObject({ document_id: id }), query: z.strictObject({ line_no: lineNo }), answer: proofNode,
    handle: ({ platform, ctx, params, query }) => inReadOnly(platform.database, ctx, (tx) => explainDocument(tx, params.documentId, query.lineNo)),
  }),
  route({
    operation: 'explain', method: 'GET', path: '/v1/explain', tag, summary: 'The same by document number, or of one charge', permission: 'invoice.read',
    query: z.strictObject({ document: z.string().trim().min(1).max(80).optional().meta({ description: 'A document number' }), charge: id.optional(), entity_id: z.coerce.number().int().min(1).optional().meta({ description: 'Where two legal entities use the same number; the first of them when left out' }), line_no: lineNo }), answer: proofNode,
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, (tx) => explainAsked(tx, query)),
  }),
];

async function explainAsked(tx: Tx, query: { document?: string | undefined; charge?: string | undefined; entityId?: number | undefined; lineNo?: number | undefined }): Promise<ProofNode> {
  if (query.charge !== undefined) return explainCharge(tx, query.charge);
  if (query.document === undefined) refuse('request.malformed', 'a document number or the id of a charge is needed', { field: 'document' });
  const document = await findDocumentByNumber(tx, query.document, query.entityId);
  if (document === null) refuse('request.not_found', `there is no document ${query.document}`, { field: 'document', value: query.document });
  return explainDocument(tx, document.documentId, query.lineNo);
}
