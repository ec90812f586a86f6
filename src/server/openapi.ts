// The OpenAPI 3.1 description, generated from the very schemas that check the requests.

import { z } from 'zod';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import type { Route } from '#platform/http/route.ts';
import { permissions } from '#platform/permissions.ts';
import { needsKey, type OpenRoute } from './open-route.ts';
import { exampleOf } from './openapi-example.ts';
import { titleOf } from './problem.ts';
import { codesOf, openCodesOf } from './problem-codes.ts';

type Json = Record<string, unknown>;

export type OpenApi = {
  readonly openapi: string;
  readonly info: Json;
  readonly tags: readonly { name: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Json>; readonly [part: string]: Json };
  readonly [part: string]: unknown;
};

export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Record<string, Json>;
  readonly security: readonly Json[];
  readonly 'x-permission'?: string;
};

export function describeApi(routes: readonly Route[], openRoutes: readonly OpenRoute[], version: string): OpenApi {
  const schemas: Record<string, Json> = { Problem: problemSchema };
  const paths: Record<string, Record<string, Operation>> = {};
  const add = (path: string, method: string, operation: Operation): void => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  };
  for (const route of openRoutes) add(route.path, route.method, describeOpen(route, schemas));
  for (const route of routes) add(route.path, route.method, describeRoute(route, schemas));
  const tags = [...new Set([...openRoutes, ...routes].map(({ tag }) => tag))].map((name) => ({ name }));
  return {
    openapi: '3.1.0',
    info: { title: 'Counterfoil', version, summary: 'The billing desk as an API', description: INTRODUCTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags,
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, made under Settings: Authorization: Bearer cf_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'counterfoil.session_token', description: 'The session of a browser' },
      },
    },
  };
}

const INTRODUCTION = 'Amounts are objects with a decimal text and a currency. Every write takes an Idempotency-Key, and dry_run=true to try it. Unknown fields are refused. Errors are problem details (RFC 9457) with a stable code.';

const problemSchema: Json = {
  type: 'object', description: 'RFC 9457 problem details', required: ['type', 'title', 'status', 'code', 'detail', 'next'],
  properties: {
    type: { type: 'string', format: 'uri-reference' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string', description: 'Stable; listed at /docs/errors' },
    detail: { type: 'string' }, next: { type: 'string', description: 'What to do next' }, request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, row: { type: 'integer' }, value: { type: 'string' }, reason: { type: 'string' }, fix: { type: 'string' } }, required: ['reason'] },
    },
    details: { type: 'object' },
  },
};

function describeRoute(route: Route, schemas: Record<string, Json>): Operation {
  const isWrite = route.method !== 'GET';
  const parameters = [
    ...fieldsOf(route.params, 'path', schemas), ...fieldsOf(route.query, 'query', schemas),
    { name: 'X-Organisation', in: 'header', required: false, description: 'The organisation, for those who work for several', schema: { type: 'string', format: 'uuid' } },
    ...(isWrite ? writeParameters : []), ...(route.upload === true ? [fileNameParameter] : []), ...(route.table === undefined ? [] : [formatParameter]),
  ];
  return {
    operationId: route.operation, summary: route.summary, description: describe(route), tags: [route.tag], parameters, ...requestBody(route, schemas),
    responses: { [String(route.status ?? 200)]: withFiles(route, answerOf(route.operation, route.answer, schemas)), ...problems(codesOf(route.tag, isWrite)) },
    security: [{ apiKey: [] }, { session: [] }], 'x-permission': route.permission,
  };
}

function describeOpen(route: OpenRoute, schemas: Record<string, Json>): Operation {
  const body = route.body === undefined ? {} : jsonBody(`${capital(route.operation)}Body`, route.body, schemas);
  return {
    operationId: route.operation, summary: route.summary, description: `${route.summary}. ${route.access === 'signed_in' ? 'Whoever is signed in may ask, whatever their role.' : 'Needs no sign-in.'}`, tags: [route.tag], parameters: needsKey(route) ? [keyParameter] : [], ...body,
    responses: { [String(route.status ?? 200)]: answerOf(route.operation, route.answer, schemas), ...problems(openCodesOf({ tag: route.tag, needsKey: needsKey(route), isWrite: route.method !== 'GET', isSignedIn: route.access === 'signed_in' })) },
    security: route.access === 'signed_in' ? [{ session: [] }, { apiKey: [] }] : [],
  };
}

const keyParameter = { name: 'Idempotency-Key', in: 'header', required: true, description: 'A new value for each write, the same for a retry', schema: { type: 'string', minLength: 1, maxLength: 200 } };
const writeParameters = [keyParameter, { name: 'dry_run', in: 'query', required: false, description: 'true: everything is done and rolled back', schema: { type: 'boolean', default: false } }];
const formatParameter = { name: 'format', in: 'query', required: false, description: 'csv or xlsx: every row of the filter as a file', schema: { type: 'string', enum: ['json', 'csv', 'xlsx'], default: 'json' } };
const fileNameParameter = { name: 'X-File-Name', in: 'header', required: false, description: 'The file’s name, percent-encoded', schema: { type: 'string' } };

