// A customer's books over HTTP: the account with its running balance, and why the receivable is what it is.

import { z } from 'zod';
import { formatAmount } from '#kernel/money.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { asOfQuery, currency, id, instant, localDate, money, pageQuery } from '#platform/http/schemas.ts';
import { requireCustomerNamed } from '#customers/index.ts';
import { proofNode } from '#invoicing/index.ts';
import { accountRows, openingBalance, type AccountCursor } from './account-queries.ts';
import { explainReceivable } from './explain-receivable.ts';
import { EXPORT_ROWS_ASKED, exportReport } from '#platform/http/export-report.ts';
import { accountColumns } from './report-columns.ts';
import { dayOf } from './report-day.ts';

const params = z.strictObject({ customer_id: id });
const entity = { entity_id: z.coerce.number().int().min(1).optional().meta({ description: 'Of one legal entity; of all when left out' }) };

export const customerBookRoutes: readonly Route[] = [
  route({
    operation: 'getCustomerAccount', method: 'GET', path: '/v1/customers/{customer_id}/account', tag: 'Reports', summary: 'A customer\'s account with its running balance', permission: 'report.read', params,
    query: z.strictObject({ currency, from: localDate.default('1900-01-01'), to: localDate.optional(), known_at: instant.optional(), ...entity, ...pageQuery, format: z.enum(['json', 'csv', 'xlsx']).default('json') }),
    answer: z.looseObject({ items: z.array(z.looseObject({})), next_cursor: z.string().nullable(), opening: money, closing: money }),
    handle: ({ platform, ctx, params: { customerId }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const to = await dayOf(tx, ctx, query.entityId, query.to);
      const question = { customerId, currency: query.currency, from: query.from, to, knownAt: query.knownAt ?? null, entityId: query.entityId ?? null };
      const openingMinor = await openingBalance(tx, question);
      if (query.format !== 'json') {
        const { rows, closingMinor } = await accountRows(tx, question, openingMinor, { after: null, limit: EXPORT_ROWS_ASKED });
        return exportReport(query.format, { name: 'Customer account', columns: accountColumns, rows, notes: [`${query.from} to ${to}`, `Opening balance ${formatAmount(openingMinor, query.currency)}, closing balance ${formatAmount(closingMinor, query.currency)} ${query.currency}`] });
      }
      const { rows, closingMinor } = await accountRows(tx, question, openingMinor, { after: decodeCursor(query.cursor, 3) as AccountCursor | null, limit: query.limit + 1 });
      const page = pageOf(rows, query.limit, (row) => [row.postedOn, row.recordedAt, row.entryId]);
      return { currency: query.currency, from: query.from, to, openingMinor, closingMinor, ...page, items: page.items.map(({ recordedAt: _recordedAt, ...row }) => row) };
    }),
  }),
  route({
    operation: 'explainCustomer', method: 'GET', path: '/v1/customers/{customer_id}/explain', tag: 'Proof', summary: 'The proof of a customer’s receivable: what was taken over, billed, credited, paid and let off, down to entries; and what is open of it',
    permission: 'report.read', params, query: z.strictObject({ ...asOfQuery, ...entity, currency: currency.optional() }), answer: proofNode,
    handle: ({ platform, ctx, params: { customerId }, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const customer = await requireCustomerNamed(tx, customerId);
      const asOf = await dayOf(tx, ctx, query.entityId, query.asOf);
      return explainReceivable(tx, customer, { customerId, asOf, knownAt: query.knownAt ?? null, currency: query.currency, entityId: query.entityId ?? null });
    }),
  }),
];
