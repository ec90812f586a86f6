// Routes that read receipts: the lists with status and age, one receipt, the candidates for it, the match meter.

import { z } from 'zod';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id, listOf, localDate, pageQuery, sumsOf } from '#platform/http/schemas.ts';
import type { Context } from '#platform/context.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { localDateIn, type LocalDate } from '#kernel/local-date.ts';
import { businessDay } from '#customers/index.ts';
import { findReceipt, receiptMethods } from '#payments/index.ts';
import { cashAccounts } from './books.ts';
import { candidatesFor } from './candidates.ts';
import { explainReceipt } from './explain-receipt.ts';
import { matchRates, ruleRates } from './match-rates-queries.ts';
import { moneyOfReceipt } from './desk-queries.ts';
import { historyOf } from './history-queries.ts';
import { applicationsOf, matchHistory, pageOfReceipts, type ApplicationOverview, type ReceiptFilter, type ReceiptOverview } from './queries.ts';
import { receiptTable } from './receipt-table.ts';
import { masked, showMatch, showRate, showReading } from './show-receipt.ts';
import { readReceiptMoney } from './store.ts';
import { readWantedAmount } from '#kernel/wanted-amount.ts';
import { listReceipts } from './waiting-queries.ts';
import { applicationAnswer, candidatesAnswer, matchStatus, rateAnswer, receiptAnswer, receiptDetail, receiptProof, receiptStatus, receiptTotals, ruleAnswer } from './wire.ts';

const tag = 'Receipts';
const receiptParams = z.strictObject({ receipt_id: id });

/** Views over statuses. */
const workView = z.enum(['to_match', 'no_proposal', 'applied_today']);

/** One status, or a JSON array of them; suggested, unmatched and on_account pick by what the matcher made of the receipt, to_match what waits, no_proposal what of it has none, applied_today today's work. */
const statusFilter = z.string().max(200).transform((text, problem) => {
  const parsed = z.array(z.union([receiptStatus, matchStatus, workView])).min(1).safeParse(text.startsWith('[') ? parseList(text) : [text]);
  if (parsed.success) return parsed.data;
  problem.addIssue({ code: 'custom', message: `one of ${[...receiptStatus.options, ...matchStatus.options, ...workView.options].join(', ')} is needed, or a JSON array of them` });
  return z.NEVER;
}).meta({ description: 'One status or a JSON array of them; without it all receipts' });

function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Whatever is no JSON is no list: the caller hears which values there are.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const idList = z.string().max(4000).transform((text) => parseList(text)).pipe(z.array(id).max(20)).meta({ description: 'A JSON array of ids' });

const receiptQuery = z.strictObject({
  entity_id: z.coerce.number().int().min(1).default(1), status: statusFilter.optional(), customer_id: id.optional(),
  from: localDate.optional(), to: localDate.optional(), q: z.string().trim().min(1).max(100).optional().meta({ description: 'In number, payer, customer, text and reference; or an amount' }), method: z.enum(receiptMethods).optional(), as_of: localDate.optional(), order: z.enum(['oldest', 'latest']).default('latest'), ...pageQuery,
});

