// An organisation into which files of notes are imported: the smallest kind there is, for tests of the import itself.

import { command } from '../../command.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../database/database.ts';
import { insertEntity, insertEntityVersion, insertOrg } from '../../organisation-store.ts';
import { executeRun } from '../../runs.ts';
import { openTestPlatform, testContext, type TestPlatform } from '../../testing/test-platform.ts';
import type { CheckedRow, ImportKind } from '../import-kind.ts';
import { importRuns } from '../import-run.ts';
import { readMapping, type MappingInput } from '../mapping.ts';
import { previewImport, type ImportPreview } from '../preview-import.ts';
import { startImport } from '../start-import.ts';

export type Notes = {
  readonly platform: TestPlatform;
  readonly ctx: Context;
  /** The rows that came through, emptied by the test that counts them. */
  readonly written: CheckedRow[];
  /** Keeps the file, imports it and answers the run. */
  importFile(bytes: Uint8Array, options?: { name?: string; mapping?: MappingInput | undefined; skipBadRows?: boolean }): Promise<string>;
  preview(bytes: Uint8Array, options?: { name?: string; mapping?: MappingInput | undefined; recall?: boolean }): Promise<ImportPreview>;
};

export async function openNotes(): Promise<Notes> {
  const platform = await openTestPlatform();
  const ctx = await testContext(platform);
  await inTransaction(platform.database, ctx, async (tx) => {
    await insertOrg(tx, { name: 'Notes', sample: false, now: ctx.now });
    await insertEntity(tx, { entityId: 1, code: 'N', baseCurrency: 'EUR', timeZone: 'UTC', taxRounding: 'group', now: ctx.now });
    await insertEntityVersion(tx, 1, 1, { name: 'Notes', address: { lines: ['1'], country: 'NL' }, country: 'NL' }, 'test', ctx.now);
  });
  const written: CheckedRow[] = [];
  const kind = notesInto(written);
  let keys = 0;
  return {
    platform, ctx, written,
    async importFile(bytes, { name = 'notes.csv', mapping, skipBadRows = true } = {}) {
      keys += 1;
      const key = `import ${keys}`;
      const { fileId } = await command(platform.database, ctx, { name: 'file.keep', permission: 'import.run', key: `file ${key}`, input: { key } },
        async (tx, inner) => ({ fileId: (await platform.files.keep(tx, inner, { name, mediaType: 'text/csv', bytes })).fileId }));
      const input = { fileId, kind: kind.kind, entityId: 1, mapping: mapping === undefined ? undefined : readMapping(mapping), skipBadRows };
      const { runId } = await command(platform.database, ctx, { name: 'import.start', permission: 'import.run', key, input }, startImport(platform, [kind]));
      await executeRun(platform, importRuns([kind]), ctx.orgId, runId);
      return runId;
    },
    preview: (bytes, { name = 'notes.csv', mapping, recall = false } = {}) =>
      previewImport(platform, ctx, { kind, file: { name, bytes }, mapping: mapping === undefined ? undefined : readMapping(mapping), recall }),
  };
}

function notesInto(written: CheckedRow[]): ImportKind {
  return {
    kind: 'notes', title: 'Notes', permission: 'import.run',
    fields: [
      { key: 'number', title: 'Number', type: 'text', required: true, example: 'N1', description: '' }, { key: 'noted_on', title: 'Noted on', type: 'date', example: '2026-01-01', description: '' },
      { key: 'amount', title: 'Amount', type: 'decimal', example: '1', description: '' },
    ],
    async write(_tx, _ctx, batch) {
      written.push(...batch.rows);
      return { created: batch.rows.length, unchanged: 0, updated: 0, issues: [] };
    },
  };
}
