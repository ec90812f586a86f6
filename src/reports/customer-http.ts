// A customer's books over HTTP: the account with its running balance, and why the balance is what it is.

import { z } from 'zod';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { asOfQuery, currency, id, instant, localDate, money } from '#platform/http/schemas.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { businessDay, requireCustomerNamed } from '#customers/index.ts';
import { proofNode } from '#invoicing/index.ts';
import { accountRows, openingBalance } from './account-queries.ts';
import { explainBalance } from './explain-balance.ts';
import { EXPORT_ROWS_MAX, exportReport } from '#platform/http/export-report.ts';
import { accountColumns } from './report-columns.ts';

const params = z.strictObject({ customer_id: id });
const entity = { entity_id: z.coerce.number().int().min(1).optional().meta({ description: 'Of one legal entity; of all when left out' }) };

async function dayOf(tx: Tx, ctx: Context, entityId: number | undefined, asked: string | undefined): Promise<string> {
  const today = await businessDay(tx, ctx, entityId);
  return asked ?? today;
}

export const customerBookRoutes: readonly Route[] = [
  route({
    operation: 'getCustomerAccount', method: 'GET', path: '/v1/customers/{customer_id}/account', tag: 'Reports', summary: 'A customer\'s account with its running balance', permission: 'report.read', params,
    query: z.strictObject({ currency, from: localDate.default('1900-01-01'), to: localDate.optional(), known_at: instant.optional(), ...entity, format: z.enum(['json', 'csv', 'xlsx']).default('json') }),
    answer: z.looseObject({ items: z.array(z.looseObject({})), opening: money, closing: money }),
    handle: ({ platform, ctx, params: { customerId }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const to = await dayOf(tx, ctx, query.entityId, query.to);
      const question = { customerId, currency: query.currency, from: query.from, to, knownAt: query.knownAt ?? null, entityId: query.entityId ?? null };
      const openingMinor = await openingBalance(tx, question);
      const items = await accountRows(tx, question, openingMinor, EXPORT_ROWS_MAX);
      if (query.format !== 'json') return exportReport(query.format, { name: 'Customer account', columns: accountColumns, rows: items, notes: [`${query.from} to ${to}`] });
      return { currency: query.currency, from: query.from, to, openingMinor, closingMinor: items.at(-1)?.balanceMinor ?? openingMinor, items };
    }),
  }),
  route({
    operation: 'explainCustomer', method: 'GET', path: '/v1/customers/{customer_id}/explain', tag: 'Proof', summary: 'The proof of a customer’s balance: what was taken over, billed, credited, paid and let off, down to entries; and what is open of it',
    permission: 'report.read', params, query: z.strictObject({ ...asOfQuery, ...entity, currency: currency.optional() }), answer: proofNode,
    handle: ({ platform, ctx, params: { customerId }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const customer = await requireCustomerNamed(tx, customerId);
      const asOf = await dayOf(tx, ctx, query.entityId, query.asOf);
      return explainBalance(tx, customer, { customerId, asOf, knownAt: query.knownAt ?? null, currency: query.currency, entityId: query.entityId ?? null });
    }),
  }),
];
