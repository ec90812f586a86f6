// Exact decimals against decimal.js as the oracle, and the texts that are no decimals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal as Oracle } from 'decimal.js';
import fc from 'fast-check';
import {
  addDecimal, compareDecimal, decimalFromInteger, formatDecimal, isZeroDecimal, multiplyDecimal, negateDecimal, parseDecimal, powerOfTen,
  subtractDecimal, tryParseDecimal,
} from './decimal.ts';

const seed = Number(process.env['SEED'] ?? 20260102);
const Exact = Oracle.clone({ precision: 200, toExpNeg: -400, toExpPos: 400 });

const decimalText = fc.tuple(fc.bigInt(-(10n ** 30n) + 1n, 10n ** 30n - 1n), fc.integer({ min: 0, max: 30 }))
  .map(([unscaled, scale]) => formatDecimal({ unscaled, scale }));

for (const [text, unscaled, scale] of [
  ['0', 0n, 0], ['12.3456', 123456n, 4], ['-0.05', -5n, 2], ['1.50', 150n, 2], ['.25', 25n, 2], ['-.25', -25n, 2], ['0007', 7n, 0], ['-0', 0n, 0],
  [`0.${'0'.repeat(29)}1`, 1n, 30], ['9'.repeat(30), 10n ** 30n - 1n, 0], [`1.${'0'.repeat(50)}`, 10n ** 50n, 50],
] as const) {
  test(`${text} is ${unscaled} at scale ${scale}`, () => assert.deepEqual(parseDecimal(text), { unscaled, scale }));
}

const refused = [
  '', '.', '-', '1.', '+1', '1e5', '1E-7', '1,5', '1.2.3', ' 1', '1 ', '1\n', '\u00a01', '−5', '١', 'NaN', 'Infinity', '0b1', '0x1', '1n', '1_0',
  `1${'0'.repeat(30)}`, `0.${'0'.repeat(30)}1`, `${'0'.repeat(100)}1`, '9'.repeat(5_000_000),
];

for (const text of refused) {
  test(`${JSON.stringify(text.slice(0, 40))} is no decimal`, () => {
    assert.equal(tryParseDecimal(text), null);
    assert.throws(() => parseDecimal(text), { name: 'Refusal', code: 'decimal.malformed' });
  });
}

test('a number of 30 digits is read, and is written as it was read', () => {
  fc.assert(fc.property(decimalText, (text) => assert.equal(formatDecimal(parseDecimal(text)), text)), { seed });
});

test('sum, difference, product and comparison agree with decimal.js', () => {
  fc.assert(fc.property(decimalText, decimalText, (left, right) => {
    const [a, b] = [parseDecimal(left), parseDecimal(right)];
    const [x, y] = [new Exact(left), new Exact(right)];
    assert.ok(x.plus(y).eq(formatDecimal(addDecimal(a, b))), 'sum');
    assert.ok(x.minus(y).eq(formatDecimal(subtractDecimal(a, b))), 'difference');
    assert.ok(x.times(y).eq(formatDecimal(multiplyDecimal(a, b))), 'product');
    assert.equal(compareDecimal(a, b), x.cmp(y));
    assert.equal(compareDecimal(a, a), 0);
    assert.ok(x.neg().eq(formatDecimal(negateDecimal(a))), 'negation');
  }), { seed });
});

test('scale does not change the value', () => {
  assert.equal(compareDecimal(parseDecimal('1.5'), parseDecimal('1.500')), 0);
  assert.equal(compareDecimal(decimalFromInteger(-3n), parseDecimal('-3.00')), 0);
  assert.equal(isZeroDecimal(parseDecimal('-0.000')), true);
  assert.equal(isZeroDecimal(parseDecimal('0.001')), false);
});

test('powers of ten are exact and only natural exponents are taken', () => {
  assert.equal(powerOfTen(0), 1n);
  assert.equal(powerOfTen(40), 10n ** 40n);
  assert.equal(powerOfTen(40), 10n ** 40n);
  assert.equal(powerOfTen(500), 10n ** 500n);
  assert.throws(() => powerOfTen(-1), { name: 'InvariantFailure' });
});
