// Money on screen: exact beyond the range of a Number, currency digits kept, sums without floats.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { setLocale } from './locale.ts';
import { formatAccounting, formatDecimal, formatMoney, sharesOf, subtractAmounts, sumByCurrency } from './money.ts';

test('an amount beyond the exact range of a Number keeps every digit', () => {
  setLocale('en-US');
  assert.equal(formatMoney({ amount: '90071992547409931.27', currency: 'USD' }), '$90,071,992,547,409,931.27');
});

test('digits follow the currency', () => {
  setLocale('en-US');
  assert.equal(formatMoney({ amount: '1234', currency: 'JPY' }), '¥1,234');
  assert.equal(formatMoney({ amount: '1234.5', currency: 'KWD' }, 'plain'), '1,234.500');
});

test('grids show whole units and a dash for nothing', () => {
  assert.equal(formatMoney({ amount: '8126.04', currency: 'USD' }, 'whole'), '8,126');
  assert.equal(formatMoney({ amount: '0.00', currency: 'USD' }, 'whole'), '–');
});

test('an amount is shortened only where the language has a word for it', () => {
  setLocale('de-DE');
  assert.match(formatMoney({ amount: '551412.40', currency: 'EUR' }, 'short'), /^551\.412\s€$/);
  assert.match(formatMoney({ amount: '6712345.40', currency: 'EUR' }, 'short'), /^6,7\sMio\.\s€$/);
  setLocale('en-US');
  assert.equal(formatMoney({ amount: '1.34', currency: 'USD' }, 'short'), '$1.34');
});

test('accounting style puts negatives in parentheses', () => {
  assert.equal(formatAccounting({ amount: '-12.50', currency: 'EUR' }), '(12.50)');
  assert.equal(formatAccounting({ amount: '12.50', currency: 'EUR' }), '12.50');
});

test('a unit price keeps its own digits', () => {
  assert.equal(formatDecimal('1234.56789'), '1,234.56789');
});

test('sums are exact and one per currency', () => {
  const sums = sumByCurrency([
    { amount: '0.10', currency: 'EUR' }, { amount: '0.20', currency: 'EUR' },
    { amount: '-5', currency: 'JPY' }, { amount: '9007199254740993.00', currency: 'EUR' },
  ]);
  assert.deepEqual(sums, [{ amount: '9007199254740993.30', currency: 'EUR' }, { amount: '-5', currency: 'JPY' }]);
});

test('a difference is exact', () => {
  assert.equal(subtractAmounts('10.00', '9.99'), '0.01');
  assert.equal(subtractAmounts('10.00', '-0.01'), '10.01');
});

test('shares are drawn from the positive amounts', () => {
  assert.deepEqual(sharesOf(['1.00', '3.00', '-2.00', '0']), [250, 750, 0, 0]);
});
