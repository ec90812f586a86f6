// The work list over HTTP.

import { z } from 'zod';
import { localDateIn } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { localDate } from '#platform/http/schemas.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { dayFigures, workQueues } from './queries.ts';

const rows = z.array(z.looseObject({}));

export const workRoutes: readonly Route[] = [
  route({
    operation: 'getToday', method: 'GET', path: '/v1/work/today', tag: 'Work', summary: 'The day\'s queues with their number and money, and the figures of the last thirty days', permission: 'report.read',
    query: z.strictObject({ entity_id: z.coerce.number().int().min(1).default(1), as_of: localDate.optional() }), answer: z.looseObject({ as_of: localDate, queues: rows, figures: rows }),
    handle: ({ platform, ctx, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const entity = await findEntity(tx, query.entityId);
      if (entity === null) refuse('request.not_found', `there is no legal entity ${query.entityId}`, { field: 'entity_id', value: query.entityId });
      const asOf = query.asOf ?? localDateIn(platform.clock.now(), entity.timeZone);
      return { asOf, queues: await workQueues(tx, query.entityId, asOf), figures: await dayFigures(tx, query.entityId, asOf) };
    }),
  }),
];
