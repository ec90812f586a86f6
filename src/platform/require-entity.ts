// The legal entity that somebody names by its id.

import { refuse } from '#kernel/refusal.ts';
import type { Tx } from './database/transaction.ts';
import { findEntity, type Entity } from './organisation-store.ts';

/** Refuses request.not_found. */
export async function requireEntityNamed(tx: Tx, entityId: number): Promise<Entity> {
  return (await findEntity(tx, entityId)) ?? refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
}
