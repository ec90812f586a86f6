// Is everything there that work needs: the database answers, its schema is ours, a worker takes jobs.

import { readMigrations } from '#platform/database/migrate.ts';
import type { Platform } from '#platform/platform.ts';
import { appliedMigrations } from './health-queries.ts';

export type WorkerState = { readonly isRunning: boolean };

type Part = 'ok' | 'failing';

export type Health = { readonly status: Part; readonly database: Part; readonly migrations: Part; readonly worker: Part; readonly version: string };

export async function readHealth(platform: Platform, worker: WorkerState, version: string): Promise<Health> {
  const applied = await appliedMigrations(platform.database).catch((error: Error) => {
    platform.log.error({ error: error.message }, 'the database does not answer');
    return null;
  });
  const database = applied === null ? 'failing' : 'ok';
  const migrations = applied !== null && readMigrations().every((migration) => applied.get(migration.name) === migration.sha256) ? 'ok' : 'failing';
  const running: Part = worker.isRunning ? 'ok' : 'failing';
  const status = database === 'ok' && migrations === 'ok' && running === 'ok' ? 'ok' : 'failing';
  return { status, database, migrations, worker: running, version };
}
