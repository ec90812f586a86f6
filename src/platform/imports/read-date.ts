// Date cells: the year first is always understood; other orders only when the mapping names them, because 04/07 is two days.

import { dateOfDayNumber, dayNumberOf, isLocalDate } from '#kernel/local-date.ts';
import { problem, type CellProblem, type CellReader } from './cell.ts';

export const dateFormats = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD/MM/YY', 'MM/DD/YY', 'excel'] as const;
export type DateFormat = (typeof dateFormats)[number];

const time = String.raw`(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s*[AP]M)?\s*(?:Z|UTC|[-+]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}$`, 'i');
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})${time}$`, 'i');
const dayMonthName = new RegExp(String.raw`^(\d{1,2})[-/. ]+([A-Z]{3,9})\.?[-/., ]+(\d{4})${time}$`, 'i');
const monthNameDay = new RegExp(String.raw`^([A-Z]{3,9})\.? +(\d{1,2}),? +(\d{4})${time}$`, 'i');
const serial = /^(\d{1,7})(?:\.\d+)?$/;
const monthNames = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

// No order, price or delivery of this trade is older or later; a year outside is a slip of the finger.
const EARLIEST = '1900-01-01';
const LATEST = '2199-12-31';
// A serial of 1 is 1900-01-01, and 60 is the 29 February 1900 that never was (kept for Lotus 1-2-3): safe from 61 on.
const SERIAL_ZERO = dayNumberOf('1899-12-30');
const SERIAL_FIRST_SAFE = 61;

/** The time of day and its zone are left aside: the day counts as it is written. */
export function dateReader(format: DateFormat | undefined): CellReader {
  return (text) => {
    const year = yearFirst.exec(text);
    if (year !== null) return day(Number(year[1]), Number(year[3]), Number(year[4]));
    if (format === 'excel') return fromSerial(text);
    const packed = compact.exec(text);
    if (packed !== null) return day(Number(packed[1]), Number(packed[2]), Number(packed[3]));
    return fromNamedMonth(text) ?? fromYearLast(text, format) ?? malformed(text);
  };
}

function fromSerial(text: string): string | CellProblem {
  const found = serial.exec(text);
  if (found === null) return malformed(text);
  const days = Number(found[1]);
  if (days < SERIAL_FIRST_SAFE || days > 109_574) return problem('import.date_impossible', `the serial number ${text} is no day from March 1900 to 2199`);
  return dateOfDayNumber(SERIAL_ZERO + days);
}

function fromNamedMonth(text: string): string | CellProblem | null {
  const dayFirst = dayMonthName.exec(text);
  const monthFirst = dayFirst === null ? monthNameDay.exec(text) : null;
  const name = (dayFirst?.[2] ?? monthFirst?.[1] ?? '').toLowerCase();
  if (name === '') return null;
  const month = monthNames.findIndex((full) => full === name || full.slice(0, 3) === name) + 1;
  if (month === 0) return null;
  return day(Number(dayFirst?.[3] ?? monthFirst?.[3]), month, Number(dayFirst?.[1] ?? monthFirst?.[2]));
}

function fromYearLast(text: string, format: DateFormat | undefined): string | CellProblem | null {
  const found = yearLast.exec(text);
  if (found === null) return null;
  const [, first = '', mark = '', second = '', yearText = ''] = found;
  const isShort = yearText.length === 2;
  // Dots are written day first wherever they are written.
  const order = format ?? (mark === '.' && !isShort ? 'DD/MM/YYYY' : null);
  if (order === null || order === 'YYYY-MM-DD') {
    return problem('import.date_ambiguous', 'the order of day and month is not known', 'Set date_format in the mapping: DD/MM/YYYY, MM/DD/YYYY or, with two digits of the year, DD/MM/YY or MM/DD/YY.');
  }
  if (isShort !== order.endsWith('/YY')) return problem('import.date_malformed', `the date does not have the form ${order} of the mapping`);
  const year = isShort ? shortYear(Number(yearText)) : Number(yearText);
  return order.startsWith('DD') ? day(year, Number(second), Number(first), order) : day(year, Number(first), Number(second), order);
}

/** POSIX strptime %y: 69 to 99 are of the last century. */
function shortYear(year: number): number {
  return year >= 69 ? 1900 + year : 2000 + year;
}

function day(year: number, month: number, dayOfMonth: number, order?: DateFormat): string | CellProblem {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
  if (!isLocalDate(date)) {
    const read = order === undefined ? '' : `, read as ${order}`;
    return problem('import.date_impossible', `there is no such day: year ${year}, month ${month}, day ${dayOfMonth}${read}`, month > 12 && order !== undefined
      ? 'Correct the date, or set date_format in the mapping to the order of day and month that the file uses.' : 'Correct the date in the file: this day does not exist.');
  }
  if (date < EARLIEST || date > LATEST) return problem('import.date_impossible', `the year ${year} cannot be meant (1900 to 2199)`, 'Correct the year in the file.');
  return date;
}

function malformed(text: string): CellProblem {
  if (serial.test(text)) return problem('import.date_malformed', 'this is a number, not a date', 'If these are serial numbers of a spreadsheet, set date_format to excel in the mapping; otherwise correct the date.');
  return problem('import.date_malformed', 'this is not a date');
}
