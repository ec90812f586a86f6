// Routes of imports: what can be imported, a preview that writes nothing, the start, and kept mappings.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { command } from '../command.ts';
import { inReadOnly } from '../database/database.ts';
import { route, type Route } from '../http/route.ts';
import { id, listOf, shortText } from '../http/schemas.ts';
import { Verbatim } from '../http/shape.ts';
import type { ImportKind } from './import-kind.ts';
import { listProfiles } from './import-store.ts';
import { mappingOnWire, mappingSchema, readMapping, type Mapping } from './mapping.ts';
import { previewImport, type ImportPreview } from './preview-import.ts';
import { longWorkRoutes } from './run-routes.ts';
import { findKind, keepProfile, mappingOfProfile, startImport } from './start-import.ts';

const tag = 'Imports';
const kindName = z.string().min(1).max(40);
const profileName = z.string().trim().min(1).max(80);
const entityId = z.coerce.number().int().min(1).max(10_000).default(1);

const fieldAnswer = z.object({
  key: z.string(), title: z.string(), type: z.string(), required: z.boolean(), choices: z.array(z.string()).optional(), length_max: z.int().optional(),
  fallback: z.string().optional(), aliases: z.array(z.string()).optional(), example: z.string(), description: z.string(),
});
const kindAnswer = z.object({ kind: z.string(), title: z.string(), permission: z.string(), group_by: z.string().optional(), unique_by: z.array(z.string()).optional(), fields: z.array(fieldAnswer), example_csv: z.string() }).meta({ id: 'ImportKind' });
const previewIssue = z.object({ row_number: z.int().nullable(), field: z.string().nullable(), value: z.string().nullable(), code: z.string(), reason: z.string(), fix: z.string(), source_row: z.array(z.string()) });
const previewAnswer = z.object({
  header: z.array(z.string()), format: z.looseObject({ format: z.string() }), mapping: mappingSchema, recalled: z.object({ run_id: id, title: z.string(), created_at: z.string() }).nullable(), missing: z.array(z.string()),
  rows: z.array(z.object({ row_number: z.int(), values: z.record(z.string(), z.string().nullable()) })), row_count: z.int(), good_rows: z.int(), rejected_rows: z.int(), left_out_rows: z.int(),
  issues: z.array(previewIssue), issue_count: z.int(), reasons: z.array(z.object({ code: z.string(), field: z.string().nullable(), reason: z.string(), fix: z.string(), count: z.int() })), trial: z.object({ created: z.int(), unchanged: z.int(), updated: z.int() }).nullable(),
}).meta({ id: 'ImportPreview' });
const profileAnswer = z.object({ kind: z.string(), name: z.string(), mapping: mappingSchema, recorded_at: z.string() }).meta({ id: 'ImportProfile' });

const mappingOrProfile = { kind: kindName, mapping: mappingOnWire.optional(), profile: profileName.optional() };

/** All routes of imports, runs and files, for the kinds that the assembly knows. */
export function importRoutes(kinds: readonly ImportKind[]): readonly Route[] {
  return [kindsRoute(kinds), ...previewRoutes(kinds), startRoute(kinds), ...profileRoutes(kinds), ...longWorkRoutes];
}

function kindsRoute(kinds: readonly ImportKind[]): Route {
  return route({
    operation: 'listImportKinds', method: 'GET', path: '/v1/import-kinds', tag, summary: 'What can be imported, with the fields of each kind and an example', permission: 'import.run', answer: listOf(kindAnswer),
    handle: async () => ({ items: kinds.map(describeKind), nextCursor: null }),
  });
}

function describeKind(kind: ImportKind): object {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const exampleCsv = `${kind.fields.map((field) => field.key).join(',')}\r\n${kind.fields.map((field) => quoted(field.example)).join(',')}\r\n`;
  return { kind: kind.kind, title: kind.title, permission: kind.permission, groupBy: kind.groupBy, uniqueBy: kind.uniqueBy, fields: kind.fields.map((field) => ({ ...field, required: field.required ?? false })), exampleCsv };
}

