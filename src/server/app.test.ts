// Documentation, health, metrics, the workbench's files, and what an answer never gives away.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { route } from '#platform/http/route.ts';
import { buildApp } from './app.ts';
import { assembly, type Assembly } from './assembly.ts';
import { ask, openTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
before(async () => {
  app = await openTestApp();
});
after(() => app.close());

test('the description names every operation, resolves every reference and is not sent twice', async () => {
  const told = await app.ask('/openapi.json');
  assert.equal(told.status, 200);
  const api = told.body as { openapi: string; paths: Record<string, Record<string, { operationId: string }>>; components: { schemas: Record<string, unknown> } };
  assert.equal(api.openapi, '3.1.0');
  const described = Object.values(api.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  for (const { operation } of assembly.routes) assert.ok(described.includes(operation), operation);
  assert.equal(new Set(described).size, described.length);
  const references = [...told.text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
  const broken = references.filter((reference) => !/^#\/components\/(schemas|responses)\//.test(reference) || !told.text.includes(`"${reference.split('/').at(-1)}":{`));
  assert.deepEqual(broken, []);
  assert.equal((await app.ask('/openapi.json', { headers: { 'if-none-match': told.headers.get('etag') ?? '' } })).status, 304);
});

test('the documentation shows every operation and every refusal, and fetches nothing from elsewhere', async () => {
  const docs = await app.ask('/docs');
  for (const { operation, path: address } of assembly.routes) assert.ok(docs.text.includes(`id="${operation}"`) && docs.text.includes(address), operation);
  const errors = await app.ask('/docs/errors');
  assert.ok(errors.text.includes('id="period.closed"') && errors.text.includes('id="internal"'));
  for (const page of [docs.text, errors.text]) assert.doesNotMatch(page, /(?:src|href)="(?:https?:)?\/\//);
  assert.match((await app.ask('/docs/page.js')).headers.get('content-type') ?? '', /javascript/);
});

test('health names what fails; metrics are for this machine and for keys that may read the audit trail', async () => {
  const health = await app.ask('/health');
  assert.deepEqual([health.status, health.body['database'], health.body['migrations'], health.body['worker']], [200, 'ok', 'ok', 'ok']);
  const stopped = await ask(buildApp(app.platform, assembly, { worker: { isRunning: false } }), '/health');
  assert.deepEqual([stopped.status, stopped.body['worker']], [503, 'failing']);
  await app.ask('/v1/organisation', { key: app.keys.admin });
  const metrics = await app.ask('/metrics');
  assert.match(metrics.text, /counterfoil_request_seconds_count\{method="GET",route="\/v1\/organisation",status="200"\} 1/);
  assert.match(metrics.text, /counterfoil_pool_connections\{state="total"\} \d/);
  const proxied = { 'x-forwarded-for': '203.0.113.9' };
  assert.equal((await app.ask('/metrics', { headers: proxied })).status, 401);
  assert.equal((await app.ask('/metrics', { headers: proxied, key: app.keys.sales })).status, 403);
  assert.equal((await app.ask('/metrics', { headers: proxied, key: app.keys.auditor })).status, 200);
});

test('assets are kept for ever and compressed, a missing one is missing, any other address is the page', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-web-'));
  fs.mkdirSync(path.join(folder, 'assets'));
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Workbench</title>');
  fs.writeFileSync(path.join(folder, 'assets', 'main-1.js'), 'console.log(1)');
  fs.writeFileSync(path.join(folder, 'assets', 'main-1.js.br'), brotliCompressSync('console.log(1)'));
  fs.writeFileSync(path.join(folder, '.built-from'), 'secret');
  const web = buildApp(app.platform, assembly, { webFolder: folder });
  const asset = await ask(web, '/assets/main-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.deepEqual([asset.status, asset.headers.get('content-encoding'), asset.headers.get('cache-control')], [200, 'br', 'public, max-age=31536000, immutable']);
  assert.equal((await ask(web, '/assets/main-0.js')).status, 404);
  const page = await ask(web, '/customers/10001');
  assert.deepEqual([page.status, page.headers.get('cache-control')], [200, 'no-cache']);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'.*frame-ancestors 'none'/);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  for (const address of ['/.built-from', '/../package.json', '/assets/../../package.json', '/%2e%2e/package.json']) assert.doesNotMatch((await ask(web, address)).text, /secret|dependencies/);
  assert.equal((await ask(web, '/v1/nothing')).body['code'], 'request.not_found');
  fs.rmSync(folder, { recursive: true });
});

test('our own faults answer with a request id and nothing else; refusals say field, value and the next step', async () => {
  const table: Assembly = {
    ...assembly,
    routes: [
      route({ operation: 'fail', method: 'GET', path: '/v1/fail', tag: 'Test', summary: 'Fails', permission: 'report.read', answer: z.object({}), handle: async () => { throw new Error('select secret from vault'); } }),
      route({ operation: 'lie', method: 'GET', path: '/v1/lie', tag: 'Test', summary: 'Answers otherwise', permission: 'report.read', answer: z.object({ a: z.string() }), handle: async () => ({ a: 1 }) }),
      route({ operation: 'refuse', method: 'GET', path: '/v1/refuse', tag: 'Test', summary: 'Refuses', permission: 'report.read', answer: z.object({}), handle: async () => refuse('money.malformed', 'no amount', { field: 'total', row: 3, value: 'x' }) }),
    ],
  };
  const own = buildApp(app.platform, table, { validateAnswers: true });
  const failed = await ask(own, '/v1/fail', { key: app.keys.admin });
  assert.deepEqual([failed.status, failed.body['code']], [500, 'internal']);
  assert.doesNotMatch(failed.text, /vault|select/);
  assert.equal(failed.body['request_id'], failed.headers.get('x-request-id'));
  assert.equal((await ask(own, '/v1/lie', { key: app.keys.admin })).status, 500);
  const said = await ask(own, '/v1/refuse', { key: app.keys.admin });
  assert.equal(said.body['type'], '/docs/errors#money.malformed');
  assert.deepEqual((said.body['errors'] as Record<string, unknown>[]).map(({ field, row, value, reason }) => [field, row, value, reason]), [['total', 3, 'x', 'no amount']]);
});

test('every wrong field of a body is named with its path, and no password comes back', async () => {
  const told = await app.ask('/v1/entities', { method: 'POST', key: app.keys.admin, body: { code: 'two', name: '', country: 'Netherlands', base_currency: 'EURO', address: { lines: [], country: 'NL', planet: 'Earth' } } });
  assert.equal(told.body['code'], 'request.unknown_field');
  const fields = (told.body['errors'] as { field: string }[]).map(({ field }) => field);
  for (const field of ['code', 'name', 'country', 'base_currency', 'address.lines', 'address.planet']) assert.ok(fields.includes(field), `${field} in ${fields.join(' ')}`);
  assert.match(String(told.body['detail']), /^address\.planet in the body: there is no such field/, 'the detail is of what the code says');
  const missing = (told.body['errors'] as { field: string; reason: string }[]).find(({ field }) => field === 'time_zone');
  assert.equal(missing?.reason, 'it is missing');
  const owner = await app.ask('/v1/setup/owner', { method: 'POST', body: { name: 'A', email: 'no address', password: 'hunter2 hunter2' } });
  assert.doesNotMatch(owner.text, /hunter2/);
});
