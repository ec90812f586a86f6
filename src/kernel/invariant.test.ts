// An invariant stops on a false condition and only then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvariantFailure, invariant } from './invariant.ts';

test('a condition that holds passes and narrows the type', () => {
  const value: string | undefined = ['kept'].at(0);
  invariant(value !== undefined, 'The list has one item.');
  assert.equal(value.length, 4);
});

test('a condition that fails stops with its message', () => {
  assert.throws(() => invariant(false, 'Debits are 3 and credits 2.'), (error) => {
    assert.ok(error instanceof InvariantFailure);
    assert.equal(error.message, 'Debits are 3 and credits 2.');
    return true;
  });
});
