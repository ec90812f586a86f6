// First start, signing in with password and second factor, lock-out, links, cross-site writes, sessions and their organisations.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestPlatform, type TestPlatform } from '#platform/testing/test-platform.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { listAudit } from '#platform/audit-queries.ts';
import type { Hono } from 'hono';
import { buildApp } from './app.ts';
import { assembly } from './assembly.ts';
import { ask as askApp, cookiesOf, type Ask, type Told } from './testing/test-app.ts';
import { totp } from './testing/totp.ts';

const password = 'a sentence is best';
const owner = { name: 'Ada Owner', email: 'Ada@Example.com', password };
const sameOrigin = { origin: 'http://localhost', host: 'localhost' };

let platform: TestPlatform;
let app: Hono;
const ask = (address: string, request?: Ask): Promise<Told> => askApp(app, address, request);
const post = (address: string, body: unknown, headers: Record<string, string> = {}): Promise<Told> => ask(address, { method: 'POST', body, headers: { ...sameOrigin, ...headers } });
const get = (address: string, cookie: string): Promise<Told> => ask(address, { headers: { cookie } });

before(async () => {
  platform = await openTestPlatform();
  app = buildApp(platform, assembly, { validateAnswers: true });
});
after(() => platform.close());

async function signIn(given: { email: string; password: string } = owner): Promise<string> {
  const told = await post('/auth/sign-in/email', { email: given.email, password: given.password });
  assert.equal(told.status, 200, told.text);
  return cookiesOf(told);
}

test('a new installation asks for its owner, once', async () => {
  assert.deepEqual((await ask('/v1/setup')).body, { state: 'needs_owner', sends_mail: false });
  assert.equal((await post('/v1/setup/owner', { ...owner, password: 'too short' })).body['code'], 'sign_in.weak_password');
  assert.equal((await post('/v1/setup/owner', { ...owner, admin: true })).body['code'], 'request.unknown_field');
  const both = await Promise.all([post('/v1/setup/owner', owner), post('/v1/setup/owner', { ...owner, email: 'eve@example.com' })]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  const loser = both.find(({ status }) => status === 409);
  assert.equal(loser?.body['code'], 'setup.done');
  assert.deepEqual((await ask('/v1/setup')).body, { state: 'needs_company', sends_mail: false });
});

test('the session is a cookie that no script and no other site can use; the answer holds no token', async () => {
  const email = (await ownerEmail()) ?? owner.email;
  const told = await post('/auth/sign-in/email', { email, password });
  const cookie = told.headers.getSetCookie().find((text) => text.includes('session_token')) ?? '';
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Lax/i);
  assert.equal(JSON.stringify(told.body).includes('token'), false, told.text);
  const session = await get('/v1/session', cookiesOf(told));
  assert.equal(session.status, 200, session.text);
  assert.equal(session.body['company'], null);
  assert.equal((await ask('/v1/session')).body['code'], 'auth.required');
});

test('the owner opens a company, a repeated request opens no second one', async () => {
  const cookie = await signIn({ email: await ownerEmail(), password });
  const company = { kind: 'empty', name: 'Ink and Paper', currency: 'EUR', country: 'NL' };
  const first = await post('/v1/setup/company', company, { cookie, 'idempotency-key': 'open' });
  assert.equal(first.status, 201, first.text);
  const again = await post('/v1/setup/company', company, { cookie, 'idempotency-key': 'open' });
  assert.deepEqual(again.body, first.body);
  const session = await get('/v1/session', cookie);
  const present = session.body['company'] as Record<string, unknown>;
  assert.deepEqual([present['name'], present['currency'], present['country'], present['time_zone'], present['today']], ['Ink and Paper', 'EUR', 'NL', 'Europe/Amsterdam', '2026-03-02']);
  assert.equal((session.body['companies'] as unknown[]).length, 1);
  assert.deepEqual((await ask('/v1/setup')).body, { state: 'ready', sends_mail: false });
  assert.equal((await post('/v1/setup/company', { kind: 'sample' }, { cookie })).status < 500, true);
});

test('a write with the cookie from another site is refused, and so is one that does not say where it comes from', async () => {
  const cookie = await signIn({ email: await ownerEmail(), password });
  const rename = (headers: Record<string, string>): Promise<Told> => ask('/v1/organisation', { method: 'PUT', body: { name: 'Taken' }, headers: { cookie, ...headers } });
  assert.equal((await rename({ origin: 'https://evil.example', host: 'localhost' })).body['code'], 'auth.cross_site');
  assert.equal((await rename({ origin: 'null', host: 'localhost' })).body['code'], 'auth.cross_site');
  assert.equal((await rename({ ...sameOrigin, 'sec-fetch-site': 'cross-site' })).body['code'], 'auth.cross_site');
  assert.equal((await rename({})).body['code'], 'auth.cross_site');
  assert.equal((await rename({ 'sec-fetch-site': 'same-origin' })).status, 200);
  assert.equal((await ask('/auth/sign-in/email', { method: 'POST', body: { email: 'x@example.com', password }, headers: { origin: 'https://evil.example', host: 'localhost' } })).body['code'], 'auth.cross_site');
});

