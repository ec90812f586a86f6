// Codes of places and tax categories in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { placeName, taxCategoryName } from './place.ts';

test('a country has its name, a state stands behind it', () => {
  assert.equal(placeName('NL'), 'Netherlands');
  assert.equal(placeName('US-AZ'), 'United States, AZ');
});

test('what is no country stays as it was written', () => {
  assert.equal(placeName('worldwide'), 'worldwide');
  assert.equal(placeName(''), '');
});

test('a tax category is said in words, an unknown one by its code', () => {
  assert.equal(taxCategoryName('AE'), 'Reverse charge');
  assert.equal(taxCategoryName('L'), 'L');
});
