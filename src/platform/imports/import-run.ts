// The run of an import: the file is walked once to know it, then read again batch by batch, each batch one command.
// The cursor moves in the batch's own transaction, so a run that is killed goes on after the last batch that was kept.

import { createHash } from 'node:crypto';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '../clock.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { inReadOnly } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import type { Platform } from '../platform.ts';
import { insertRunIssues, saveProgress, type RunIssue } from '../run-store.ts';
import type { RunHandler, RunJob } from '../runs.ts';
import type { ImportKind, ImportOutcome } from './import-kind.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { recordBatches, surveyRows, type RecordBatch, type Survey } from './record-batches.ts';
import { openGroupReader, openRowReader } from './row-reader.ts';
import { openSource, type ImportSource, type SourceFile, type SourceFormat } from './source-file.ts';
import { refreshStatistics } from './statistics-store.ts';

export type ImportInput = {
  readonly kind: string;
  readonly fileId: string;
  readonly mapping: Mapping;
  readonly header: readonly string[];
  readonly entityId: number;
  /** False: nothing is written unless every row can be. */
  readonly skipBadRows: boolean;
};

export type ImportProgress = {
  readonly batch: number;
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly rejected: number;
  readonly leftOut: number;
  readonly issues: number;
};

export type ImportResult = Omit<ImportProgress, 'batch'> & { readonly file: string; readonly fileId: string; readonly sha256: string };

const start: ImportProgress = { batch: 0, rows: 0, created: 0, unchanged: 0, updated: 0, rejected: 0, leftOut: 0, issues: 0 };
const nothing: ImportOutcome = { created: 0, unchanged: 0, updated: 0, issues: [] };

/** More are counted, not kept: with so many the file or its mapping is wrong as a whole, and the file itself is kept. */
export const ISSUES_KEPT_MAX = 100_000;

/** The handlers of runs of kind import, for the kinds that the assembly knows. */
export function importRuns(kinds: readonly ImportKind[]): ReadonlyMap<string, RunHandler> {
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  return new Map([['import', (job) => runImport(byName, job)]]);
}

async function runImport(kinds: ReadonlyMap<string, ImportKind>, job: RunJob): Promise<ImportResult> {
  const { platform, ctx, run } = job;
  const input = run.input as ImportInput;
  const kind = kinds.get(input.kind) ?? refuse('import.kind_unknown', `there is no import of ${input.kind}`, { field: 'kind', value: input.kind });
  const mapping = readMapping(input.mapping);
  const { file, sha256 } = await openStored(platform, ctx, input.fileId);
  const { survey } = await surveyFile(file, kind, mapping);
  const target: Target = { platform, ctx, kind, entityId: input.entityId, fileId: input.fileId, runId: run.runId, runMs: millisecondsOf(run.createdAt) };
  let progress = (run.cursor as ImportProgress | null) ?? start;
  if (!input.skipBadRows && progress.batch === 0) await refuseBadRows(target, file, mapping, survey);
  for await (const batch of oneAhead(batchesOf(file, kind, mapping, survey))) {
    if (batch.number <= progress.batch) continue;
    if (await job.isCancelled()) break;
    if (isPowerOfTwo(batch.number)) await refreshStatistics(platform.database, kind.tables ?? []);
    progress = await writeBatch(target, batch, progress, survey);
  }
  // What reads these tables next (a trial of the file that follows, pricing, the lists) must not find them unknown to the planner.
  await refreshStatistics(platform.database, kind.tables ?? []);
  const { batch: _last, ...counts } = progress;
  return { ...counts, file: file.name, fileId: input.fileId, sha256 };
}

export type Target = {
  readonly platform: Platform;
  readonly ctx: Context;
  readonly kind: ImportKind;
  readonly entityId: number;
  readonly fileId: string;
  readonly runId: string;
  readonly runMs: number;
};

export async function openStored(platform: Platform, ctx: Context, fileId: string): Promise<{ file: SourceFile; sha256: string }> {
  const { row, stream } = await inReadOnly(platform.database, ctx, (tx) => platform.files.open(tx, fileId));
  return { file: { name: row.name, sizeBytes: Number(row.sizeBytes), stream }, sha256: row.sha256.toString('hex') };
}

/** The first walk. Where records are scattered they are gathered once for trial, so that a limit is met before anything is written. */
export async function surveyFile(file: SourceFile, kind: ImportKind, mapping: Mapping): Promise<{ survey: Survey; format: SourceFormat }> {
  const found = await withSource(file, mapping, async (source) => {
    const survey = await surveyRows(source.batches, openGroupReader(kind, mapping, source.header));
    return { survey, format: source.format() };
  });
  if (found.survey.scattered.size === 0) return found;
  let rows = 0;
  for await (const batch of batchesOf(file, kind, mapping, found.survey)) rows += batch.allRows;
  return { ...found, survey: { ...found.survey, rows } };
}

export async function withSource<Result>(file: SourceFile, mapping: Mapping, work: (source: ImportSource) => Promise<Result>): Promise<Result> {
  const source = await openSource(file, mapping);
  try {
    return await work(source);
  } finally {
    source.close();
  }
}

