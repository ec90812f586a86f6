// Sends a one-time link to its person: by SMTP where it is configured, else as a file in the outbox.

import { randomUUID } from 'node:crypto';
import { mailChannel, sendMail } from '../mail.ts';
import type { Platform } from '../platform.ts';

export type LinkMail = {
  readonly to: string;
  readonly name: string;
  readonly link: string;
  readonly reason: 'invited' | 'helped' | 'forgotten';
  /** The organisation, where one sends it. */
  readonly from?: string;
  readonly valid: string;
};

/** sent: by mail; outbox: written into the folder, because no mail server is configured; failed: the link must be handed over. */
export type LinkDelivery = 'sent' | 'outbox' | 'failed';

export async function mailLink(platform: Pick<Platform, 'config' | 'log' | 'clock'>, mail: LinkMail): Promise<LinkDelivery> {
  const { config, log, clock } = platform;
  const { subject, text } = wordsOf(mail);
  const host = config.mailFrom.split('@')[1]?.replaceAll(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  try {
    await sendMail(config, { messageId: `${randomUUID()}@${host}`, to: mail.to, replyTo: null, subject, text, at: clock.now(), attachments: [] });
    return mailChannel(config) === 'email' ? 'sent' : 'outbox';
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'a sign-in link could not be mailed');
    return 'failed';
  }
}

function wordsOf({ name, link, reason, from, valid }: LinkMail): { subject: string; text: string } {
  const at = from === undefined ? 'Counterfoil' : `${from} (Counterfoil)`;
  const [subject, lead] = {
    invited: [`Your sign-in to ${at}`, `You were invited to work at ${at}. Set your password here:`],
    helped: [`A new sign-in to ${at}`, 'An administrator made a new sign-in for you. Set another password here:'],
    forgotten: ['Set a new password', `Somebody, you we hope, asked for a new password at ${at}. Set it here:`],
  }[reason];
  const foot = reason === 'forgotten' ? 'If it was not you, do nothing: the old password stays.' : 'If you did not expect this, ask the person who invited you.';
  return { subject: subject ?? '', text: `Hello ${name},\n\n${lead ?? ''}\n\n${link}\n\nThe link works once, for ${valid}. ${foot}\n` };
}