test('five wrong passwords lock the address out for a quarter of an hour, known or not, also many at once', async () => {
  const guess = (email: string): Promise<Told> => post('/auth/sign-in/email', { email, password: 'wrong wrong wrong' });
  const codes = (await Promise.all(Array.from({ length: 8 }, () => guess('nobody@example.com')))).map(({ body }) => body['code']);
  assert.equal(codes.filter((code) => code === 'sign_in.wrong').length, 5);
  assert.equal(codes.filter((code) => code === 'sign_in.locked').length, 3);
  const email = await ownerEmail();
  for (let attempt = 0; attempt < 6; attempt += 1) await guess(email);
  const locked = await post('/auth/sign-in/email', { email, password });
  assert.equal(locked.status, 429);
  assert.equal(locked.headers.get('retry-after'), '900');
  platform.clock.moveTo('2026-03-02T09:16:00.000Z');
  const cookie = await signIn({ email, password });
  const org = ((await get('/v1/session', cookie)).body['company'] as { id: string }).id;
  const rows = await inReadOnly(platform.database, { orgId: org }, (tx) => listAudit(tx, { command: 'sign_in', limit: 50 }));
  assert.ok(rows.some((row) => row.command === 'sign_in.locked') && rows.some((row) => row.command === 'sign_in.signed_in'));
});

test('with a second factor the password alone opens nothing; a backup code works once', async () => {
  const email = await ownerEmail();
  let cookie = await signIn({ email, password });
  const enabled = await post('/auth/two-factor/enable', { password }, { cookie });
  assert.equal(enabled.status, 200, enabled.text);
  const secret = new URL(String(enabled.body['totpURI'])).searchParams.get('secret') ?? '';
  assert.equal((await post('/auth/two-factor/verify-totp', { code: '000000' }, { cookie })).status, 401);
  const verified = await post('/auth/two-factor/verify-totp', { code: totp(secret) }, { cookie });
  assert.equal(verified.status, 200, verified.text);

  const half = await post('/auth/sign-in/email', { email, password });
  assert.equal(half.body['twoFactorRedirect'], true);
  cookie = cookiesOf(half);
  assert.equal((await get('/v1/session', cookie)).status, 401);
  assert.equal((await post('/auth/two-factor/verify-totp', { code: '123456' }, { cookie })).body['code'], 'sign_in.code_wrong');
  const whole = await post('/auth/two-factor/verify-totp', { code: totp(secret) }, { cookie });
  assert.equal(whole.status, 200, whole.text);
  const session = await get('/v1/session', cookiesOf(whole, cookie));
  assert.equal((session.body['user'] as Record<string, unknown>)['has_two_factor'], true);

  const [backup] = enabled.body['backupCodes'] as string[];
  const useBackup = async (): Promise<Told> => {
    const begun = await post('/auth/sign-in/email', { email, password });
    return post('/auth/two-factor/verify-backup-code', { code: backup }, { cookie: cookiesOf(begun) });
  };
  assert.equal((await useBackup()).status, 200);
  assert.equal((await useBackup()).body['code'], 'sign_in.code_wrong');
  const off = await post('/auth/two-factor/disable', { password }, { cookie: cookiesOf(whole, cookie) });
  assert.equal(off.status, 200, off.text);
});

test('an invited person sets a password with a link, once, and works in the role given; nobody changes their own', async () => {
  const cookie = await signIn({ email: await ownerEmail(), password });
  const write = (method: string, address: string, body: unknown): Promise<Told> => ask(address, { method, body, headers: { ...sameOrigin, cookie } });
  const invited = await write('POST', '/v1/members', { email: 'Sam@example.com', name: 'Sam Specialist', role: 'specialist' });
  assert.equal(invited.status, 201, invited.text);
  const token = String(invited.body['link']).split('#')[1] ?? '';
  const userId = String(invited.body['user_id']);
  assert.equal((await post('/auth/sign-in/email', { email: 'sam@example.com', password })).body['code'], 'sign_in.wrong');
  assert.equal((await post('/auth/set-password', { token, password: 'short' })).body['code'], 'sign_in.weak_password');
  assert.deepEqual((await post('/auth/set-password', { token, password: 'the second sentence' })).body, { email: 'sam@example.com' });
  assert.equal((await post('/auth/set-password', { token, password: 'the third sentence' })).body['code'], 'sign_in.link_ended');
  const sam = await signIn({ email: 'sam@example.com', password: 'the second sentence' });
  assert.equal((await get('/v1/session', sam)).body['role'], 'specialist');
  assert.equal((await get('/v1/members', sam)).body['code'], 'auth.forbidden');

  assert.equal((await write('PUT', `/v1/members/${userId}/role`, { role: 'senior', reason: 'promoted' })).status, 200);
  assert.equal((await get('/v1/session', sam)).body['role'], 'senior');
  const me = ((await get('/v1/session', cookie)).body['user'] as { id: string }).id;
  assert.equal((await write('PUT', `/v1/members/${me}/role`, { role: 'junior', reason: 'why not' })).body['code'], 'member.yourself');
  assert.equal((await write('POST', `/v1/members/${userId}/remove`, { reason: 'has left' })).status, 200);
  assert.equal((await get('/v1/organisation', sam)).body['code'], 'auth.wrong_organisation');
  assert.equal((await get('/v1/session', sam)).body['company'], null);
});

test('signing out ends the session at once', async () => {
  const cookie = await signIn({ email: await ownerEmail(), password });
  assert.equal((await get('/v1/session', cookie)).status, 200);
  assert.equal((await post('/auth/sign-out', {}, { cookie })).status, 200);
  assert.equal((await get('/v1/session', cookie)).status, 401);
});

test('routes of the sign-in library that are not ours do not exist', async () => {
  for (const path of ['sign-up/email', 'update-user', 'request-password-reset', 'sign-in/social', 'get-session']) {
    assert.equal((await post(`/auth/${path}`, { email: 'new@example.com', password, name: 'New' })).status, 404, path);
  }
});

/** Which of the two who came at once became the owner. */
async function ownerEmail(): Promise<string> {
  const found = await platform.database.ownerPool.query<{ email: string }>('select email from auth.user order by created_at limit 1');
  return found.rows[0]?.email ?? '';
}
