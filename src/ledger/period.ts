// Periods: a month of an entity's books is open until it is closed; reopening needs a reason and is audited.

import { startOfMonth, type LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { PeriodStatus } from './period-status.ts';
import { findPeriod, holdPeriods, upsertPeriod } from './period-store.ts';

export type { PeriodStatus } from './period-status.ts';

/** Closes or reopens the month of the date. The database refuses entries of a closed month, whoever writes them. */
export async function setPeriodStatus(tx: Tx, ctx: Context, period: { entityId: number; month: LocalDate; status: PeriodStatus; reason: string }): Promise<void> {
  const month = startOfMonth(period.month);
  await holdPeriods(tx, period.entityId, 'alone');
  const before = await findPeriod(tx, period.entityId, month);
  await upsertPeriod(tx, { ...period, month, by: ctx.actor.name, now: ctx.now });
  tx.audit({ subjectKind: 'period', subjectId: `${period.entityId} ${month.slice(0, 7)}`, reason: period.reason, before: { status: before }, after: { status: period.status } });
}

/** Refuses period.closed when the date lies in a closed month. */
export async function requireOpenPeriod(tx: Tx, entityId: number, date: LocalDate): Promise<void> {
  await holdPeriods(tx, entityId, 'shared');
  if ((await findPeriod(tx, entityId, startOfMonth(date))) === 'closed') refuse('period.closed', `the period ${date.slice(0, 7)} is closed`, { field: 'date', value: date });
}
