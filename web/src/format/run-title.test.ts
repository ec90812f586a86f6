// The names of runs as people read them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setLocale } from './locale.ts';
import { runTitle } from './run-title.ts';

test('the day up to which a run goes is written as the reader writes days, one in the name of a file as the file has it', () => {
  setLocale('en-GB');
  const titles = ['Bill everything through 2026-11-30', 'Apply cash through 2026-02-30', 'Invoices: 2010-12-01.csv', 'Price deliveries'];
  assert.deepEqual(titles.map((title) => runTitle({ title })), ['Bill everything through 30 Nov 2026', 'Apply cash through 2026-02-30', 'Invoices: 2010-12-01.csv', 'Price deliveries']);
});
