// API keys: cf_ and 43 random letters, of which only the hash is kept. A key belongs to an organisation and has a role there.

import { createHash, randomBytes } from 'node:crypto';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { addMilliseconds, millisecondsOf, type Instant } from '../clock.ts';
import { personBehind, type Context, type Role } from '../context.ts';
import { inTransaction, type Database } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import { findKeyHolder, insertApiKey, lockApiKey, markApiKeyRevoked, markApiKeyUsed, type KeyHolder } from './api-key-store.ts';

export const API_KEY_PREFIX = 'cf_';
const HINT_LENGTH = 9;
/** How exactly the last use is known; writing it at every request would make every read a write. */
const USE_MINUTES = 10;

export type NewApiKey = { readonly name: string; readonly role: Role; readonly expiresAt?: Instant | null | undefined };

/** Makes a key and answers its text, which is shown once and kept nowhere. */
export async function createApiKey(tx: Tx, ctx: Context, key: NewApiKey): Promise<{ keyId: string; secret: string }> {
  const secret = `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  const keyId = newId(millisecondsOf(ctx.now));
  const row = { keyId, name: key.name, hint: secret.slice(0, HINT_LENGTH), role: key.role, createdAt: ctx.now, createdBy: ctx.actor.name, madeBy: personBehind(ctx.actor), expiresAt: key.expiresAt ?? null };
  await insertApiKey(tx, { ...row, sha256: digestOf(secret) });
  tx.audit({ subjectKind: 'api_key', subjectId: keyId, after: row });
  return { keyId, secret };
}

export async function revokeApiKey(tx: Tx, ctx: Context, { keyId }: { keyId: string }): Promise<{ keyId: string }> {
  const key = await lockApiKey(tx, keyId);
  if (key === null) refuse('request.not_found', `there is no key ${keyId}`, { field: 'key_id', value: keyId });
  if (key.revokedAt === null) {
    await markApiKeyRevoked(tx, keyId, ctx.actor.name, ctx.now);
    tx.audit({ subjectKind: 'api_key', subjectId: keyId, before: key, after: { revokedAt: ctx.now } });
  }
  return { keyId };
}

/** Whose key this is; null for one that is unknown, revoked or past its date. */
export async function holderOfKey(database: Database, now: Instant, secret: string): Promise<KeyHolder | null> {
  const holder = await inTransaction(database, { orgId: '' }, (tx) => findKeyHolder(tx, digestOf(secret)));
  if (holder === null || (holder.expiresAt !== null && millisecondsOf(holder.expiresAt) <= millisecondsOf(now))) return null;
  const usedLately = holder.lastUsedAt !== null && millisecondsOf(holder.lastUsedAt) > millisecondsOf(addMilliseconds(now, -USE_MINUTES * 60_000));
  if (!usedLately) await inTransaction(database, { orgId: holder.orgId }, (tx) => markApiKeyUsed(tx, holder.keyId, now));
  return holder;
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
