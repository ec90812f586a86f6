// Files that no import survives are refused with a code before anything is written, whatever they pretend to be.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { writeWorkbook } from '#formats/write-workbook.ts';
import { inReadOnly } from '../database/database.ts';
import { listRunIssues, listRuns } from '../run-store.ts';
import { readLocalFile } from './import-command.ts';
import type { MappingInput } from './mapping.ts';
import { openNotes, type Notes } from './testing/notes.ts';

let notes: Notes;
before(async () => {
  notes = await openNotes();
});
after(() => notes.platform.close());

/** Refused by the preview and by the start alike; no run, no write. */
async function refusedEverywhere(bytes: Uint8Array, code: string, mapping?: MappingInput): Promise<void> {
  const runsBefore = (await inReadOnly(notes.platform.database, notes.ctx, (tx) => listRuns(tx, { limit: 500 }))).length;
  notes.written.length = 0;
  await assert.rejects(notes.preview(bytes, { mapping }), { code }, `preview ${code}`);
  await assert.rejects(notes.importFile(bytes, { mapping }), { code }, `start ${code}`);
  assert.deepEqual(notes.written, []);
  assert.equal((await inReadOnly(notes.platform.database, notes.ctx, (tx) => listRuns(tx, { limit: 500 }))).length, runsBefore);
}

/** Found only deep in the file: the run fails before its first batch. */
async function failedRun(bytes: Uint8Array, code: string, mapping?: MappingInput): Promise<void> {
  notes.written.length = 0;
  await assert.rejects(notes.preview(bytes, { mapping }), { code });
  const runId = await notes.importFile(bytes, { mapping });
  const run = await runOf(runId);
  assert.equal(run?.status, 'failed');
  assert.equal((run.failure as { code: string }).code, code);
  assert.equal(run.cursor, null);
  assert.deepEqual(notes.written, []);
}

async function runOf(runId: string): Promise<Awaited<ReturnType<typeof listRuns>>[number] | undefined> {
  return (await inReadOnly(notes.platform.database, notes.ctx, (tx) => listRuns(tx, { limit: 500 }))).find((run) => run.runId === runId);
}

const text = (content: string): Buffer => Buffer.from(content, 'utf8');
const many = (rows: number, last: string): Buffer => text(`number,noted_on,amount\n${Array.from({ length: rows }, (_unused, index) => `N${index},2026-01-01,1`).join('\n')}\n${last}\n`);

test('files that are no tables are refused at the start', async () => {
  await refusedEverywhere(Buffer.alloc(0), 'file.empty');
  await refusedEverywhere(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'file.binary');
  await refusedEverywhere(Buffer.concat([text('number,noted_on\n'), Buffer.from([0, 1, 2, 3, 0, 10])]), 'file.binary');
  await refusedEverywhere(text('%PDF-1.7 whatever'), 'file.binary');
  await refusedEverywhere(text('\n\n\n'), 'table.header_empty');
  await refusedEverywhere(text('number,,amount\n1,2,3\n'), 'table.header_empty');
  await refusedEverywhere(text('number,amount,NUMBER\n1,2,3\n'), 'table.header_duplicate');
  const columns = (count: number): Buffer => text(`${Array.from({ length: count }, (_unused, index) => `c${index}`).join(',')}\n`);
  await refusedEverywhere(columns(1000), 'table.too_many_columns');
  await refusedEverywhere(columns(1_000_000), 'table.row_too_long');
  await refusedEverywhere(text('"number,noted_on\n1,2\n'), 'table.unclosed_quote');
});

test('a table without the needed columns is refused by the start and explained by the preview', async () => {
  await assert.rejects(notes.importFile(text('who,what\na,b\n')), { code: 'import.column_missing', message: /number.*who, what/ });
  const shown = await notes.preview(text('who,what\na,b\n'));
  assert.deepEqual([shown.missing, shown.header, shown.rows], [['number'], ['who', 'what'], []]);
  await refusedEverywhere(text('who,what\na,b\n'), 'import.column_unknown', { columns: { number: { column: 'nobody' } } });
});

test('UTF-16 and windows-1252 are read, a wrong encoding is refused before the first batch', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('number,noted_on\nÄ1,2026-01-01\n', 'utf16le')]);
  assert.deepEqual((await notes.preview(utf16)).rows.map((row) => row.values['number']), ['Ä1']);
  const latin = Buffer.from('number,noted_on\nM\u00fcnster,2026-01-01\nS\u00e3o Paulo,2026-01-01\n', 'latin1');
  const shown = await notes.preview(latin);
  assert.deepEqual(shown.rows.map((row) => row.values['number']), ['Münster', 'São Paulo']);
  await refusedEverywhere(latin, 'file.encoding', { columns: { number: { column: 'number' } }, encoding: 'utf-8' });
  await refusedEverywhere(text('number\n1\n'), 'file.encoding', { columns: { number: { column: 'number' } }, encoding: 'klingon' });
  await failedRun(Buffer.concat([many(30_000, 'x,2026-01-01,1'), Buffer.from([0xc3, 0x28, 0x0a])]), 'file.encoding', { columns: { number: { column: 'number' } }, encoding: 'utf-8' });
});

