// Shows what an import would read before anything is kept: the mapping, the first rows, and every problem of the whole file.

import { newId } from '#kernel/id.ts';
import { Refusal } from '#kernel/refusal.ts';
import { millisecondsOf } from '../clock.ts';
import { authorise, type Context } from '../context.ts';
import { inReadOnly } from '../database/database.ts';
import type { TableRow } from '#formats/table.ts';
import type { Platform } from '../platform.ts';
import { requireEntityNamed } from '../require-entity.ts';
import type { RunIssue } from '../run-store.ts';
import type { ImportKind } from './import-kind.ts';
import { batchesOf, byRow, openStored, rowsIn, surveyFile, tryBatch, withSource, type Target } from './import-run.ts';
import { findEarlierImport, type EarlierImport } from './import-store.ts';
import { withoutExtras } from './issue-file.ts';
import { readMapping, type Mapping } from './mapping.ts';
import { proposeMapping } from './propose-mapping.ts';
import { missingFields, openRowReader } from './row-reader.ts';
import { sourceOfBytes, type SourceFile, type SourceFormat } from './source-file.ts';
import { refreshStatistics } from './statistics-store.ts';

export type PreviewRequest = {
  readonly kind: ImportKind;
  readonly file: { readonly fileId: string } | { readonly name: string; readonly bytes: Uint8Array };
  /** None: the proposed mapping is tried. */
  readonly mapping?: Mapping | undefined;
  /** Without a mapping: that of the last import of a file with these columns, where there was one. */
  readonly recall?: boolean;
  /** Also tries the rows against what is recorded (customers, products, earlier records), each batch rolled back. */
  readonly tryRecords?: { readonly entityId: number } | undefined;
};

export type ImportPreview = {
  readonly header: readonly string[];
  readonly format: SourceFormat;
  readonly mapping: Mapping;
  /** The earlier import whose mapping this is. */
  readonly recalled: Omit<EarlierImport, 'mapping'> | null;
  /** Required fields that the mapping does not feed; while there are any, no row is read. */
  readonly missing: readonly string[];
  readonly rows: readonly { readonly rowNumber: number; readonly values: Readonly<Record<string, string | null>> }[];
  readonly rowCount: number;
  readonly goodRows: number;
  readonly rejectedRows: number;
  readonly leftOutRows: number;
  readonly issues: readonly RunIssue[];
  readonly issueCount: number;
  /** The commonest reasons with how often each was found, the most frequent first. */
  readonly reasons: readonly IssueReason[];
  /** What would become of the good rows; null when they were not tried against the records. */
  readonly trial: { readonly created: number; readonly unchanged: number; readonly updated: number } | null;
};

const ROWS_SHOWN = 20;
const ISSUES_SHOWN = 200;
const SAMPLE_ROWS = 200;
const REASONS_SHOWN = 12;
const REASONS_COUNTED = 1000;

/** Issues of one code in one field: what a person would correct in one go. */
export type IssueReason = { readonly code: string; readonly field: string | null; readonly reason: string; readonly fix: string; readonly count: number };

/** Refuses what no import of the file could survive; writes nothing. */
export async function previewImport(platform: Platform, ctx: Context, request: PreviewRequest): Promise<ImportPreview> {
  authorise(ctx, 'import.run');
  authorise(ctx, request.kind.permission);
  const { tryRecords } = request;
  if (tryRecords !== undefined) await inReadOnly(platform.database, ctx, (tx) => requireEntityNamed(tx, tryRecords.entityId));
  const file = 'fileId' in request.file ? (await openStored(platform, ctx, request.file.fileId)).file : sourceOfBytes(request.file.name, request.file.bytes);
  const head = await readHead(file, request.mapping);
  const earlier = request.mapping === undefined && request.recall === true ? await recallMapping(platform, ctx, request.kind, head.header) : null;
  const mapping = request.mapping ?? earlier?.mapping ?? proposeMapping(request.kind, head.header, head.sample);
  const recalled = earlier?.recalled ?? null;
  const missing = missingFields(request.kind, mapping).map((field) => field.key);
  if (missing.length > 0) return { header: head.header, format: head.format, mapping, recalled, missing, rows: [], rowCount: 0, goodRows: 0, rejectedRows: 0, leftOutRows: 0, issues: [], issueCount: 0, reasons: [], trial: null };
  return { header: head.header, mapping, recalled, missing, ...(await readWhole(platform, ctx, request, file, mapping)) };
}

