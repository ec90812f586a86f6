// Words of the server within a sentence of ours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowered } from './sentence.ts';

test('a title within a sentence begins small, unless it is an abbreviation', () => {
  assert.deepEqual(['Customer number', 'SKU', 'E-mail for invoices', 'Id'].map(lowered), ['customer number', 'SKU', 'e-mail for invoices', 'id']);
});
