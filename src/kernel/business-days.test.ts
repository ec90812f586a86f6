// Business days around a real year end: rolling, adding and counting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addBusinessDays, businessDaysBetween, isBusinessDay, rollDate, rolls } from './business-days.ts';
import { addDays, dateOfDayNumber, monthOf } from './local-date.ts';

const seed = Number(process.env['SEED'] ?? 20260106);
// 25 December 2026 is a Friday, 1 January 2027 a Friday too.
const holidays = new Set(['2026-12-25', '2026-12-26', '2027-01-01', '2026-05-01']);

//              date, none, following, preceding, modified-following
const rollings = [
  ['2026-12-24', '2026-12-24', '2026-12-24', '2026-12-24', '2026-12-24'],
  ['2026-12-25', '2026-12-25', '2026-12-28', '2026-12-24', '2026-12-28'],
  ['2026-12-27', '2026-12-27', '2026-12-28', '2026-12-24', '2026-12-28'],
  ['2027-01-01', '2027-01-01', '2027-01-04', '2026-12-31', '2027-01-04'],
  ['2026-05-31', '2026-05-31', '2026-06-01', '2026-05-29', '2026-05-29'],
  ['2026-01-31', '2026-01-31', '2026-02-02', '2026-01-30', '2026-01-30'],
] as const;

for (const [date, ...expected] of rollings) {
  test(`${date} rolls to ${expected.join(', ')} by ${rolls.join(', ')}`, () => {
    assert.deepEqual(rolls.map((roll) => rollDate(date, roll, holidays)), expected);
  });
}

test('modified-following goes forward where going back would leave the month as well', () => {
  assert.equal(rollDate('2027-01-01', 'modified-following', holidays), '2027-01-04');
});

test('weekends and holidays are no business days', () => {
  const days = ['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27', '2026-12-28'];
  assert.deepEqual(days.map((day) => isBusinessDay(day, holidays)), [true, false, false, false, true]);
  assert.equal(isBusinessDay('2026-12-25', new Set()), true);
});

for (const [date, count, expected] of [
  ['2026-12-24', 1, '2026-12-28'], ['2026-12-25', 1, '2026-12-28'], ['2026-12-28', -1, '2026-12-24'], ['2026-12-27', -1, '2026-12-24'],
  ['2026-12-24', 6, '2027-01-05'], ['2026-12-26', 0, '2026-12-26'], ['2026-11-20', 10, '2026-12-04'],
] as const) {
  test(`${count} business days from ${date} is ${expected}`, () => assert.equal(addBusinessDays(date, count, holidays), expected));
}

const anyDate = fc.integer({ min: 15_000, max: 25_000 }).map(dateOfDayNumber);
const anyHolidays = fc.array(fc.integer({ min: 15_000, max: 25_000 }).map(dateOfDayNumber), { maxLength: 200 }).map((days) => new Set(days));

test('a rolled date is a business day, and modified-following stays in its month', () => {
  fc.assert(fc.property(anyDate, anyHolidays, (date, days) => {
    assert.ok(rollDate(date, 'following', days) >= date && isBusinessDay(rollDate(date, 'following', days), days));
    assert.ok(rollDate(date, 'preceding', days) <= date && isBusinessDay(rollDate(date, 'preceding', days), days));
    assert.equal(monthOf(rollDate(date, 'modified-following', days)), monthOf(date));
  }), { seed });
});

test('counting gives back what was added, and counts as one would by hand', () => {
  fc.assert(fc.property(anyDate, fc.integer({ min: -60, max: 60 }), anyHolidays, (date, count, days) => {
    const target = addBusinessDays(date, count, days);
    assert.equal(businessDaysBetween(date, target, days), count);
    if (count <= 0) return;
    let byHand = 0;
    for (let day = addDays(date, 1); day <= target; day = addDays(day, 1)) if (isBusinessDay(day, days)) byHand += 1;
    assert.equal(byHand, count);
  }), { seed });
});

test('half a business day is a bug of the program', () => {
  assert.throws(() => addBusinessDays('2026-12-24', 0.5, holidays), { name: 'InvariantFailure' });
});
