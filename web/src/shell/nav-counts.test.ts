// What the navigation says waits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf } from './nav-counts.ts';

const queue = (name: string, items: number) => ({ queue: name, currency: 'EUR', items, amount: null, oldest_on: null });

test('each payment that waits is counted once at its entry, what is overdue at none, and Today counts the kinds of work', () => {
  const counts = countsOf([queue('suggested_matches', 1), queue('unapplied_receipts', 2), queue('ready_to_bill', 7), queue('overdue', 179)]);
  assert.deepEqual([...counts].toSorted(), [['/bill-runs', 7], ['/receipts', 3], ['/today', 4]]);
});
