// /openapi.json by the rules of OpenAPI 3.1 and by ours: every reference resolves, and every operation says what it does, takes, answers and refuses.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { z } from 'zod';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import { assembly } from '#server/assembly.ts';
import { openRoutes } from '#server/open-routes.ts';
import { describeApi, type OpenApi, type Operation } from '#server/openapi.ts';
import { areasOfTag } from '#server/problem-codes.ts';

type Json = Record<string, unknown>;
type Described = { readonly method: string; readonly path: string; readonly operation: Operation };

let api: OpenApi;
let operations: Described[] = [];

before(() => {
  // As it is sent: what JSON can't carry is not there.
  api = JSON.parse(JSON.stringify(describeApi(assembly.routes, openRoutes, '1.0.0'))) as OpenApi;
  operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation })));
});

function nodesOf(value: unknown, path = '#'): (readonly [string, Json])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => nodesOf(item, `${path}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return [[path, value as Json], ...Object.entries(value).flatMap(([key, inner]) => nodesOf(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))];
}

function resolve(pointer: string): unknown {
  return pointer.slice(2).split('/').reduce<unknown>((at, key) => (at as Json | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], api);
}

const none = (rows: readonly string[]): void => assert.deepEqual(rows, []);
const failing = (fits: (described: Described) => boolean): string[] => operations.filter((described) => !fits(described)).map(({ method, path }) => `${method} ${path}`);

describe('the document', () => {
  test('has what a document needs, and nothing at its top that 3.1 does not know', () => {
    assert.match(api.openapi, /^3\.1\.\d+$/);
    assert.deepEqual(Object.keys(api).filter((key) => !['openapi', 'info', 'servers', 'paths', 'components', 'security', 'tags', 'jsonSchemaDialect', 'webhooks', 'externalDocs'].includes(key)), []);
    for (const field of ['title', 'version']) assert.equal(typeof api.info[field], 'string');
    none(Object.keys(api.components).filter((key) => !['schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers', 'securitySchemes', 'links', 'callbacks', 'pathItems'].includes(key)));
    none(Object.keys(api.components.schemas).filter((name) => !/^[A-Za-z0-9._-]+$/.test(name)));
  });

  test('resolves every reference, and uses every schema', () => {
    const references = nodesOf(api).flatMap(([path, node]) => (typeof node['$ref'] === 'string' ? [[path, node['$ref']] as const] : []));
    assert.ok(references.length > 200);
    none(references.filter(([, target]) => !target.startsWith('#/') || resolve(target) === undefined).map(([path, target]) => `${path}: ${target}`));
    const used = new Set(references.map(([, target]) => target));
    none(Object.keys(api.components.schemas).filter((name) => !used.has(`#/components/schemas/${name}`)));
  });

  test('has schemas of JSON Schema 2020-12 with known types, and required fields that exist', () => {
    const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);
    const inSchemas = nodesOf(api.components.schemas, '#/components/schemas').filter(([path]) => !/\/(properties|\$defs|examples?|default|enum)$/.test(path));
    none(inSchemas.filter(([, node]) => typeof node['type'] === 'string' && !types.has(node['type'])).map(([path]) => path));
    none(inSchemas.filter(([, node]) => Array.isArray(node['required']) && node['properties'] !== undefined && (node['required'] as string[]).some((name) => !(name in (node['properties'] as Json)))).map(([path]) => path));
    none(inSchemas.filter(([, node]) => 'nullable' in node || typeof node['exclusiveMinimum'] === 'boolean').map(([path]) => path));
    none(inSchemas.filter(([, node]) => typeof node['pattern'] === 'string' && !isPattern(node['pattern'])).map(([path]) => path));
  });
});

function isPattern(text: string): boolean {
  return new RegExp(text, 'u') instanceof RegExp;
}

