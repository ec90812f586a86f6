// Working days: Monday to Friday less the holidays given, and how a due date that falls on another day is moved.
import { dateOfDayNumber, dayNumberOf, dayOfWeekOfDayNumber, monthOf } from './local-date.ts';
import { invariant } from './invariant.ts';
import type { LocalDate } from './local-date.ts';

export type Roll = 'none' | 'following' | 'preceding' | 'modified-following';
export const rolls: readonly Roll[] = ['none', 'following', 'preceding', 'modified-following'];

export function isBusinessDay(date: LocalDate, holidays: ReadonlySet<LocalDate>): boolean {
  return isBusinessDayNumber(dayNumberOf(date), holidays);
}

// modified-following (as in ISDA definitions): the next business day, unless that is in another month; then the one before.
export function rollDate(date: LocalDate, roll: Roll, holidays: ReadonlySet<LocalDate>): LocalDate {
  if (roll === 'none') return date;
  if (roll === 'preceding') return nearest(date, -1, holidays);
  const following = nearest(date, 1, holidays);
  if (roll === 'modified-following' && monthOf(following) !== monthOf(date)) return nearest(date, -1, holidays);
  return following;
}

// The count-th business day after the date, or before it where the count is negative; zero leaves the date as it is.
export function addBusinessDays(date: LocalDate, count: number, holidays: ReadonlySet<LocalDate>): LocalDate {
  invariant(Number.isInteger(count), `A number of business days is whole, not ${count}.`);
  const step = count < 0 ? -1 : 1;
  let dayNumber = dayNumberOf(date);
  for (let left = Math.abs(count); left > 0; ) {
    dayNumber += step;
    if (isBusinessDayNumber(dayNumber, holidays)) left -= 1;
  }
  return dateOfDayNumber(dayNumber);
}

// How many business days one passes going from a to b, b counted and a not: what addBusinessDays adds, this counts.
export function businessDaysBetween(a: LocalDate, b: LocalDate, holidays: ReadonlySet<LocalDate>): number {
  const target = dayNumberOf(b);
  const step = b < a ? -1 : 1;
  let count = 0;
  for (let dayNumber = dayNumberOf(a); dayNumber !== target; ) {
    dayNumber += step;
    if (isBusinessDayNumber(dayNumber, holidays)) count += step;
  }
  return count;
}

function nearest(date: LocalDate, step: 1 | -1, holidays: ReadonlySet<LocalDate>): LocalDate {
  let dayNumber = dayNumberOf(date);
  while (!isBusinessDayNumber(dayNumber, holidays)) dayNumber += step;
  return dateOfDayNumber(dayNumber);
}

function isBusinessDayNumber(dayNumber: number, holidays: ReadonlySet<LocalDate>): boolean {
  if (dayOfWeekOfDayNumber(dayNumber) > 5) return false;
  return holidays.size === 0 || !holidays.has(dateOfDayNumber(dayNumber));
}
