// Routes of the standing lists: delivered but not billed, billed but not delivered; and how often people overrode what was proposed.

import { z } from 'zod';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { currency, id, listOf, localDate, money, pageQuery } from '#platform/http/schemas.ts';
import { businessDay } from '#customers/index.ts';
import { undeliveredTable, unbilledTable } from './list-tables.ts';
import { listOverrides, overridesByField, overridesByPerson } from './override-queries.ts';
import { listUnbilled, unbilledTotals } from './unbilled-queries.ts';
import { chargesInDoubt, listUndelivered, undeliveredTotals } from './undelivered-queries.ts';

const tag = 'Reports';
const OVERRIDES_SHOWN = 500;
const asOf = { as_of: localDate.optional().meta({ description: 'Today when left out' }), customer_id: id.optional(), entity_id: z.coerce.number().int().min(1).optional().meta({ description: 'Of one legal entity; of all when left out' }) };
const why = z.enum(['uncharged', 'pending', 'held', 'billed_later']);
const customerShape = { customer_id: id, customer_number: z.string(), customer_name: z.string() };

const unbilledAnswer = z.object({
  ...customerShape, delivery_id: id, delivery_number: z.string(), line_no: z.int(), kind: z.string(), delivered_on: localDate, order_id: id.nullable(), order_number: z.string().nullable(), customer_po: z.string().nullable(),
  product_id: id, sku: z.string(), description: z.string(), quantity: z.string(), age_days: z.int(), charge_id: id.nullable(), why, reasons: z.array(z.string()), owner_role: z.string().nullable(), amount: money.nullable(), currency,
}).meta({ id: 'UnbilledLine' });

const undeliveredAnswer = z.object({
  ...customerShape, document_id: id, document_number: z.string(), line_no: z.int(), issued_on: localDate, order_number: z.string(), order_line_no: z.int().nullable(), description: z.string(), billed_quantity: z.string(),
  delivered_quantity: z.string(), excess_quantity: z.string(), why: z.enum(['not_delivered', 'no_order_line']), age_days: z.int(), amount: money, currency,
}).meta({ id: 'UndeliveredLine' });

/** Today where the entity is, also to learn whether there is such an entity. */
async function dayOf(tx: Tx, ctx: Context, query: { asOf?: LocalDate | undefined; entityId?: number | undefined }): Promise<LocalDate> {
  const today = await businessDay(tx, ctx, query.entityId);
  return query.asOf ?? today;
}

export const standingRoutes: readonly Route[] = [
  route({
    operation: 'listDeliveredNotBilled', method: 'GET', path: '/v1/reports/delivered-not-billed', tag, summary: 'Delivery lines without a billed charge as of a date: why, money and age; the oldest first', permission: 'report.read',
    query: z.strictObject({ ...pageQuery, ...asOf, why: why.optional() }), table: unbilledTable, answer: listOf(unbilledAnswer).extend({ as_of: localDate }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const filter = { asOf: await dayOf(tx, ctx, query), customerId: query.customerId, entityId: query.entityId, why: query.why };
      const key = lineKey(query.cursor);
      const rows = await listUnbilled(tx, filter, key === null ? null : { deliveredOn: key.on, deliveryId: key.id, lineNo: key.lineNo }, query.limit + 1);
      const totals = await unbilledTotals(tx, filter);
      return { asOf: filter.asOf, ...pageOf(rows, query.limit, (row) => [row.deliveredOn, row.deliveryId, row.lineNo]), total: totals.reduce((sum, row) => sum + row.lines, 0), totals };
    }),
  }),
  route({
    operation: 'listBilledNotDelivered', method: 'GET', path: '/v1/reports/billed-not-delivered', tag, summary: 'Hand-made invoice lines of orders of which less was delivered than billed, as of a date', permission: 'report.read',
    query: z.strictObject({ ...pageQuery, ...asOf }), table: undeliveredTable, answer: listOf(undeliveredAnswer).extend({ as_of: localDate }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const filter = { asOf: await dayOf(tx, ctx, query), customerId: query.customerId, entityId: query.entityId };
      const key = lineKey(query.cursor);
      const scope = { ...filter, chargeIds: await chargesInDoubt(tx, filter) };
      const rows = await listUndelivered(tx, scope, key === null ? null : { issuedOn: key.on, documentId: key.id, lineNo: key.lineNo }, query.limit + 1);
      const totals = await undeliveredTotals(tx, scope);
      return { asOf: filter.asOf, ...pageOf(rows, query.limit, (row) => [row.issuedOn, row.documentId, row.lineNo]), total: totals.reduce((sum, row) => sum + row.lines, 0), totals };
    }),
  }),
  route({
    operation: 'reportOverrides', method: 'GET', path: '/v1/reports/overrides', tag, summary: 'Of documents made by hand and issued in a period: how often a person entered something other than proposed, or released a failed check', permission: 'report.read',
    query: z.strictObject({ from: localDate, to: localDate }),
    answer: z.object({
      documents: z.int(), lines: z.int(), overrides: z.int(), overridden: z.int().meta({ description: 'Documents with at least one override' }),
      fields: z.array(z.object({ field: z.string(), overrides: z.int(), documents: z.int() })),
      people: z.array(z.object({ recorded_by: z.string(), documents: z.int(), lines: z.int(), overridden: z.int(), overrides: z.int() })),
      items: z.array(z.object({
        document_id: id, number: z.string(), issued_on: localDate, line_no: z.int().nullable(), field: z.string(), proposed: z.string().nullable(), entered: z.string().nullable(), reason: z.string().nullable(), recorded_by: z.string(),
      })),
    }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const people = await overridesByPerson(tx, query);
      const sum = (of: (row: (typeof people)[number]) => number): number => people.reduce((total, row) => total + of(row), 0);
      return {
        documents: sum((row) => row.documents), lines: sum((row) => row.lines), overrides: sum((row) => row.overrides), overridden: sum((row) => row.overridden),
        fields: await overridesByField(tx, query), people, items: await listOverrides(tx, query, OVERRIDES_SHOWN),
      };
    }),
  }),
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A cursor comes from outside: what these lists never gave is refused. */
function lineKey(cursor: string | undefined): { on: LocalDate; id: string; lineNo: number } | null {
  const key = decodeCursor(cursor, 3);
  if (key === null) return null;
  const [on, id, lineNo] = [String(key[0]), String(key[1]), Number(key[2])];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || !UUID.test(id) || !Number.isSafeInteger(lineNo)) refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor' });
  return { on, id, lineNo };
}
