// Document numbers: patterns, fiscal years, and what could be a number of ours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fiscalYearOf, formatNumber, isOfPattern, numberFormat } from './numbering.ts';

for (const [pattern, sequence, expected] of [
  ['INV-{year}-{number:5}', 17n, 'INV-2026-00017'], ['INV-{year}-{number:5}', 123_456n, 'INV-2026-123456'], ['{year}{number:1}', 1n, '20261'], ['R{year}/{number:4}/NL', 9n, 'R2026/0009/NL'],
] as const) test(`${pattern} and ${sequence} give ${expected}`, () => assert.equal(formatNumber(numberFormat(pattern, 2026), sequence), expected));

for (const pattern of ['INV-{number:5}', 'INV-{year}', '{number:5}-{year}', 'INV-{year}-{number}', 'INV-{year}-{number:0}', '{year}{year}{number:5}', '']) {
  test(`the pattern "${pattern}" is refused`, () => assert.throws(() => numberFormat(pattern, 2026), { code: 'numbering.pattern' }));
}

for (const [date, month, year] of [['2026-01-01', 1, 2026], ['2026-12-31', 1, 2026], ['2026-03-31', 4, 2025], ['2026-04-01', 4, 2026], ['2026-06-30', 7, 2025]] as const) {
  test(`${date} lies in the fiscal year ${year} when it starts in month ${month}`, () => assert.equal(fiscalYearOf(date, month), year));
}

for (const [pattern, number, isOurs] of [
  ['INV-{year}-{number:5}', 'INV-2026-00017', true], ['INV-{year}-{number:5}', 'INV-1999-7', true], ['INV-{year}-{number:5}', 'INV-26-00017', false], ['INV-{year}-{number:5}', 'OLD-17', false],
  ['R{year}.{number:3}(x)', 'R2026.001(x)', true], ['R{year}.{number:3}(x)', 'R2026-001(x)', false], ['R{year}.{number:3}(x)', 'xR2026.001(x)', false],
] as const) test(`${number} ${isOurs ? 'could be' : 'is never'} a number of ${pattern}`, () => assert.equal(isOfPattern(pattern, number), isOurs));