function previewRoutes(kinds: readonly ImportKind[]): readonly Route[] {
  const summary = 'How a file would be read, with every problem of the whole file; nothing is written';
  return [
    route({
      operation: 'previewImport', method: 'POST', path: '/v1/imports/preview', tag, summary, permission: 'import.run', answer: previewAnswer,
      body: z.strictObject({ ...mappingOrProfile, file_id: id, entity_id: entityId, recall: z.boolean().default(false).meta({ description: 'Without a mapping: read the file as the last import of one with the same columns was read' }), try_records: z.boolean().default(false).meta({ description: 'Also try the rows against customers, products and earlier records' }) }),
      handle: async ({ platform, ctx, body }) => {
        const kind = findKind(kinds, body.kind);
        const mapping = body.profile === undefined ? mappingOf(body.mapping) : await inReadOnly(platform.database, ctx, (tx) => mappingOfProfile(tx, kind.kind, body.profile ?? ''));
        return previewOnWire(await previewImport(platform, ctx, { kind, file: { fileId: body.fileId }, mapping, recall: body.recall, tryRecords: body.tryRecords ? { entityId: body.entityId } : undefined }));
      },
    }),
    route({
      operation: 'previewImportOfUpload', method: 'POST', path: '/v1/imports/preview-upload', tag, summary: `${summary}, not even the file`, permission: 'import.run', upload: true, answer: previewAnswer,
      query: z.strictObject({ kind: kindName, profile: profileName.optional(), mapping: z.string().max(8000).optional().meta({ description: 'An ImportMapping as JSON text' }), entity_id: entityId }),
      handle: async ({ platform, ctx, query, upload }) => {
        if (upload === undefined) refuse('file.empty', 'the file is empty');
        const kind = findKind(kinds, query.kind);
        const given = query.mapping === undefined ? undefined : readMapping(parsed(query.mapping));
        const mapping = query.profile === undefined ? given : await inReadOnly(platform.database, ctx, (tx) => mappingOfProfile(tx, kind.kind, query.profile ?? ''));
        return previewOnWire(await previewImport(platform, ctx, { kind, file: { name: upload.fileName, bytes: upload.bytes }, mapping, tryRecords: { entityId: query.entityId } }));
      },
    }),
  ];
}

function startRoute(kinds: readonly ImportKind[]): Route {
  return route({
    operation: 'startImport', method: 'POST', path: '/v1/imports', tag, summary: 'Import a kept file; the answer names the run that does it', permission: 'import.run', status: 202,
    body: z.strictObject({ ...mappingOrProfile, file_id: id, entity_id: entityId, skip_bad_rows: z.boolean().default(true).meta({ description: 'False: nothing is imported unless every row can be' }) }),
    answer: z.object({ run_id: id }),
    handle: ({ platform, ctx, key, dryRun, body }) => {
      const input = { kind: body.kind, fileId: body.fileId, entityId: body.entityId, mapping: mappingOf(body.mapping), profile: body.profile, skipBadRows: body.skipBadRows };
      return command(platform.database, ctx, { name: 'import.start', permission: 'import.run', key, dryRun, input }, startImport(platform, kinds));
    },
  });
}

function profileRoutes(kinds: readonly ImportKind[]): readonly Route[] {
  return [
    route({
      operation: 'listImportProfiles', method: 'GET', path: '/v1/import-profiles', tag, summary: 'Kept mappings', permission: 'import.run', query: z.strictObject({ kind: kindName.optional() }), answer: listOf(profileAnswer),
      handle: async ({ platform, ctx, query }) => {
        const profiles = await inReadOnly(platform.database, ctx, (tx) => listProfiles(tx, query.kind ?? null));
        return { items: profiles.map((profile) => ({ ...profile, mapping: new Verbatim(profile.mapping) })), nextCursor: null };
      },
    }),
    route({
      operation: 'keepImportProfile', method: 'PUT', path: '/v1/import-profiles/{kind}/{name}', tag, summary: 'Keep a mapping under a name', permission: 'import.run',
      params: z.strictObject({ kind: kindName, name: profileName }), body: z.strictObject({ mapping: mappingOnWire }), answer: z.object({ kind: z.string(), name: shortText }),
      handle: ({ platform, ctx, key, dryRun, params, body }) => {
        const input = { kind: findKind(kinds, params.kind).kind, name: params.name, mapping: mappingOf(body.mapping) ?? readMapping(undefined) };
        return command(platform.database, ctx, { name: 'import.keep_profile', permission: 'import.run', key, dryRun, input }, keepProfile);
      },
    }),
  ];
}

/** The route's schema has checked it; the wrapper only kept its keys. */
function mappingOf(wrapped: Verbatim | undefined): Mapping | undefined {
  return wrapped === undefined ? undefined : readMapping(wrapped.value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('import.mapping_malformed', 'the mapping is not JSON', { field: 'mapping', value: text });
  }
}

function previewOnWire(preview: ImportPreview): object {
  return { ...preview, mapping: new Verbatim(preview.mapping), rows: preview.rows.map((row) => ({ rowNumber: row.rowNumber, values: new Verbatim(row.values) })) };
}
