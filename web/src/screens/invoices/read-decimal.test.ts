// Numbers as they are typed into the lines of an invoice.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readDecimal } from './read-decimal.ts';

test('a quantity keeps the digits that say something', () => {
  assert.deepEqual(readDecimal('12.50'), { ok: true, value: '12.5' });
  assert.deepEqual(readDecimal('3'), { ok: true, value: '3' });
  assert.deepEqual(readDecimal('1,250'), { ok: true, value: '1250' });
  assert.deepEqual(readDecimal('100'), { ok: true, value: '100' });
});

test('a price may have more digits than a currency', () => {
  assert.deepEqual(readDecimal('0.00125'), { ok: true, value: '0.00125' });
});

test('nothing typed is nothing entered', () => {
  assert.deepEqual(readDecimal('  '), { ok: true, value: '' });
});

test('what is no number is told as such', () => {
  const reading = readDecimal('abc');
  assert.equal(reading.ok, false);
  assert.match(reading.ok ? '' : reading.reason, /not a number/);
});

test('a negative quantity is refused', () => {
  assert.equal(readDecimal('-2').ok, false);
});
