// The server as a process: killed at once it leaves its database, which the next start adopts; nothing that was answered is lost.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openHome, type Home } from './run-cli.ts';

let home: Home;
before(() => {
  home = openHome();
});
after(() => home.remove());

const pidFile = (): string => path.join(home.folder, 'data', 'postgres', 'cluster', 'postmaster.pid');
const databasePid = (): number => Number(fs.readFileSync(pidFile(), 'utf8').split('\n')[0]);
const databaseRuns = (): boolean => fs.existsSync(pidFile());

async function post(url: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': 'only-once', origin: new URL(url).origin, cookie } });
}

test('killed without a word, started again: the same database goes on, with all that was answered', async () => {
  const first = await home.serve();
  const owner = { name: 'Ada', email: 'ada@example.com', password: 'a sentence is best' };
  assert.equal((await post(`${first.url}/v1/setup/owner`, owner)).status, 201);
  const signedIn = await post(`${first.url}/auth/sign-in/email`, { email: owner.email, password: owner.password });
  const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ');
  const company = { kind: 'empty', name: 'Ink and Paper', currency: 'EUR', country: 'NL' };
  const answered = (await (await post(`${first.url}/v1/setup/company`, company, cookie)).json()) as unknown;
  const pid = databasePid();
  await first.kill('SIGKILL');
  assert.doesNotThrow(() => process.kill(pid, 0), 'the database outlives the server that was killed');

  const second = await home.serve();
  assert.equal(databasePid(), pid);
  const session = (await (await fetch(`${second.url}/v1/session`, { headers: { cookie } })).json()) as { company: { name: string } };
  assert.equal(session.company.name, 'Ink and Paper');
  assert.deepEqual(await (await post(`${second.url}/v1/setup/company`, company, cookie)).json(), answered);
  assert.equal(await second.kill('SIGTERM'), 0);
  assert.equal(databaseRuns(), false, 'a clean stop stops the database too');
});

test('a request under way is finished before the server stops', async () => {
  const server = await home.serve();
  const slow = post(`${server.url}/auth/sign-in/email`, { email: 'ada@example.com', password: 'a sentence is best' });
  // Sending is not instant: the signal must come after the request, while its password is being checked.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const ended = server.kill('SIGINT');
  assert.equal((await slow).status, 200);
  assert.equal(await ended, 0);
});

test('one press that arrives twice is one press: the database stops too', async () => {
  const server = await home.serve();
  const ended = server.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const again = server.kill('SIGINT');
  assert.deepEqual([await ended, await again], [0, 0]);
  assert.equal(databaseRuns(), false);
});

test('a body far beyond the limit is refused without being read', async () => {
  const server = await home.serve({ UPLOAD_MAX_MB: '1' });
  const { key } = (await home.run(['keys', 'create', 'Uploads', '--role', 'admin', '--json'])).json as { key: string };
  const pieces = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(256 * 1024));
    },
  });
  const upload = await fetch(`${server.url}/v1/files`, { method: 'POST', body: pieces, duplex: 'half', headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'big' } } as RequestInit);
  assert.equal(upload.status, 413);
  assert.equal(((await upload.json()) as { code: string }).code, 'file.too_large');
  assert.equal((await fetch(`${server.url}/health`)).status, 200);
  assert.equal(await server.kill('SIGINT'), 0);
});
