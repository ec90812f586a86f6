// The routes of charges: what may be billed and why not, one charge with its proof; holding, releasing, waiving; pricing of deliveries.

import { z } from 'zod';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id, listOf, localDate, pageQuery, reason } from '#platform/http/schemas.ts';
import { Verbatim } from '#platform/http/shape.ts';
import { businessDay } from '#customers/index.ts';
import { chargeTotals, findCharge, findCharges, heldSummary, isWaiting, listCharges, pendingSummary, totalsOfWaiting } from './charge-queries.ts';
import { startPricingRun } from './pricing-run.ts';
import { holdEach, releaseEach, waiveEach } from './release-charges.ts';
import { chargeAnswer, chargeDetailAnswer, chargeStatus, chargeSummaryAnswer, checkCode, decisionAnswer, ownerRole } from './wire.ts';

const tag = 'Charges';
const decisionBody = z.strictObject({ charge_ids: z.array(id).min(1).max(1000), reason });
const PENDING_CUSTOMERS = 500;

export const chargeRoutes: readonly Route[] = [
  route({
    operation: 'listCharges', method: 'GET', path: '/v1/charges', tag, permission: 'charge.read',
    summary: 'Charges: pending and held ones as they wait, oldest first; all others latest first. Totals count the whole filter, and are left out above ten thousand charges that do not wait',
    query: z.strictObject({
      ...pageQuery, status: chargeStatus.optional(), customer_id: id.optional(), check: checkCode.optional(), owner_role: ownerRole.optional(),
      q: z.string().trim().min(1).max(80).optional().meta({ description: 'The beginning of an order or delivery number or of a customer order number; a whole customer number or SKU' }),
      through: localDate.optional().meta({ description: 'Services up to and including this day' }),
    }),
    answer: listOf(chargeAnswer),
    handle: async ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const { cursor, limit, ...plain } = query;
      const filter = { ...plain, found: plain.q === undefined ? undefined : await findCharges(tx, plain.q) };
      const key = decodeCursor(cursor, 2) as [string, string] | null;
      const page = { today: await businessDay(tx, ctx), after: key === null ? null : readKey(key, isWaiting(filter)), limit: limit + 1 };
      const rows = await listCharges(tx, filter, page);
      const totals = await chargeTotals(tx, filter);
      return { ...pageOf(rows, limit, (row) => [row.serviceOn, row.chargeId]), ...(totals === undefined ? {} : { total: totals.reduce((sum, row) => sum + row.charges, 0), totals }) };
    }),
  }),
  route({
    operation: 'summariseCharges', method: 'GET', path: '/v1/charges/summary', tag, summary: 'What is held, by check and owner with the money at risk; what is pending, by customer', permission: 'charge.read',
    answer: chargeSummaryAnswer,
    handle: ({ platform, ctx }) => inReadOnly(platform.database, ctx, async (tx) => ({
      held: await heldSummary(tx), heldTotals: await totalsOfWaiting(tx, 'held'), pending: await pendingSummary(tx, PENDING_CUSTOMERS), pendingTotals: await totalsOfWaiting(tx, 'pending'),
    })),
  }),
  route({
    operation: 'getCharge', method: 'GET', path: '/v1/charges/{charge_id}', tag, summary: 'One charge with its proof and the history of its holds', permission: 'charge.read', params: z.strictObject({ charge_id: id }),
    answer: chargeDetailAnswer,
    handle: ({ platform, ctx, params }) => inReadOnly(platform.database, ctx, async (tx) => {
      const charge = await findCharge(tx, params.chargeId, await businessDay(tx, ctx));
      if (charge === null) refuse('request.not_found', `there is no charge ${params.chargeId}`);
      // Steps keep their own keys: they are what was written down when the charge was made.
      return { ...charge, proof: { version: charge.proof.version, steps: charge.proof.steps.map((step) => new Verbatim(step)) } };
    }),
  }),
  route({
    operation: 'holdCharges', method: 'POST', path: '/v1/charges/hold', tag, summary: 'Hold pending charges by hand, with a reason, until somebody releases them; a result per charge', permission: 'charge.price',
    body: decisionBody.extend({ owner_role: z.enum(['senior', 'manager']).default('senior').meta({ description: 'Who decides on it' }) }), answer: decisionAnswer,
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'charge.hold', permission: 'charge.price', key, dryRun, input: body }, holdEach),
  }),
  route({
    operation: 'releaseCharges', method: 'POST', path: '/v1/charges/release', tag, summary: 'Let held charges through, with a reason; a result per charge', permission: 'charge.release', body: decisionBody, answer: decisionAnswer,
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'charge.release', permission: 'charge.release', key, dryRun, input: body }, releaseEach),
  }),
  route({
    operation: 'waiveCharges', method: 'POST', path: '/v1/charges/waive', tag, summary: 'Give up pending or held charges, with a reason; a result per charge', permission: 'charge.waive', body: decisionBody, answer: decisionAnswer,
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'charge.waive', permission: 'charge.waive', key, dryRun, input: body }, waiveEach),
  }),
  route({
    operation: 'startChargeRun', method: 'POST', path: '/v1/charge-runs', tag, summary: 'Price deliveries that have no charge yet; the answer names the run that does it', permission: 'charge.price', status: 202,
    body: z.strictObject({ entity_id: z.int().min(1).default(1), through: localDate.nullish() }), answer: z.object({ run_id: id }),
    handle: ({ platform, ctx, key, dryRun, body }) => command(platform.database, ctx, { name: 'charge.start_run', permission: 'charge.price', key, dryRun, input: body }, startPricingRun),
  }),
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A cursor comes from outside: what is none of this list's is refused. */
function readKey([serviceOn, chargeId]: readonly [string, string], waiting: boolean): { serviceOn: LocalDate; chargeId: string } {
  if (!UUID.test(chargeId) || (waiting && !DATE.test(serviceOn))) refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
  return { serviceOn, chargeId };
}
