// Batches of whole records: lines stand or fall together, also where they are scattered, and the same file gives the same batches.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TableRow } from '#formats/table.ts';
import { problem } from './cell.ts';
import { recordBatches, surveyRows, type RecordBatch } from './record-batches.ts';
import { issueOf, type RowReading } from './row-reader.ts';

const limits = { batchRows: 4, recordRowsMax: 10, heldRowsMax: 12 };

/** A row is written as its record; with an exclamation mark it is bad, a dash is left out, a dot belongs to no record. */
function rowsOf(text: string): TableRow[] {
  return text.split(' ').filter((cell) => cell !== '').map((cell, index) => ({ rowNumber: index + 2, cells: [cell], cellCount: 1, damagedQuotes: false }));
}

function read(row: TableRow): RowReading | null {
  const cell = row.cells[0] ?? '';
  if (cell === '-') return null;
  const issues = cell.endsWith('!') ? [issueOf(row, 'field', cell, problem('import.required_empty', 'bad'))] : [];
  return { rowNumber: row.rowNumber, cells: row.cells, values: {}, group: groupOf(row) ?? null, issues };
}

function groupOf(row: TableRow): string | null | undefined {
  const cell = row.cells[0] ?? '';
  if (cell === '-') return undefined;
  return cell.startsWith('.') ? null : cell.replace('!', '');
}

async function batchesOf(text: string): Promise<RecordBatch[]> {
  const pieces = async function* (): AsyncGenerator<readonly TableRow[]> {
    const rows = rowsOf(text);
    for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
  };
  const survey = await surveyRows(pieces(), groupOf, limits);
  const batches: RecordBatch[] = [];
  for await (const batch of recordBatches(pieces(), read, survey, limits)) batches.push(batch);
  assert.equal(batches.reduce((sum, batch) => sum + batch.allRows, 0), survey.rows, 'every row is accounted for');
  assert.deepEqual(batches.map((batch) => batch.number), batches.map((_batch, index) => index + 1));
  return batches;
}

async function shown(text: string): Promise<string[]> {
  return (await batchesOf(text)).map((batch) => `${batch.rows.map((row) => row.group ?? '.').join('')}${batch.refusedRows > 0 ? ` refused ${batch.issues.map((issue) => `${String(issue.rowNumber)}:${issue.code.split('.')[1] ?? ''}`).join(',')}` : ''}${batch.leftOutRows > 0 ? ` out ${batch.leftOutRows}` : ''}`);
}

test('records are kept whole and batches end between them', async () => {
  assert.deepEqual(await shown('a a b b b c d'), ['aabbb', 'cd']);
  assert.deepEqual(await shown('a - a b'), ['aab out 1']);
  assert.deepEqual(await shown('- -'), [' out 2']);
  assert.deepEqual(await shown('. . . . . .'), ['....', '..']);
  assert.deepEqual(await shown(''), []);
});

test('a bad row takes its record with it, and the others say why', async () => {
  assert.deepEqual(await shown('a a! a b'), ['b refused 2:record_refused,3:required_empty,4:record_refused']);
  assert.deepEqual(await shown('.! . a!'), ['. refused 2:required_empty,4:required_empty']);
});

test('scattered records are gathered, each where its last row stands', async () => {
  assert.deepEqual(await shown('a b a b a c'), ['bbaaa', 'c']);
  assert.deepEqual(await shown('a b! a b'), ['aa refused 3:required_empty,5:record_refused']);
});

test('records that are too long or too scattered are refused before the first batch', async () => {
  await assert.rejects(batchesOf('a '.repeat(11)), { code: 'import.record_too_long', row: 12 });
  const letters = [...'abcdefgh'].join(' ');
  await assert.rejects(batchesOf(`${letters} ${letters}`.replace(/^/, 'a b c d e ')), { code: 'import.rows_scattered' });
});

test('in any order of rows every record comes whole, once, in one batch', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c', 'd', '.', '-'), { maxLength: 12 }), async (cells) => {
    const batches = await batchesOf(cells.join(' '));
    for (const name of ['a', 'b', 'c', 'd']) {
      const homes = batches.filter((batch) => batch.rows.some((row) => row.group === name));
      const wanted = cells.filter((cell) => cell === name).length;
      assert.equal(homes.length, wanted === 0 ? 0 : 1);
      assert.equal(homes[0]?.rows.filter((row) => row.group === name).length ?? 0, wanted);
    }
  }));
});
