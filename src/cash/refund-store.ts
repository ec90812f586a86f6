// Rows of refunds: asked for, paid, rejected, taken back.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';

export const refundStatuses = ['requested', 'paid', 'rejected', 'taken_back'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

export type Refund = {
  readonly refundId: string; readonly entityId: number; readonly receiptId: string; readonly customerId: string; readonly amountMinor: bigint; readonly currency: string; readonly paidTo: string | null;
  readonly reason: string; readonly status: RefundStatus; readonly requestedByKey: string; readonly paidOn: LocalDate | null; readonly entryId: string | null;
};

export async function insertRefund(tx: Tx, row: Omit<Refund, 'status' | 'paidOn' | 'entryId'>, now: Instant, by: string): Promise<void> {
  await tx.run(sql`
    insert into cash.refund (org_id, refund_id, entity_id, receipt_id, customer_id, amount_minor, currency, paid_to, reason, status, requested_at, requested_by, requested_by_key)
    values (${tx.orgId}, ${row.refundId}, ${row.entityId}, ${row.receiptId}, ${row.customerId}, ${row.amountMinor}, ${row.currency}, ${row.paidTo}, ${row.reason}, 'requested', ${now}, ${by}, ${row.requestedByKey})`);
}

export function lockRefund(tx: Tx, refundId: string): Promise<Refund | null> {
  return tx.maybe(sql`
    select refund_id, entity_id, receipt_id, customer_id, amount_minor, currency, paid_to, reason, status, requested_by_key, paid_on, entry_id from cash.refund
    where org_id = ${tx.orgId} and refund_id = ${refundId} for update`);
}

export async function markPaid(tx: Tx, refundId: string, paid: { paidOn: LocalDate; entryId: string; approvedByKey: string | null; now: Instant; by: string }): Promise<void> {
  await tx.run(sql`
    update cash.refund set status = 'paid', paid_on = ${paid.paidOn}, entry_id = ${paid.entryId}, decided_at = ${paid.now}, decided_by = ${paid.by}, approved_by_key = ${paid.approvedByKey} where org_id = ${tx.orgId} and refund_id = ${refundId}`);
}

export async function markRejected(tx: Tx, refundId: string, end: { reason: string; now: Instant; by: string }): Promise<void> {
  await tx.run(sql`
    update cash.refund set status = 'rejected', decision_reason = ${end.reason}, decided_at = ${end.now}, decided_by = ${end.by} where org_id = ${tx.orgId} and refund_id = ${refundId}`);
}

export async function markTakenBack(tx: Tx, refundId: string, end: { on: LocalDate; reason: string; entryId: string; now: Instant; by: string }): Promise<void> {
  await tx.run(sql`
    update cash.refund set status = 'taken_back', taken_back_on = ${end.on}, taken_back_reason = ${end.reason}, taken_back_entry_id = ${end.entryId}, taken_back_at = ${end.now}, taken_back_by = ${end.by}
    where org_id = ${tx.orgId} and refund_id = ${refundId}`);
}

/** Of these receipts, the ones of which money was paid back. */
export async function refundedOf(tx: Tx, receiptIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.many<{ receiptId: string }>(sql`select distinct receipt_id from cash.refund where org_id = ${tx.orgId} and receipt_id = any(${receiptIds}) and status = 'paid'`);
  return new Set(rows.map((row) => row.receiptId));
}

export type RefundOverview = Refund & {
  readonly receiptNumber: string; readonly customerName: string; readonly requestedAt: Instant; readonly requestedBy: string; readonly decidedAt: Instant | null; readonly decidedBy: string | null; readonly decisionReason: string | null;
  readonly takenBackOn: LocalDate | null; readonly takenBackBy: string | null; readonly takenBackReason: string | null;
};

export function pageOfRefunds(tx: Tx, filter: { status: RefundStatus | null; receiptId: string | null; after: readonly [Instant, string] | null; limit: number }): Promise<RefundOverview[]> {
  const [requestedAt, refundId] = filter.after ?? [null, null];
  return tx.many(sql`
    select f.refund_id, f.entity_id, f.receipt_id, r.number as receipt_number, f.customer_id, cv.name as customer_name, f.amount_minor, f.currency, f.paid_to, f.reason, f.status, f.requested_at, f.requested_by, f.requested_by_key, f.paid_on, f.entry_id,
      f.decided_at, f.decided_by, f.decision_reason, f.taken_back_on, f.taken_back_by, f.taken_back_reason
    from cash.refund f join payments.receipt r on r.org_id = f.org_id and r.receipt_id = f.receipt_id
    join customers.customer c on c.org_id = f.org_id and c.customer_id = f.customer_id
    join customers.customer_version cv on cv.org_id = c.org_id and cv.customer_id = c.customer_id and cv.version = c.current_version
    where f.org_id = ${tx.orgId} and (${filter.status}::text is null or f.status = ${filter.status}) and (${filter.receiptId}::uuid is null or f.receipt_id = ${filter.receiptId})
      and (${requestedAt}::timestamptz is null or (f.requested_at, f.refund_id) < (${requestedAt}::timestamptz, ${refundId}::uuid))
    order by f.requested_at desc, f.refund_id desc limit ${filter.limit}`);
}