export const receiptRoutes: readonly Route[] = [
  route({
    operation: 'listReceipts', method: 'GET', path: '/v1/receipts', tag, summary: 'Receipts with status, age and what is proposed; status ["unidentified","unapplied","partly"] is the work list', permission: 'receipt.read',
    query: receiptQuery, table: receiptTable, answer: listOf(receiptAnswer).extend({ totals: sumsOf(receiptTotals) }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const accounts = await cashAccounts(tx, query.entityId);
      const chosen = query.status ?? [];
      const statuses = receiptStatus.options.filter((status) => chosen.includes(status));
      const matches = matchStatus.options.filter((status) => chosen.includes(status));
      const asOf = query.asOf ?? (await businessDay(tx, ctx, query.entityId));
      const filter: ReceiptFilter = {
        asOf, entityId: query.entityId, isWaiting: chosen.includes('to_match'), hasNoProposal: chosen.includes('no_proposal'), methods: query.method === undefined ? undefined : [query.method], amount: query.q === undefined ? null : readWantedAmount(query.q),
        appliedToday: chosen.includes('applied_today') ? await todayOf(tx, ctx, query.entityId) : undefined, statuses: statuses.length === 0 ? null : statuses, matchStatuses: matches.length === 0 ? null : matches, customerId: query.customerId ?? null, receiptId: null,
        from: query.from ?? null, to: query.to ?? null, search: query.q ?? null,
      };
      const asked = { order: query.order, after: decodeCursor(query.cursor, 2) as [string, string] | null, limit: query.limit + 1 };
      const { totals, rows } = await listReceipts(tx, accounts, filter, asked);
      const page = pageOf(rows, query.limit, (row) => [row.receivedOn, row.receiptId]);
      return { ...page, items: page.items.map(masked), ...(totals === undefined ? {} : { total: totals.reduce((sum, row) => sum + row.receipts, 0), totals }) };
    }),
  }),
  route({
    operation: 'getReceipt', method: 'GET', path: '/v1/receipts/{receipt_id}', tag, summary: 'One receipt: applications, the proposal with its reasons, everything that happened', permission: 'receipt.read', params: receiptParams, answer: receiptDetail,
    handle: ({ platform, ctx, params: { receiptId } }) => inReadOnly(platform.database, ctx, async (tx) => ({ ...(await recordOf(tx, ctx, receiptId)), history: await historyOf(tx, receiptId) })),
  }),
  route({
    operation: 'explainReceipt', method: 'GET', path: '/v1/receipts/{receipt_id}/explain', tag, summary: 'The proof of a receipt: bank line, statement and file, what it paid and why, postings', permission: 'receipt.read', params: receiptParams, answer: receiptProof,
    handle: ({ platform, ctx, params: { receiptId } }) => inReadOnly(platform.database, ctx, (tx) => explainReceipt(tx, receiptId)),
  }),
  route({
    operation: 'listCandidates', method: 'GET', path: '/v1/receipts/{receipt_id}/candidates', tag, summary: 'Open documents that the receipt may be for, ranked, with what the matcher makes of it now', permission: 'receipt.read', params: receiptParams,
    query: z.strictObject({ customer_ids: idList.optional() }), answer: candidatesAnswer,
    handle: ({ platform, ctx, params: { receiptId }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const found = await requireReceipt(tx, receiptId);
      const accounts = await cashAccounts(tx, found.entityId);
      const receipt = await readReceiptMoney(tx, accounts, receiptId);
      if (receipt === null) refuse('request.not_found', `there is no receipt ${receiptId}`);
      const { decision, payers, items } = await candidatesFor(tx, ctx, receipt, accounts, { customerIds: query.customerIds ?? [] });
      const shown = await recordOf(tx, ctx, receiptId);
      return { receipt: shown, suggestion: shown.proposal, items, payers, reading: showReading(decision, decision.reading, decision.outcome), others: decision.others.map((reading) => showReading(decision, reading, 'suggested')) };
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

export async function todayOf(tx: Tx, ctx: Context, entityId: number): Promise<{ day: LocalDate; timeZone: string }> {
  const timeZone = (await findEntity(tx, entityId))?.timeZone ?? 'UTC';
  return { day: localDateIn(ctx.now, timeZone), timeZone };
}

async function requireReceipt(tx: Tx, receiptId: string): Promise<{ entityId: number }> {
  return (await findReceipt(tx, receiptId)) ?? refuse('request.not_found', `there is no receipt ${receiptId}`);
}

type ReceiptRecord = ReceiptOverview & { readonly applications: readonly ApplicationOverview[]; readonly proposal: object | null; readonly stands: readonly object[] };

/** The receipt with its applications and what is proposed for it now. */
async function recordOf(tx: Tx, ctx: Context, receiptId: string): Promise<ReceiptRecord> {
  const found = await requireReceipt(tx, receiptId);
  const filter: ReceiptFilter = { asOf: await businessDay(tx, ctx), statuses: null, matchStatuses: null, customerId: null, receiptId, from: null, to: null, search: null };
  const accounts = await cashAccounts(tx, found.entityId);
  const [row] = await pageOfReceipts(tx, accounts, { ...filter, order: 'latest', after: null, limit: 1 });
  invariant(row !== undefined, `the receipt ${receiptId} vanished`);
  const current = (await matchHistory(tx, receiptId)).find((match) => match.matchId === row.matchId && match.status === 'suggested');
  return { ...masked(row), stands: await moneyOfReceipt(tx, accounts, receiptId), applications: await applicationsOf(tx, { sourceId: receiptId }), proposal: current === undefined ? null : showMatch(current) };
}
