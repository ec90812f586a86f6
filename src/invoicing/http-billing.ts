// Routes of bill runs: what a run would bill, and starting one.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, localDate, money } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import { startBillRun } from './bill-run.ts';
import { previewBilling } from './bill-preview-queries.ts';
import { previewReturns } from './credit-returns.ts';

const tag = 'Billing';

export const billingRoutes: readonly Route[] = [
  route({
    operation: 'startBillRun', method: 'POST', path: '/v1/bill-runs', tag, summary: 'Price what was delivered and bill everything due through a date; the answer names the run that does it', permission: 'invoice.issue', status: 202,
    body: z.strictObject({ through: localDate, issued_on: localDate.nullish().meta({ description: 'Today when left out' }), customer_id: id.nullish(), entity_id: z.int().min(1).default(1) }), answer: z.object({ run_id: id }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'bill.start', permission: 'invoice.issue', key, dryRun, input: body }, async (tx, inner) => startBillRun(tx, inner, {
      entityId: body.entityId, through: body.through, issuedOn: body.issuedOn ?? (await businessDay(tx, inner, body.entityId)), customerId: body.customerId ?? null,
    })),
  }),
  route({
    operation: 'previewBillRun', method: 'GET', path: '/v1/bill-runs/preview', tag, summary: 'What a run through a date would bill of the charges there are, and what is held beside it', permission: 'invoice.read',
    query: z.strictObject({ through: localDate, customer_id: id.optional(), entity_id: z.coerce.number().int().min(1).default(1) }),
    answer: z.object({
      customers: z.int(), charges: z.int(), documents: z.int(), uncharged: z.int(), totals: z.array(z.object({ currency, amount: money })), credit_notes: z.int().meta({ description: 'Made for what came back, on the invoices that billed it' }), credit_totals: z.array(z.object({ currency, amount: money })), held: z.int(), held_risk: z.array(z.object({ currency, risk: money })),
      largest: z.array(z.object({ customer_id: id, customer_number: z.string(), customer_name: z.string(), currency, charges: z.int(), documents: z.int(), amount: money })),
    }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      // Refuses a legal entity that there is not.
      const today = await businessDay(tx, ctx, query.entityId);
      const range = { entityId: query.entityId, through: query.through, customerId: query.customerId ?? null };
      return { ...(await previewBilling(tx, range)), ...(await previewReturns(tx, range, today)) };
    }),
  }),
];
