// The next file of the same columns is read as the last one was; a file that only resembles it is not.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openNotes, type Notes } from './testing/notes.ts';

let notes: Notes;
before(async () => {
  notes = await openNotes();
});
after(() => notes.platform.close());

const preview = (text: string, recall = true): ReturnType<Notes['preview']> => notes.preview(Buffer.from(text), { recall });

test('a file with the same columns is read as the last one was, unless names are asked for', async () => {
  const runId = await notes.importFile(Buffer.from('Ref,Sum\n17850.0,0.5\n'), { name: 'march.csv', mapping: { columns: { number: { column: 'Ref', drop_suffix: '.0' }, amount: { column: 'Sum', multiply: '100' } } } });
  const shown = await preview('Ref,Sum\n4711.0,0.25\n');
  assert.deepEqual(shown.rows.map((row) => row.values), [{ number: '4711', noted_on: null, amount: '25' }]);
  assert.deepEqual([shown.recalled?.runId, shown.recalled?.title], [runId, 'Notes: march.csv']);
  const byName = await preview('Ref,Sum\n4711.0,0.25\n', false);
  assert.deepEqual([byName.recalled, byName.missing], [null, ['number']]);
});

test('the file of refused rows is read like the file it came from', async () => {
  const shown = await preview('Ref,Sum,import row,import field,import value,import reason,import fix\n4712.0,1,2,amount,x,why,how\n');
  assert.deepEqual(shown.rows.map((row) => row.values['number']), ['4712']);
});

test('a file with fewer, more or other columns is mapped by its names', async () => {
  for (const header of ['Ref', 'Ref,Sum,Number', 'Sum,Ref', 'Ref,import row,Sum']) assert.equal((await preview(`${header}\n1,2,3\n`)).recalled, null, header);
});

test('a preview counts why rows are refused', async () => {
  const shown = await preview(`number,amount\n${'x,many\n'.repeat(300)},1\nN1,1\n`, false);
  assert.deepEqual(shown.reasons.map(({ code, field, count }) => [code, field, count]), [['import.number_malformed', 'amount', 300], ['import.required_empty', 'number', 1]]);
  assert.equal(shown.issueCount, 301);
});
