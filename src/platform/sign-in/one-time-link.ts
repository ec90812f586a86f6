// A link with which a person sets their password once: made by an administrator, valid for some days, ended by its use.

import { createHash, randomBytes } from 'node:crypto';
import { refuse } from '#kernel/refusal.ts';
import { addMilliseconds, type Instant } from '../clock.ts';
import type { Tx } from '../database/transaction.ts';
import { endLinksOf, findLink, insertLink } from './one-time-link-store.ts';

export const LINK_DAYS = 7;
const MINUTE = 60_000;
const LINK_MINUTES = LINK_DAYS * 24 * 60;

/** Answers the token, which is kept nowhere: whoever makes the link hands it over now. */
export async function makeLink(tx: Tx, { minutes = LINK_MINUTES, ...link }: { userId: string; by: string; now: Instant; minutes?: number }): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await endLinksOf(tx, link.userId, link.now);
  await insertLink(tx, { ...link, sha256: digestOf(token), expiresAt: addMilliseconds(link.now, minutes * MINUTE) });
  return token;
}

/** The token stands behind the #, which no server is sent and no log keeps. */
export function linkAddress(baseUrl: string, token: string): string {
  return `${baseUrl}/set-password#${token}`;
}

/** Ends the link and answers whose it is. Refuses sign_in.link_ended. */
export async function useLink(tx: Tx, token: string, now: Instant): Promise<string> {
  const link = await findLink(tx, digestOf(token), now);
  if (link === null) refuse('sign_in.link_ended', 'the link was used, replaced or is too old');
  await endLinksOf(tx, link.userId, now);
  return link.userId;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
