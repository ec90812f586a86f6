// Routes of statements of account: as data and as PDF, as of any date.

import { z } from 'zod';
import { startOfMonth, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, localDate, money } from '#platform/http/schemas.ts';
import { renderStatementData } from '#platform/typesetting/statement-data.ts';
import { businessDay } from '#customers/index.ts';
import { pdfResponse } from './http-dispatch.ts';
import { presentStatement } from './present-statement.ts';
import { buildStatement, type Statement } from './statement.ts';

const tag = 'Statements';
const params = z.strictObject({ customer_id: id });
const query = {
  as_of: localDate.optional().meta({ description: 'Today when left out' }), from: localDate.optional().meta({ description: 'First day of the activity; the first of the month of as_of on a PDF of activity' }),
  entity_id: z.coerce.number().int().min(1).default(1),
};

const itemShape = { document_id: id, kind: z.string(), number: z.string(), reference: z.string().nullable(), opened_on: localDate, open: money, currency };
const sheetAnswer = z.object({
  currency, open_items: z.array(z.object({ ...itemShape, item_id: id, due_on: localDate, amount: money, days_overdue: z.int() })), open: money, overdue: money,
  unapplied: z.array(z.object(itemShape)), unapplied_total: money, balance: money, aging: z.array(z.object({ from_days: z.int().nullable(), to_days: z.int().nullable(), amount: money, currency })),
  activity: z.object({
    from: localDate, opening: money, closing: money, currency,
    rows: z.array(z.object({ entry_id: id, posted_on: localDate, event: z.string(), kind: z.string().nullable(), number: z.string().nullable(), reference: z.string().nullable(), reason: z.string().nullable(), currency, net: money, balance: money })),
  }).nullable(),
});
const statementAnswer = z.object({ customer_id: id, customer_number: z.string(), customer_name: z.string(), as_of: localDate, sheets: z.array(sheetAnswer) }).meta({ id: 'Statement' });

export const statementRoutes: readonly Route[] = [
  route({
    operation: 'getStatement', method: 'GET', path: '/v1/customers/{customer_id}/statement', tag, permission: 'invoice.read', params, query: z.strictObject(query), answer: statementAnswer,
    summary: 'Statement of account as of a date: open items, ages, what is not applied, and with from the activity; a sheet per currency',
    handle: async ({ platform, ctx, params: { customerId }, query: asked }) => onWire(await inReadOnly(platform.database, ctx, (tx) => stated(tx, ctx, customerId, asked))),
  }),
  route({
    operation: 'getStatementPdf', method: 'GET', path: '/v1/customers/{customer_id}/statement.pdf', tag, summary: 'The same as a PDF, in one currency', permission: 'invoice.read', params,
    query: z.strictObject({ ...query, form: z.enum(['open-item', 'activity']).default('open-item'), currency: currency.optional() }), answer: 'bytes',
    handle: async ({ platform, ctx, params: { customerId }, query: asked }) => {
      const statement = await inReadOnly(platform.database, ctx, (tx) => stated(tx, ctx, customerId, asked, asked.form === 'activity'));
      const sheet = statement.sheets.find((candidate) => asked.currency === undefined || candidate.currency === asked.currency);
      if (sheet === undefined) refuse('request.not_found', `the customer has no account in ${asked.currency ?? ''}`, { field: 'currency', value: asked.currency });
      const { data, files } = renderStatementData(presentStatement(statement, sheet, asked.form));
      const bytes = await (await platform.typesetter()).render('statement', data, files);
      return pdfResponse({ name: `statement-${statement.customer.number}-${statement.asOf}.pdf`, bytes });
    },
  }),
];

type Asked = { readonly asOf?: LocalDate | undefined; readonly from?: LocalDate | undefined; readonly entityId: number };

async function stated(tx: Tx, ctx: Context, customerId: string, asked: Asked, needsActivity = false): Promise<Statement> {
  const asOf = asked.asOf ?? (await businessDay(tx, ctx, asked.entityId));
  const from = asked.from ?? (needsActivity ? startOfMonth(asOf) : undefined);
  if (from !== undefined && from > asOf) refuse('request.malformed', 'the period begins after it ends', { field: 'from', value: from });
  return buildStatement(tx, { customerId, asOf, from, entityId: asked.entityId });
}

function onWire({ customer, asOf, sheets }: Statement): object {
  return {
    customerId: customer.customerId, customerNumber: customer.number, customerName: customer.name, asOf,
    sheets: sheets.map(({ unappliedMinor, ...sheet }) => ({ ...sheet, unappliedTotalMinor: unappliedMinor })),
  };
}
