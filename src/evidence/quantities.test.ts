// The bounds of quantities, prices and discounts, at their edges.

import assert from 'node:assert/strict';
import test from 'node:test';
import { isPercent, isPrice, isQuantity } from './quantities.ts';

test('a discount is from 0 to 100 percent, also as a spreadsheet writes a binary fraction', () => {
  for (const text of ['0', '5', '99.99', '100', '100.000', '15.000000596046448', '10.00000001490116119385']) assert.ok(isPercent(text), text);
  for (const text of ['100.01', '101', '-1', '', '1.', '.5', '1e1', '5.123456789012345678901']) assert.ok(!isPercent(text), text);
});

test('a quantity is above zero, a price may be zero, both with at most ten digits behind the dot', () => {
  for (const text of ['1', '0.0000000001', '123456789012345.5']) assert.ok(isQuantity(text) && isPrice(text), text);
  assert.ok(isPrice('0') && !isQuantity('0') && !isQuantity('0.00'));
  for (const text of ['-1', '1234567890123456', '0.00000000001', '1,5']) assert.ok(!isQuantity(text) && !isPrice(text), text);
});
