// Dispatches in the database: which document goes to whom by which way, how often it was tried, and what became of it.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql, type Statement } from '#platform/database/sql.ts';
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

/** `undelivered`: failed or come back, and neither sent nor queued again since; what was voided need not arrive. */
export type UnsentFilter = { readonly status: Exclude<DispatchStatus, 'sent'> | 'undelivered'; readonly channel?: DispatchChannel | undefined };

export type DispatchItem = DispatchRow & { readonly issuedOn: LocalDate | null; readonly currency: string; readonly totalMinor: bigint; readonly number: string | null; readonly kind: string; readonly customerId: string; readonly customerNumber: string; readonly customerName: string };

/** What has not reached its customer, the longest waiting first. */
export function listUnsent(tx: Tx, filter: UnsentFilter, after: { queuedAt: Instant; dispatchId: string } | null, limit: number): Promise<DispatchItem[]> {
  return tx.many(sql`
    select x.dispatch_id, x.document_id, x.channel, x.recipient, x.status, x.attempts, x.message_id, x.last_error, x.queued_at, x.queued_by, x.sent_at,
      d.issued_on, d.currency, d.total_minor, d.number, d.kind, d.customer_id, k.number as customer_number, v.name as customer_name
    from invoicing.dispatch x
    join invoicing.document d on d.org_id = x.org_id and d.document_id = x.document_id
    join customers.customer k on k.org_id = d.org_id and k.customer_id = d.customer_id
    join customers.customer_version v on v.org_id = k.org_id and v.customer_id = k.customer_id and v.version = k.current_version
    where x.org_id = ${tx.orgId} and ${isUnsent(filter)}
      and (x.queued_at, x.dispatch_id) > (${after?.queuedAt ?? '-infinity'}::timestamptz, ${after?.dispatchId ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by x.queued_at, x.dispatch_id limit ${limit}`);
}

export async function countUnsent(tx: Tx, filter: UnsentFilter): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select count(*)::int as count from invoicing.dispatch x
    where x.org_id = ${tx.orgId} and ${isUnsent(filter)}`);
  return count;
}

function isUnsent({ status, channel }: UnsentFilter): Statement {
  const hasStatus = status === 'undelivered' ? sql`x.status in ('failed', 'bounced') and ${isLastWord} and ${isNotVoided}` : sql`x.status = ${status} and x.status <> 'sent'`;
  return channel === undefined ? hasStatus : sql`${hasStatus} and x.channel = ${channel}`;
}

const isNotVoided = sql`not exists (select 1 from invoicing.document_void z where z.org_id = x.org_id and z.document_id = x.document_id)`;

/** What was sent again later is no longer missing, whatever became of the first attempt. */
const isLastWord = sql`not exists (
  select 1 from invoicing.dispatch y where y.org_id = x.org_id and y.document_id = x.document_id and y.status in ('queued', 'sent')
    and (y.queued_at, y.dispatch_id) > (x.queued_at, x.dispatch_id))`;
