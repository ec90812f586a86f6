// A backup holds everything of one moment; restored it is the same to the byte, and a damaged or foreign file changes nothing.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { connectDatabase, inTransaction, type Database } from '../database/database.ts';
import { openLog } from '../log.ts';
import { insertOrg } from '../organisation-store.ts';
import { assemblePlatform, type Platform } from '../platform.ts';
import { insertPerson, savePasswordHash } from '../sign-in/account-store.ts';
import { serverSecret } from '../sign-in/server-secret.ts';
import { openTestPlatform, testContext, type TestPlatform } from '../testing/test-platform.ts';
import { listTables } from './backup-store.ts';
import { restoreBackup } from './restore-backup.ts';
import { createTar } from './tar.ts';
import { writeBackup } from './write-backup.ts';

let source: TestPlatform;
let ctx: Context;
let folder: string;
const silent = (): void => undefined;
const fileAt = (name: string): string => path.join(folder, name);

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-backup-'));
  source = await openTestPlatform();
  ctx = await testContext(source);
  await fillSource();
});
after(async () => {
  await source.close();
  fs.rmSync(folder, { recursive: true });
});

async function fillSource(): Promise<void> {
  serverSecret(source.config);
  await command(source.database, ctx, { name: 'test.start', permission: 'org.manage', key: 'start', input: {} }, async (tx, inner) => {
    await insertOrg(tx, { name: 'Müller & Söhne\t"quoted" \\ and 日本', sample: false, now: inner.now });
    await source.files.keep(tx, inner, { name: 'evidence.csv', mediaType: 'text/csv', bytes: Buffer.from('a;b\n1;2\n') });
    await source.files.keep(tx, inner, { name: 'large.bin', mediaType: 'application/octet-stream', bytes: Buffer.alloc(3_000_000, 'x') });
    tx.announce({ topic: 'test.heard_by_nobody', payload: { n: 1 } });
    return {};
  });
  // Enough rows for several parts, so that a row is cut in two.
  await source.database.ownerPool.query(`
    insert into platform.outbox (org_id, outbox_id, topic, payload, recorded_at)
    select $1, gen_random_uuid(), 'test.many', jsonb_build_object('text', repeat(md5(n::text), 20)), now() from generate_series(1, 30000) n`, [ctx.orgId]);
  await inTransaction(source.database, { orgId: '' }, async (tx) => {
    const userId = newId(1);
    await insertPerson(tx, { userId, name: 'Ada', email: 'ada@example.com' }, ctx.now);
    await savePasswordHash(tx, userId, 'salt:hash', ctx.now);
  });
}

/** An empty installation in a database of its own on the same server, as another owner who may do nothing special. */
async function openTarget(name: string, owner: string | null): Promise<Platform & { drop(): Promise<void> }> {
  const { host, port, user, connectionString } = source.database.ownerPool.options;
  const admin = source.database.ownerPool;
  const database = `${name}_${process.pid}`;
  if (owner !== null) {
    await admin.query(`create role ${owner} login createrole nosuperuser nobypassrls`);
    await admin.query(`grant counterfoil_app to ${owner} with admin option`);
  }
  await admin.query(`create database ${database}${owner === null ? '' : ` owner ${owner}`}`);
  const base = connectionString === undefined ? { host, port, user: owner ?? user, database } : { connectionString: withUser(connectionString, database, owner) };
  const opened = await connectDatabase(base as Parameters<typeof connectDatabase>[0], openLog('error'));
  const dataDirectory = fs.mkdtempSync(path.join(folder, 'target-'));
  const platform = assemblePlatform({ config: { ...source.config, dataDirectory }, log: openLog('error'), clock: source.clock, database: opened });
  const drop = async (): Promise<void> => {
    await platform.close();
    await admin.query(`drop database ${database} with (force)`);
    if (owner !== null) await admin.query(`drop role ${owner}`);
  };
  return { ...platform, drop };
}

function withUser(url: string, database: string, owner: string | null): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  if (owner !== null) parsed.username = owner;
  return parsed.toString();
}

async function contentsOf(database: Database): Promise<Record<string, unknown>> {
  const client: pg.PoolClient = await database.ownerPool.connect();
  try {
    const contents: Record<string, unknown> = {};
    for (const table of await listTables(client)) {
      const found = await client.query<{ count: string; digest: string }>(`select count(*)::text as count, coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as digest from ${table.name} t`);
      contents[table.name] = found.rows[0];
    }
    return contents;
  } finally {
    client.release();
  }
}

async function guardsOf(database: Database): Promise<unknown> {
  const found = await database.ownerPool.query(`
    select c.relname, t.tgname, t.tgenabled, c.relforcerowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') order by n.nspname, c.relname, t.tgname`);
  return found.rows;
}

