// Dispatches in the database: which document goes to whom by which way, how often it was tried, and what became of it.

import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type DispatchChannel = 'email' | 'outbox' | 'print';
export type DispatchStatus = 'queued' | 'sent' | 'failed' | 'bounced';

export type DispatchRow = {
  readonly dispatchId: string; readonly documentId: string; readonly channel: DispatchChannel; readonly recipient: string; readonly status: DispatchStatus; readonly attempts: number;
  readonly messageId: string | null; readonly lastError: string | null; readonly queuedAt: Instant; readonly queuedBy: string; readonly sentAt: Instant | null;
};

const columns = sql`dispatch_id, document_id, channel, recipient, status, attempts, message_id, last_error, queued_at, queued_by, sent_at`;

export function dispatchesOf(tx: Tx, documentId: string): Promise<DispatchRow[]> {
  return tx.many(sql`select ${columns} from invoicing.dispatch where org_id = ${tx.orgId} and document_id = ${documentId} order by queued_at, dispatch_id`);
}

export function findDispatch(tx: Tx, dispatchId: string): Promise<DispatchRow | null> {
  return tx.maybe(sql`select ${columns} from invoicing.dispatch where org_id = ${tx.orgId} and dispatch_id = ${dispatchId}`);
}

export async function insertDispatch(tx: Tx, dispatch: Omit<DispatchRow, 'attempts' | 'messageId' | 'sentAt'>): Promise<void> {
  await tx.run(sql`
    insert into invoicing.dispatch (org_id, dispatch_id, document_id, channel, recipient, status, last_error, queued_at, queued_by)
    values (${tx.orgId}, ${dispatch.dispatchId}, ${dispatch.documentId}, ${dispatch.channel}, ${dispatch.recipient}, ${dispatch.status}, ${dispatch.lastError}, ${dispatch.queuedAt}, ${dispatch.queuedBy})
    on conflict (org_id, dispatch_id) do nothing`);
}

/** Locks the row, so that of two jobs for one dispatch only one takes the attempt. */
export function lockDispatch(tx: Tx, dispatchId: string): Promise<DispatchRow | null> {
  return tx.maybe(sql`select ${columns} from invoicing.dispatch where org_id = ${tx.orgId} and dispatch_id = ${dispatchId} for update`);
}

export async function countAttempt(tx: Tx, dispatchId: string): Promise<void> {
  await tx.run(sql`update invoicing.dispatch set attempts = attempts + 1 where org_id = ${tx.orgId} and dispatch_id = ${dispatchId}`);
}

export async function settleDispatch(tx: Tx, dispatchId: string, outcome: { status: DispatchStatus; messageId: string | null; lastError: string | null; sentAt: Instant | null }): Promise<void> {
  await tx.run(sql`
    update invoicing.dispatch set status = ${outcome.status}, message_id = coalesce(${outcome.messageId}, message_id), last_error = ${outcome.lastError}, sent_at = ${outcome.sentAt}
    where org_id = ${tx.orgId} and dispatch_id = ${dispatchId}`);
}
