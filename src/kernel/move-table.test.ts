// Life cycles: allowed moves lead on, all others are refused and say what is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from './refusal.ts';
import { defineMoves } from './move-table.ts';

const invoiceMoves = defineMoves({
  draft: { issue: 'issued', hold: 'held', discard: 'discarded' },
  held: { release: 'draft', discard: 'discarded' },
  issued: { settle: 'settled', void: 'voided' },
  settled: { reopen: 'issued' },
  voided: {},
});

test('an allowed verb leads to its status', () => {
  const issued: 'draft' | 'held' | 'issued' | 'settled' | 'voided' | 'discarded' = invoiceMoves.move('draft', 'issue');
  assert.equal(issued, 'issued');
  assert.equal(invoiceMoves.move(invoiceMoves.move('held', 'release'), 'issue'), 'issued');
  assert.equal(invoiceMoves.can('settled', 'reopen'), true);
});

test('the statuses are all that the table names, also those nothing leads out of', () => {
  assert.deepEqual(invoiceMoves.states.toSorted(), ['discarded', 'draft', 'held', 'issued', 'settled', 'voided']);
});

test('a verb that is not allowed is refused and the refusal says what is', () => {
  assert.equal(invoiceMoves.can('issued', 'discard'), false);
  assert.throws(() => invoiceMoves.move('issued', 'discard'), (error) => {
    assert.ok(error instanceof Refusal);
    assert.equal(error.code, 'move.not_allowed');
    assert.equal(error.status, 409);
    assert.equal(error.message, '"discard" is not possible while the status is "issued"; from there one can do: settle, void.');
    return true;
  });
});

test('nothing leads out of a final status', () => {
  for (const final of ['voided', 'discarded'] as const) {
    assert.throws(() => invoiceMoves.move(final, 'issue'), /from there one can do: nothing more\./);
  }
});

test('a status or verb that the table does not name is refused, whatever its name', () => {
  for (const odd of ['constructor', '__proto__', 'toString', '']) {
    // @ts-expect-error A status from outside is text until it has been checked.
    assert.throws(() => invoiceMoves.move(odd, 'issue'), { code: 'move.not_allowed' });
    // @ts-expect-error The same for a verb.
    assert.equal(invoiceMoves.can('draft', odd), false);
  }
});
