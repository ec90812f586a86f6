// A business day as the text YYYY-MM-DD: reading it, moving it, and finding it for an instant in a time zone.
// Days of the calendar have no hour and no zone; texts of this one shape compare rightly with < and >.
import { invariant } from './invariant.ts';
import { refuse } from './refusal.ts';

export type LocalDate = string;

type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const dateShape = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
// The offset is required: without one the text would mean a different instant on every machine.
const instantShape = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/;

export function isLocalDate(text: string): boolean {
  return tryCivil(text) !== null;
}

export function parseLocalDate(text: string): LocalDate {
  if (tryCivil(text) === null) refuse('date.malformed', 'This is not a day of the calendar.', { value: text });
  return text;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

// A day that the target month lacks becomes its last day: 31 January plus one month is 28 or 29 February.
export function addMonths(date: LocalDate, months: number): LocalDate {
  invariant(Number.isInteger(months), `A number of months is whole, not ${months}.`);
  const { year, month, day } = civil(date);
  const monthIndex = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(monthIndex / 12);
  const targetMonth = monthIndex - targetYear * 12 + 1;
  return textOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

export function startOfMonth(date: LocalDate): LocalDate {
  const { year, month } = civil(date);
  return textOf(year, month, 1);
}

export function endOfMonth(date: LocalDate): LocalDate {
  const { year, month } = civil(date);
  return textOf(year, month, daysInMonth(year, month));
}

// How many days after a is b: negative where b is the earlier one.
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return dayNumberOf(b) - dayNumberOf(a);
}

// ISO 8601: 1 is Monday, 7 is Sunday.
export function dayOfWeek(date: LocalDate): number {
  return dayOfWeekOfDayNumber(dayNumberOf(date));
}

export function dayOfWeekOfDayNumber(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

export function monthOf(date: LocalDate): string {
  civil(date);
  return date.slice(0, 7);
}

export function localDateIn(instantIso: string, timeZone: string): LocalDate {
  const instantMs = instantShape.test(instantIso) ? Date.parse(instantIso) : Number.NaN;
  if (Number.isNaN(instantMs)) refuse('date.malformed', 'This is not an instant of ISO 8601 with an offset.', { value: instantIso });
  const parts = new Map(formatterFor(timeZone).formatToParts(instantMs).map((part) => [part.type, part.value]));
  return parseLocalDate(`${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`);
}

export function isTimeZone(text: string): boolean {
  return tryFormatter(text) !== null;
}

// Days since 1970-01-01, by the civil calendar counted from 1 March so that the leap day comes last
// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days).
export function dayNumberOf(date: LocalDate): number {
  const { year, month, day } = civil(date);
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function dateOfDayNumber(dayNumber: number): LocalDate {
  invariant(Number.isInteger(dayNumber), `A number of days is whole, not ${dayNumber}.`);
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return textOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

function tryCivil(text: string): CivilDate | null {
  const match = dateShape.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return { year, month, day };
}

function civil(date: LocalDate): CivilDate {
  return tryCivil(date) ?? refuse('date.malformed', 'This is not a day of the calendar.', { value: date });
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function textOf(year: number, month: number, day: number): LocalDate {
  if (year < 1 || year > 9999) refuse('date.malformed', 'The calendar here runs from the year 1 to the year 9999.', { value: year });
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

// Making a formatter costs far more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  return tryFormatter(timeZone) ?? refuse('date.unknown_zone', 'This time zone is not known.', { value: timeZone });
}

function tryFormatter(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  try {
    // An empty name or a missing one would silently mean the zone of the machine.
    if (timeZone === '') return null;
    const calendar = { calendar: 'iso8601', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const formatter = new Intl.DateTimeFormat('en-CA', { ...calendar, timeZone });
    formatters.set(timeZone, formatter);
    return formatter;
  } catch {
    return null;
  }
}
