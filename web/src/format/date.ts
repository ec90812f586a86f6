// Business days as text 'YYYY-MM-DD' and instants, as people read them. A business day has no time zone and never passes through one.
import { currentLocale, dateFormat, numberFormat } from './locale.ts';

/** `short` 1 Sep · `medium` 1 Sep 2026 · `long` Tuesday, 1 September 2026; order and words are the reader's. */
export type DateStyle = 'short' | 'medium' | 'long';

const dateStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  medium: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
};

export function formatDate(day: string, style: DateStyle = 'medium'): string {
  return dateFormat(dateStyles[style]).format(noonOf(day));
}

/** '1 Sep', with the year where it is not that of the other day: of today, or of what stands beside it. */
export function formatDayNear(day: string, other: string): string {
  return formatDate(day, day.slice(0, 4) === other.slice(0, 4) ? 'short' : 'medium');
}

/** An instant in the given zone: 1 Sep 2026, 14:05. */
export function formatInstant(instant: string, timeZone: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(instant));
}

/** The day of an instant in the given zone, as text. */
export function dayOf(instant: string, timeZone: string): string {
  const parts = new Map(new Intl.DateTimeFormat('en', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
}

const daysAndInstants = /(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?(?![\w-])/g;

/** Words of the server with its days and instants written as the reader writes them; numbers that only look so stay. */
export function withReadDays(words: string, timeZone: string): string {
  return words.replaceAll(daysAndInstants, (found) => (found.includes('T') ? formatInstant(found, timeZone) : isDay(found) ? formatDate(found) : found));
}

/** 'in 3 days', 'yesterday', '2 months ago'. */
export function formatDistance(day: string, today: string): string {
  const days = daysBetween(today, day);
  const relative = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  if (Math.abs(days) < 45) return relative.format(days, 'day');
  if (Math.abs(days) < 540) return relative.format(Math.round(days / 30.4), 'month');
  return relative.format(Math.round(days / 365), 'year');
}

export function daysBetween(from: string, to: string): number {
  return Math.round((noonOf(to).getTime() - noonOf(from).getTime()) / 86_400_000);
}

export function addDays(day: string, count: number): string {
  const date = noonOf(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Last day of the month that lies `months` before the month of `day`. */
export function monthEndBefore(day: string, months: number): string {
  const date = noonOf(day);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 0, 12)).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = noonOf(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/**
 * Reads a day as typed: 2026-09-01, the reader's own order (1.9.26, 9/1/2026), as it is shown (1 Sep 2026, 31 Oct), 20260901, a bare day of this month,
 * `t` for today, `+30` and `-7` counted from today. Undefined where it is none of these.
 */
export function readDay(typed: string, today: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (text === 't' || text === 'today') return today;
  if (/^[+-]\d{1,4}$/.test(text)) return addDays(today, Number(text));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return checkedDay(compact[1], compact[2], compact[3]);
  const parts = text.split(/[^\d]+/).filter(Boolean);
  if (/\p{L}{3}/u.test(text)) return dayOfNamedMonth(text, parts, today);
  if (!/^[\d\s./\-年月日]+$/.test(text)) return undefined;
  if (parts[0]?.length === 4) return parts.length === 3 ? checkedDay(parts[0], parts[1], parts[2]) : undefined;
  if (parts.length === 1) return checkedDay(today.slice(0, 4), today.slice(5, 7), parts[0]);
  const order = fieldOrder().filter((field) => parts.length === 3 || field !== 'year');
  const named: Record<string, string | undefined> = {};
  order.forEach((field, index) => { named[field] = parts[index]; });
  return checkedDay(named.year ?? today.slice(0, 4), named.month, named.day);
}

/** One name of a month in the reader's language, full or cut short, and a day, with or without a year. */
function dayOfNamedMonth(text: string, numbers: readonly string[], today: string): string | undefined {
  const [word, ...others] = text.split(/[^\p{L}\p{M}]+/u).filter((part) => part.length >= 3);
  if (word === undefined || others.length > 0 || numbers.length === 0 || numbers.length > 2) return undefined;
  const namesOf = (month: string): string[] => (['long', 'short'] as const).map((style) => dateFormat({ month: style, timeZone: 'UTC' }).format(noonOf(`2026-${month}-15`)).toLowerCase());
  const months = Array.from({ length: 12 }, (_unused, index) => String(index + 1).padStart(2, '0'));
  const found = months.filter((month) => namesOf(month).some((name) => name.startsWith(word)));
  if (found.length !== 1) return undefined;
  const [day, year = today.slice(0, 4)] = numbers[0]?.length === 4 ? [numbers[1], numbers[0]] : numbers;
  return checkedDay(year, found[0], day);
}

/** The reader's order of day, month and year as a hint: 'dd.mm.yyyy'. */
export function dayPattern(): string {
  const letters: Record<string, string> = { day: 'dd', month: 'mm', year: 'yyyy' };
  return dateFormat({ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
    .formatToParts(noonOf('2026-09-01'))
    .map((part) => letters[part.type] ?? part.value)
    .join('');
}

/** '2026-10' is October 2026. */
export function formatMonth(month: string): string {
  return dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(noonOf(`${month}-15`));
}

export function formatPercent(fraction: number): string {
  return numberFormat({ style: 'percent', maximumFractionDigits: 1 }).format(fraction);
}

function fieldOrder(): string[] {
  return dateFormat({ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
    .formatToParts(noonOf('2026-09-01'))
    .map((part) => part.type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year');
}

function checkedDay(year = '', month = '', day = ''): string | undefined {
  const fullYear = year.length === 2 ? `20${year}` : year;
  const text = `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

/** Noon in UTC: far from every midnight, so that no zone can move the day. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}
