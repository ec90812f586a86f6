// What holds the charges that are to be released, counted for the person who decides.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countByCheck } from './count-by-check.ts';

const held = (...codes: string[]) => ({ holds: codes.map((code) => ({ check_code: code, reason: '', owner_role: 'senior', risk: { amount: '1.00', currency: 'EUR' }, opened_at: '' })) });

test('a charge counts under each check that holds it, the commonest check first', () => {
  assert.deepEqual(countByCheck([held('price_differs'), held('over_ordered', 'price_differs'), held('by_hand'), held()]), [
    { check: 'Price differs', charges: 2 }, { check: 'Held by hand', charges: 1 }, { check: 'More than ordered', charges: 1 },
  ]);
});
