// Routes that read documents: the list with its totals, one document with all that belongs to it.

import { z } from 'zod';
import { parseAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { amountText, currency, id, listOf, localDate, pageQuery, sumsOf } from '#platform/http/schemas.ts';
import { Verbatim } from '#platform/http/shape.ts';
import { businessDay } from '#customers/index.ts';
import { documentTable } from './list-tables.ts';
import { findDocuments, listDocuments, receivableAccounts, type DocumentFilter, type DocumentSort, type ListKey, type ListScope } from './document-list-queries.ts';
import { documentTotals } from './document-total-queries.ts';
import { viewDocument, type DocumentView } from './document-view.ts';
import { documentAnswer, documentItem, documentKind, documentState, documentTotal } from './wire.ts';

const tag = 'Invoices';

const listQuery = z.strictObject({
  ...pageQuery, kind: documentKind.optional(), state: documentState.optional(), status: documentState.optional().meta({ description: 'The same as state' }), entity_id: z.coerce.number().int().min(1).optional(),
  customer_id: id.optional(), run_id: id.optional(), q: z.string().trim().min(1).max(80).optional().meta({ description: 'The beginning of a document, order or customer order number, the last digits (three or more) of a document number, a whole customer number, or a total such as 2564.60' }),
  issued_from: localDate.optional(), issued_to: localDate.optional(), due_before: localDate.optional(), min_amount: amountText.optional(), max_amount: amountText.optional(), currency: currency.optional(),
  sort: z.enum(['-issued_on', 'issued_on', 'due_on', '-due_on', '-total', 'total']).default('-issued_on').meta({ description: 'By due date only with the states open and overdue; by total credit notes stand below zero' }),
});

export const documentRoutes: readonly Route[] = [
  route({
    operation: 'listInvoices', method: 'GET', path: '/v1/invoices', tag, permission: 'invoice.read', query: listQuery, table: documentTable,
    summary: 'Invoices, credit notes and debit notes; totals count the whole filter, credit notes negative, voided ones as nothing, and are left out where more than ten thousand would have to be read',
    answer: listOf(documentItem).extend({ totals: sumsOf(documentTotal) }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const { cursor, limit, sort, state, status, minAmount, maxAmount, ...plain } = query;
      const filter: DocumentFilter = { ...plain, found: plain.q === undefined ? undefined : await findDocuments(tx, plain.q), state: state ?? status, minMinor: minorOf(minAmount, plain.currency), maxMinor: minorOf(maxAmount, plain.currency) };
      if (sort.endsWith('due_on') && filter.state !== 'open' && filter.state !== 'overdue') refuse('request.malformed', 'only open and overdue documents are sorted by due date', { field: 'sort', value: sort });
      const scope: ListScope = { today: await businessDay(tx, ctx, filter.entityId), receivables: await receivableAccounts(tx, filter.entityId) };
      const rows = await listDocuments(tx, filter, scope, { sort, after: readKey(cursor, sort), limit: limit + 1 });
      const { total, totals } = await documentTotals(tx, filter, scope);
      const page = pageOf(rows, limit, (row) => [row.sortKey, row.number ?? '', row.documentId]);
      return { ...page, items: page.items.map(({ sortKey: _sortKey, ...item }) => item), ...(total === undefined ? {} : { total }), ...(totals === undefined ? {} : { totals }) };
    }),
  }),
  route({
    operation: 'getInvoice', method: 'GET', path: '/v1/invoices/{document_id}', tag, summary: 'A document: lines, taxes, open amount as of a date, corrections, payments, dispatches, files, history', permission: 'invoice.read',
    params: z.strictObject({ document_id: id }), query: z.strictObject({ as_of: localDate.optional() }), answer: documentAnswer,
    handle: async ({ platform, ctx, params, query }) => onWire(await inReadOnly(platform.database, ctx, (tx) => viewDocument(tx, ctx, params.documentId, query.asOf))),
  }),
];

/** Where no currency is named, amounts are read with two decimals, as most currencies have them. */
function minorOf(amount: string | undefined, of: string | undefined): bigint | undefined {
  return amount === undefined ? undefined : parseAmount(amount, of ?? 'EUR');
}

const keyShapes: Readonly<Record<'date' | 'amount', RegExp>> = { date: /^\d{4}-\d{2}-\d{2}$/, amount: /^-?\d{1,18}$/ };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A cursor comes from outside: what this order never gave is refused. */
function readKey(cursor: string | undefined, sort: DocumentSort): ListKey | null {
  const key = decodeCursor(cursor, 3);
  if (key === null) return null;
  const [sortKey, number, documentId] = key.map(String) as [string, string, string];
  if (!keyShapes[sort.endsWith('total') ? 'amount' : 'date'].test(sortKey) || !UUID.test(documentId)) refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
  return { sortKey, number, documentId };
}

/** Master data keeps its own shape beside the document's. */
function onWire(view: DocumentView): object {
  const { customer, seller, taxes, schedule, entryId: _entryId, referencesKind: _kind, referencesIssuedOn: _on, ...rest } = view;
  const { currency } = view;
  return {
    ...rest, taxes, schedule: schedule === null ? null : scheduleOnWire(schedule, currency),
    customer: new Verbatim({ customer_id: customer.customerId, number: customer.number, name: customer.name, bill_to: customer.billTo, tax_id: customer.taxId, language: customer.language, delivery_channel: customer.deliveryChannel, invoice_email: customer.invoiceEmail }),
    seller: new Verbatim({ name: seller.name, address: seller.address, tax_id: seller.taxId }),
  };
}

export function scheduleOnWire(schedule: NonNullable<DocumentView['schedule']>, currency: string): object {
  return {
    dueOn: schedule.dueOn, discount: schedule.discount === null ? null : { ...schedule.discount, currency },
    instalments: schedule.instalments.map((part) => ({ no: part.no, dueOn: part.dueOn, amountMinor: part.amountMinor, currency })),
  };
}
