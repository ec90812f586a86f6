// The rows of one-time links.

import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Instant } from '../clock.ts';

export async function insertLink(tx: Tx, link: { sha256: Buffer; userId: string; by: string; now: Instant; expiresAt: Instant }): Promise<void> {
  await tx.run(sql`
    insert into auth.one_time_link (token_sha256, user_id, created_at, created_by, expires_at)
    values (${link.sha256}, ${link.userId}, ${link.now}, ${link.by}, ${link.expiresAt})`);
}

/** A new link, or a used one, ends the ones before it. */
export async function endLinksOf(tx: Tx, userId: string, now: Instant): Promise<void> {
  await tx.run(sql`update auth.one_time_link set used_at = ${now} where user_id = ${userId} and used_at is null`);
}

/** Whether a link of this origin was made since then, used or not. */
export async function hasLinkSince(tx: Tx, userId: string, by: string, since: Instant): Promise<boolean> {
  return (await tx.one<{ found: boolean }>(sql`select exists (select 1 from auth.one_time_link where user_id = ${userId} and created_by = ${by} and created_at > ${since}) as found`)).found;
}

/** The person of a link that is still good, with the row locked: it can't be used twice at once. */
export function findLink(tx: Tx, sha256: Buffer, now: Instant): Promise<{ userId: string } | null> {
  return tx.maybe(sql`select user_id from auth.one_time_link where token_sha256 = ${sha256} and used_at is null and expires_at > ${now} for update`);
}