test('a backup restores to the same rows, files, secret and guards, also for an owner who may do nothing special', async () => {
  const before = await contentsOf(source.database);
  const result = await writeBackup(source, fileAt('whole.tar'), '0.1.0', silent);
  assert.equal(result.files, 2);
  assert.equal(fs.statSync(result.file).mode & 0o077, 0, 'nobody else may read it');

  const target = await openTarget('restored', 'plain_owner');
  try {
    const guards = await guardsOf(target.database);
    const restored = await restoreBackup(target, fileAt('whole.tar'), silent);
    assert.equal(restored.rows, result.rows);
    assert.deepEqual(await contentsOf(target.database), before);
    assert.deepEqual(await guardsOf(target.database), guards);
    assert.equal(serverSecret(target.config), serverSecret(source.config));
    const files = await target.database.ownerPool.query<{ file_id: string; org_id: string }>('select file_id, org_id from platform.file');
    assert.equal(files.rowCount, 2);
    for (const row of files.rows) await inTransaction(target.database, { orgId: row.org_id }, (tx) => target.files.open(tx, row.file_id));
    const news = await target.database.ownerPool.query("select 1 from graphile_worker.jobs where task_identifier = 'announcement'");
    assert.equal(news.rowCount, 1);
    await assert.rejects(restoreBackup(target, fileAt('whole.tar'), silent), { code: 'backup.not_empty' });
    await assert.rejects(target.database.ownerPool.query("update platform.audit set command = 'x'"), /append-only/);
  } finally {
    await target.drop();
  }
});

test('a backup made while others write holds whole transactions only, of one moment', async () => {
  let isDone = false;
  let written = 0;
  const write = async (): Promise<void> => {
    for (; !isDone; written += 1) {
      await inTransaction(source.database, ctx, async (tx) => {
        for (const topic of ['first', 'second']) {
          await tx.run({ text: 'insert into platform.outbox (org_id, outbox_id, topic, payload, recorded_at) values ($1, gen_random_uuid(), $2, $3, now())', values: [ctx.orgId, topic, JSON.stringify({ written })] });
        }
      });
    }
  };
  const writing = write();
  await writeBackup(source, fileAt('busy.tar'), '0.1.0', silent).finally(() => void (isDone = true));
  await writing;
  const target = await openTarget('busy', null);
  try {
    await restoreBackup(target, fileAt('busy.tar'), silent);
    const found = await target.database.ownerPool.query<{ first: number; second: number }>("select count(*) filter (where topic = 'first')::int as first, count(*) filter (where topic = 'second')::int as second from platform.outbox");
    assert.equal(found.rows[0]?.first, found.rows[0]?.second);
    assert.ok((found.rows[0]?.first ?? 0) < written, `${String(found.rows[0]?.first)} of ${written} were written before the backup began`);
  } finally {
    await target.drop();
  }
});

test('an existing file is never overwritten', async () => {
  await assert.rejects(writeBackup(source, fileAt('whole.tar'), '0.1.0', silent), { code: 'backup.exists' });
});

test('a file that was changed, cut off, or is something else is refused, and nothing is written', async () => {
  const whole = fs.readFileSync(fileAt('whole.tar'));
  const changed = Buffer.from(whole);
  const middle = Math.floor(whole.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  fs.writeFileSync(fileAt('changed.tar'), changed);
  fs.writeFileSync(fileAt('cut.tar'), whole.subarray(0, middle));
  // Cut exactly between two entries and ended properly: only the list at the end can tell.
  fs.writeFileSync(fileAt('ended.tar'), Buffer.concat([whole.subarray(0, 512 + Math.ceil(sizeOfFirst(whole) / 512) * 512), Buffer.alloc(1024)]));
  fs.writeFileSync(fileAt('text.tar'), 'this is no archive at all');
  fs.writeFileSync(fileAt('empty.tar'), '');
  const other = await createTar(fileAt('other.tar'), 0);
  await other.add('readme.txt', 5, [Buffer.from('hello')]);
  await other.close();
  const target = await openTarget('refused', null);
  try {
    for (const [name, code] of [['changed', 'backup.damaged'], ['cut', 'backup.damaged'], ['ended', 'backup.damaged'], ['text', 'backup.not_a_backup'], ['empty', 'backup.not_a_backup'], ['other', 'backup.not_a_backup'], ['none', 'backup.not_a_backup']]) {
      await assert.rejects(restoreBackup(target, fileAt(`${name}.tar`), silent), { code }, name);
    }
    const found = await target.database.ownerPool.query('select 1 from platform.org');
    assert.equal(found.rowCount, 0);
  } finally {
    await target.drop();
  }
});

test('a backup of another version of the schema is refused', async () => {
  const target = await openTarget('newer', null);
  try {
    await target.database.ownerPool.query("insert into public.schema_migration (name, sha256) values ('9999_later.sql', 'x')");
    await assert.rejects(restoreBackup(target, fileAt('whole.tar'), silent), { code: 'backup.other_version' });
  } finally {
    await target.drop();
  }
});

test('no table of ours draws numbers from a sequence, which a backup of rows would not bring along', async () => {
  const found = await source.database.ownerPool.query("select schemaname, sequencename from pg_sequences where schemaname not in ('graphile_worker', 'public')");
  assert.deepEqual(found.rows, []);
});

function sizeOfFirst(tar: Buffer): number {
  return Number.parseInt(tar.toString('ascii', 124, 135), 8);
}
