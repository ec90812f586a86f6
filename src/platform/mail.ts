// Outgoing mail: by SMTP where one is configured, else as .eml files in the data directory's outbox, to be looked at or sent by hand.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Instant } from './clock.ts';
import type { Config } from './config.ts';

export type OutgoingMail = {
  /** Stable, so that a message that goes out twice is known as one. Without angle brackets. */
  readonly messageId: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly at: Instant;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
};

export type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDirectory'>;

/** A message that the other side will never take: another attempt is useless. */
export class MailRefused extends Error {}

export function mailChannel(config: MailConfig): 'email' | 'outbox' {
  return config.smtpUrl === null ? 'outbox' : 'email';
}

/** Hands the message over. Throws MailRefused for a permanent answer (5xx), any other error for one that may pass. */
export async function sendMail(config: MailConfig, mail: OutgoingMail): Promise<void> {
  if (config.smtpUrl === null) await writeToOutbox(config, mail);
  else await sendBySmtp(config.smtpUrl, config, mail);
}

const WAIT_MS = 20_000;

async function sendBySmtp(url: string, config: MailConfig, mail: OutgoingMail): Promise<void> {
  const transport = createTransport({ url, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS, disableFileAccess: true, disableUrlAccess: true });
  try {
    await transport.sendMail(messageOf(config, mail));
  } catch (error) {
    const { responseCode, message } = error as { responseCode?: number; message: string };
    if (responseCode !== undefined && responseCode >= 500) throw new MailRefused(message);
    throw error;
  } finally {
    transport.close();
  }
}

/** Written aside and renamed, so that who watches the folder never sees half a message. */
async function writeToOutbox(config: MailConfig, mail: OutgoingMail): Promise<void> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', disableFileAccess: true, disableUrlAccess: true });
  const { message } = await transport.sendMail(messageOf(config, mail));
  const directory = path.join(config.dataDirectory, 'outbox');
  await fs.mkdir(directory, { recursive: true });
  const place = path.join(directory, `${mail.messageId.replaceAll(/[^A-Za-z0-9-]/g, '_')}.eml`);
  const aside = `${place}.${randomBytes(6).toString('hex')}`;
  await fs.writeFile(aside, message as Buffer, { mode: 0o600 });
  await fs.rename(aside, place);
}

function messageOf(config: MailConfig, mail: OutgoingMail): object {
  return {
    from: config.mailFrom, to: [{ name: '', address: mail.to }], subject: mail.subject, text: mail.text, messageId: `<${mail.messageId}>`, date: mail.at, ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    attachments: mail.attachments.map((file) => ({ filename: file.name, contentType: file.mediaType, content: Buffer.from(file.bytes) })),
  };
}
