// Links to set a password: mailed where a mail server is set up, written into the outbox where there is none, and made for a forgotten password.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hono } from 'hono';
import { SMTPServer } from 'smtp-server';
import { openTestPlatform, type TestPlatform } from '#platform/testing/test-platform.ts';
import { buildApp } from './app.ts';
import { assembly } from './assembly.ts';
import { ask as askApp, cookiesOf, type Told } from './testing/test-app.ts';

const owner = { name: 'Ada Owner', email: 'ada@example.com', password: 'a sentence is best' };
const sameOrigin = { origin: 'http://localhost', host: 'localhost' };

let platform: TestPlatform;
let server: SMTPServer;
let cookie: string;
let withMail: Hono;
let withoutMail: Hono;
let isClosed = false;
const received: string[] = [];

before(async () => {
  platform = await openTestPlatform();
  server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => done(isClosed ? new Error('not now') : undefined),
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        received.push(Buffer.concat(pieces).toString().replaceAll('=\r\n', '').replaceAll('=3D', '='));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  withoutMail = buildApp(platform, assembly, { validateAnswers: true });
  withMail = buildApp({ ...platform, config: { ...platform.config, smtpUrl: `smtp://127.0.0.1:${port}` } }, assembly, { validateAnswers: true });
  await askApp(withMail, '/v1/setup/owner', { method: 'POST', body: owner });
  cookie = cookiesOf(await askApp(withMail, '/auth/sign-in/email', { method: 'POST', body: { email: owner.email, password: owner.password }, headers: sameOrigin }));
  await askApp(withMail, '/v1/setup/company', { method: 'POST', body: { kind: 'empty', name: 'Ink and Paper', currency: 'EUR', country: 'NL' }, headers: { ...sameOrigin, cookie } });
});
after(async () => {
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  await platform.close();
});

const post = (app: Hono, address: string, body: unknown): Promise<Told> => askApp(app, address, { method: 'POST', body, headers: { ...sameOrigin, cookie } });
const invite = (app: Hono, email: string): Promise<Told> => post(app, '/v1/members', { email, name: 'Sam Vos', role: 'specialist' });
const forget = (app: Hono, email: string): Promise<Told> => askApp(app, '/auth/forgot-password', { method: 'POST', body: { email }, headers: sameOrigin });
const tokenIn = (text: string): string => /set-password#([\w-]{43})/.exec(text)?.[1] ?? '';

async function nextMail(count: number): Promise<string> {
  for (let waited = 0; received.length < count && waited < 5000; waited += 20) await sleep(20);
  return received[count - 1] ?? '';
}

test('with a mail server the link goes to the person and is shown to nobody else', async () => {
  const told = await invite(withMail, 'sam@example.com');
  assert.deepEqual([told.body['link'], told.body['mail']], [null, 'sent']);
  const mail = await nextMail(1);
  assert.match(mail, /^To: sam@example\.com/m);
  assert.match(mail, /Ink and Paper/);
  const set = await askApp(withMail, '/auth/set-password', { method: 'POST', body: { token: tokenIn(mail), password: 'the second sentence' } });
  assert.deepEqual(set.body, { email: 'sam@example.com' });
});

test('a mail that is not taken leaves the link with whoever made it', async () => {
  isClosed = true;
  const told = await invite(withMail, 'kim@example.com');
  isClosed = false;
  assert.equal(told.body['mail'], 'failed');
  assert.match(String(told.body['link']), /set-password#/);
});

test('without a mail server the link is shown, and lies in the outbox as a mail', async () => {
  const told = await invite(withoutMail, 'lee@example.com');
  assert.equal(told.body['mail'], 'outbox');
  const [file] = fs.readdirSync(path.join(platform.config.dataDirectory, 'outbox'));
  const mail = fs.readFileSync(path.join(platform.config.dataDirectory, 'outbox', file ?? ''), 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  assert.equal(tokenIn(mail), tokenIn(String(told.body['link'])));
  assert.equal((await forget(withoutMail, 'lee@example.com')).body['code'], 'sign_in.no_mail');
  const setup = await Promise.all([withoutMail, withMail].map((app) => askApp(app, '/v1/setup')));
  assert.deepEqual(setup.map(({ body }) => body['sends_mail']), [false, true], 'the page of signing in knows which help there is');
});

test('a forgotten password is set anew with a mailed link, for one hour; a stranger’s question has the same answer and no mail', async () => {
  const before = received.length;
  const [known, unknown] = [await forget(withMail, 'Sam@example.com'), await forget(withMail, 'nobody@example.com')];
  assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
  const first = await nextMail(before + 1);
  await forget(withMail, 'sam@example.com');
  await sleep(200);
  assert.equal(received.length, before + 1, 'a second mail within five minutes');
  platform.clock.moveTo('2026-03-02T10:01:00.000Z');
  const set = (token: string): Promise<Told> => askApp(withMail, '/auth/set-password', { method: 'POST', body: { token, password: 'the third sentence' } });
  assert.equal((await set(tokenIn(first))).body['code'], 'sign_in.link_ended');
  await forget(withMail, 'sam@example.com');
  assert.deepEqual((await set(tokenIn(await nextMail(before + 2)))).body, { email: 'sam@example.com' });
});
