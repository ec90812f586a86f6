// Choosing rows: by id, by view with exceptions, and never lost by looking at something else.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bulkBody, countSelected, emptySelection, isLocked, isSelected, selectView, setRows, viewState } from './selection.ts';

type Row = { readonly id: string };
const row = (id: string): readonly [string, Row] => [id, { id }];
const overdue = { key: 'overdue', label: 'Overdue', filter: { view: 'overdue' }, total: 18_207 };

test('rows are chosen one by one and let go again', () => {
  let selection = setRows(emptySelection<Row>(), [row('a'), row('b')], true, 'all');
  selection = setRows(selection, [row('a')], false, 'all');
  assert.deepEqual(bulkBody(selection), { ids: ['b'] });
});

test('rows chosen in one view stay chosen in another', () => {
  const selection = setRows(emptySelection<Row>(), [row('a')], true, 'all');
  assert.equal(isSelected(selection, 'a', 'overdue'), true);
  assert.equal(viewState(selection, 'overdue'), 'some');
});

test('all of a view counts every row of the filter, loaded or not', () => {
  const selection = selectView<Row>(overdue);
  assert.equal(countSelected(selection), 18_207);
  assert.equal(viewState(selection, 'overdue'), 'all');
});

test('a row let go from a whole view is sent as an exception', () => {
  const selection = setRows(selectView<Row>(overdue), [row('a')], false, 'overdue');
  assert.equal(countSelected(selection), 18_206);
  assert.equal(viewState(selection, 'overdue'), 'some');
  assert.deepEqual(bulkBody(selection), { filter: { view: 'overdue' }, except: ['a'] });
  assert.equal(countSelected(setRows(selection, [row('a')], true, 'overdue')), 18_207);
});

test('a whole view stays chosen while another view is shown, and can’t be changed from there', () => {
  const selection = selectView<Row>(overdue);
  assert.equal(isLocked(selection, 'all'), true);
  assert.equal(isSelected(selection, 'a', 'all'), false);
  assert.equal(setRows(selection, [row('a')], true, 'all'), selection);
});