describe('every operation', () => {
  test('has a name of its own, a summary and a description that says more', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    none(names.filter((name, index) => !/^[a-z][A-Za-z]+$/.test(name) || names.indexOf(name) !== index));
    none(failing(({ operation }) => operation.summary.length >= 3 && operation.summary.length <= 200 && operation.description.length > operation.summary.length));
    assert.equal(operations.length, assembly.routes.length + openRoutes.length);
  });

  test('has a tag that is listed, and every listed tag has an operation', () => {
    const tags = api.tags.map(({ name }) => name);
    none(failing(({ operation }) => operation.tags.length === 1 && operation.tags.every((tag) => tags.includes(tag))));
    none(tags.filter((tag) => !operations.some(({ operation }) => operation.tags.includes(tag))));
    assert.deepEqual(Object.keys(areasOfTag).sort(), [...new Set(assembly.routes.map((route) => route.tag))].sort());
  });

  test('declares each parameter of its path once, as required, and no other', () => {
    none(failing(({ path, operation }) => {
      const inPath = operation.parameters.filter((parameter) => parameter['in'] === 'path');
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const keys = operation.parameters.map((parameter) => `${String(parameter['in'])} ${String(parameter['name'])}`);
      return inPath.every((parameter) => parameter['required'] === true) && JSON.stringify(inPath.map((parameter) => parameter['name']).sort()) === JSON.stringify(wanted.sort()) && new Set(keys).size === keys.length && operation.parameters.every((parameter) => parameter['schema'] !== undefined);
    }));
  });

  test('answers with a success, and refuses with problem details whose codes exist at that status', () => {
    none(failing(({ operation }) => Object.keys(operation.responses).filter((status) => /^2\d\d$/.test(status)).length === 1));
    none(failing(({ operation }) => Object.values(operation.responses).every((response) => typeof response['description'] === 'string' && response['description'] !== '')));
    for (const { method, path, operation } of operations) {
      const refusals = Object.entries(operation.responses).filter(([status]) => !status.startsWith('2'));
      assert.ok(refusals.length >= 1, `${method} ${path}`);
      for (const [status, response] of refusals) {
        const content = (response['content'] as Json)['application/problem+json'] as { schema: { allOf: [Json, { properties: { code: { enum: string[] } } }] }; example: Json };
        const codes = content.schema.allOf[1].properties.code.enum;
        assert.ok(codes.length > 0 && codes.every((code) => String(refusalCodes[code as keyof typeof refusalCodes].status) === status), `${method} ${path} ${status}: ${codes.join(', ')}`);
        assert.equal(content.example['code'], codes[0]);
      }
    }
  });

  test('every refusal stands at an operation, but those that only the operator meets', () => {
    const told = new Set(nodesOf(api.paths).flatMap(([, node]) => (typeof node['code'] === 'object' && node['code'] !== null && 'enum' in node['code'] ? (node['code'].enum as string[]) : [])));
    const others = Object.keys(refusalCodes).filter((code) => !told.has(code));
    none(others.filter((code) => !/^(backup|cli|config|init|migration|network|serve)\.|^database\.(too_old|unreachable)$|^sample\.step_failed$/.test(code)));
  });

  test('of what needs no role refuses nothing of another part of the house', () => {
    const signIn = operations.filter(({ operation }) => operation.tags.includes('Sign-in') || operation.tags.includes('Session'));
    none(signIn.filter(({ operation }) => JSON.stringify(operation.responses).includes('setup.')).map(({ path }) => path));
  });

  test('says who may, and every way in that it names is described', () => {
    const schemes = Object.keys(api.components['securitySchemes'] ?? {});
    none(failing(({ operation }) => operation.security.every((way) => Object.keys(way).every((name) => schemes.includes(name)))));
    none(failing(({ path, operation }) => operation['x-permission'] !== undefined || openRoutes.some((route) => route.path === path)));
  });
});

const withBody = [...assembly.routes, ...openRoutes].filter((route) => route.body !== undefined);

for (const route of withBody) {
  test(`the example of ${route.operation} is one that it takes`, () => {
    const content = (api.paths[route.path]?.[route.method.toLowerCase()]?.requestBody?.['content'] ?? {}) as Record<string, { example: unknown }>;
    const example = content['application/json']?.example;
    assert.ok(example !== undefined, 'there is an example');
    assert.notDeepEqual(Object.keys(example ?? {}), ['version'], 'it says more than the version that was seen');
    const parsed = (route.body ?? z.never()).safeParse(example);
    assert.ok(parsed.success, `${JSON.stringify(example)}: ${parsed.success ? '' : parsed.error.message}`);
  });
}