export async function* batchesOf(file: SourceFile, kind: ImportKind, mapping: Mapping, survey: Survey): AsyncGenerator<RecordBatch> {
  const source = await openSource(file, mapping);
  try {
    yield* recordBatches(source.batches, openRowReader(kind, mapping, source.header), survey);
  } finally {
    source.close();
  }
}

/** Reads and checks the next batch while the database writes this one. */
async function* oneAhead<Value>(source: AsyncGenerator<Value>): AsyncGenerator<Value> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = source.next();
      // Its failure is met when it is awaited; until then it must not count as one that nobody handles.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

async function writeBatch(target: Target, batch: RecordBatch, before: ImportProgress, survey: Survey): Promise<ImportProgress> {
  const { platform, ctx, kind, runId } = target;
  // The input names the batch and what it is made of, so a key that met another batching would be refused, not believed.
  const input = { runId, batch: batch.number, rows: batch.rows.length, digest: digestOf(batch) };
  return command(platform.database, ctx, { name: `import.${kind.kind}`, permission: kind.permission, key: `${runId}:${batch.number}`, input }, async (tx) => {
    const outcome = await writeRows(tx, target, batch);
    const issues = byRow([...batch.issues, ...withSourceRows(outcome.issues, batch)]);
    const after = advance(before, batch, outcome);
    await insertRunIssues(tx, runId, before.issues + 1, issues.slice(0, Math.max(0, ISSUES_KEPT_MAX - before.issues)));
    await saveProgress(tx, runId, { done: after.rows, total: survey.rows, cursor: after, now: platform.clock.now() });
    return after;
  });
}

/** The batch goes the whole way and is rolled back: what would become of it. */
export async function tryBatch(target: Target, batch: RecordBatch): Promise<ImportOutcome> {
  const { platform, ctx, kind, runId } = target;
  const call = { name: `import.${kind.kind}`, permission: kind.permission, key: `trial ${runId}:${batch.number}`, input: { runId, batch: batch.number }, dryRun: true };
  const outcome = await command(platform.database, ctx, call, (tx) => writeRows(tx, target, batch));
  return { ...outcome, issues: withSourceRows(outcome.issues, batch) };
}

async function writeRows(tx: Tx, target: Target, batch: RecordBatch): Promise<ImportOutcome> {
  if (batch.rows.length === 0) return nothing;
  const { kind, ctx, entityId, fileId, runId, runMs } = target;
  return kind.write(tx, ctx, { rows: batch.rows, entityId, runId, fileId, runMs: runMs + batch.number });
}

async function refuseBadRows(target: Target, file: SourceFile, mapping: Mapping, survey: Survey): Promise<void> {
  const issues: RunIssue[] = [];
  let rejected = 0;
  for await (const batch of batchesOf(file, target.kind, mapping, survey)) {
    const outcome = await tryBatch(target, batch);
    rejected += batch.refusedRows + rowsIn(outcome.issues);
    if (issues.length < ISSUES_KEPT_MAX) issues.push(...byRow([...batch.issues, ...outcome.issues]));
  }
  if (rejected === 0) return;
  const { platform, ctx, kind, runId } = target;
  await command(platform.database, ctx, { name: 'import.refuse', permission: kind.permission, key: `${runId}:refused`, input: { runId, rejected } }, async (tx) => {
    await insertRunIssues(tx, runId, 1, issues.slice(0, ISSUES_KEPT_MAX));
    tx.audit({ subjectKind: 'run', subjectId: runId, after: { rejected } });
    return {};
  });
  refuse('import.rows_refused', `${rejected} of ${survey.rows} rows cannot be imported, so none was`, { row: issues[0]?.rowNumber ?? undefined, field: issues[0]?.field ?? undefined, value: issues[0]?.value ?? undefined });
}

function advance(before: ImportProgress, batch: RecordBatch, outcome: ImportOutcome): ImportProgress {
  return {
    batch: batch.number, rows: before.rows + batch.allRows, created: before.created + outcome.created, unchanged: before.unchanged + outcome.unchanged,
    updated: before.updated + outcome.updated, rejected: before.rejected + batch.refusedRows + rowsIn(outcome.issues),
    leftOut: before.leftOut + batch.leftOutRows, issues: before.issues + batch.issues.length + outcome.issues.length,
  };
}

/** In the order of the file, whether the cell or the record was at fault. */
export function byRow(issues: readonly RunIssue[]): RunIssue[] {
  return issues.toSorted((a, b) => (a.rowNumber ?? 0) - (b.rowNumber ?? 0));
}

export function rowsIn(issues: readonly RunIssue[]): number {
  return new Set(issues.map((issue) => issue.rowNumber)).size;
}

function withSourceRows(issues: readonly RunIssue[], batch: RecordBatch): RunIssue[] {
  if (issues.length === 0) return [];
  const cells = new Map(batch.rows.map((row) => [row.rowNumber, row.cells]));
  return issues.map((issue) => ({ ...issue, sourceRow: issue.sourceRow ?? cells.get(issue.rowNumber ?? 0) ?? null }));
}

function digestOf(batch: RecordBatch): string {
  const digest = createHash('sha256');
  for (const row of batch.rows) digest.update(`${row.rowNumber}\0${row.cells.join('\0')}\n`);
  return digest.digest('hex');
}

function isPowerOfTwo(number: number): boolean {
  return (number & (number - 1)) === 0;
}
