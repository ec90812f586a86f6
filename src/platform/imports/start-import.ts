// Starting an import: whatever is wrong with the file as a table is refused here, then a run does the work.

import { refuse } from '#kernel/refusal.ts';
import { authorise, type Context } from '../context.ts';
import type { Tx } from '../database/transaction.ts';
import type { Platform } from '../platform.ts';
import { requireEntityNamed } from '../require-entity.ts';
import { startRun } from '../run-store.ts';
import type { ImportKind } from './import-kind.ts';
import type { ImportInput } from './import-run.ts';
import { withSource } from './import-run.ts';
import { findProfile, saveProfile } from './import-store.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { proposeMapping } from './propose-mapping.ts';
import { openRowReader } from './row-reader.ts';

export type ImportStart = {
  readonly fileId: string;
  readonly kind: string;
  readonly entityId: number;
  /** A mapping, the name of a kept one, or neither: then names decide. */
  readonly mapping?: Mapping | undefined;
  readonly profile?: string | undefined;
  readonly skipBadRows: boolean;
};

type StartVerb = (tx: Tx, ctx: Context, input: ImportStart) => Promise<{ runId: string }>;

/** Refuses import.kind_unknown, import.profile_unknown, a mapping that doesn't fit the file, and a file that is no table. */
export function startImport(platform: Platform, kinds: readonly ImportKind[]): StartVerb {
  return async (tx, ctx, input) => {
    const kind = findKind(kinds, input.kind);
    authorise(ctx, kind.permission);
    await requireEntityNamed(tx, input.entityId);
    const { row, stream } = await platform.files.open(tx, input.fileId);
    const given = input.mapping ?? (input.profile === undefined ? undefined : await mappingOfProfile(tx, kind.kind, input.profile));
    const file = { name: row.name, sizeBytes: Number(row.sizeBytes), stream };
    const { header, mapping } = await withSource(file, given ?? readMapping({ columns: {} }), async (source) => {
      const sample = given === undefined ? await firstRows(source.batches) : [];
      const chosen = given ?? proposeMapping(kind, source.header, sample);
      openRowReader(kind, chosen, source.header);
      return { header: source.header, mapping: chosen };
    });
    const runInput: ImportInput = { kind: kind.kind, fileId: input.fileId, mapping, header, entityId: input.entityId, skipBadRows: input.skipBadRows };
    return { runId: await startRun(tx, ctx, { kind: 'import', title: `${kind.title}: ${row.name}`, input: runInput }) };
  };
}

export function findKind(kinds: readonly ImportKind[], name: string): ImportKind {
  const known = kinds.map((kind) => kind.kind).join(', ');
  return kinds.find((kind) => kind.kind === name) ?? refuse('import.kind_unknown', `there is no import of "${name}"; there are: ${known}`, { field: 'kind', value: name });
}

export async function mappingOfProfile(tx: Tx, kind: string, name: string): Promise<Mapping> {
  const profile = await findProfile(tx, kind, name);
  if (profile === null) refuse('import.profile_unknown', `there is no profile "${name}" for ${kind}`, { field: 'profile', value: name });
  return readMapping(profile.mapping);
}

/** Keeps a mapping under a name; keeping it again replaces it, and the audit log has both. */
export async function keepProfile(tx: Tx, ctx: Context, profile: { kind: string; name: string; mapping: Mapping }): Promise<{ kind: string; name: string }> {
  const before = await findProfile(tx, profile.kind, profile.name);
  await saveProfile(tx, { ...profile, recordedAt: ctx.now });
  tx.audit({ subjectKind: 'import_profile', subjectId: `${profile.kind}/${profile.name}`, before: before?.mapping ?? null, after: profile.mapping });
  return { kind: profile.kind, name: profile.name };
}

/** Enough rows to see how the file writes dates and numbers. */
export async function firstRows<Row>(batches: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
  for await (const batch of batches) return batch.slice(0, 200);
  return [];
}
