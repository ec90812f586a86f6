// What is done to a column reads as a sentence, and changing a source leaves nothing empty in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changedSource, conditionText, movedSource, sourceText } from './source-words.ts';

test('a column taken as it is needs no words', () => {
  assert.equal(sourceText({ column: 'Total' }), '');
});

test('every change is told, long lists of words cut short', () => {
  assert.equal(
    sourceText({ column: 'Qty', drop_suffix: '.0', sign: 'drop', sign_if: { column: 'No', keep: 'starting_with', value: 'C' }, multiply: '100', only_if: { column: 'Paid', keep: 'empty', otherwise: '1' } }),
    'without “.0” at the end; without its minus where No starts with “C”; times 100; only where Paid is empty, otherwise “1”',
  );
  assert.equal(sourceText({ column: 'Land', values: { EIRE: 'IE', RSA: 'ZA', '-': '', UK: 'GB' } }), '“EIRE” is “IE”; “RSA” is “ZA”; 2 more words');
  assert.equal(conditionText({ column: 'Amount', keep: 'below_zero' }), 'Amount is below zero');
});

test('an emptied text is left out, but a fixed value may be empty', () => {
  assert.deepEqual(changedSource({ column: 'a', drop_prefix: '$' }, { drop_prefix: '' }), { column: 'a' });
  assert.deepEqual(changedSource({ constant: 'x' }, { constant: '' }), { constant: '' });
});

test('another column keeps what was said about the value; a fixed value keeps only its rows', () => {
  const before = { column: 'a', drop_suffix: '.0', only_if: { column: 'k', keep: 'present' as const } };
  assert.deepEqual(movedSource(before, { column: 'b' }), { column: 'b', drop_suffix: '.0', only_if: { column: 'k', keep: 'present' } });
  assert.deepEqual(movedSource(before, { constant: 'x' }), { constant: 'x', only_if: { column: 'k', keep: 'present' } });
  assert.deepEqual(movedSource({ join: ['a', 'b'], separator: '-' }, { column: 'c' }), { column: 'c' });
});
