// The command line: exit codes, JSON, help, a company with its owner, the same commands here and at a server.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
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

test('what was typed wrong is told to a program as JSON', async () => {
  const [unknown, half] = await Promise.all([home.run(['dance', '--json']), home.run(['bill', '--json'])]);
  assert.deepEqual([unknown.code, half.code], [1, 1]);
  assert.equal((JSON.parse(unknown.err) as { code: string }).code, 'cli.usage');
  assert.match(half.err, /--through/);
});

test('nothing can be done before there is a company, and nothing is there to be saved; the folder is named', async () => {
  const empty = await home.run(['backup', 'empty.tar']);
  assert.equal(empty.code, 1);
  assert.match(empty.err, /no company yet in .*data \(organisation\.none\)/);
});

test('a command is refused before there is a company', async () => {
  const none = await home.run(['check', '--json']);
  assert.equal(none.code, 1);
  assert.equal((JSON.parse(none.err) as { code: string }).code, 'organisation.none');
  assert.equal(none.out, '');
});

test('init opens a company with its owner, once', async () => {
  const mistyped = await home.run(opened.map((word) => (word === 'ada@example.com' ? 'ada at example.com' : word)), { input: 'a sentence is best\n' });
  assert.deepEqual([mistyped.code, /email/.test(mistyped.err)], [1, true], mistyped.err);
  assert.match((await home.run(opened, { input: 'short\n' })).err, /sign_in\.weak_password/);
  const first = await home.run([...opened, '--json'], { input: 'a sentence is best\n' });
  assert.deepEqual([first.code, first.json['name']], [0, 'Ink and Paper'], first.err);
  assert.match((await home.run(opened, { input: 'a sentence is best\n' })).err, /setup\.done/);
  const twice = await home.run(['init', '--company', 'ink and paper']);
  assert.deepEqual([twice.code, /organisation\.exists/.test(twice.err)], [1, true], twice.err);
});

test('the answer with --json is one JSON value, without it lines for people', async () => {
  const checked = await home.run(['check', '--json']);
  assert.equal(checked.code, 0, checked.err);
  assert.equal(checked.json['holds'], true);
  const lines = await home.run(['whoami']);
  assert.match(lines.out, /admin at Ink and Paper/);
});

test('a reader that goes away before the end is no fault', async () => {
  const left = await home.run(['check'], { isLeft: true });
  assert.deepEqual([left.code, left.err], [0, '']);
});

test('with two companies a command asks which one is meant; check looks at both', async () => {
  assert.equal((await home.run(['init', '--company', 'Second', '--currency', 'USD', '--country', 'US'])).code, 0);
  const [unnamed, named, both] = await Promise.all([home.run(['whoami']), home.run(['whoami', '--org', 'second']), home.run(['check', '--json'])]);
  assert.equal(unnamed.code, 1);
  assert.match(unnamed.err, /organisation\.ambiguous[\s\S]*--org/);
  assert.match(named.out, /admin at Second/);
  assert.deepEqual((both.json['organisations'] as { organisation: string }[]).map(({ organisation }) => organisation), ['Ink and Paper', 'Second']);
});

test('a file that is not there, a kind that is not there, a statement on trial: each is refused with what to do', async () => {
  const run = (...args: string[]): ReturnType<Home['run']> => home.run(['import', ...args, '--org', 'Second']);
  const [missing, kind, trial] = await Promise.all([run('bank-statement', 'none.xml'), run('nonsense', 'none.csv'), run('bank-statement', import.meta.filename, '--dry-run')]);
  assert.deepEqual([missing.code, kind.code, trial.code], [1, 1, 1]);
  assert.match(missing.err, /file\.not_found/);
  assert.match(kind.err, /receipts, rates, bank-statement \(import\.kind_unknown\)/);
  assert.match(trial.err, /import\.no_dry_run/);
});

