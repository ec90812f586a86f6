// The command line: exit codes, JSON, help, a company with its owner, the same commands here and at a server.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHome, type Home, type Served } from './run-cli.ts';

let home: Home;
let served: Served | undefined;
before(() => {
  home = openHome();
});
after(async () => {
  await served?.kill('SIGKILL');
  await home.remove();
});

const opened = ['init', '--company', 'Ink and Paper', '--currency', 'EUR', '--country', 'NL', '--owner-email', 'ada@example.com', '--owner-name', 'Ada', '--owner-password-stdin'];

test('what was typed wrong ends with 1 and says what is possible; help ends with 0 and shows an example', async () => {
  const [unknown, help, half] = await Promise.all([home.run(['dance']), home.run(['check', '--help']), home.run(['init'])]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /unknown command 'dance'/);
  assert.equal(help.code, 0);
  assert.match(help.out, /Example:\n {2}counterfoil check --replay/);
  assert.equal(half.code, 1);
  assert.match(half.err, /init\.choose/);
});

test('nothing can be done before there is a company', async () => {
  const none = await home.run(['check', '--json']);
  assert.equal(none.code, 1);
  assert.equal((JSON.parse(none.err) as { code: string }).code, 'organisation.none');
  assert.equal(none.out, '');
});

test('init opens a company with its owner, once', async () => {
  assert.match((await home.run(opened, { input: 'short\n' })).err, /sign_in\.weak_password/);
  const first = await home.run([...opened, '--json'], { input: 'a sentence is best\n' });
  assert.deepEqual([first.code, first.json['name']], [0, 'Ink and Paper'], first.err);
  assert.match((await home.run(opened, { input: 'a sentence is best\n' })).err, /setup\.done/);
});

test('the answer with --json is one JSON value, without it lines for people', async () => {
  const checked = await home.run(['check', '--json']);
  assert.equal(checked.code, 0, checked.err);
  assert.equal(checked.json['holds'], true);
  const lines = await home.run(['whoami']);
  assert.match(lines.out, /admin at Ink and Paper/);
});

test('with two companies a command asks which one is meant; check looks at both', async () => {
  assert.equal((await home.run(['init', '--company', 'Second', '--currency', 'USD', '--country', 'US'])).code, 0);
  const [unnamed, named, both] = await Promise.all([home.run(['whoami']), home.run(['whoami', '--org', 'second']), home.run(['check', '--json'])]);
  assert.equal(unnamed.code, 1);
  assert.match(unnamed.err, /organisation\.ambiguous[\s\S]*--org/);
  assert.match(named.out, /admin at Second/);
  assert.deepEqual((both.json['organisations'] as { organisation: string }[]).map(({ organisation }) => organisation), ['Ink and Paper', 'Second']);
});

test('the operator makes a link for someone who is locked out', async () => {
  const link = await home.run(['sign-in-link', 'ada@example.com', '--json']);
  assert.match(String(link.json['link']), /\/set-password#[\w-]{43}$/);
  assert.equal((await home.run(['sign-in-link', 'eve@example.com'])).code, 1);
});

test('a server says where it is, takes the same commands with a key, and refuses a wrong one', async () => {
  served = await home.serve();
  const { key } = (await home.run(['keys', 'create', 'Remote', '--role', 'manager', '--json', '--org', 'Ink and Paper'])).json as { key: string };
  const at = (args: readonly string[], given = key): ReturnType<Home['run']> => home.run(args, { environment: { COUNTERFOIL_URL: served?.url ?? '', COUNTERFOIL_KEY: given } });
  const [me, wrong, missing, nowhere, members] = await Promise.all([
    at(['whoami', '--json']), at(['whoami'], 'cf_wrong'), at(['whoami'], ''), home.run(['whoami', '--url', 'http://127.0.0.1:9', '--key', key]), at(['members', 'list', '--json']),
  ]);
  assert.deepEqual([me.code, me.json['role'], me.json['kind']], [0, 'manager', 'key']);
  assert.deepEqual([wrong.code, missing.code, nowhere.code], [1, 1, 1]);
  assert.match(wrong.err, /auth\.required/);
  assert.match(nowhere.err, /can't be reached/);
  assert.equal(members.code, 0, members.err);
  assert.equal((await at(['check', '--json'])).json['holds'], true);
  assert.match((await at(['backup', 'x.tar'])).err, /cli\.local_only/);
});

test('a second server on the same port says so; Ctrl-C ends the first one cleanly', async () => {
  assert.ok(served);
  const port = new URL(served.url).port;
  const second = await home.run(['serve', '--port', port]);
  assert.equal(second.code, 1);
  assert.match(second.err, new RegExp(`port ${port} is in use`));
  assert.equal((await fetch(`${served.url}/health`)).status, 200);
  assert.equal(await served.kill('SIGINT'), 0);
  served = undefined;
});
