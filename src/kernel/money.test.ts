// Money: reading and writing amounts of every number of digits, and sums that never mix currencies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { currencyCodes } from './currency.ts';
import { InvariantFailure } from './invariant.ts';
import {
  addMoney, compareMoney, formatAmount, fromWire, isZero, minorMax, money, negateMoney, parseAmount, subtractMoney, sumMoney, toWire,
} from './money.ts';

const seed = Number(process.env['SEED'] ?? 20260101);

const readings = [
  ['1234.50', 'EUR', 123450n], ['1234.5', 'EUR', 123450n], ['1234', 'EUR', 123400n], ['-0.01', 'EUR', -1n], ['.5', 'EUR', 50n],
  ['12.500', 'EUR', 1250n], ['007.10', 'EUR', 710n], ['1234', 'JPY', 1234n], ['1234.00', 'JPY', 1234n], ['0.001', 'KWD', 1n],
  ['1.0001', 'CLF', 10001n], ['-0', 'EUR', 0n], ['92233720368547758.07', 'EUR', minorMax], ['-92233720368547758.07', 'EUR', -minorMax],
] as const;

for (const [text, currency, minor] of readings) {
  test(`${text} ${currency} is ${minor} minor units`, () => assert.equal(parseAmount(text, currency), minor));
}

const writings = [
  [123450n, 'EUR', '1234.50'], [0n, 'EUR', '0.00'], [-5n, 'EUR', '-0.05'], [-123456789n, 'USD', '-1234567.89'], [7n, 'JPY', '7'],
  [-7n, 'KWD', '-0.007'], [10000n, 'UYW', '1.0000'],
] as const;

for (const [minor, currency, text] of writings) {
  test(`${minor} minor units of ${currency} are written ${text}`, () => assert.equal(formatAmount(minor, currency), text));
}

const malformed = [
  '', ' ', '1,234.50', '1.234,50', '1e3', '+1', '--1', '1.', '.', '-', '0x10', 'NaN', 'Infinity', '1 000', ' 1', '1\n', '€5', '5 EUR', '(5)',
  '１２', '٣', '1_000', '1'.repeat(31), '9'.repeat(1_000_000), '=1+1', '92233720368547758.08', '-92233720368547758.08',
];

for (const text of malformed) {
  test(`${JSON.stringify(text.slice(0, 40))} is refused as an amount`, () => {
    assert.throws(() => parseAmount(text, 'EUR'), { name: 'Refusal', code: 'money.malformed' });
  });
}

for (const [text, currency] of [['0.001', 'EUR'], ['1.5', 'JPY'], ['1.0005', 'BHD'], ['-12.345', 'USD']] as const) {
  test(`${text} ${currency} is refused because the currency has no such unit`, () => {
    assert.throws(() => parseAmount(text, currency), { code: 'money.too_precise', value: text });
  });
}

test('an amount in an unknown currency is refused', () => {
  assert.throws(() => fromWire({ amount: '1.00', currency: 'EUX' }), { code: 'currency.unknown' });
});

test('what is written is read back as the same money, in every currency', () => {
  const anyMinor = fc.bigInt(-minorMax, minorMax);
  fc.assert(fc.property(anyMinor, fc.constantFrom(...currencyCodes), (minor, currency) => {
    const given = money(minor, currency);
    assert.deepEqual(fromWire(toWire(given)), given);
    assert.match(formatAmount(minor, currency), /^-?[0-9]+(\.[0-9]{2,4})?$/);
  }), { seed });
});

test('adding, subtracting and negating agree, and a sum is the same in any order', () => {
  const minors = fc.array(fc.bigInt(-(10n ** 15n), 10n ** 15n), { maxLength: 20 });
  fc.assert(fc.property(minors, (list) => {
    const amounts = list.map((minor) => money(minor, 'EUR'));
    const sum = sumMoney('EUR', amounts);
    assert.deepEqual(sumMoney('EUR', amounts.toReversed()), sum);
    const left = amounts.reduce(subtractMoney, sum);
    assert.ok(isZero(left));
    assert.deepEqual(addMoney(sum, negateMoney(sum)), money(0n, 'EUR'));
  }), { seed });
});

test('amounts compare by value', () => {
  const list = [money(3n, 'EUR'), money(-1n, 'EUR'), money(2n, 'EUR')].sort(compareMoney);
  assert.deepEqual(list.map((item) => item.minor), [-1n, 2n, 3n]);
  assert.equal(compareMoney(money(2n, 'EUR'), money(2n, 'EUR')), 0);
});

test('two currencies in one sum are a bug of the program', () => {
  const [euro, dollar] = [money(1n, 'EUR'), money(1n, 'USD')];
  for (const mix of [addMoney, subtractMoney, compareMoney]) assert.throws(() => mix(euro, dollar), InvariantFailure);
  assert.throws(() => sumMoney('EUR', [euro, dollar]), InvariantFailure);
  assert.deepEqual(sumMoney('EUR', []), money(0n, 'EUR'));
});
