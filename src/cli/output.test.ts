// What a person sees of a command: never nothing, and with --json nothing but the answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScreen, type Screen } from './output.ts';

function shown(isJson: boolean, work: (screen: Screen) => unknown): string {
  let text = '';
  const stream = { write: (more: string): unknown => (text += more) };
  const screen = openScreen(isJson, stream, stream);
  screen.answer(work(screen));
  return text;
}

const columns = [{ key: 'number', title: 'Number' }];

test('a command that had nothing to say says that it is done, a list without rows that it is empty', () => {
  assert.equal(shown(false, () => ({ status: 'rejected' })), 'Done.\n');
  assert.equal(shown(false, (screen) => screen.table(columns, [])), 'Nothing found.\n');
});

test('what was said or shown stands alone', () => {
  assert.equal(shown(false, (screen) => screen.say('2 applied')), '2 applied\n');
  assert.equal(shown(false, (screen) => screen.table(columns, [{ number: 'C-1' }])), 'Number\n------\nC-1\n');
  assert.equal(shown(false, (screen) => [screen.table(columns, []), screen.say('none is open')]), 'none is open\n');
});

test('with --json nothing but the answer is printed', () => {
  assert.equal(shown(true, (screen) => (screen.say('2 applied'), { applied: 2 })), '{\n  "applied": 2\n}\n');
});
