// Legal entities of an organisation: a further one with its own books, and what an entity says of itself as a new version.

import { isCurrency } from '#kernel/currency.ts';
import { isTimeZone } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity, insertEntity, insertEntityVersion, listEntities, lockEntity, moveEntityVersion, saveTaxRounding, type Entity, type EntityProfile } from '#platform/organisation-store.ts';
import { lastChangeOf, staleRefusal } from '#platform/stale-refusal.ts';
import { openBooks } from '#ledger/account-store.ts';

export type NewEntity = EntityProfile & {
  readonly code: string;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly taxRounding?: 'group' | 'line' | undefined;
};

/** Refuses currency.unknown and date.unknown_zone: both would make every later posting impossible. */
export function requirePlace(entity: { baseCurrency: string; timeZone: string }, path: string): void {
  if (!isCurrency(entity.baseCurrency)) refuse('currency.unknown', `${entity.baseCurrency} is not a currency`, { field: `${path}base_currency`, value: entity.baseCurrency });
  if (!isTimeZone(entity.timeZone)) refuse('date.unknown_zone', `${entity.timeZone} is not a time zone`, { field: `${path}time_zone`, value: entity.timeZone });
}

/** Adds a legal entity with the starting chart. Refuses entity.exists for a code that is in use. */
export async function addEntity(tx: Tx, ctx: Context, entity: NewEntity): Promise<{ entityId: number }> {
  requirePlace(entity, '');
  // Entity and account ids are counted up per organisation: two additions at once wait for each other at the first entity.
  await lockEntity(tx, 1);
  const entities = await listEntities(tx);
  if (entities.some((other) => other.code === entity.code)) refuse('entity.exists', `there is an entity ${entity.code} already`, { field: 'code', value: entity.code });
  const entityId = Math.max(0, ...entities.map((other) => other.entityId)) + 1;
  await insertEntity(tx, { ...entity, entityId, taxRounding: entity.taxRounding ?? 'group', now: ctx.now });
  await insertEntityVersion(tx, entityId, 1, entity, ctx.actor.name, ctx.now);
  await openBooks(tx, entityId, ctx.now);
  tx.audit({ subjectKind: 'entity', subjectId: String(entityId), after: entity });
  return { entityId };
}

export type EntityChange = EntityProfile & {
  readonly entityId: number;
  /** The version that the change was made from. */
  readonly version: number;
  readonly taxRounding?: 'group' | 'line' | undefined;
};

/** Makes a new version; documents that were issued keep theirs. Refuses entity.unknown and conflict.stale. */
export async function changeEntity(tx: Tx, ctx: Context, change: EntityChange): Promise<{ entityId: number; version: number }> {
  const { entityId } = change;
  const locked = await lockEntity(tx, entityId);
  const before = await requireEntity(tx, entityId);
  if (locked === null || locked.currentVersion !== change.version) {
    throw staleRefusal({ name: `legal entity ${before.code}`, last: await lastChangeOf(tx, 'entity', String(entityId)), version: before.currentVersion, seen: change.version });
  }
  const version = change.version + 1;
  await insertEntityVersion(tx, entityId, version, change, ctx.actor.name, ctx.now);
  await moveEntityVersion(tx, entityId, version);
  if (change.taxRounding !== undefined) await saveTaxRounding(tx, entityId, change.taxRounding);
  tx.audit({ subjectKind: 'entity', subjectId: String(entityId), before, after: change });
  return { entityId, version };
}

export async function requireEntity(tx: Tx, entityId: number): Promise<Entity> {
  const entity = await findEntity(tx, entityId);
  if (entity === null) refuse('entity.unknown', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  return entity;
}
