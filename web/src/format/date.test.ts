// Days as typed and as shown: the reader's order, shortcuts, and no time zone ever moves a day.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays, dayOf, daysBetween, formatDate, formatDayNear, monthEndBefore, readDay, withReadDays } from './date.ts';
import { setLocale } from './locale.ts';

const today = '2026-09-01';

const cases: readonly (readonly [locale: string, typed: string, day: string | undefined])[] = [
  ['en-US', '2026-02-28', '2026-02-28'],
  ['en-US', '9/3/2026', '2026-09-03'],
  ['en-GB', '9/3/2026', '2026-03-09'],
  ['de-DE', '9.3.26', '2026-03-09'],
  ['de-DE', '9.3', '2026-03-09'],
  ['sv-SE', '2026-3-9', '2026-03-09'],
  ['en-US', '20260309', '2026-03-09'],
  ['en-US', '15', '2026-09-15'],
  ['en-US', 't', '2026-09-01'],
  ['en-US', '+30', '2026-10-01'],
  ['en-US', '-1', '2026-08-31'],
  ['en-GB', '30 Jan 1998', '1998-01-30'],
  ['en-US', 'Jan 30, 1998', '1998-01-30'],
  ['en-GB', '31 october', '2026-10-31'],
  ['de-DE', '3. März 26', '2026-03-03'],
  ['fr-FR', '14 juil. 2026', '2026-07-14'],
  ['en-US', '1998 Jan 30', '1998-01-30'],
  ['en-GB', '30 ju 2026', undefined],
  ['fr-FR', '14 jui 2026', undefined],
  ['en-GB', '31 Feb', undefined],
  ['en-GB', 'may', undefined],
  ['en-US', '2026-02-30', undefined],
  ['en-US', '13/13/2026', undefined],
  ['en-US', 'soon', undefined],
  ['en-US', '', undefined],
];

for (const [locale, typed, day] of cases) {
  test(`${locale} reads "${typed}" as ${day ?? 'nothing'}`, () => {
    setLocale(locale);
    assert.equal(readDay(typed, today), day);
  });
}

test('a day is shown as that day everywhere', () => {
  setLocale('en-GB');
  assert.equal(formatDate('2026-03-01'), '1 Mar 2026');
  assert.equal(formatDate('2026-12-31', 'short'), '31 Dec');
  assert.deepEqual([formatDayNear('2026-12-31', '2026-01-02'), formatDayNear('2025-12-31', '2026-01-02')], ['31 Dec', '31 Dec 2025']);
});

test('days are counted and added across months and leap years', () => {
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
  assert.equal(monthEndBefore('2026-03-31', 1), '2026-02-28');
  assert.equal(monthEndBefore('2026-01-15', 1), '2025-12-31');
});

test('an instant is of the day that the company’s clock says', () => {
  assert.deepEqual([dayOf('2026-03-01T23:30:00Z', 'Europe/Amsterdam'), dayOf('2026-03-01T23:30:00Z', 'America/New_York')], ['2026-03-02', '2026-03-01']);
});

test('days and instants in the server’s words are written as the reader writes them, numbers that look so are not', () => {
  setLocale('en-GB');
  assert.equal(withReadDays('Order SO-2026-03-01 line 1 of 2026-03-01: 4 ordered', 'Europe/Amsterdam'), 'Order SO-2026-03-01 line 1 of 1 Mar 2026: 4 ordered');
  assert.equal(withReadDays('issued at 2026-03-01T23:30:00.000Z', 'Europe/Amsterdam'), 'issued at 2 Mar 2026, 00:30');
});
