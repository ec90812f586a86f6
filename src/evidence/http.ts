// Routes of evidence: orders and deliveries, listed, shown with their source, recorded by hand, closed.

import { z } from 'zod';
import { isId } from '#kernel/id.ts';
import { localDateIn, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Instant } from '#platform/clock.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { asOfQuery, id, listOf, localDate } from '#platform/http/schemas.ts';
import { listEntities } from '#platform/organisation-store.ts';
import { closeOrder } from './close-order.ts';
import { countDeliveries, deliveryIdOf, deliveryLines, findDelivery, pageOfDeliveries, type DeliveryRow } from './delivery-queries.ts';
import { countOrders, findOrder, findSource, findsMany, orderIdOf, orderLinesWithProgress, pageOfOrders, placeOf, type At, type OrderPlace, type OrderRow } from './order-queries.ts';
import { recordDelivery } from './record-delivery.ts';
import { recordOrder } from './record-order.ts';
import { findClosure } from './store.ts';
import { closeBody, deliveryAnswer, deliveryBody, deliveryParams, deliveryQuery, deliveryRow, orderAnswer, orderBody, orderParams, orderQuery, orderRow } from './wire.ts';

const DELIVERIES_SHOWN = 500;

const orderRoutes: readonly Route[] = [
  route({
    operation: 'listOrders', method: 'GET', path: '/v1/orders', tag: 'Orders', summary: 'Orders with where each stands', permission: 'evidence.read', query: orderQuery, answer: listOf(orderRow),
    handle: ({ platform, ctx, query: { cursor, limit, asOf, knownAt, sort, ...filter } }) => inReadOnly(platform.database, ctx, async (tx) => {
      const at = await momentOf(tx, ctx, { asOf, knownAt });
      // With one legal entity, its numbers are an index to sort by.
      const question = { ...filter, entityId: filter.entityId ?? (await soleEntityId(tx)), isMany: filter.q !== undefined && (await findsMany(tx, filter.q)) };
      const rows = await pageOfOrders(tx, question, sort, at, decodeCursor(cursor, 2) as OrderPlace | null, limit + 1);
      const page = pageOf(rows, limit, (row) => placeOf(sort, row));
      return { items: page.items.map(orderItem), nextCursor: page.nextCursor, ...(cursor === undefined ? { total: await countOrders(tx, question, at) } : {}) };
    }),
  }),
  route({
    operation: 'getOrder', method: 'GET', path: '/v1/orders/{order}', tag: 'Orders', summary: 'An order: per line ordered, delivered, returned and remaining, with its deliveries and its source', permission: 'evidence.read',
    params: orderParams, query: z.strictObject(asOfQuery), answer: orderAnswer,
    handle: ({ platform, ctx, params, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const at = await momentOf(tx, ctx, query);
      const orderId = await namedOrder(tx, params.order);
      const order = (await findOrder(tx, orderId, at)) ?? refuse('request.not_found', `there is no order ${params.order}`);
      const closed = await findClosure(tx, orderId);
      return {
        ...orderItem(order), source: await findSource(tx, order.fileId), closure: closed !== null && closed.closedOn <= at.day ? closed : null,
        orderLines: await orderLinesWithProgress(tx, orderId, at), deliveries: (await pageOfDeliveries(tx, { orderId }, at, null, DELIVERIES_SHOWN)).map(deliveryItem),
      };
    }),
  }),
  route({
    operation: 'recordOrder', method: 'POST', path: '/v1/orders', tag: 'Orders', summary: 'Record an order by hand', permission: 'evidence.write', status: 201, body: orderBody, answer: z.object({ id, number: z.string() }),
    handle: async ({ platform, ctx, key, dryRun, body }) => {
      const { customerNumber, ...facts } = body;
      const input = {
        ...facts, customer: customerNumber, currency: body.currency ?? null, notToExceed: body.notToExceed ?? null, expiresOn: body.expiresOn ?? null, customerPo: body.customerPo ?? null, shipTo: body.shipTo ?? null,
        lines: body.lines.map((line) => ({ lineNo: line.lineNo ?? null, product: line.product, description: line.description ?? null, quantity: line.quantity, unitPrice: line.unitPrice ?? null, discountPercent: line.discountPercent ?? null })),
      };
      const { orderId, number } = await command(platform.database, ctx, { name: 'order.record', permission: 'evidence.write', key, dryRun, input }, recordOrder);
      return { id: orderId, number };
    },
  }),
  route({
    operation: 'closeOrder', method: 'POST', path: '/v1/orders/{order}/close', tag: 'Orders', summary: 'End an order: what is delivered later is billed only after a release', permission: 'evidence.write', params: orderParams,
    body: closeBody, answer: z.object({ id, closed_on: localDate }),
    handle: async ({ platform, ctx, key, dryRun, params, body }) => {
      const input = { ...body, order: params.order };
      const { orderId, closedOn } = await command(platform.database, ctx, { name: 'order.close', permission: 'evidence.write', key, dryRun, input }, async (tx, inner) =>
        closeOrder(tx, inner, { orderId: await namedOrder(tx, params.order), reason: body.reason, closedOn: body.closedOn ?? (await momentOf(tx, inner, {})).day }));
      return { id: orderId, closedOn };
    },
  }),
];

