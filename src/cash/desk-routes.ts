// Routes of the desk: how much waits, open documents of anybody, one payment for several customers, notes.

import { z } from 'zod';
import { fromWire } from '#kernel/money.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, listOf, localDate, money, reason } from '#platform/http/schemas.ts';
import { cashAccounts } from './books.ts';
import { countReceipts, searchOpenDocuments } from './desk-queries.ts';
import { noteReceipt } from './note-receipt.ts';
import { todayOf } from './receipt-routes.ts';
import { splitReceipt } from './split-receipt.ts';
import { candidateAnswer } from './wire.ts';

const tag = 'Receipts';
const entityQuery = { entity_id: z.coerce.number().int().min(1).default(1) };
const receiptParams = z.strictObject({ receipt_id: id });
const viewCount = z.object({ view: z.enum(['to_match', 'suggested', 'unidentified', 'unapplied', 'partly', 'on_account', 'applied_today', 'all']), currency, receipts: z.int(), left: money }).meta({ id: 'ReceiptCount' });

export const deskRoutes: readonly Route[] = [
  route({
    operation: 'countReceipts', method: 'GET', path: '/v1/receipt-counts', tag, summary: 'How many receipts wait in each view, and how much of their money', permission: 'receipt.read',
    query: z.strictObject(entityQuery), answer: listOf(viewCount),
    handle: ({ platform, ctx, query: { entityId } }) => inReadOnly(platform.database, ctx, async (tx) => {
      const accounts = await cashAccounts(tx, entityId);
      return { items: await countReceipts(tx, accounts, { entityId, ...(await todayOf(tx, ctx, entityId)) }), nextCursor: null };
    }),
  }),
  route({
    operation: 'searchOpenDocuments', method: 'GET', path: '/v1/open-documents', tag, summary: 'Open documents of any customer by number, amount or customer: what a payment may be for', permission: 'receipt.read',
    query: z.strictObject({ ...entityQuery, q: z.string().trim().min(2).max(60) }), answer: listOf(candidateAnswer),
    handle: ({ platform, ctx, query: { entityId, q } }) => inReadOnly(platform.database, ctx, async (tx) => {
      const { receivable } = await cashAccounts(tx, entityId);
      return { items: await searchOpenDocuments(tx, { entityId, receivable }, q), nextCursor: null };
    }),
  }),
  route({
    operation: 'splitReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/split', tag, summary: 'Put what is left on the accounts of several customers; what nobody gets is unidentified', permission: 'cash.apply', params: receiptParams,
    body: z.strictObject({ parts: z.array(z.strictObject({ customer_id: id, amount: money })).min(1).max(50), reason, on: localDate }), answer: z.object({ receipt_id: id, customers: z.int() }),
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'cash.split', permission: 'cash.apply', key, dryRun, input: { ...body, receiptId: params.receiptId } }, (tx, inner, { parts, ...rest }) =>
      splitReceipt(tx, inner, { ...rest, parts: parts.map((part) => ({ customerId: part.customerId, amount: fromWire(part.amount) })) })),
  }),
  route({
    operation: 'noteReceipt', method: 'POST', path: '/v1/receipts/{receipt_id}/notes', tag, summary: 'Write a note to a receipt; it stands in its history', permission: 'cash.apply', status: 201, params: receiptParams,
    body: z.strictObject({ text: z.string().trim().min(1).max(2000) }), answer: z.object({ receipt_id: id }),
    handle: ({ platform, ctx, key, dryRun, params, body }) => command(platform.database, ctx, { name: 'receipt.note', permission: 'cash.apply', key, dryRun, input: { ...body, receiptId: params.receiptId } }, noteReceipt),
  }),
];