test('what is wrong at the end of a long file is found before its first row is written', async () => {
  await failedRun(many(30_000, '"never closed,2026-01-01,1'), 'table.unclosed_quote');
});

test('workbooks are imported, broken and exploding ones refused', async () => {
  const sheet = { name: 'Notes', columns: [{ key: 'number', title: 'Number', kind: 'text' as const }, { key: 'on', title: 'Noted on', kind: 'date' as const }, { key: 'amount', title: 'Amount', kind: 'decimal' as const }], rows: [{ number: 'W1', on: '2026-02-03', amount: '12.5' }] };
  const workbook = Buffer.from(await writeWorkbook([sheet]));
  assert.deepEqual((await notes.preview(workbook, { name: 'n.xlsx' })).rows, [{ rowNumber: 2, values: { number: 'W1', noted_on: '2026-02-03', amount: '12.5' } }]);
  await refusedEverywhere(workbook.subarray(0, workbook.length - 30), 'workbook.damaged');
  await refusedEverywhere(explodingArchive(workbook), 'workbook.expands_too_far');
  await refusedEverywhere(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(64)]), 'file.is_workbook');
});

/** The directory announces parts of nearly 4 GiB each, as a zip bomb does. */
function explodingArchive(workbook: Buffer): Buffer {
  const bomb = Buffer.from(workbook);
  for (let at = bomb.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = bomb.indexOf('PK\x01\x02', at + 4, 'latin1')) bomb.writeUInt32LE(0xfffffff0, at + 24);
  return bomb;
}

test('a file of two gigabytes is refused by its size, unread', async () => {
  const place = path.join(os.tmpdir(), `counterfoil-sparse-${process.pid}.csv`);
  fs.writeFileSync(place, 'number\n');
  fs.truncateSync(place, 2 * 1024 ** 3);
  try {
    const rssBefore = process.memoryUsage().rss;
    await assert.rejects(readLocalFile(place), { code: 'file.too_large' });
    assert.ok(process.memoryUsage().rss - rssBefore < 64 * 1024 * 1024);
  } finally {
    fs.rmSync(place);
  }
  await assert.rejects(readLocalFile(path.join(os.tmpdir(), 'no-such-file.csv')), { code: 'file.not_found' });
  await assert.rejects(readLocalFile(os.tmpdir()), { code: 'file.not_found' });
});

test('bad rows come back with their source, and the good ones are written', async () => {
  notes.written.length = 0;
  const runId = await notes.importFile(text('number,noted_on,amount\nN1,2026-02-30,1\nN2,2026-01-01,1\n=cmd(),2026-01-01,1\nN4,2026-01-01\n'));
  const run = await runOf(runId);
  assert.equal(run?.status, 'done');
  const { sha256, fileId, ...result } = run.result as Record<string, unknown>;
  assert.deepEqual(result, { rows: 4, created: 1, unchanged: 0, updated: 0, rejected: 3, leftOut: 0, issues: 3, file: 'notes.csv' });
  assert.match(String(sha256), /^[0-9a-f]{64}$/);
  assert.ok(fileId);
  assert.deepEqual(notes.written.map((row) => row.values['number']), ['N2']);
  const issues = await inReadOnly(notes.platform.database, notes.ctx, (tx) => listRunIssues(tx, runId, 0, 100));
  assert.deepEqual(issues.map((issue) => [issue.ordinal, issue.rowNumber, issue.field, issue.value, issue.code, issue.sourceRow]), [
    [1, 2, 'noted_on', '2026-02-30', 'import.date_impossible', ['N1', '2026-02-30', '1']], [2, 4, 'number', '=cmd()', 'import.formula', ['=cmd()', '2026-01-01', '1']], [3, 5, null, null, 'import.row_shape', ['N4', '2026-01-01']],
  ]);
});

test('a strict import writes nothing when a row is bad, and lists what is', async () => {
  notes.written.length = 0;
  const runId = await notes.importFile(text('number,noted_on\nN1,2026-01-01\nN2,soon\n'), { skipBadRows: false });
  const run = await runOf(runId);
  assert.deepEqual([run?.status, (run?.failure as { code: string } | null)?.code], ['failed', 'import.rows_refused']);
  // The trial goes the whole way and is rolled back, so the kind saw the good row but no batch was kept.
  assert.equal(run?.cursor, null);
  assert.equal((await inReadOnly(notes.platform.database, notes.ctx, (tx) => listRunIssues(tx, runId, 0, 10))).length, 1);
});

test('a preview counts the whole file and writes nothing', async () => {
  notes.written.length = 0;
  const shown = await notes.preview(many(12_000, 'last,not a date,1'), { mapping: { columns: { number: { column: 'number' }, noted_on: { column: 'noted_on' } }, filter: [{ column: 'number', keep: 'not_equal', value: 'N5' }] } });
  assert.deepEqual([shown.rowCount, shown.goodRows, shown.rejectedRows, shown.leftOutRows, shown.issueCount, shown.rows.length, shown.trial], [12_001, 11_999, 1, 1, 1, 20, null]);
  assert.deepEqual(notes.written, []);
});
