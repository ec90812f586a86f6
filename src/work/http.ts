// The work list over HTTP.

import { z } from 'zod';
import { localDateIn } from '#kernel/local-date.ts';
import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { localDate, money } from '#platform/http/schemas.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { dayFigures, workQueues } from './queries.ts';
import { searchEverything } from './search-queries.ts';

const rows = z.array(z.looseObject({}));

export const workRoutes: readonly Route[] = [
  route({
    operation: 'getToday', method: 'GET', path: '/v1/work/today', tag: 'Work', summary: 'The day\'s queues with their number and money, and the figures of the last thirty days', permission: 'report.read',
    query: z.strictObject({ entity_id: z.coerce.number().int().min(1).default(1), as_of: localDate.optional() }), answer: z.looseObject({ as_of: localDate, queues: rows, figures: rows }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const entity = await findEntity(tx, query.entityId);
      if (entity === null) refuse('request.not_found', `there is no legal entity ${query.entityId}`, { field: 'entity_id', value: query.entityId });
      const asOf = query.asOf ?? localDateIn(platform.clock.now(), entity.timeZone);
      return { asOf, queues: await workQueues(tx, entity, asOf), figures: await dayFigures(tx, query.entityId, asOf) };
    }),
  }),
  route({
    operation: 'search', method: 'GET', path: '/v1/search', tag: 'Work', summary: 'Customers by their words; documents, orders and receipts by the start of their number; documents and receipts also by its last digits or by their amount', permission: 'report.read',
    query: z.strictObject({ q: z.string().trim().min(2).max(100), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    answer: z.object({ items: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string(), detail: z.string(), amount: money.optional(), address: z.string() })) }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => ({
      items: (await searchEverything(tx, query.q, query.limit)).map(({ amountMinor, currency, ...hit }) => (amountMinor === null ? hit : { ...hit, amount: { amount: formatAmount(amountMinor, currency ?? ''), currency } })),
    })),
  }),
];
