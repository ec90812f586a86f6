// What rows of documents come to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedAmount } from './invoice-wire.ts';

test('a credit note counts against the sum, so that the rows of a list come to its foot', () => {
  const money = { amount: '11.44', currency: 'GBP' };
  assert.deepEqual((['invoice', 'debit_note', 'credit_note'] as const).map((kind) => countedAmount({ kind }, money).amount), ['11.44', '11.44', '-11.44']);
  assert.equal(countedAmount({ kind: 'credit_note' }, { amount: '0.00', currency: 'GBP' }).amount, '0.00');
});
