// A rate is kept as base units per unit, whichever way it was quoted; one that looks wrong is named so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRate, warningOf, type Quotation } from './exchange-rate.ts';

const books = { currencies: new Set(['EUR']), today: '2026-03-02' };
const read = (rate: string, quoted: Quotation): string => readRate({ currency: 'USD', baseCurrency: 'EUR', ratedOn: '2026-03-02', rate, quoted }, books);

test('a quotation the other way round is turned, half to even, to fifteen decimals', () => {
  assert.equal(read('0.9217', 'base_per_unit'), '0.9217');
  assert.equal(read('1.25', 'units_per_base'), '0.800000000000000');
  assert.equal(read('3', 'units_per_base'), '0.333333333333333');
  assert.throws(() => read('0', 'units_per_base'), { code: 'exchange_rate.bounds' });
});

test('a slipped decimal point and a reciprocal are noticed, a usual move and the first rate are not', () => {
  const told = (rate: string, before: string | null): unknown => warningOf(rate, before);
  for (const [rate, before, warning] of [
    ['0.92', null, null], ['0.92', '0.93', null], ['9.2', '0.93', 'far_off'], ['0.092', '0.93', 'far_off'], ['1.087', '0.92', 'upside_down'], ['0.92', '1.087', 'upside_down'],
    ['1.01', '0.99', null], ['160', '0.00625', 'upside_down'], ['0.7', '0.9', null], ['4.6', '0.92', 'far_off'],
  ] as const) assert.equal(told(rate, before), warning, `${rate} after ${String(before)}`);
});
