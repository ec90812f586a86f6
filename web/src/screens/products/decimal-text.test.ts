// What is sent is what was typed, without the zeros of the field.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { trimmedDecimal } from './decimal-text.ts';

test('zeros beyond the digits of the currency go', () => {
  assert.equal(trimmedDecimal('4.500000', 2), '4.50');
  assert.equal(trimmedDecimal('120.000000', 0), '120');
});

test('digits that say something stay', () => {
  assert.equal(trimmedDecimal('0.003250', 2), '0.00325');
});

test('a price without decimals gets those of its currency', () => {
  assert.equal(trimmedDecimal('7', 2), '7.00');
});
