// A platform for tests: a real PostgreSQL, a fresh database per call made from a migrated template, a clock that is moved.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { movableClock, millisecondsOf } from '../clock.ts';
import { readConfig } from '../config.ts';
import type { Context, Role } from '../context.ts';
import { connectDatabase, inTransaction } from '../database/database.ts';
import { startEmbedded } from '../database/embedded.ts';
import { openLog } from '../log.ts';
import { permissionsOfRole } from '../organisation-store.ts';
import { assemblePlatform, type Platform } from '../platform.ts';

export type TestPlatform = Platform & { readonly clock: ReturnType<typeof movableClock> };

type Server = { connect: { connectionString: string } | { host: string; port: number; user: string }; stop(): Promise<void> };

let serverOnce: Promise<Server> | undefined;
let databases = 0;

/**
 * TEST_DATABASE_URL names a server for the tests (its database is the template's place); without it an embedded one is started
 * for this process, with fsync off since it is thrown away (durable: as in production, for measurements).
 */
export async function openTestPlatform(start = '2026-03-02T09:00:00.000Z', options: { durable?: boolean } = {}): Promise<TestPlatform> {
  serverOnce ??= startServer(options.durable ?? false);
  const server = await serverOnce;
  const log = openLog('error');
  const name = `test_${process.pid}_${(databases += 1)}`;
  await withAdmin(server, 'postgres', (admin) => admin.query(`create database ${name} template ${TEMPLATE} strategy file_copy`));
  const connection = 'connectionString' in server.connect ? { connectionString: withDatabase(server.connect.connectionString, name) } : { ...server.connect, database: name };
  const database = await connectDatabase(connection, log);
  const dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-test-data-'));
  const platform = assemblePlatform({ config: { ...readConfig({}), dataDirectory }, log, clock: movableClock(start), database });
  const close = async (): Promise<void> => {
    await platform.close();
    fs.rmSync(dataDirectory, { recursive: true, force: true });
    await withAdmin(server, 'postgres', (admin) => admin.query(`drop database ${name} with (force)`));
    databases -= 1;
    if (databases === 0) {
      serverOnce = undefined;
      await server.stop();
    }
  };
  return { ...platform, clock: platform.clock as TestPlatform['clock'], close };
}

const TEMPLATE = `template_${process.pid}`;

async function startServer(durable: boolean): Promise<Server> {
  const url = process.env['TEST_DATABASE_URL'];
  const server = url === undefined || url === '' ? await startOwnServer(durable) : { connect: { connectionString: url }, stop: async () => {} };
  await withAdmin(server, 'postgres', (admin) => admin.query(`create database ${TEMPLATE}`));
  const connection = 'connectionString' in server.connect ? { connectionString: withDatabase(server.connect.connectionString, TEMPLATE) } : { ...server.connect, database: TEMPLATE };
  const template = await connectDatabase(connection, openLog('error'));
  await template.close();
  const stop = async (): Promise<void> => {
    await withAdmin(server, 'postgres', (admin) => admin.query(`drop database ${TEMPLATE} with (force)`));
    await server.stop();
  };
  return { ...server, stop };
}

async function startOwnServer(durable: boolean): Promise<Server> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-test-'));
  fs.chmodSync(directory, 0o755);
  const embedded = await startEmbedded({ directory, settings: durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB', max_wal_size: '512MB' } });
  return {
    connect: { host: embedded.connection.host, port: embedded.connection.port, user: embedded.connection.user },
    async stop() {
      await embedded.stop();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function withAdmin(server: Pick<Server, 'connect'>, database: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client('connectionString' in server.connect ? { connectionString: withDatabase(server.connect.connectionString, database) } : { ...server.connect, database });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}

/** A context of a made-up person with a role, for an organisation that exists or is about to. */
export async function testContext(platform: TestPlatform, options: { orgId?: string; role?: Role; name?: string } = {}): Promise<Context> {
  const orgId = options.orgId ?? newId(millisecondsOf(platform.clock.now()));
  const role = options.role ?? 'admin';
  const permissions = new Set(await inTransaction(platform.database, { orgId }, (tx) => permissionsOfRole(tx, role)));
  const name = options.name ?? `Test ${role}`;
  return { orgId, actor: { kind: 'user', id: `test-${role}`, name }, role, permissions, now: platform.clock.now() };
}
