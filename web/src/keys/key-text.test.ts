// Names and matching of keys on a keyboard without a command key.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chordOf, isLetterChord, shownKeys } from './key-text.ts';

const plain = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a printed sign needs no Shift in its name', () => {
  assert.equal(chordOf({ ...plain, key: '?', shiftKey: true }), '?');
});

test('Ctrl with a letter is Mod, whatever the case of the letter', () => {
  assert.equal(chordOf({ ...plain, key: 'K', ctrlKey: true }), 'Mod+k');
});

test('Shift is named with keys that print nothing', () => {
  assert.equal(chordOf({ ...plain, key: 'ArrowDown', shiftKey: true }), 'Shift+ArrowDown');
});

test('a key of another script counts as the letter on its cap', () => {
  assert.equal(chordOf({ ...plain, key: 'о', code: 'KeyJ' }), 'j');
});

test('letters are told apart from chords', () => {
  assert.equal(isLetterChord('x'), true);
  assert.equal(isLetterChord('Mod+k'), false);
});

test('keys are shown as they are printed on the keyboard', () => {
  assert.equal(shownKeys('Mod+k'), 'Ctrl K');
  assert.equal(shownKeys('g c'), 'g then c');
  assert.equal(shownKeys('Shift+ArrowDown'), 'Shift ↓');
});
