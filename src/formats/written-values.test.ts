// Tests of reading days and numbers by a stated pattern.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingDatePatterns, fittingDecimalMarks, plainNumber, readWrittenDate, readWrittenNumber } from './written-values.ts';
import type { DatePattern, DecimalMark } from './written-values.ts';

test('days are read by their pattern and only where they exist', () => {
  const samples: readonly (readonly [string, DatePattern, string | null])[] = [
    ['2026-02-28', 'YYYY-MM-DD', '2026-02-28'],
    ['1996-07-04 00:00:00.000', 'YYYY-MM-DD', '1996-07-04'],
    ['2026-02-29', 'YYYY-MM-DD', null],
    ['3.4.2026', 'DD.MM.YYYY', '2026-04-03'],
    ['03/04/2026', 'MM/DD/YYYY', '2026-03-04'],
    ['13/04/2026', 'MM/DD/YYYY', null],
    ['20260304', 'YYYYMMDD', '2026-03-04'],
    ['2026034', 'YYYYMMDD', null],
    ['31.12.99', 'DD.MM.YY', '1999-12-31'],
    ['31.12.29', 'DD.MM.YY', '2029-12-31'],
    ['2026-03-04x', 'YYYY-MM-DD', null],
    ['', 'YYYY-MM-DD', null],
  ];
  for (const [text, pattern, day] of samples) assert.equal(readWrittenDate(text, pattern), day, `${text} as ${pattern}`);
});

test('patterns are offered where every sample fits; an open question stays open', () => {
  assert.deepEqual(fittingDatePatterns(['03/04/2026', '', '13/04/2026']), ['DD/MM/YYYY']);
  assert.deepEqual(fittingDatePatterns(['03/04/2026']), ['DD/MM/YYYY', 'MM/DD/YYYY']);
  assert.deepEqual(fittingDatePatterns(['soon']), []);
  assert.deepEqual(fittingDecimalMarks(['1.234,50', '7']), ['comma']);
  assert.deepEqual(fittingDecimalMarks(['7', '1 000']), ['point', 'comma']);
  assert.deepEqual(fittingDecimalMarks(['1.234']), ['point', 'comma']);
});

test('numbers are read with a stated mark; grouping must be in threes', () => {
  const samples: readonly (readonly [string, DecimalMark, string | null])[] = [
    ['1,234.50', 'point', '1234.50'],
    ['1.234,50', 'comma', '1234.50'],
    ["1'234.50", 'point', '1234.50'],
    ['1\u00a0234\u00a0567,5', 'comma', '1234567.5'],
    ['-0,5', 'comma', '-0.5'],
    [',5', 'comma', '0.5'],
    ['-.5', 'point', '-0.5'],
    ['\u221212.5', 'point', '-12.5'],
    ['12.5-', 'point', '-12.5'],
    ['(12.50)', 'point', '-12.50'],
    ['+7', 'point', '7'],
    ['12,34.5', 'point', null],
    ['1,5', 'point', null],
    ['1e5', 'point', null],
    ['0x10', 'point', null],
    ['-', 'point', null],
    ['', 'point', null],
    ['12 EUR', 'point', null],
  ];
  for (const [text, mark, plain] of samples) assert.equal(plainNumber(text, mark), plain, `${text} with ${mark}`);
  assert.deepEqual(readWrittenNumber('1.234,50', 'comma'), { unscaled: 123_450n, scale: 2 });
});
