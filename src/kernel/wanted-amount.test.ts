// Amounts as people type them into a search.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorByCurrency, readWantedAmount } from './wanted-amount.ts';

const inCents = (text: string): bigint | undefined => {
  const { currencies, minors } = minorByCurrency(readWantedAmount(text));
  return minors[currencies.indexOf('EUR')];
};

test('an amount is read however it is written', () => {
  assert.deepEqual(['1182.55', '1,182.55', '1.182,55', '1182,55', '€ 1182.55', "1'182.55"].map(inCents), Array.from({ length: 6 }, () => 118_255n));
  assert.deepEqual(['1182', '1.182', '1,182', '1182.5'].map(inCents), [118_200n, 118_200n, 118_200n, 118_250n]);
});

test('what is no amount finds none', () => {
  assert.deepEqual(['INV-2026-00001', '', '12-3', '1.2.3', '12345678901234567890123', '1,18,255'].map(readWantedAmount), [null, null, null, null, null, null]);
  assert.deepEqual(minorByCurrency(null), { currencies: [], minors: [] });
});

test('a currency without cents holds no cents', () => {
  const { currencies, minors } = minorByCurrency(readWantedAmount('12.50'));
  assert.equal(currencies.includes('JPY'), false);
  assert.equal(minors[currencies.indexOf('KWD')], 12_500n);
});
