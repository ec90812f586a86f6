// Routes of files and of long work: upload and download, progress, issues, cancelling.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { command } from '../command.ts';
import { inReadOnly } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import { decodeCursor, encodeCursor, pageOf } from '../http/cursor.ts';
import { route, type Route } from '../http/route.ts';
import { id, instant, listOf, pageQuery } from '../http/schemas.ts';
import { Verbatim } from '../http/shape.ts';
import type { Platform } from '../platform.ts';
import { listRunIssues, type Run, type RunIssue } from '../run-store.ts';
import { cancelRun } from './cancel-run.ts';
import { findRunOverview, pageOfRuns, type RunOverview } from './import-store.ts';
import { headerOf, issueFile, namedCells } from './issue-file.ts';

const status = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
const runShape = {
  run_id: id, kind: z.string(), title: z.string(), status, done: z.string(), total: z.string().nullable(), created_by: z.string(), created_at: instant,
  started_at: instant.nullable(), finished_at: instant.nullable(), result: z.looseObject({}).nullable(), failure: z.looseObject({}).nullable(),
};
const runAnswer = z.object({ ...runShape, heartbeat_at: instant.nullable(), input: z.looseObject({}), progress: z.looseObject({}).nullable(), issues: z.string() }).meta({ id: 'Run' });
const issueAnswer = z.object({
  ordinal: z.int(), row_number: z.int().nullable(), field: z.string().nullable(), value: z.string().nullable(), code: z.string(), reason: z.string(), fix: z.string(),
  source_row: z.looseObject({}).nullable(),
}).meta({ id: 'RunIssue' });
const fileAnswer = z.object({ file_id: id, name: z.string(), sha256: z.string(), media_type: z.string(), size_bytes: z.string(), recorded_at: instant, recorded_by: z.string() }).meta({ id: 'File' });

const runParams = z.strictObject({ run_id: id });
const fileParams = z.strictObject({ file_id: id });
const ISSUES_PER_PAGE = 2000;

const fileRoutes: readonly Route[] = [
  route({
    operation: 'uploadFile', method: 'POST', path: '/v1/files', tag: 'Files', summary: 'Keep a file; the same bytes under the same name are kept once', permission: 'import.run', upload: true, status: 201, answer: fileAnswer,
    handle: async ({ platform, ctx, key, dryRun, upload }) => {
      if (upload === undefined || upload.bytes.length === 0) refuse('file.empty', 'the file is empty');
      const input = { name: upload.fileName, sha256: createHash('sha256').update(upload.bytes).digest('hex') };
      return command(platform.database, ctx, { name: 'file.keep', permission: 'import.run', key, dryRun, input }, async (tx, inner) => {
        const { sha256, ...row } = await platform.files.keep(tx, inner, { name: upload.fileName, mediaType: mediaTypeOf(upload.fileName), bytes: upload.bytes });
        tx.audit({ subjectKind: 'file', subjectId: row.fileId, after: { name: row.name, sha256: sha256.toString('hex'), sizeBytes: row.sizeBytes } });
        return { ...row, sha256: sha256.toString('hex') };
      });
    },
  }),
  route({
    operation: 'downloadFile', method: 'GET', path: '/v1/files/{file_id}', tag: 'Files', summary: 'The bytes of a kept file, after their hash was verified', permission: 'evidence.read', params: fileParams, answer: 'bytes',
    handle: async ({ platform, ctx, params }) => {
      const { row, stream } = await inReadOnly(platform.database, ctx, (tx) => platform.files.open(tx, params.fileId));
      return new Response(ReadableStream.from(stream() as AsyncIterable<Uint8Array>), { headers: { ...downloadHeaders(row.name, row.mediaType), 'content-length': row.sizeBytes.toString(), digest: `sha-256=${row.sha256.toString('base64')}` } });
    },
  }),
];