async function recallMapping(platform: Platform, ctx: Context, kind: ImportKind, header: readonly string[]): Promise<{ mapping: Mapping; recalled: ImportPreview['recalled'] } | null> {
  const found = await inReadOnly(platform.database, ctx, (tx) => findEarlierImport(tx, kind.kind, withoutExtras(header)));
  if (found === null) return null;
  const { mapping: kept, ...recalled } = found;
  try {
    const mapping = readMapping(kept);
    openRowReader(kind, mapping, header);
    return { mapping, recalled };
  } catch (error) {
    // A field that is no more, or a file that only looks alike: then names decide.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

type Head = { readonly header: readonly string[]; readonly format: SourceFormat; readonly sample: readonly TableRow[] };

function readHead(file: SourceFile, mapping: Mapping | undefined): Promise<Head> {
  return withSource(file, mapping ?? readMapping({ columns: {} }), async (source) => {
    const sample: TableRow[] = [];
    for await (const rows of source.batches) {
      sample.push(...rows.slice(0, SAMPLE_ROWS - sample.length));
      if (sample.length >= SAMPLE_ROWS) break;
    }
    return { header: source.header, format: source.format(), sample };
  });
}

type Whole = Pick<ImportPreview, 'format' | 'rows' | 'rowCount' | 'goodRows' | 'rejectedRows' | 'leftOutRows' | 'issues' | 'issueCount' | 'reasons' | 'trial'>;

async function readWhole(platform: Platform, ctx: Context, request: PreviewRequest, file: SourceFile, mapping: Mapping): Promise<Whole> {
  const { survey, format } = await surveyFile(file, request.kind, mapping);
  if (request.tryRecords !== undefined) await refreshStatistics(platform.database, request.kind.tables ?? []);
  const runMs = millisecondsOf(ctx.now);
  const target: Target | null = request.tryRecords === undefined ? null
    : { platform, ctx, kind: request.kind, entityId: request.tryRecords.entityId, fileId: newId(runMs), runId: newId(runMs), runMs };
  const rows: Whole['rows'][number][] = [];
  const issues: RunIssue[] = [];
  const reasons = new Map<string, IssueReason>();
  const count = { goodRows: 0, rejectedRows: 0, leftOutRows: 0, issueCount: 0 };
  const trial = { created: 0, unchanged: 0, updated: 0 };
  for await (const batch of batchesOf(file, request.kind, mapping, survey)) {
    const outcome = target === null ? null : await tryBatch(target, batch);
    const found = byRow([...batch.issues, ...(outcome?.issues ?? [])]);
    const tried = rowsIn(outcome?.issues ?? []);
    for (const { rowNumber, values } of batch.rows.slice(0, ROWS_SHOWN - rows.length)) rows.push({ rowNumber, values });
    issues.push(...found.slice(0, ISSUES_SHOWN - issues.length));
    for (const issue of found) countReason(reasons, issue);
    count.goodRows += batch.rows.length - tried;
    count.rejectedRows += batch.refusedRows + tried;
    count.leftOutRows += batch.leftOutRows;
    count.issueCount += found.length;
    trial.created += outcome?.created ?? 0;
    trial.unchanged += outcome?.unchanged ?? 0;
    trial.updated += outcome?.updated ?? 0;
  }
  const commonest = [...reasons.values()].sort((a, b) => b.count - a.count).slice(0, REASONS_SHOWN);
  return { format, rows, rowCount: survey.rows, ...count, issues, reasons: commonest, trial: target === null ? null : trial };
}

function countReason(reasons: Map<string, IssueReason>, { code, field = null, reason, fix }: RunIssue): void {
  const key = `${code} ${field ?? ''}`;
  const known = reasons.get(key);
  if (known !== undefined) reasons.set(key, { ...known, count: known.count + 1 });
  else if (reasons.size < REASONS_COUNTED) reasons.set(key, { code, field, reason, fix, count: 1 });
}
