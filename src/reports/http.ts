// Reports over HTTP: aging and its items, trial balance, account, tax; each as JSON, CSV or workbook, as of a date.

import { z } from 'zod';
import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { asOfQuery, currency, id, localDate } from '#platform/http/schemas.ts';
import type { Platform } from '#platform/platform.ts';
import { requireEntityNamed } from '#platform/require-entity.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { trialBalanceInBase } from '#ledger/base-amount.ts';
import { missingBases, type MissingBase } from '#ledger/base-store.ts';
import { trialBalance } from '#ledger/queries.ts';
import { salesByTax, taxPosted, type TaxPosted } from './account-queries.ts';
import { agingByCustomer, agingTotals, openItems, type AgingQuestion } from './aging-queries.ts';
import { EXPORT_ROWS_ASKED, exportReport } from '#platform/http/export-report.ts';
import { customerBookRoutes } from './customer-http.ts';
import { bookRoutes } from './ledger-http.ts';
import { agingColumns, openItemColumns, taxColumns, trialBalanceColumns } from './report-columns.ts';
import { dayOf } from './report-day.ts';

const format = z.enum(['json', 'csv', 'xlsx']).default('json');
const entity = { entity_id: z.coerce.number().int().min(1).default(1) };
const offsetPage = { limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().regex(/^\d{1,9}$/).optional() };
const bucketList = z.string().regex(/^\d{1,4},\d{1,4},\d{1,4}$/).default('30,60,90').meta({ description: 'Last day of the first three buckets', examples: ['30,60,90'] });
const rows = z.array(z.looseObject({}));

const inCurrency = z.enum(['own', 'base']).default('own').meta({ description: 'own: each currency apart. base: all in the currency of the books; postings without a base amount are in no figure, but named in missing' });

function missingNote(day: MissingBase): string {
  return `Not included: ${day.transfers} postings of ${formatAmount(day.amountMinor, day.currency)} ${day.currency} at the rate of ${day.ratedOn}, without an amount in ${day.baseCurrency}`;
}

/** Tax in a foreign currency as it goes into the return, and what has no base amount yet. */
function postedNotes(tax: TaxPosted): string[] {
  if (tax.currency === tax.inBaseCurrency) return [];
  const missing = tax.missing === 0 ? '' : `; ${tax.missing} postings have no amount in ${tax.inBaseCurrency} and are not in it`;
  return [`Tax payable in ${tax.currency}: ${formatAmount(tax.postedMinor, tax.currency)}, in the books ${formatAmount(tax.inBaseMinor, tax.inBaseCurrency)} ${tax.inBaseCurrency}${missing}`];
}

const agingQuery = z.strictObject({
  ...asOfQuery, ...entity, ...offsetPage, basis: z.enum(['due', 'issue']).default('due'), buckets: bucketList, currency: currency.optional(), customer_id: id.optional(), format,
});

type AgingAsked = { asOf?: string | undefined; knownAt?: string | undefined; entityId: number; basis: 'due' | 'issue'; buckets: string; currency?: string | undefined; customerId?: string | undefined };

async function agingQuestion(tx: Tx, ctx: Context, query: AgingAsked): Promise<AgingQuestion> {
  const [first = 30, second = 60, third = 90] = query.buckets.split(',').map(Number);
  if (!(first < second && second < third)) refuse('request.malformed', 'the buckets must rise', { field: 'buckets', value: query.buckets });
  return { asOf: await dayOf(tx, ctx, query.entityId, query.asOf), knownAt: query.knownAt, entityId: query.entityId, basis: query.basis, buckets: [first, second, third], currency: query.currency, customerId: query.customerId };
}

function read<Result>(platform: Platform, ctx: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return inReadOnly(platform.database, ctx, work);
}

