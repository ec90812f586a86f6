// The rows of API keys.

import type { Instant } from '../clock.ts';
import type { Role } from '../context.ts';
import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';

export type ApiKeyRow = {
  readonly keyId: string;
  readonly name: string;
  readonly hint: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly revokedBy: string | null;
};

export type KeyHolder = Pick<ApiKeyRow, 'keyId' | 'name' | 'role' | 'expiresAt' | 'lastUsedAt'> & { readonly orgId: string; readonly madeBy: string | null };

const columns = sql`key_id, name, hint, role, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by`;

export async function insertApiKey(tx: Tx, key: Pick<ApiKeyRow, 'keyId' | 'name' | 'hint' | 'role' | 'createdAt' | 'createdBy' | 'expiresAt'> & { sha256: Buffer; madeBy: string }): Promise<void> {
  await tx.run(sql`
    insert into auth.api_key (org_id, key_id, name, hint, sha256, role, created_at, created_by, made_by, expires_at)
    values (${tx.orgId}, ${key.keyId}, ${key.name}, ${key.hint}, ${key.sha256}, ${key.role}, ${key.createdAt}, ${key.createdBy}, ${key.madeBy}, ${key.expiresAt})`);
}

export function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return tx.many(sql`select ${columns} from auth.api_key where org_id = ${tx.orgId} order by created_at desc, key_id desc`);
}

export function lockApiKey(tx: Tx, keyId: string): Promise<ApiKeyRow | null> {
  return tx.maybe(sql`select ${columns} from auth.api_key where org_id = ${tx.orgId} and key_id = ${keyId} for update`);
}

export async function markApiKeyRevoked(tx: Tx, keyId: string, by: string, now: Instant): Promise<void> {
  await tx.run(sql`update auth.api_key set revoked_at = ${now}, revoked_by = ${by} where org_id = ${tx.orgId} and key_id = ${keyId}`);
}

/** Across organisations, by the key's hash: the one question that is asked before the organisation is known. */
export function findKeyHolder(tx: Tx, sha256: Buffer): Promise<KeyHolder | null> {
  return tx.maybe(sql`select org_id, key_id, name, role, expires_at, last_used_at, made_by from auth.find_api_key(${sha256})`);
}

export async function markApiKeyUsed(tx: Tx, keyId: string, now: Instant): Promise<void> {
  await tx.run(sql`update auth.api_key set last_used_at = ${now} where org_id = ${tx.orgId} and key_id = ${keyId}`);
}