test('a database that can’t be used, and a setting that is wrong, end with 1 and the way out', async () => {
  const [away, odd] = await Promise.all([
    home.run(['whoami'], { environment: { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' } }), home.run(['serve'], { environment: { DATABASE_URL: 'nonsense', SMTP_URL: 'nonsense' } }),
  ]);
  assert.deepEqual([away.code, odd.code], [1, 1]);
  assert.match(away.err, /database\.unreachable[\s\S]*Check DATABASE_URL/);
  assert.match(odd.err, /DATABASE_URL: an address such as postgres[\s\S]*SMTP_URL/);
});

test('a folder that can’t be written, an address that is not this machine’s and programs that are too old are named, and no fault of the program', async () => {
  const file = path.join(home.folder, 'a-file');
  fs.writeFileSync(file, '');
  const folder = await home.run(['check'], { environment: { DATA_DIR: file } });
  const host = await home.run(['serve'], { environment: { HOST: '203.0.113.1' } });
  const programs = path.join(home.folder, 'programs');
  fs.mkdirSync(programs);
  for (const name of ['postgres', 'initdb']) fs.writeFileSync(path.join(programs, name), '#!/bin/sh\necho "unrecognized locale provider" >&2\nexit 1\n', { mode: 0o755 });
  const old = await home.run(['check'], { environment: { DATA_DIR: path.join(home.folder, 'other'), PG_BIN: programs } });
  assert.deepEqual([folder.code, host.code, old.code], [1, 1, 1]);
  assert.match(old.err, /PG_BIN can't be used: unrecognized locale provider .*config\.wrong[\s\S]*17 or newer/);
  assert.match(folder.err, /DATA_DIR .*a-file.*config\.wrong/);
  assert.match(host.err, /HOST 203\.0\.113\.1.*EADDRNOTAVAIL.*config\.wrong/);
});

test('what works on the data themselves does nothing here when a server is named', async () => {
  const commands = [['init', '--company', 'Elsewhere'], ['sign-in-link', 'ada@example.com'], ['backup', path.join(home.folder, 'elsewhere.tar')], ['restore', path.join(home.folder, 'elsewhere.tar')]];
  for (const command of commands) {
    const refused = await home.run(['--url', 'http://127.0.0.1:9', ...command]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /cli\.local_only/, command[0]);
  }
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

test('a statement tells how many of its lines are new and how many are known', async () => {
  const { key } = (await home.run(['keys', 'create', 'Statements', '--role', 'admin', '--json', '--org', 'Ink and Paper'])).json as { key: string };
  const url = served?.url ?? '';
  const account = { name: 'Current account', account: 'NL33CFTB9162565446', currency: 'EUR' };
  const opening = await fetch(`${url}/v1/bank-accounts`, { method: 'POST', body: JSON.stringify(account), headers: { Authorization: `Bearer ${key}`, 'Idempotency-Key': 'account', 'Content-Type': 'application/json' } });
  assert.equal(opening.status, 201, await opening.text());
  const file = path.join(import.meta.dirname, '..', '..', 'sample', 'bank', '2026-05-home.camt053.xml');
  const bring = (): ReturnType<Home['run']> => home.run(['import', 'bank-statement', file], { environment: { COUNTERFOIL_URL: url, COUNTERFOIL_KEY: key } });
  const lines = /^([1-9]\d*) new lines, 0 known/.exec((await bring()).out)?.[1];
  assert.match((await bring()).out, new RegExp(`^0 new lines, ${lines} known`));
});

test('bank lines are clarified, and receipts put on accounts, by the numbers that people know', async () => {
  const { key } = (await home.run(['keys', 'create', 'Cash', '--role', 'admin', '--json', '--org', 'Ink and Paper'])).json as { key: string };
  const at = (...args: string[]): ReturnType<Home['run']> => home.run([...args, '--json'], { environment: { COUNTERFOIL_URL: served?.url ?? '', COUNTERFOIL_KEY: key } });
  const [line] = (await at('lines', 'list')).json['items'] as { bank_line_id: string; amount: { amount: string } }[];
  assert.ok(line);
  assert.match(line.amount.amount, /^-/);
  const decide = (account: string): ReturnType<Home['run']> => at('lines', 'decide', line.bank_line_id, 'not_a_receipt', '--account', account, '--reason', 'fee for the terminal');
  assert.match((await decide('1200')).err, /account\.kept/);
  assert.equal((await decide('6100')).code, 0);
  for (const kind of ['terms', 'customers']) assert.equal((await at('import', kind, path.join(import.meta.dirname, '..', '..', 'sample', `${kind}.csv`))).code, 0, kind);
  const { number } = (await at('receipts', 'enter', '250.00', 'EUR', '--customer', '10002')).json as { number: string };
  assert.equal((await at('receipts', 'keep', number, '10004', '--reason', 'the cheque is theirs')).code, 0);
  assert.deepEqual((await at('report', 'account', '10004')).json['closing'], { amount: '-250.00', currency: 'EUR' });
  assert.deepEqual((await at('report', 'account', '10002')).json['closing'], { amount: '0.00', currency: 'EUR' });
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
