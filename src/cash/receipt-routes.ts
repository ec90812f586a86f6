// Routes that read receipts: the lists with status and age, one receipt, the candidates for it, the match meter.

import { z } from 'zod';
import { localDateIn } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Call, type Route } from '#platform/http/route.ts';
import { id, listOf, localDate, pageQuery } from '#platform/http/schemas.ts';
import { listEntities } from '#platform/organisation-store.ts';
import { findReceipt } from '#payments/index.ts';
import { cashAccounts } from './books.ts';
import { candidatesFor } from './candidates.ts';
import { matchRates, ruleRates } from './match-rates-queries.ts';
import { applicationsOf, historyOf, matchHistory, pageOfReceipts, totalsOfReceipts, type ReceiptFilter } from './queries.ts';
import { masked, showMatch, showRate, showReading } from './show-receipt.ts';
import { readReceiptMoney } from './store.ts';
import { applicationAnswer, candidatesAnswer, matchStatus, rateAnswer, receiptAnswer, receiptDetail, receiptStatus, receiptTotals, ruleAnswer } from './wire.ts';

const tag = 'Receipts';
const receiptParams = z.strictObject({ receipt_id: id });

const receiptQuery = z.strictObject({
  entity_id: z.coerce.number().int().min(1).default(1), status: z.union([receiptStatus, z.array(receiptStatus)]).optional().meta({ description: 'One or several; without it all' }), match: matchStatus.optional(), customer_id: id.optional(),
  from: localDate.optional(), to: localDate.optional(), search: z.string().trim().min(2).max(100).optional(), as_of: localDate.optional(), order: z.enum(['oldest', 'latest']).default('latest'), ...pageQuery,
});

type ReadCall = Pick<Call<undefined, undefined, undefined>, 'ctx'>;

async function today(tx: Tx, { ctx }: ReadCall): Promise<string> {
  const [entity] = await listEntities(tx);
  return localDateIn(ctx.now, entity?.timeZone ?? 'UTC');
}

export const receiptRoutes: readonly Route[] = [
  route({
    operation: 'listReceipts', method: 'GET', path: '/v1/receipts', tag, summary: 'Receipts with status, age and what is proposed; ?status=unidentified&status=unapplied&status=partly is the work list', permission: 'receipt.read',
    query: receiptQuery, answer: listOf(receiptAnswer).extend({ totals: z.array(receiptTotals) }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const accounts = await cashAccounts(tx, query.entityId);
      const filter: ReceiptFilter = {
        asOf: query.asOf ?? (await today(tx, { ctx })), statuses: query.status === undefined ? null : [query.status].flat(), matchStatus: query.match ?? null, customerId: query.customerId ?? null, receiptId: null,
        from: query.from ?? null, to: query.to ?? null, search: query.search === undefined ? null : `%${query.search.replace(/[\\%_]/g, '\\$&')}%`,
      };
      const rows = await pageOfReceipts(tx, accounts, { ...filter, order: query.order, after: decodeCursor(query.cursor, 2) as [string, string] | null, limit: query.limit + 1 });
      const totals = await totalsOfReceipts(tx, accounts, filter);
      const page = pageOf(rows, query.limit, (row) => [row.receivedOn, row.receiptId]);
      return { ...page, items: page.items.map(masked), total: totals.reduce((sum, row) => sum + row.receipts, 0), totals };
    }),
  }),
  route({
    operation: 'getReceipt', method: 'GET', path: '/v1/receipts/{receipt_id}', tag, summary: 'One receipt: applications, the proposal with its reasons, everything that happened', permission: 'receipt.read', params: receiptParams, answer: receiptDetail,
    handle: ({ platform, ctx, params: { receiptId } }) => inReadOnly(platform.database, ctx, async (tx) => {
      const found = await requireReceipt(tx, receiptId);
      const filter: ReceiptFilter = { asOf: await today(tx, { ctx }), statuses: null, matchStatus: null, customerId: null, receiptId, from: null, to: null, search: null };
      const [row] = await pageOfReceipts(tx, await cashAccounts(tx, found.entityId), { ...filter, order: 'latest', after: null, limit: 1 });
      const current = (await matchHistory(tx, receiptId)).find((match) => match.matchId === row?.matchId);
      return row === undefined ? refuse('request.not_found', `there is no receipt ${receiptId}`) : { ...masked(row), applications: await applicationsOf(tx, { sourceId: receiptId }), proposal: current === undefined ? null : showMatch(current), history: await historyOf(tx, receiptId) };
    }),
  }),
  route({
    operation: 'listCandidates', method: 'GET', path: '/v1/receipts/{receipt_id}/candidates', tag, summary: 'Open documents that the receipt may be for, ranked, with what the matcher makes of it now', permission: 'receipt.read', params: receiptParams,
    query: z.strictObject({ customer_id: id.optional().meta({ description: 'Also the documents of this customer' }) }), answer: candidatesAnswer,
    handle: ({ platform, ctx, params: { receiptId }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const found = await requireReceipt(tx, receiptId);
      const accounts = await cashAccounts(tx, found.entityId);
      const receipt = await readReceiptMoney(tx, accounts, receiptId);
      if (receipt === null) refuse('request.not_found', `there is no receipt ${receiptId}`);
      const { decision, payers, items } = await candidatesFor(tx, ctx, receipt, accounts, { customerIds: query.customerId === undefined ? [] : [query.customerId] });
      return { items, payers, proposal: showReading(decision, decision.reading, decision.outcome), others: decision.others.map((reading) => showReading(decision, reading, 'suggested')) };
    }),
  }),
  route({
    operation: 'listApplications', method: 'GET', path: '/v1/applications', tag, summary: 'What was applied to a document, or from a receipt or credit note, with what was taken back', permission: 'receipt.read',
    query: z.strictObject({ document_id: id.optional(), source_id: id.optional() }).refine((query) => query.document_id !== undefined || query.source_id !== undefined, 'document_id or source_id is needed'), answer: listOf(applicationAnswer),
    handle: async ({ platform, ctx, query }) => ({ items: await inReadOnly(platform.database, ctx, (tx) => applicationsOf(tx, { ...(query.sourceId === undefined ? {} : { sourceId: query.sourceId }), ...(query.documentId === undefined ? {} : { documentId: query.documentId }) })), nextCursor: null }),
  }),
  route({
    operation: 'listMatchRates', method: 'GET', path: '/v1/match-rates', tag, summary: 'The match meter: by month and currency, lines and money applied without a person, and how much of it was wrong', permission: 'receipt.read',
    query: z.strictObject({ from: localDate, to: localDate }), answer: listOf(rateAnswer).extend({ rules: z.array(ruleAnswer) }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => ({ items: (await matchRates(tx, query)).map(showRate), nextCursor: null, rules: await ruleRates(tx, query) })),
  }),
];

async function requireReceipt(tx: Tx, receiptId: string): Promise<{ entityId: number }> {
  return (await findReceipt(tx, receiptId)) ?? refuse('request.not_found', `there is no receipt ${receiptId}`);
}
