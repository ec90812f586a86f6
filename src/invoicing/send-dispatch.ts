// Carrying out a dispatch: the attempt is counted, the PDF goes out with its message, and what became of it is written down.

import { formatAmount } from '#kernel/money.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { MailRefused, sendMail, type OutgoingMail } from '#platform/mail.ts';
import type { Platform } from '#platform/platform.ts';
import { findDispatch, countAttempt, lockDispatch, settleDispatch, type DispatchRow } from './dispatch-store.ts';
import { voidOf } from './document-queries.ts';
import { partiesOf, requireDocument } from './document-view.ts';
import { messageText } from './message-text.ts';
import { languageOf } from './present-parties.ts';
import { renderDocumentPdf } from './render-document.ts';

/** After so many attempts a person decides; the queue waits longer after each. */
export const ATTEMPTS_MAX = 8;

/**
 * Sends a queued dispatch. Throws what went wrong while another attempt is due, so that the queue comes again; a permanent refusal, or
 * the last attempt, leaves it as failed with the reason.
 */
export async function sendDispatch(platform: Platform, ctx: Context, dispatchId: string): Promise<void> {
  const claimed = await claimAttempt(platform, ctx, dispatchId);
  if (claimed === null) return;
  const attempt = claimed.attempts + 1;
  const messageId = `${dispatchId}@${hostOf(platform.config.mailFrom)}`;
  try {
    await sendMail(platform.config, await mailOf(platform, ctx, claimed, messageId));
  } catch (error) {
    const { message } = error as Error;
    const isLast = error instanceof MailRefused || attempt % ATTEMPTS_MAX === 0;
    await settle(platform, ctx, claimed, { attempt, status: isLast ? 'failed' : 'queued', messageId: null, lastError: message.slice(0, 500) });
    if (isLast) return;
    throw error;
  }
  await settle(platform, ctx, claimed, { attempt, status: 'sent', messageId, lastError: null });
}

/** Of two jobs for one dispatch the second finds the attempt taken. */
async function claimAttempt(platform: Platform, ctx: Context, dispatchId: string): Promise<DispatchRow | null> {
  const seen = await inReadOnly(platform.database, ctx, (tx) => findDispatch(tx, dispatchId));
  if (seen === null || seen.status !== 'queued' || seen.channel === 'print') return null;
  const attempt = seen.attempts + 1;
  const { claimed } = await command(platform.database, ctx, { name: 'dispatch.attempt', permission: 'invoice.send', key: `${dispatchId}:${attempt}:${platform.clock.now()}`, input: { dispatchId, attempt } }, async (tx) => {
    const locked = await lockDispatch(tx, dispatchId);
    if (locked === null || locked.status !== 'queued' || locked.attempts !== seen.attempts) return { claimed: false };
    // Voided while it waited: its paper would ask for money that nobody owes.
    if ((await voidOf(tx, locked.documentId)) !== null) {
      await settleDispatch(tx, dispatchId, { status: 'failed', messageId: null, lastError: 'The document was voided before it was sent.', sentAt: null });
      tx.audit({ subjectKind: 'document', subjectId: locked.documentId, before: { dispatch: dispatchId, status: 'queued' }, after: { status: 'failed', voided: true } });
      return { claimed: false };
    }
    await countAttempt(tx, dispatchId);
    tx.audit({ subjectKind: 'document', subjectId: locked.documentId, after: { dispatch: dispatchId, attempt } });
    return { claimed: true };
  });
  return claimed ? seen : null;
}

type Outcome = { readonly attempt: number; readonly status: 'queued' | 'sent' | 'failed'; readonly messageId: string | null; readonly lastError: string | null };

async function settle(platform: Platform, ctx: Context, dispatch: DispatchRow, outcome: Outcome): Promise<void> {
  const now = platform.clock.now();
  const { dispatchId, documentId } = dispatch;
  const { attempt, status, messageId, lastError } = outcome;
  await command(platform.database, { ...ctx, now }, { name: 'dispatch.settle', permission: 'invoice.send', key: `${dispatchId}:${attempt}:settled`, input: { dispatchId, ...outcome } }, async (tx) => {
    await settleDispatch(tx, dispatchId, { status, messageId, lastError, sentAt: status === 'sent' ? now : null });
    tx.audit({ subjectKind: 'document', subjectId: documentId, ...(lastError === null ? {} : { reason: lastError }), before: { dispatch: dispatchId, status: 'queued' }, after: { status } });
    return { status };
  });
}

async function mailOf(platform: Platform, ctx: Context, dispatch: DispatchRow, messageId: string): Promise<OutgoingMail> {
  const pdf = await renderDocumentPdf(platform, ctx, dispatch.documentId);
  const { subject, text, replyTo } = await inReadOnly(platform.database, ctx, (tx) => wordsOf(tx, dispatch.documentId));
  return { messageId, to: dispatch.recipient, replyTo, subject, text, at: platform.clock.now(), attachments: [{ name: pdf.name, mediaType: 'application/pdf', bytes: pdf.bytes }] };
}

async function wordsOf(tx: Tx, documentId: string): Promise<{ subject: string; text: string; replyTo: string | null }> {
  const document = await requireDocument(tx, documentId);
  const { customer, seller } = await partiesOf(tx, document);
  const words = messageText(languageOf(customer.language, seller.language), {
    kind: document.kind, number: document.number ?? '', seller: seller.name, customer: customer.name, total: formatAmount(document.totalMinor, document.currency), currency: document.currency, dueOn: document.dueOn,
    orderReference: document.customerPo ?? document.orderReference,
  });
  return { ...words, replyTo: seller.email ?? null };
}

function hostOf(address: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(address)?.[1] ?? 'localhost';
}
