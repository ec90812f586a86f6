// Migrations: numbered plain SQL files, forward only, each in its own transaction, under one lock, with checksums.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { runMigrations } from 'graphile-worker';
import { refuse } from '#kernel/refusal.ts';
import type { Log } from '../log.ts';

const LOCK = 4_380_001;
const folder = path.join(import.meta.dirname, '..', '..', '..', 'migrations');

export type Migration = { readonly name: string; readonly text: string; readonly sha256: string };

export function readMigrations(): Migration[] {
  return fs.readdirSync(folder).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort().map((name) => {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/** Brings the schema up to date. Refuses migration.changed when an applied file is another one now, migration.newer when the database is ahead of the program. */
export async function migrate(pool: pg.Pool, log: Log): Promise<void> {
  await runMigrations({ pgPool: pool, logger: undefined, preset: undefined } as Parameters<typeof runMigrations>[0]);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('create table if not exists public.schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())');
    const applied = await client.query<{ name: string; sha256: string }>('select name, sha256 from public.schema_migration');
    const known = new Map(applied.rows.map((row) => [row.name, row.sha256]));
    const own = readMigrations();
    const strange = [...known.keys()].sort().find((name) => !own.some((migration) => migration.name === name));
    if (strange !== undefined) refuse('migration.newer', `the database has ${strange}, which this version of the program does not know`, { value: strange });
    for (const migration of own) {
      const before = known.get(migration.name);
      if (before === migration.sha256) continue;
      if (before !== undefined) refuse('migration.changed', `${migration.name} is not the file that this database was made with`, { value: migration.name });
      await apply(client, migration);
      log.info({ migration: migration.name }, 'applied a migration');
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    client.release();
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into public.schema_migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`the migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
