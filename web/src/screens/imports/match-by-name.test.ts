// Columns are found by name, whatever their spelling, and used once.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ImportField } from './import-wire.ts';
import { matchByName } from './match-by-name.ts';

const field = (key: string, title: string, aliases: string[] = []): ImportField =>
  ({ key, title, aliases, type: 'text', required: false, example: '', description: '' });

test('case, spaces, accents and punctuation do not matter', () => {
  assert.deepEqual(matchByName([field('order_number', 'Order number')], ['ORDER-NUMBER']), { order_number: { column: 'ORDER-NUMBER' } });
  assert.deepEqual(matchByName([field('societe', 'Company')], ['Société']), { societe: { column: 'Société' } });
});

test('the column named like a field is not taken by the alias of another', () => {
  const fields = [field('order_number', 'Order number', ['reference']), field('reference', 'Reference')];
  assert.deepEqual(matchByName(fields, ['Reference']), { reference: { column: 'Reference' } });
});

test('each column feeds one field', () => {
  const fields = [field('a', 'A', ['date']), field('b', 'B', ['date'])];
  assert.deepEqual(matchByName(fields, ['Date']), { a: { column: 'Date' } });
});
