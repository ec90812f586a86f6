// Which day it is for the business: the local date of now in the zone of a legal entity, the first where none is named.

import { localDateIn, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity, listEntities, type Entity } from '#platform/organisation-store.ts';

/** Customers and the catalogue belong to the whole organisation, so their days are those of its first entity; what is of one entity names it. */
export async function businessDay(tx: Tx, ctx: Pick<Context, 'now'>, entityId?: number): Promise<LocalDate> {
  const entity = entityId === undefined ? await firstEntity(tx) : await findEntity(tx, entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${entityId ?? ''}`, { field: 'entity_id', value: entityId });
  return localDateIn(ctx.now, entity.timeZone);
}

export async function firstEntity(tx: Tx): Promise<Entity> {
  const [entity] = await listEntities(tx);
  if (entity === undefined) refuse('request.not_found', 'the organisation has no legal entity');
  return entity;
}
