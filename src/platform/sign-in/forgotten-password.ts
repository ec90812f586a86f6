// A forgotten password: a link is mailed to the address of the account, and whoever asks learns nothing else.

import { refuse } from '#kernel/refusal.ts';
import { addMilliseconds } from '../clock.ts';
import { inTransaction } from '../database/database.ts';
import { mailChannel } from '../mail.ts';
import type { Platform } from '../platform.ts';
import { findPersonByEmail, type Person } from './account-store.ts';
import { mailLink } from './link-mail.ts';
import { hasLinkSince } from './one-time-link-store.ts';
import { linkAddress, makeLink } from './one-time-link.ts';
import { recordSignInEvent } from './sign-in-events.ts';

const VALID_MINUTES = 60;
/** One mail in so many minutes: nobody's letter box is filled by a stranger. */
const PAUSE_MINUTES = 5;
const MINUTE = 60_000;
const BY = 'forgotten password';

export function sendsMail(platform: Pick<Platform, 'config'>): boolean {
  return mailChannel(platform.config) === 'email';
}

/** Refuses sign_in.no_mail where this installation sends none: then only an administrator can help. */
export function requireMail(platform: Pick<Platform, 'config'>): void {
  if (!sendsMail(platform)) refuse('sign_in.no_mail', 'this installation sends no mail');
}

/** Mails a link if the address has an account and was sent none just now. */
export async function mailForgottenPassword(platform: Pick<Platform, 'config' | 'database' | 'log' | 'clock'>, email: string, address: string): Promise<void> {
  const now = platform.clock.now();
  const made = await inTransaction(platform.database, { orgId: '' }, async (tx): Promise<{ person: Person; token: string } | null> => {
    const person = await findPersonByEmail(tx, email);
    if (person === null || (await hasLinkSince(tx, person.userId, BY, addMilliseconds(now, -PAUSE_MINUTES * MINUTE)))) return null;
    return { person, token: await makeLink(tx, { userId: person.userId, by: BY, now, minutes: VALID_MINUTES }) };
  });
  if (made === null) return;
  const { person, token } = made;
  await mailLink(platform, { to: person.email, name: person.name, link: linkAddress(platform.config.baseUrl, token), reason: 'forgotten', valid: 'one hour' });
  await recordSignInEvent(platform, person, 'reset_asked', { address });
}