const runRoutes: readonly Route[] = [
  route({
    operation: 'listRuns', method: 'GET', path: '/v1/runs', tag: 'Runs', summary: 'Long work, the latest first', permission: 'report.read',
    query: z.strictObject({ kind: z.string().max(40).optional(), status: status.optional(), ...pageQuery }), answer: listOf(z.object(runShape)),
    handle: async ({ platform, ctx, query }) => {
      const after = decodeCursor(query.cursor, 2) as [string, string] | null;
      const rows = await inReadOnly(platform.database, ctx, (tx) => pageOfRuns(tx, { ...query, after, limit: query.limit + 1 }));
      const page = pageOf(rows, query.limit, (row) => [row.createdAt, row.runId]);
      return { ...page, items: page.items.map(runItem) };
    },
  }),
  route({
    operation: 'getRun', method: 'GET', path: '/v1/runs/{run_id}', tag: 'Runs', summary: 'A run: how far it is, what it did, how many rows it refused', permission: 'report.read', params: runParams, answer: runAnswer,
    handle: async ({ platform, ctx, params }) => {
      const run = await inReadOnly(platform.database, ctx, (tx) => knownRun(tx, params.runId));
      return { ...runItem(run), heartbeatAt: run.heartbeatAt, input: new Verbatim(run.input), progress: wireOf(run.cursor), issues: run.issues };
    },
  }),
  route({
    operation: 'listRunIssues', method: 'GET', path: '/v1/runs/{run_id}/issues', tag: 'Runs', summary: 'What a run refused: row, field, value, reason, fix and the source row', permission: 'report.read', params: runParams,
    query: z.strictObject(pageQuery), answer: listOf(issueAnswer),
    handle: ({ platform, ctx, params, query }) => inReadOnly(platform.database, ctx, async (tx) => {
      const run = await knownRun(tx, params.runId);
      const after = decodeCursor(query.cursor, 1)?.[0] ?? 0;
      const issues = await listRunIssues(tx, params.runId, Number(after), query.limit + 1);
      const items = issues.slice(0, query.limit).map((issue) => ({ ...issue, sourceRow: new Verbatim(namedCells(headerOf(run.input), issue.sourceRow)) }));
      return { items, nextCursor: issues.length > query.limit ? encodeCursor([items.at(-1)?.ordinal ?? 0]) : null, total: Number(run.issues) };
    }),
  }),
  route({
    operation: 'downloadRunIssues', method: 'GET', path: '/v1/runs/{run_id}/issues.csv', tag: 'Runs', summary: 'The refused rows as a file to correct and import again', permission: 'report.read', params: runParams, answer: 'bytes',
    handle: async ({ platform, ctx, params }) => {
      const run = await inReadOnly(platform.database, ctx, (tx) => knownRun(tx, params.runId));
      const pages = pagesOfIssues(platform, ctx.orgId, params.runId);
      return new Response(ReadableStream.from(issueFile(run.input, pages)), { headers: downloadHeaders(`refused rows of ${run.title.replace(/\.\w+$/, '')}.csv`, 'text/csv; charset=utf-8') });
    },
  }),
  route({
    operation: 'cancelRun', method: 'POST', path: '/v1/runs/{run_id}/cancel', tag: 'Runs', summary: 'End a run after the batch it is in; what was kept stays', permission: 'import.run', params: runParams,
    answer: z.object({ run_id: id, status }),
    handle: ({ platform, ctx, key, dryRun, params }) => command(platform.database, ctx, { name: 'run.cancel', permission: 'import.run', key, dryRun, input: params }, cancelRun),
  }),
];

export const longWorkRoutes: readonly Route[] = [...fileRoutes, ...runRoutes];

async function knownRun(tx: Tx, runId: string): Promise<RunOverview> {
  return (await findRunOverview(tx, runId)) ?? refuse('request.not_found', `there is no run ${runId}`);
}

function runItem(run: Run): object {
  const { runId, kind, title, done, total, createdBy, createdAt, startedAt, finishedAt } = run;
  return { runId, kind, title, status: run.status, done, total, createdBy, createdAt, startedAt, finishedAt, result: wireOf(run.result), failure: wireOf(run.failure) };
}

/** What a run wrote down of itself is plain JSON of any kind of work: only its keys change. */
function wireOf(value: unknown): Verbatim | null {
  return value === null || value === undefined ? null : new Verbatim(snakeKeys(value));
}

function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), snakeKeys(inner)]));
}

async function* pagesOfIssues(platform: Platform, orgId: string, runId: string): AsyncGenerator<readonly RunIssue[]> {
  for (let after = 0; ; ) {
    const page = await inReadOnly(platform.database, { orgId }, (tx) => listRunIssues(tx, runId, after, ISSUES_PER_PAGE));
    if (page.length > 0) yield page;
    if (page.length < ISSUES_PER_PAGE) return;
    after = page.at(-1)?.ordinal ?? after;
  }
}

/** Always a download: a file that people sent is never shown as a page of ours. */
function downloadHeaders(name: string, mediaType: string): Record<string, string> {
  const plain = name.replace(/[^\w. -]/g, '_');
  return { 'content-type': mediaType, 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`, 'x-content-type-options': 'nosniff' };
}

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv', txt: 'text/plain', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xml: 'application/xml', pdf: 'application/pdf',
};

function mediaTypeOf(name: string): string {
  return mediaTypes[name.toLowerCase().split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}
