// What every operation refuses, generated from the table of routes: strangers, other organisations, other roles, unknown fields, too much at once.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import type { Route } from '#platform/http/route.ts';
import { roles } from '#platform/context.ts';
import { permissions } from '#platform/permissions.ts';
import { listRoles } from '#platform/member-store.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { assembly } from '#server/assembly.ts';
import { openTestApp, cookiesOf, type Ask, type TestApp, type Told } from '#server/testing/test-app.ts';
import { fillPath, openObjects } from './sample-values.ts';

let app: TestApp;
let permissionsOf: ReadonlyMap<string, readonly string[]>;
let cookie = '';

before(async () => {
  app = await openTestApp();
  permissionsOf = new Map((await inReadOnly(app.platform.database, app.ctx, listRoles)).map((row) => [row.role, row.permissions]));
  const owner = { name: 'Ada', email: 'ada@example.com', password: 'a sentence is best' };
  assert.equal((await app.ask('/v1/setup/owner', { method: 'POST', body: owner })).status, 201);
  cookie = cookiesOf(await app.ask('/auth/sign-in/email', { method: 'POST', body: { email: owner.email, password: owner.password } }));
});
after(() => app.close());

const isWrite = (route: Route): boolean => route.method !== 'GET';
const addressOf = (route: Route): string => fillPath(route.path, route.params);

function ask(route: Route, request: Ask = {}, query = ''): Promise<Told> {
  const body = request.body ?? (route.upload === true ? 'content' : isWrite(route) ? {} : undefined);
  return app.ask(`${addressOf(route)}${query}`, { method: route.method, key: app.keys.admin, ...request, ...(body === undefined ? {} : { body }) });
}

function refused(told: Told, status: number, code: string): void {
  assert.deepEqual([told.status, told.body['code']], [status, code], told.text.slice(0, 400));
  assert.equal(told.headers.get('content-type'), 'application/problem+json');
  for (const field of ['type', 'title', 'detail', 'next', 'request_id']) assert.equal(typeof told.body[field], 'string', field);
}

for (const route of assembly.routes) {
  describe(`${route.method} ${route.path}`, () => {
    test('refuses strangers, keys that are none, and other organisations', async () => {
      refused(await ask(route, { key: undefined } as Ask), 401, 'auth.required');
      refused(await ask(route, { key: 'cf_nobody' }), 401, 'auth.required');
      refused(await ask(route, { key: 'another scheme' }), 401, 'auth.required');
      refused(await ask(route, { key: app.strangerKey, headers: { 'x-organisation': app.ctx.orgId } }), 403, 'auth.wrong_organisation');
    });

    test('refuses every role that lacks its permission', async () => {
      const lacking = roles.filter((role) => permissionsOf.get(role)?.includes(route.permission) !== true);
      assert.ok(lacking.length > 0, 'some role lacks it, at least the customer');
      for (const role of lacking) refused(await ask(route, { key: app.keys[role] }), 403, 'auth.forbidden');
    });

    test('refuses unknown fields in the query, and in the body at every depth', async () => {
      refused(await ask(route, {}, '?nobody_knows=1'), 400, 'request.unknown_field');
      if (!isWrite(route) || route.upload === true) return;
      const told = await ask(route, { body: { nobody_knows: 1 } });
      assert.ok(told.body['code'] === 'request.unknown_field' || (told.body['code'] === 'request.malformed' && !(route.body instanceof z.ZodObject)), told.text);
      if (route.body !== undefined) assert.deepEqual(openObjects(route.body), []);
    });

    if (isWrite(route)) {
      test('refuses to write without an Idempotency-Key, too much at once, and what is no JSON', async () => {
        refused(await ask(route, { headers: { 'idempotency-key': '' } }), 400, 'idempotency.key_required');
        refused(await ask(route, { headers: { 'idempotency-key': 'x'.repeat(201) } }), 400, 'idempotency.key_required');
        refused(await ask(route, {}, '?dry_run=maybe'), 400, 'request.malformed');
        if (route.upload === true) {
          // Only the beginning of a request whose fields are right is looked at: the length it announces is enough.
          const told = await ask(route, { headers: { 'content-length': String(10 ** 12) } }, requiredQuery(route));
          refused(told, 413, 'file.too_large');
          return;
        }
        refused(await ask(route, { body: `{"a":"${'x'.repeat(1024 * 1024)}"}`, headers: { 'content-type': 'application/json' } }), 413, 'request.too_large');
        refused(await ask(route, { body: '{', headers: { 'content-type': 'application/json' } }), 400, 'request.malformed');
        refused(await ask(route, { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 400, 'request.malformed');
      });

      test('refuses the cookie of a browser that is on another page', async () => {
        refused(await ask(route, { key: undefined, headers: { cookie } } as Ask), 403, 'auth.cross_site');
        refused(await ask(route, { key: undefined, headers: { cookie, origin: 'https://evil.example', host: 'localhost' } } as Ask), 403, 'auth.cross_site');
      });
    } else {
      test('answers in its documented shape, or says what is missing', async () => {
        const told = await ask(route, {}, requiredQuery(route));
        assert.ok(told.status < 500, `${told.status} ${told.text.slice(0, 600)}`);
        if (told.status !== 200) assert.equal(told.headers.get('content-type'), 'application/problem+json');
      });
    }
  });
}

/** Fields that a query can't do without, with usual values. */
function requiredQuery(route: Route): string {
  if (!(route.query instanceof z.ZodObject)) return '';
  const needed = Object.entries(route.query.shape as Record<string, z.ZodType>).filter(([, schema]) => !schema.safeParse(undefined).success);
  const pairs = needed.map(([name, schema]) => `${name}=${fillPath('{x}', z.object({ x: schema }))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

test('operations and addresses are unique, and every permission exists in code and in the database', async () => {
  const unique = (values: readonly string[]): void => assert.deepEqual(values.filter((value, index) => values.indexOf(value) !== index), []);
  unique(assembly.routes.map((route) => route.operation));
  unique(assembly.routes.map((route) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, '{}')}`));
  const kept = await inReadOnly(app.platform.database, app.ctx, (tx) => tx.many<{ permission: string }>({ text: 'select permission from platform.permission order by permission', values: [] }));
  assert.deepEqual(kept.map(({ permission }) => permission), Object.keys(permissions).sort());
});
