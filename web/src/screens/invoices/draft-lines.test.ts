// Changing the lines of a draft from the keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { changeLine, chooseProduct, copyAbove, emptyLine, isBillable, isEmptyLine, lineProblem, moveLine, removeLine, typeInto } from './draft-lines.ts';

const tea = { id: 'TEA-1', label: 'TEA-1' };
const jam = { id: 'JAM-1', label: 'JAM-1' };
const line = (change: object) => ({ ...emptyLine(), ...change });

test('a line moves within the list and stays inside it', () => {
  const [a, b, c] = [line({ description: 'a' }), line({ description: 'b' }), line({ description: 'c' })];
  assert.deepEqual(moveLine([a, b, c], c.key, -1).map((one) => one.description), ['a', 'c', 'b']);
  assert.deepEqual(moveLine([a, b, c], a.key, -1).map((one) => one.description), ['a', 'b', 'c']);
  assert.deepEqual(moveLine([a, b, c], a.key, 1).map((one) => one.description), ['b', 'a', 'c']);
});

test('an empty line takes the whole line above, a begun one only the cell', () => {
  const above = line({ product: tea, quantity: '3', unitPrice: '9.5' });
  const empty = emptyLine();
  const [, whole] = copyAbove([above, empty], empty.key, 'quantity');
  assert.deepEqual({ ...whole, key: '' }, { ...above, key: '' });
  assert.equal(whole?.key, empty.key);
  const begun = line({ description: 'x' });
  const [, one] = copyAbove([above, begun], begun.key, 'quantity');
  assert.deepEqual([one?.quantity, one?.description, one?.product], ['3', 'x', null]);
});

test('nothing stands above the first line', () => {
  const first = line({ quantity: '1' });
  assert.deepEqual(copyAbove([first], first.key, 'quantity'), [first]);
});

test('another product drops what was typed for the one before, and keeps the quantity', () => {
  const first = line({ product: tea, quantity: '4', unitPrice: '7', description: 'Tea, loose' });
  const [changed] = chooseProduct([first], first.key, jam);
  assert.deepEqual([changed?.product, changed?.quantity, changed?.unitPrice, changed?.description], [jam, '4', '', '']);
});

test('a first product keeps what was typed before it', () => {
  const first = line({ unitPrice: '7' });
  assert.equal(chooseProduct([first], first.key, tea)[0]?.unitPrice, '7');
});

test('the last line of all is emptied, not removed', () => {
  const only = line({ quantity: '2' });
  const rest = removeLine([only], only.key);
  assert.equal(rest.length, 1);
  assert.equal(rest[0] && isEmptyLine(rest[0]), true);
});

test('a quantity alone is nothing to bill', () => {
  const begun = line({ quantity: '2' });
  assert.equal(isBillable(begun), false);
  assert.equal(isBillable(changeLine([begun], begun.key, { unitPrice: '5' })[0] ?? begun), true);
});

test('a cell that can’t be read keeps the whole line back and says why', () => {
  const begun = line({ product: tea });
  const [wrong = begun] = changeLine([begun], begun.key, typeInto(begun, 'quantity', '', '“2,5” can be read in two ways.'));
  assert.equal(isBillable(wrong), false);
  assert.match(lineProblem(wrong) ?? '', /two ways/);
  const [mended = wrong] = changeLine([wrong], wrong.key, typeInto(wrong, 'quantity', '2.5', undefined));
  assert.equal(isBillable(mended), true);
  assert.equal(lineProblem(mended), undefined);
});

test('a product that was not found is never billed as something else', () => {
  assert.equal(isBillable(line({ productText: 'TAE', unitPrice: '5' })), false);
});

test('an empty line has no problem', () => {
  assert.equal(lineProblem(emptyLine()), undefined);
});