const agingRoutes: readonly Route[] = [
  route({
    operation: 'getAging', method: 'GET', path: '/v1/reports/aging', tag: 'Reports', summary: 'Receivables by age, per customer and currency, as of a date', permission: 'report.read', query: agingQuery,
    answer: z.looseObject({ as_of: localDate, items: rows, totals: rows, next_cursor: z.string().nullable() }),
    handle: ({ platform, ctx, query }) => read(platform, ctx, async (tx) => {
      const question = await agingQuestion(tx, ctx, query);
      const offset = Number(query.cursor ?? 0);
      const isExport = query.format !== 'json';
      const items = await agingByCustomer(tx, question, isExport ? { limit: EXPORT_ROWS_ASKED, offset: 0 } : { limit: query.limit + 1, offset });
      if (query.format !== 'json') return exportReport(query.format, { name: 'Aging', columns: agingColumns(question.buckets), rows: items, notes: [`As of ${question.asOf}, by ${question.basis} date`] });
      return { asOf: question.asOf, basis: question.basis, buckets: question.buckets, items: items.slice(0, query.limit), totals: await agingTotals(tx, question), nextCursor: items.length > query.limit ? String(offset + query.limit) : null };
    }),
  }),
  route({
    operation: 'listOpenItems', method: 'GET', path: '/v1/reports/open-items', tag: 'Reports', summary: 'The open items behind an aging figure, oldest first', permission: 'report.read',
    query: agingQuery.extend({ bucket: z.coerce.number().int().min(0).max(4).optional() }), answer: z.looseObject({ as_of: localDate, items: rows, next_cursor: z.string().nullable() }),
    handle: ({ platform, ctx, query }) => read(platform, ctx, async (tx) => {
      const question = { ...(await agingQuestion(tx, ctx, query)), bucket: query.bucket as 0 | 1 | 2 | 3 | 4 | undefined };
      const offset = Number(query.cursor ?? 0);
      const isExport = query.format !== 'json';
      const items = await openItems(tx, question, isExport ? { limit: EXPORT_ROWS_ASKED, offset: 0 } : { limit: query.limit + 1, offset });
      if (query.format !== 'json') return exportReport(query.format, { name: 'Open items', columns: openItemColumns, rows: items, notes: [`As of ${question.asOf}`] });
      return { asOf: question.asOf, items: items.slice(0, query.limit), nextCursor: items.length > query.limit ? String(offset + query.limit) : null };
    }),
  }),
];

const ledgerRoutes: readonly Route[] = [
  route({
    operation: 'getTrialBalance', method: 'GET', path: '/v1/reports/trial-balance', tag: 'Reports', summary: 'Trial balance as of a date, as known at an instant; per currency, or all in base currency', permission: 'ledger.read',
    query: z.strictObject({ ...asOfQuery, ...entity, in: inCurrency, format }), answer: z.looseObject({ as_of: localDate, items: rows, totals: rows, missing: rows }),
    handle: ({ platform, ctx, query }) => read(platform, ctx, async (tx) => {
      const books = await requireEntityNamed(tx, query.entityId);
      const at = { asOf: await dayOf(tx, ctx, books.entityId, query.asOf), knownAt: query.knownAt };
      const found = query.in === 'base' ? await trialBalanceInBase(tx, books, at) : await trialBalance(tx, books.entityId, at);
      const missing = query.in === 'base' ? await missingBases(tx, { entityId: books.entityId, ...at }) : [];
      const items = found.map((row) => ({ ...row, balanceMinor: row.debitMinor - row.creditMinor }));
      if (query.format !== 'json') return exportReport(query.format, { name: 'Trial balance', columns: trialBalanceColumns, rows: items, notes: [`As of ${at.asOf}`, ...missing.map(missingNote)] });
      const totals = [...Map.groupBy(items, (row) => row.currency)].map(([code, group]) => ({
        currency: code, debitMinor: group.reduce((sum, row) => sum + row.debitMinor, 0n), creditMinor: group.reduce((sum, row) => sum + row.creditMinor, 0n),
      }));
      return { asOf: at.asOf, items, totals, missing };
    }),
  }),
  route({
    operation: 'getSalesByTax', method: 'GET', path: '/v1/reports/sales-by-tax', tag: 'Reports', summary: 'Sales by tax rate for a period, with what was booked as tax payable', permission: 'report.read',
    query: z.strictObject({ ...entity, from: localDate, to: localDate, format }), answer: z.looseObject({ items: rows, posted: rows }),
    handle: ({ platform, ctx, query }) => read(platform, ctx, async (tx) => {
      await requireEntityNamed(tx, query.entityId);
      const items = await salesByTax(tx, query);
      const posted = await taxPosted(tx, query);
      if (query.format !== 'json') return exportReport(query.format, { name: 'Sales by tax rate', columns: taxColumns, rows: items, notes: [`${query.from} to ${query.to}`, ...posted.flatMap(postedNotes)] });
      return { items, posted };
    }),
  }),
];

export const reportRoutes: readonly Route[] = [...agingRoutes, ...ledgerRoutes, ...customerBookRoutes, ...bookRoutes];
