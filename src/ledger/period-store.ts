// The rows of periods. A month without a row is open.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import { sql } from '#platform/database/sql.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { PeriodStatus } from './period-status.ts';

/** Holds the entity's months as they are until the transaction ends, together with everybody who posts; alone to change one. The database takes the same locks. */
export async function holdPeriods(tx: Tx, entityId: number, how: 'shared' | 'alone'): Promise<void> {
  const lock = sql`ledger.period_lock(${tx.orgId}::uuid, ${entityId}::int)`;
  await tx.run(how === 'alone' ? sql`select pg_advisory_xact_lock(${lock})` : sql`select pg_advisory_xact_lock_shared(${lock})`);
}

export async function findPeriod(tx: Tx, entityId: number, month: LocalDate): Promise<PeriodStatus> {
  const row = await tx.maybe<{ status: PeriodStatus }>(sql`select status from ledger.period where org_id = ${tx.orgId} and entity_id = ${entityId} and month = ${month}`);
  return row?.status ?? 'open';
}

/** changed_at is no earlier than the last entry of the month, so that check finds whatever came after. */
export async function upsertPeriod(tx: Tx, period: { entityId: number; month: LocalDate; status: PeriodStatus; reason: string; by: string; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into ledger.period (org_id, entity_id, month, status, changed_at, changed_by, reason)
    values (${tx.orgId}, ${period.entityId}, ${period.month}, ${period.status}, greatest(${period.now}::timestamptz, (
      select max(t.recorded_at) from ledger.transfer t where t.org_id = ${tx.orgId} and t.entity_id = ${period.entityId} and t.posted_on >= ${period.month}::date and t.posted_on < ${period.month}::date + interval '1 month')), ${period.by}, ${period.reason})
    on conflict (org_id, entity_id, month) do update set status = excluded.status, changed_at = excluded.changed_at, changed_by = excluded.changed_by, reason = excluded.reason`);
}

export function listPeriods(tx: Tx, entityId: number): Promise<{ month: LocalDate; status: PeriodStatus; changedAt: Instant; changedBy: string; reason: string }[]> {
  return tx.many(sql`select month, status, changed_at, changed_by, reason from ledger.period where org_id = ${tx.orgId} and entity_id = ${entityId} order by month desc`);
}
