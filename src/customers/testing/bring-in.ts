// Brings rows in as the import engine does: one batch, one command.

import { newId } from '#kernel/id.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import type { ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';

/** Cells by field; a field that is not named is an empty cell. */
export function bringIn(platform: TestPlatform, ctx: Context, kind: ImportKind, rows: readonly Readonly<Record<string, string>>[], runMs = 1_770_000_000_000): Promise<ImportOutcome> {
  const input = { kind: kind.kind, rows: rows.length };
  return command(platform.database, ctx, { name: `import.${kind.kind}`, permission: kind.permission, key: newId(runMs), input }, (tx, inner) => kind.write(tx, inner, {
    entityId: 1, runId: newId(runMs), fileId: newId(runMs), runMs,
    rows: rows.map((cells, index) => ({ rowNumber: index + 2, values: Object.fromEntries(kind.fields.map((field) => [field.key, cells[field.key] ?? field.fallback ?? null])) })),
  }));
}
