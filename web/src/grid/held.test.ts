// The line above a list never claims a count or a sum that the server did not give.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { heldBy, isNotAddedUp } from './held.ts';

const list = { rows: [{}, {}], total: undefined, totals: undefined, isFirstLoad: false, isStale: false, hasMore: true };

test('a count that was given is told with its sum', () => {
  assert.equal(heldBy({ ...list, total: 2340, totals: [] }, 'order', 'orders', '12.00'), '2,340 orders · 12.00');
  assert.equal(heldBy({ ...list, total: 0, rows: [], totals: [] }, 'order', 'orders', ''), '0 orders');
  assert.equal(isNotAddedUp({ ...list, total: 2340, totals: [] }), false);
});

test('a count that was left out is said to be left out, unless all rows are here', () => {
  assert.equal(heldBy(list, 'order', 'orders'), 'More than 10,000 orders to count');
  assert.equal(heldBy({ ...list, hasMore: false }, 'order', 'orders'), '2 orders');
  assert.equal(isNotAddedUp(list), true);
});

test('nothing is said before the answer, for the question before, or without one', () => {
  for (const unknown of [{ isFirstLoad: true }, { isStale: true }, { rows: [] }]) {
    assert.equal(heldBy({ ...list, ...unknown }, 'order', 'orders'), undefined);
    assert.equal(isNotAddedUp({ ...list, ...unknown }), false);
  }
});
