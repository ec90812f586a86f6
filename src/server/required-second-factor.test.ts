// A role that works with a second factor only: without one a person reaches their own sign-in and nothing else; sessions, listed and ended.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Hono } from 'hono';
import { openTestPlatform, type TestPlatform } from '#platform/testing/test-platform.ts';
import { buildApp } from './app.ts';
import { assembly } from './assembly.ts';
import { ask as askApp, cookiesOf, type Told } from './testing/test-app.ts';
import { totp } from './testing/totp.ts';

const password = 'a sentence is best';
const owner = { name: 'Ada Owner', email: 'ada@example.com', password };
const sameOrigin = { origin: 'http://localhost', host: 'localhost' };

let platform: TestPlatform;
let app: Hono;
let cookie: string;
const send = (method: string, address: string, body: unknown, jar = cookie): Promise<Told> => askApp(app, address, { method, body, headers: { ...sameOrigin, cookie: jar } });
const get = (address: string, jar = cookie): Promise<Told> => askApp(app, address, { headers: { cookie: jar } });
const signIn = async (device = 'one', email = owner.email): Promise<string> => cookiesOf(await askApp(app, '/auth/sign-in/email', { method: 'POST', body: { email, password }, headers: { ...sameOrigin, 'user-agent': device } }));

before(async () => {
  platform = await openTestPlatform();
  app = buildApp(platform, assembly, { validateAnswers: true });
  await askApp(app, '/v1/setup/owner', { method: 'POST', body: owner });
  cookie = await signIn();
  await send('POST', '/v1/setup/company', { kind: 'empty', name: 'Ink and Paper', currency: 'EUR', country: 'NL' });
});
after(() => platform.close());

test('one sees where one is signed in, without tokens, and ends a session elsewhere', async () => {
  const other = await signIn('telephone');
  const listed = await get('/v1/sessions');
  const items = listed.body['items'] as { session_id: string; device: string; present: boolean }[];
  assert.deepEqual(items.map(({ device, present }) => [device, present]), [['one', true], ['telephone', false]]);
  assert.doesNotMatch(listed.text, /token/);
  assert.equal((await get('/v1/session', other)).status, 200);
  assert.equal((await send('POST', '/v1/sessions/end', { session_id: items[1]?.session_id })).status, 200);
  assert.equal((await get('/v1/session', other)).body['code'], 'auth.required');
  assert.equal((await get('/v1/session')).status, 200);
});

test('nobody sees or ends the session of another person', async () => {
  const { body: { link } } = await send('POST', '/v1/members', { email: 'sam@example.com', name: 'Sam Vos', role: 'specialist' });
  await askApp(app, '/auth/set-password', { method: 'POST', body: { token: String(link).split('#')[1], password } });
  const sam = await signIn('tablet', 'sam@example.com');
  const sessionsOf = async (jar: string): Promise<{ session_id: string; device: string }[]> => (await get('/v1/sessions', jar)).body['items'] as { session_id: string; device: string }[];
  const [own] = await sessionsOf(sam);
  assert.equal(own?.device, 'tablet');
  assert.deepEqual((await sessionsOf(cookie)).map(({ device }) => device), ['one']);
  assert.equal((await send('POST', '/v1/sessions/end', { session_id: own.session_id })).status, 200);
  assert.deepEqual(await sessionsOf(sam), [own]);
});

test('what is no role is refused', async () => {
  assert.equal((await send('PUT', '/v1/settings/security', { second_factor_roles: 'admin, king' })).body['code'], 'request.malformed');
});

test('from the moment the role demands it, nothing answers but one’s own sign-in, until the second factor is on', async () => {
  assert.equal((await send('PUT', '/v1/settings/security', { second_factor_roles: 'admin, manager' })).status, 200);
  const session = await get('/v1/session');
  assert.equal(session.body['needs_second_factor'], true);
  for (const address of ['/v1/organisation', '/v1/members', '/v1/invoices', '/metrics']) {
    const told = await askApp(app, address, { headers: { cookie, 'x-forwarded-for': '192.0.2.1' } });
    assert.deepEqual([told.status, told.body['code']], [403, 'auth.second_factor_required'], address);
  }
  assert.equal((await send('PUT', '/v1/settings/security', { second_factor_roles: '' })).body['code'], 'auth.second_factor_required');

  const begun = await send('POST', '/auth/two-factor/enable', { password });
  const secret = new URL(String(begun.body['totpURI'])).searchParams.get('secret') ?? '';
  const verified = await send('POST', '/auth/two-factor/verify-totp', { code: totp(secret) });
  cookie = cookiesOf(verified, cookie);
  assert.equal((await get('/v1/organisation')).status, 200);
  assert.equal((await get('/v1/session')).body['needs_second_factor'], false);
});

test('where the role demands it, it can’t be turned off; keys and other roles are as before', async () => {
  assert.equal((await send('POST', '/auth/two-factor/disable', { password })).body['code'], 'auth.second_factor_required');
  const key = String((await send('POST', '/v1/api-keys', { name: 'Program', role: 'admin' })).body['key']);
  assert.equal((await askApp(app, '/v1/organisation', { key })).status, 200);
  assert.equal((await send('PUT', '/v1/settings/security', { second_factor_roles: 'manager' })).status, 200);
  const off = await send('POST', '/auth/two-factor/disable', { password });
  assert.equal(off.status, 200, off.text);
  cookie = cookiesOf(off, cookie);
  assert.equal((await get('/v1/organisation')).status, 200);
});
