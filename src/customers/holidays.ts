// The days on which nobody pays, beside weekends: a due day that falls on one rolls as the terms say.

import { isLocalDate, type LocalDate } from '#kernel/local-date.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findSetting } from '#platform/setting-store.ts';

export const calendarSetting = 'calendar';

const DAYS_MAX = 400;

/** The days of a list such as 2026-12-25, 2026-12-26; null where one is no day, or there are too many. */
export function holidaysIn(text: string): readonly LocalDate[] | null {
  const days = text.split(',').map((day) => day.trim()).filter((day) => day !== '');
  return days.length <= DAYS_MAX && days.every(isLocalDate) ? days : null;
}

export async function loadHolidays(tx: Tx): Promise<ReadonlySet<LocalDate>> {
  return new Set(holidaysIn((await findSetting(tx, calendarSetting))['holidays'] ?? '') ?? []);
}