const deliveryRoutes: readonly Route[] = [
  route({
    operation: 'listDeliveries', method: 'GET', path: '/v1/deliveries', tag: 'Deliveries', summary: 'Deliveries, services and returns, the latest first', permission: 'evidence.read', query: deliveryQuery, answer: listOf(deliveryRow),
    handle: ({ platform, ctx, query: { cursor, limit, asOf, knownAt, ...filter } }) => inReadOnly(platform.database, ctx, async (tx) => {
      const at = await momentOf(tx, ctx, { asOf, knownAt });
      const [deliveredOn, deliveryId] = (decodeCursor(cursor, 2) as [string, string] | null) ?? [];
      const after = deliveredOn === undefined || deliveryId === undefined ? null : { deliveredOn, deliveryId };
      const rows = await pageOfDeliveries(tx, filter, at, after, limit + 1);
      const page = pageOf(rows, limit, (row) => [row.deliveredOn, row.deliveryId]);
      return { items: page.items.map(deliveryItem), nextCursor: page.nextCursor, ...(cursor === undefined ? { total: await countDeliveries(tx, filter, at) } : {}) };
    }),
  }),
  route({
    operation: 'getDelivery', method: 'GET', path: '/v1/deliveries/{delivery}', tag: 'Deliveries', summary: 'A delivery with its lines, and the file, hash and row it came from', permission: 'evidence.read', params: deliveryParams, answer: deliveryAnswer,
    handle: ({ platform, ctx, params }) => inReadOnly(platform.database, ctx, async (tx) => {
      const deliveryId = isId(params.delivery) ? params.delivery : await findNamed(tx, (entityId) => deliveryIdOf(tx, params.delivery, entityId));
      const delivery = deliveryId === null ? null : await findDelivery(tx, deliveryId);
      if (delivery === null) refuse('request.not_found', `there is no delivery ${params.delivery}`);
      return { ...deliveryItem(delivery), deliveryLines: await deliveryLines(tx, delivery.deliveryId) };
    }),
  }),
  route({
    operation: 'recordDelivery', method: 'POST', path: '/v1/deliveries', tag: 'Deliveries', summary: 'Record a delivery, a service or a return by hand', permission: 'evidence.write', status: 201, body: deliveryBody,
    answer: z.object({ id, number: z.string() }),
    handle: async ({ platform, ctx, key, dryRun, body }) => {
      const { customerNumber, ...facts } = body;
      const input = {
        ...facts, customer: customerNumber ?? null, confirmedBy: body.confirmedBy ?? null,
        lines: body.lines.map((line) => ({ orderNumber: line.orderNumber ?? null, orderLineNo: line.orderLineNo ?? null, product: line.product ?? null, quantity: line.quantity })),
      };
      const { deliveryId, number } = await command(platform.database, ctx, { name: 'delivery.record', permission: 'evidence.write', key, dryRun, input }, recordDelivery);
      return { id: deliveryId, number };
    },
  }),
];

export const evidenceRoutes: readonly Route[] = [...orderRoutes, ...deliveryRoutes];

/** The day that is asked for, or today in the zone of the first legal entity. */
async function momentOf(tx: Tx, ctx: Pick<Context, 'now'>, asked: { asOf?: LocalDate | undefined; knownAt?: Instant | undefined }): Promise<At> {
  const [entity] = asked.asOf === undefined ? await listEntities(tx) : [];
  return { day: asked.asOf ?? localDateIn(ctx.now, entity?.timeZone ?? 'UTC'), knownAt: asked.knownAt ?? null };
}

async function soleEntityId(tx: Tx): Promise<number | undefined> {
  const [entity, another] = await listEntities(tx);
  return another === undefined ? entity?.entityId : undefined;
}

/** Numbers are an entity's own: of two entities with the same one the first is meant, and the id names the other. */
async function findNamed(tx: Tx, find: (entityId: number) => Promise<string | null>): Promise<string | null> {
  for (const { entityId } of await listEntities(tx)) {
    const found = await find(entityId);
    if (found !== null) return found;
  }
  return null;
}

async function namedOrder(tx: Tx, order: string): Promise<string> {
  if (isId(order)) return order;
  return (await findNamed(tx, (entityId) => orderIdOf(tx, order, entityId))) ?? refuse('request.not_found', `there is no order ${order}`, { value: order });
}

function orderItem({ orderId, ...row }: OrderRow): object {
  return { id: orderId, ...row };
}

function deliveryItem({ deliveryId, ...row }: DeliveryRow): object {
  return { id: deliveryId, ...row };
}
