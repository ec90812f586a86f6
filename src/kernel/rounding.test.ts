// Rounding in each mode, against a table a clerk can check and against decimal.js as the oracle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal as Oracle } from 'decimal.js';
import fc from 'fast-check';
import { currencyDigits } from './currency.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';
import { divideRounded, lineAmount, percentOf, roundToMinor, roundingModes } from './rounding.ts';
import type { RoundingMode } from './rounding.ts';

const seed = Number(process.env['SEED'] ?? 20260103);
const Exact = Oracle.clone({ precision: 300 });
const oracleMode = { 'half-up': Oracle.ROUND_HALF_UP, 'half-even': Oracle.ROUND_HALF_EVEN, down: Oracle.ROUND_DOWN, up: Oracle.ROUND_UP } as const;

//                 numerator, denominator, half-up, half-even, down, up
const quotients = [
  [5n, 2n, 3n, 2n, 2n, 3n], [7n, 2n, 4n, 4n, 3n, 4n], [-5n, 2n, -3n, -2n, -2n, -3n], [1n, 2n, 1n, 0n, 0n, 1n], [-1n, 2n, -1n, 0n, 0n, -1n],
  [1n, 3n, 0n, 0n, 0n, 1n], [2n, 3n, 1n, 1n, 0n, 1n], [-2n, 3n, -1n, -1n, 0n, -1n], [5n, -2n, -3n, -2n, -2n, -3n], [-5n, -2n, 3n, 2n, 2n, 3n],
  [6n, 3n, 2n, 2n, 2n, 2n], [0n, 7n, 0n, 0n, 0n, 0n],
] as const;

for (const [numerator, denominator, ...expected] of quotients) {
  test(`${numerator} / ${denominator} rounds to ${expected.join(', ')} in the modes ${roundingModes.join(', ')}`, () => {
    assert.deepEqual(roundingModes.map((mode) => divideRounded(numerator, denominator, mode)), expected);
  });
}

test('division by zero is a bug of the program', () => {
  assert.throws(() => divideRounded(1n, 0n, 'half-up'), { name: 'InvariantFailure' });
});

for (const [text, currency, minor] of [
  ['2.675', 'EUR', 268n], ['1.005', 'EUR', 101n], ['-1.005', 'EUR', -101n], ['0.5', 'JPY', 1n], ['1.0005', 'KWD', 1001n], ['3', 'EUR', 300n], ['1.1', 'CLF', 11000n],
] as const) {
  test(`${text} ${currency} is ${minor} minor units by commercial rounding`, () => {
    assert.equal(roundToMinor(parseDecimal(text), currency, 'half-up'), minor);
  });
}

// Quantity, unit price, discount, and the line that a till would print.
for (const [quantity, unitPrice, discount, amount] of [
  ['12', '14', undefined, 16800n], ['10', '9.80', '0', 9800n], ['35', '16.8', '15', 49980n], ['15', '7.7', '5', 10973n], ['1', '0.125', '20', 10n],
  ['3', '0.333', '33.333', 67n], ['-2', '19.99', '12.5', -3498n], ['1000000', '0.00000125', undefined, 125n], ['5', '8', '100', 0n],
] as const) {
  test(`${quantity} x ${unitPrice} less ${discount ?? 'no'} percent is ${amount}`, () => {
    const discountPercent = discount === undefined ? undefined : parseDecimal(discount);
    const line = { quantity: parseDecimal(quantity), unitPrice: parseDecimal(unitPrice), discountPercent, currency: 'EUR', mode: 'half-up' } as const;
    assert.equal(lineAmount(line), amount);
  });
}

for (const [minor, rate, tax] of [[10000n, '19', 1900n], [10050n, '7', 704n], [-10050n, '7', -704n], [333n, '8.875', 30n], [1n, '0', 0n]] as const) {
  test(`${rate} percent of ${minor} is ${tax}`, () => assert.equal(percentOf(minor, parseDecimal(rate), 'half-up'), tax));
}

const anyMode = fc.constantFrom<RoundingMode>(...roundingModes);
const anyCurrency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF');
const decimalUpTo = (digits: bigint, scaleMax: number) =>
  fc.tuple(fc.bigInt(-(10n ** digits), 10n ** digits), fc.integer({ min: 0, max: scaleMax })).map(([unscaled, scale]) => ({ unscaled, scale }));

// Fine-grained decimals seldom stand exactly on a half, so small ones are mixed in.
const anyDecimal = fc.oneof(decimalUpTo(29n, 12), decimalUpTo(4n, 5));

test('every rounded line is what decimal.js makes of it', () => {
  const anyPercent = fc.option(decimalUpTo(5n, 4), { nil: undefined });
  fc.assert(fc.property(anyDecimal, anyDecimal, anyPercent, anyCurrency, anyMode, (quantity, unitPrice, discountPercent, currency, mode) => {
    const share = new Exact(1).minus(new Exact(formatDecimal(discountPercent ?? parseDecimal('0'))).div(100));
    const exact = new Exact(formatDecimal(quantity)).times(formatDecimal(unitPrice)).times(share);
    const expected = exact.times(new Exact(10).pow(currencyDigits(currency))).toDecimalPlaces(0, oracleMode[mode]);
    assert.equal(lineAmount({ quantity, unitPrice, discountPercent, currency, mode }), BigInt(expected.toFixed(0)));
  }), { seed, numRuns: 1000 });
});

test('every rounded tax is what decimal.js makes of it, and a credit rounds as its invoice', () => {
  const anyMinor = fc.oneof(fc.bigInt(-(10n ** 17n), 10n ** 17n), fc.bigInt(-1000n, 1000n));
  fc.assert(fc.property(anyMinor, decimalUpTo(5n, 4), anyMode, (minor, rate, mode) => {
    const exact = new Exact(minor.toString()).times(formatDecimal(rate)).div(100);
    assert.equal(percentOf(minor, rate, mode), BigInt(exact.toDecimalPlaces(0, oracleMode[mode]).toFixed(0)));
    assert.equal(percentOf(-minor, rate, mode), -percentOf(minor, rate, mode));
  }), { seed, numRuns: 1000 });
});
