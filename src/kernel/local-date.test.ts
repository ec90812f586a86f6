// Local dates: the calendar against the day count of the platform, month arithmetic as a table, and instants in time zones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays, addMonths, dateOfDayNumber, dayNumberOf, dayOfWeek, daysBetween, endOfMonth, isLocalDate, isTimeZone, localDateIn, monthOf,
  parseLocalDate, startOfMonth,
} from './local-date.ts';

const seed = Number(process.env['SEED'] ?? 20260105);
const firstDay = dayNumberOf('0001-01-01');
const lastDay = dayNumberOf('9999-12-31');
const anyDate = fc.oneof(fc.integer({ min: firstDay, max: lastDay }), fc.integer({ min: 0, max: 40_000 })).map(dateOfDayNumber);

const malformed = [
  '', '2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-04-31', '2026-01-00', '0000-01-01', '1900-02-29', '2026-1-05', '26-01-05',
  '05.01.2026', '2026/01/05', '20260105', '2026-01-05T00:00:00Z', ' 2026-01-05', '2026-01-05\n', '-2026-01-05', '12026-01-05', '２０２６-01-05', 'today',
  '2026‐01‐05', '9'.repeat(1_000_000),
];

for (const text of malformed) {
  test(`${JSON.stringify(text.slice(0, 30))} is no day of the calendar`, () => {
    assert.equal(isLocalDate(text), false);
    assert.throws(() => parseLocalDate(text), { name: 'Refusal', code: 'date.malformed' });
  });
}

for (const text of ['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
  test(`${text} is a day of the calendar`, () => assert.equal(parseLocalDate(text), text));
}

for (const [date, months, expected] of [
  ['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'], ['2026-03-31', -1, '2026-02-28'], ['2026-12-15', 1, '2027-01-15'],
  ['2026-01-15', -1, '2025-12-15'], ['2024-02-29', 12, '2025-02-28'], ['2024-02-29', 48, '2028-02-29'], ['2026-05-31', 0, '2026-05-31'], ['2026-10-31', -20, '2025-02-28'],
] as const) {
  test(`${date} plus ${months} months is ${expected}`, () => assert.equal(addMonths(date, months), expected));
}

test('the weekday is that of the ISO week', () => {
  assert.deepEqual(['2026-11-23', '2026-11-29', '1969-12-31', '2000-01-01'].map(dayOfWeek), [1, 7, 3, 6]);
});

test('the first and last day of a month are known for every kind of month', () => {
  assert.deepEqual(['2026-02-10', '2024-02-10', '1900-02-10', '2026-04-01', '2026-12-31'].map(endOfMonth),
    ['2026-02-28', '2024-02-29', '1900-02-28', '2026-04-30', '2026-12-31']);
  assert.equal(startOfMonth('2026-12-31'), '2026-12-01');
  assert.equal(monthOf('2026-12-31'), '2026-12');
});

test('the calendar is that of the platform, on any day from the year 1 to the year 9999', () => {
  fc.assert(fc.property(anyDate, (date) => {
    const midnightMs = Date.parse(`${date}T00:00:00Z`);
    assert.equal(dayNumberOf(date), midnightMs / 86_400_000);
    assert.equal(dayOfWeek(date), ((new Date(midnightMs).getUTCDay() + 6) % 7) + 1);
    assert.equal(localDateIn(`${date}T12:00:00Z`, 'UTC'), date);
  }), { seed, numRuns: 1000 });
});

test('adding days and counting them undo each other, and dates compare as texts', () => {
  fc.assert(fc.property(anyDate, anyDate, (a, b) => {
    const days = daysBetween(a, b);
    assert.equal(addDays(a, days), b);
    assert.equal(Math.sign(days), a < b ? 1 : a > b ? -1 : 0);
  }), { seed });
});

test('months added land in the month meant, on the same day or on its last', () => {
  const anyModernDate = fc.integer({ min: -30_000, max: 60_000 }).map(dateOfDayNumber);
  fc.assert(fc.property(anyModernDate, fc.integer({ min: -600, max: 600 }), (date, months) => {
    const moved = addMonths(date, months);
    const indexOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
    assert.equal(indexOf(moved), indexOf(date) + months);
    assert.ok(moved.slice(8) === date.slice(8) || (moved === endOfMonth(moved) && moved.slice(8) < date.slice(8)));
  }), { seed });
});

test('a date outside of the calendar is refused, and a broken number of days is a bug', () => {
  assert.throws(() => addDays('9999-12-31', 1), { code: 'date.malformed' });
  assert.throws(() => addMonths('0001-01-01', -1), { code: 'date.malformed' });
  assert.throws(() => addDays('2026-02-30', 1), { code: 'date.malformed' });
  assert.throws(() => monthOf('2026-02'), { code: 'date.malformed' });
  for (const days of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => addDays('2026-01-01', days), { name: 'InvariantFailure' });
    assert.throws(() => addMonths('2026-01-01', days), { name: 'InvariantFailure' });
  }
});

for (const [instant, zone, date] of [
  ['2026-11-22T23:30:00Z', 'Europe/Berlin', '2026-11-23'], ['2026-11-22T23:30:00Z', 'America/New_York', '2026-11-22'],
  ['2026-06-30T22:00:00Z', 'Europe/Berlin', '2026-07-01'], ['2026-12-31T22:59:59.999999Z', 'Europe/Berlin', '2026-12-31'],
  ['2026-11-22T10:00:00Z', 'Pacific/Kiritimati', '2026-11-23'], ['2026-11-23T01:00:00+14:00', 'UTC', '2026-11-22'],
  // Samoa left out 30 December 2011 altogether.
  ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'], ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
] as const) {
  test(`${instant} is ${date} in ${zone}`, () => assert.equal(localDateIn(instant, zone), date));
}

for (const instant of ['', '2026-11-22', '2026-11-22T10:00:00', '2026-11-22 10:00:00Z', '2026-13-22T10:00:00Z', '2026-11-22T25:00:00Z', 'now']) {
  test(`${JSON.stringify(instant)} is no instant`, () => {
    assert.throws(() => localDateIn(instant, 'UTC'), { code: 'date.malformed', value: instant });
  });
}

test('a zone that nobody knows is refused', () => {
  for (const zone of ['', 'Mars/Olympus', 'Europe/Berlin\0', '../etc']) {
    assert.equal(isTimeZone(zone), false);
    assert.throws(() => localDateIn('2026-11-22T10:00:00Z', zone), { code: 'date.unknown_zone' });
  }
  assert.equal(isTimeZone('Europe/Berlin'), true);
});
