// The next file of the same columns is read as the last one was; a file that only resembles it is not.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { insertEntity, insertEntityVersion, insertOrg } from '../organisation-store.ts';
import { executeRun } from '../runs.ts';
import { openTestPlatform, testContext, type TestPlatform } from '../testing/test-platform.ts';
import type { ImportKind } from './import-kind.ts';
import { importRuns } from './import-run.ts';
import { readMapping, type MappingInput } from './mapping.ts';
import { previewImport, type ImportPreview } from './preview-import.ts';
import { startImport } from './start-import.ts';

let platform: TestPlatform;
let ctx: Context;

const kind: ImportKind = {
  kind: 'notes', title: 'Notes', permission: 'import.run',
  fields: [{ key: 'number', title: 'Number', type: 'text', required: true, example: 'N1', description: '' }, { key: 'amount', title: 'Amount', type: 'decimal', example: '1', description: '' }],
  async write(_tx, _ctx, batch) {
    return { created: batch.rows.length, unchanged: 0, updated: 0, issues: [] };
  },
};

before(async () => {
  platform = await openTestPlatform();
  ctx = await testContext(platform);
  await inTransaction(platform.database, ctx, async (tx) => {
    await insertOrg(tx, { name: 'Notes', sample: false, now: ctx.now });
    await insertEntity(tx, { entityId: 1, code: 'N', baseCurrency: 'EUR', timeZone: 'UTC', taxRounding: 'group', now: ctx.now });
    await insertEntityVersion(tx, 1, 1, { name: 'Notes', address: { lines: ['1'], country: 'NL' }, country: 'NL' }, 'test', ctx.now);
  });
});
after(() => platform.close());

async function importText(text: string, mapping: MappingInput): Promise<string> {
  const call = (name: string): { name: string; permission: 'import.run'; key: string; input: object } => ({ name, permission: 'import.run', key: `${name} ${text}`, input: { text } });
  const { fileId } = await command(platform.database, ctx, call('file.keep'), async (tx, inner) => ({ fileId: (await platform.files.keep(tx, inner, { name: 'march.csv', mediaType: 'text/csv', bytes: Buffer.from(text) })).fileId }));
  const { runId } = await command(platform.database, ctx, call('import.start'), (tx, inner) => startImport(platform, [kind])(tx, inner, { fileId, kind: 'notes', entityId: 1, mapping: readMapping(mapping), skipBadRows: true }));
  await executeRun(platform, importRuns([kind]), ctx.orgId, runId);
  return runId;
}

function preview(text: string, recall = true): Promise<ImportPreview> {
  return previewImport(platform, ctx, { kind, file: { name: 'april.csv', bytes: Buffer.from(text) }, recall });
}

test('a file with the same columns is read as the last one was, unless names are asked for', async () => {
  const runId = await importText('Ref,Sum\n17850.0,0.5\n', { columns: { number: { column: 'Ref', drop_suffix: '.0' }, amount: { column: 'Sum', multiply: '100' } } });
  const shown = await preview('Ref,Sum\n4711.0,0.25\n');
  assert.deepEqual(shown.rows.map((row) => row.values), [{ number: '4711', amount: '25' }]);
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
  const shown = await previewImport(platform, ctx, { kind, file: { name: 'a.csv', bytes: Buffer.from(`number,amount\n${'x,many\n'.repeat(300)},1\nN1,1\n`) } });
  assert.deepEqual(shown.reasons.map(({ code, field, count }) => [code, field, count]), [['import.number_malformed', 'amount', 300], ['import.required_empty', 'number', 1]]);
  assert.equal(shown.issueCount, 301);
});
