// Routes that correct issued documents: credit notes and voids.

import { z } from 'zod';
import { parseAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Camel } from '#platform/http/shape.ts';
import { id, localDate, reason } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import type { CreditRequest } from './credit.ts';
import { creditDocument, type Credited } from './credit-document.ts';
import { requireDocument } from './document-view.ts';
import { voidDocument } from './void-document.ts';
import { creditBody, creditedAnswer } from './wire.ts';

const tag = 'Invoices';
const params = z.strictObject({ document_id: id });

export const correctionRoutes: readonly Route[] = [
  route({
    operation: 'creditInvoice', method: 'POST', path: '/v1/invoices/{document_id}/credit', tag, summary: 'Issue a credit note on a document: whole, or lines by quantity or amount, at the original tax', permission: 'invoice.credit',
    status: 201, params, body: creditBody, answer: creditedAnswer,
    handle: async ({ platform, ctx, key, dryRun, params: { documentId }, body }) => {
      const credited = await command(platform.database, ctx, { name: 'invoice.credit', permission: 'invoice.credit', key, dryRun, input: { ...body, documentId } }, (tx, inner) => creditAsAsked(tx, inner, documentId, body));
      return { ...credited, totalMinor: BigInt(credited.totalMinor), offsetMinor: BigInt(credited.offsetMinor) };
    },
  }),
  route({
    operation: 'voidInvoice', method: 'POST', path: '/v1/invoices/{document_id}/void', tag, summary: 'Undo an issued document to which nothing has happened; it keeps its number', permission: 'invoice.void', params,
    body: z.strictObject({ reason, rebill: z.boolean().default(false).meta({ description: 'Put the charges back as pending, to be billed anew' }) }), answer: z.object({ document_id: id, number: z.string(), voided_on: localDate }),
    handle: ({ platform, ctx, key, dryRun, params: { documentId }, body }) => command(platform.database, ctx, { name: 'invoice.void', permission: 'invoice.void', key, dryRun, input: { ...body, documentId } }, voidDocument),
  }),
];

async function creditAsAsked(tx: Tx, ctx: Context, documentId: string, body: Camel<z.output<typeof creditBody>>): Promise<Credited> {
  const { currency, entityId } = await requireDocument(tx, documentId);
  const lines = body.lines?.map((line): CreditRequest => {
    const { amount } = line;
    if (amount !== null && amount !== undefined && amount.currency !== currency) refuse('money.currency_mismatch', `the document is in ${currency}`, { field: 'lines.amount', value: amount.currency });
    return { lineNo: line.lineNo, quantity: line.quantity ?? undefined, amountMinor: amount === null || amount === undefined ? undefined : parseAmount(amount.amount, currency) };
  });
  return creditDocument(tx, ctx, { documentId, issuedOn: body.issuedOn ?? (await businessDay(tx, ctx, entityId)), reasonCode: body.reasonCode, reason: body.reason, lines: lines ?? null });
}