function requestBody(route: Route, schemas: Record<string, Json>): { requestBody?: Json } {
  if (route.upload === true) return { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  return route.body === undefined ? {} : jsonBody(`${capital(route.operation)}Body`, route.body, schemas);
}

function jsonBody(name: string, schema: z.ZodType, schemas: Record<string, Json>): { requestBody: Json } {
  const json = named(name, schema, 'input', schemas);
  return { requestBody: { required: true, content: { 'application/json': { schema: json, example: exampleOf(json, schemas) } } } };
}

function answerOf(operation: string, answer: z.ZodType | 'bytes', schemas: Record<string, Json>): Json {
  if (answer === 'bytes') return { description: 'A file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  return { description: 'Done', content: { 'application/json': { schema: named(`${capital(operation)}Answer`, answer, 'output', schemas) } } };
}

/** What it does, who may, and what all writes and downloads have in common, so that an operation can be read by itself. */
function describe(route: Route): string {
  const isWrite = route.method !== 'GET';
  return [
    `${route.summary}.`, `Needs the permission \`${route.permission}\`: ${permissions[route.permission].toLowerCase()}.`,
    ...(isWrite ? ['A repeated Idempotency-Key gets the first answer again; with `dry_run=true` everything is done and rolled back.'] : []),
    ...(hasFile(route) ? ['As CSV or as a workbook with `format=csv` or `format=xlsx`.'] : []),
  ].join(' ');
}

function hasFile(route: Route): boolean {
  return route.table !== undefined || (route.query instanceof z.ZodObject && 'format' in route.query.shape && route.answer !== 'bytes');
}

function withFiles(route: Route, answer: Json): Json {
  const file = { schema: { type: 'string', format: 'binary' } };
  return hasFile(route) ? { ...answer, content: { ...(answer['content'] as Json), 'text/csv': file, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file } } : answer;
}

/** One response per status, with the codes that may stand in it and what one of them looks like. */
function problems(codes: ReadonlyMap<number, readonly string[]>): Record<string, Json> {
  return Object.fromEntries([...codes].map(([status, list]) => [String(status), {
    description: `Refused: ${list.join(', ')}`,
    content: { 'application/problem+json': { schema: { allOf: [ref('Problem'), { properties: { code: { enum: list } } }] }, example: problemExample(status, list[0] ?? '') } },
  }]));
}

function problemExample(status: number, code: string): Json {
  const { next } = refusalCodes[code as keyof typeof refusalCodes];
  return { type: `/docs/errors#${code}`, title: titleOf(code), status, code, detail: 'What was wrong, in words', next, errors: [], request_id: '0190163d-8694-739b-aea5-966c26f8ad91' };
}

function fieldsOf(schema: z.ZodType | undefined, place: 'path' | 'query', schemas: Record<string, Json>): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input', schemas) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...inner }]) => ({
    name, in: place, required: place === 'path' || required.includes(name), ...(description === undefined ? {} : { description }), schema: inner,
  }));
}

/** Every body and answer is a component of its own, so that generated clients get a named type; a shape with an id keeps its own name. */
function named(name: string, schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const json = toJsonSchema(schema, io, schemas);
  if ('$ref' in json && Object.keys(json).length === 1) return json;
  schemas[name] = json;
  return ref(name);
}

/** Shapes with an id become components; where what is sent and what comes back differ, the sent one is named XInput. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const { $schema: _$schema, $defs = {}, id, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', override: ({ jsonSchema }) => tidy(jsonSchema) }) as Json & { $defs?: Record<string, Json>; id?: string };
  const definitions = typeof id === 'string' ? { ...$defs, [id]: rest } : $defs;
  const names = new Map(Object.entries(definitions).map(([name, { id: _id, ...definition }]) => [name, chooseName(name, definition, io, schemas)]));
  const rewrite = (value: unknown): unknown => rewriteRefs(value, names);
  for (const [name, { id: _id, ...definition }] of Object.entries(definitions)) schemas[names.get(name) ?? name] = rewrite(definition) as Json;
  return typeof id === 'string' ? ref(names.get(id) ?? id) : (rewrite(rest) as Json);
}

function chooseName(name: string, definition: Json, io: 'input' | 'output', schemas: Record<string, Json>): string {
  const known = schemas[name];
  const same = known === undefined || JSON.stringify(known) === JSON.stringify(rewriteRefs(definition, new Map()));
  return same ? name : `${name}${io === 'input' ? 'Input' : 'Output'}`;
}

function rewriteRefs(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteRefs(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    const target = key === '$ref' && typeof inner === 'string' ? /^#\/\$defs\/(.+)$/.exec(inner)?.[1] : undefined;
    return target === undefined ? [key, rewriteRefs(inner, names)] : [key, `#/components/schemas/${names.get(target) ?? target}`];
  }));
}

/** The widest safe integers say nothing to a reader. */
function tidy(schema: Json): void {
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  // Listed answers may gain fields; what is sent may not.
  if (schema['$schema'] !== undefined) delete schema['$schema'];
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
