// Ages of what is owed: days late counted from the due day, in as many buckets as the company has chosen.

import { findSetting } from '#platform/setting-store.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** The last days of the buckets: 30, 60, 90 makes current, 1–30, 31–60, 61–90 and 90+. */
export type AgingDays = readonly number[];

export const defaultAgingDays: AgingDays = [30, 60, 90];
const shape = /^\d{1,4}(,\d{1,4}){0,7}$/;

/** The company's buckets (setting aging, "30,60,90"); a setting that makes no sense counts as none. */
export async function agingDays(tx: Tx): Promise<AgingDays> {
  const text = (await findSetting(tx, 'aging'))['days']?.replaceAll(' ', '') ?? '';
  const days = shape.test(text) ? text.split(',').map(Number) : defaultAgingDays;
  return days.every((day, index) => day > (days[index - 1] ?? 0)) ? days : defaultAgingDays;
}

/** From current to oldest. */
export function agingLabels(days: AgingDays): string[] {
  const between = days.map((day, index) => `${(days[index - 1] ?? 0) + 1}–${day}`);
  return ['Current', ...between, `${days.at(-1) ?? 0}+`];
}

/** Where each bucket begins, in days late: the bucket of an item is how many of these it has reached. */
export function agingStarts(days: AgingDays): number[] {
  return [1, ...days.map((day) => day + 1)];
}
