// Deciding to send a document: to whom and by which way, written down as queued and told to the jobs.

import { derivedId, newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findCustomer, listContacts, type Customer } from '#customers/index.ts';
import { insertDispatch, lockDispatch, settleDispatch, type DispatchChannel, type DispatchRow } from './dispatch-store.ts';
import { voidOf, type DocumentRow } from './document-queries.ts';
import { requireDocument } from './document-view.ts';

export type SendRequest = { readonly documentId: string; /** Where to, instead of the customer's own address. */ readonly to?: string | null | undefined; readonly channel: 'email' | 'outbox' };

export type QueuedDispatch = { readonly dispatchId: string; readonly channel: DispatchChannel; readonly recipient: string; readonly status: 'queued' };

export const DISPATCH_QUEUED = 'invoicing.dispatch_queued';

/** A person sends a document, for the first time or again. Refuses document.draft, document.not_ours, document.voided and dispatch.no_recipient. */
export async function sendDocument(tx: Tx, ctx: Context, request: SendRequest): Promise<QueuedDispatch> {
  const document = await requireSendable(tx, request.documentId);
  const recipient = request.to ?? (await addressOf(tx, await customerOf(tx, document)));
  if (recipient === null) refuse('dispatch.no_recipient', 'the customer has no e-mail address for invoices', { field: 'to' });
  const dispatch = { dispatchId: newId(millisecondsOf(ctx.now)), documentId: request.documentId, channel: request.channel, recipient, status: 'queued' as const };
  await queue(tx, ctx, { ...dispatch, lastError: null });
  return { dispatchId: dispatch.dispatchId, channel: dispatch.channel, recipient, status: 'queued' };
}

async function requireSendable(tx: Tx, documentId: string): Promise<DocumentRow> {
  const document = await requireDocument(tx, documentId);
  if (document.status !== 'issued') refuse('document.draft', 'a draft is not sent');
  if (document.source === 'opening') refuse('document.not_ours', `${document.number ?? ''} was issued by the earlier system`);
  await refuseVoided(tx, documentId);
  return document;
}

/** Its paper asks for money that nobody owes. */
async function refuseVoided(tx: Tx, documentId: string): Promise<void> {
  const { voidedOn } = (await voidOf(tx, documentId)) ?? {};
  if (voidedOn !== undefined) refuse('document.voided', `the document was voided on ${voidedOn}`);
}

/** The present facts of the customer, not those of the document: who gets mail changes. */
async function customerOf(tx: Tx, document: DocumentRow): Promise<Customer> {
  return (await findCustomer(tx, document.customerId)) ?? refuse('request.not_found', `there is no customer ${document.customerId}`);
}

/** The address for invoices, else the first billing contact's. */
async function addressOf(tx: Tx, customer: Customer): Promise<string | null> {
  if (customer.invoiceEmail !== null) return customer.invoiceEmail;
  const contact = (await listContacts(tx, customer.customerId)).find((candidate) => candidate.role === 'billing' && candidate.email !== null);
  return contact?.email ?? null;
}

/**
 * What the customer's delivery channel asks of a document that was just issued. One dispatch per document, however often this is done:
 * its id is made from the document's. A customer who wants mail and has no address is written down as failed, to be seen.
 */
export async function queueByPreference(tx: Tx, ctx: Context, document: DocumentRow, mail: 'email' | 'outbox'): Promise<DispatchChannel | 'none'> {
  const customer = await customerOf(tx, document);
  if (customer.deliveryChannel === 'none') return 'none';
  const dispatchId = derivedId(0, `dispatch ${document.documentId}`);
  const { documentId } = document;
  if (customer.deliveryChannel === 'print') {
    await queue(tx, ctx, { dispatchId, documentId, channel: 'print', recipient: customer.name, status: 'queued', lastError: null });
    return 'print';
  }
  const recipient = await addressOf(tx, customer);
  await queue(tx, ctx, recipient === null ? { dispatchId, documentId, channel: mail, recipient: '', status: 'failed', lastError: 'The customer has no e-mail address for invoices.' }
    : { dispatchId, documentId, channel: mail, recipient, status: 'queued', lastError: null });
  return mail;
}

async function queue(tx: Tx, ctx: Context, dispatch: Pick<DispatchRow, 'dispatchId' | 'documentId' | 'channel' | 'recipient' | 'status' | 'lastError'>): Promise<void> {
  if ((await lockDispatch(tx, dispatch.dispatchId)) !== null) return;
  await insertDispatch(tx, { ...dispatch, queuedAt: ctx.now, queuedBy: ctx.actor.name });
  tx.audit({ subjectKind: 'document', subjectId: dispatch.documentId, after: { dispatch: dispatch.dispatchId, channel: dispatch.channel, recipient: dispatch.recipient, status: dispatch.status } });
  if (dispatch.status === 'queued' && dispatch.channel !== 'print') tx.announce({ topic: DISPATCH_QUEUED, subjectId: dispatch.dispatchId, payload: { document_id: dispatch.documentId } });
}

/** A failed dispatch is tried again. Refuses move.not_allowed for any other, and document.voided. */
export async function retryDispatch(tx: Tx, _ctx: Context, request: { dispatchId: string }): Promise<{ dispatchId: string; status: string }> {
  const dispatch = await requireDispatch(tx, request.dispatchId);
  if (dispatch.status !== 'failed' && dispatch.status !== 'bounced') refuse('move.not_allowed', `the dispatch is ${dispatch.status}`, { field: 'status', value: dispatch.status });
  await refuseVoided(tx, dispatch.documentId);
  if (dispatch.recipient === '') refuse('dispatch.no_recipient', 'the dispatch has no address: send the document anew', { field: 'to' });
  await settleDispatch(tx, request.dispatchId, { status: 'queued', messageId: null, lastError: dispatch.lastError, sentAt: null });
  tx.audit({ subjectKind: 'document', subjectId: dispatch.documentId, before: { dispatch: dispatch.dispatchId, status: dispatch.status }, after: { status: 'queued' } });
  tx.announce({ topic: DISPATCH_QUEUED, subjectId: dispatch.dispatchId, payload: { document_id: dispatch.documentId } });
  return { dispatchId: dispatch.dispatchId, status: 'queued' };
}

/** A person says what became of a dispatch that the program cannot see: printed and posted, or come back. */
export async function markDispatch(tx: Tx, ctx: Context, request: { dispatchId: string; status: 'sent' | 'bounced'; reason: string | null }): Promise<{ dispatchId: string; status: string }> {
  const dispatch = await requireDispatch(tx, request.dispatchId);
  const sentAt = request.status === 'sent' ? dispatch.sentAt ?? ctx.now : dispatch.sentAt;
  await settleDispatch(tx, request.dispatchId, { status: request.status, messageId: null, lastError: request.reason, sentAt });
  tx.audit({ subjectKind: 'document', subjectId: dispatch.documentId, ...(request.reason === null ? {} : { reason: request.reason }), before: { dispatch: dispatch.dispatchId, status: dispatch.status }, after: { status: request.status } });
  return { dispatchId: dispatch.dispatchId, status: request.status };
}

async function requireDispatch(tx: Tx, dispatchId: string): Promise<DispatchRow> {
  return (await lockDispatch(tx, dispatchId)) ?? refuse('request.not_found', `there is no dispatch ${dispatchId}`);
}
