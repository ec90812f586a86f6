// Document numbers are compared as payers write them, and one slip is found by exact look-ups alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { typingDistance } from './edit-distance.ts';
import { digitsOf, keysOneSlipAway, numberKey, prefixOf, shapeOf } from './number-key.ts';

test('separators, case and look-alike letters do not matter', () => {
  for (const written of ['INV-0123456', 'inv 0123456', 'INV/0123456', 'lNV-O123456', 'INV.01234 56']) assert.equal(numberKey(written), '1NV0123456', written);
  assert.equal(shapeOf(numberKey('RE2013123456')), 'RE9999999999');
  assert.equal(prefixOf('INV-2026-00001'), '1NV');
  assert.equal(digitsOf('RE0004711'), '4711');
  assert.equal(digitsOf('INV-2O26-00001'), '202600001', 'the I of a prefix is no 1');
});

test('the distance counts a change, a loss, an addition and an exchange of neighbours as one each', () => {
  const cases: readonly (readonly [string, string, number])[] = [['12345', '12345', 0], ['12354', '12345', 1], ['1245', '12345', 1], ['123455', '12345', 1], ['92345', '12345', 1], ['21354', '12345', 2], ['99999', '12345', 3]];
  for (const [typed, real, expected] of cases) assert.equal(typingDistance(typed, real, 2), expected, `${typed} ${real}`);
});

test('keysOneSlipAway holds every number of a shape at distance one, and none further away', () => {
  const number = fc.stringMatching(/^RE[0-9]{6}$/);
  const slipped = fc.tuple(number, fc.nat(7), fc.nat(9), fc.constantFrom('change', 'lose', 'add', 'swap')).map(([real, at, digit, how]) => {
    if (how === 'change') return { real, typed: real.slice(0, at) + String(digit) + real.slice(at + 1) };
    if (how === 'lose') return { real, typed: real.slice(0, at) + real.slice(at + 1) };
    if (how === 'add') return { real, typed: real.slice(0, at) + String(digit) + real.slice(at) };
    return { real, typed: real.slice(0, at) + (real[at + 1] ?? '') + (real[at] ?? '') + real.slice(at + 2) };
  });
  fc.assert(fc.property(slipped, ({ real, typed }) => {
    const keys = keysOneSlipAway(typed, ['RE999999']);
    if (typed !== real) assert.ok(keys.has(real), `${typed} for ${real}`);
    for (const key of keys) assert.equal(typingDistance(typed, key, 2), 1, `${typed} ${key}`);
  }), { numRuns: 300 });
});
