// The database: an embedded or an external PostgreSQL, a pool that can't bypass row-level security, transactions.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { refuse } from '#kernel/refusal.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { startEmbedded, type EmbeddedServer } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openTx, type Tx } from './transaction.ts';
import { typeParsers } from './types.ts';

export type Database = {
  readonly kind: 'embedded' | 'external';
  readonly version: string;
  /** The owner's pool: migrations, jobs and backup only. */
  readonly ownerPool: pg.Pool;
  readonly appPool: pg.Pool;
  /** The queue library's own connections, as the owner: it puts its rows into JSON, which can't say a bigint of ours. */
  readonly queuePool: pg.Pool;
  close(): Promise<void>;
};

export type Connection = Readonly<{ connectionString: string } | EmbeddedServer['connection']>;

const OLDEST_SERVER = 150_000;
/** A request that gets no connection in this time is answered that the database is away, instead of never. */
const CONNECT_WAIT_MS = 15_000;
const RETRY_CODES = new Set(['40001', '40P01']);
const RETRIES_MAX = 5;
// Reports ask over very different numbers of rows, so their statements are planned for the values at hand.
const BEGIN_READ = 'begin isolation level repeatable read, read only; set local plan_cache_mode = force_custom_plan';

export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDirectory'>, log: Log): Promise<Database> {
  const server = config.databaseUrl === null ? await startEmbedded({ directory: config.dataDirectory, onRestart: (reason) => void log.warn({ reason }, 'the built-in database had ended and is started again') }) : null;
  const connection: Connection = server?.connection ?? { connectionString: config.databaseUrl ?? '' };
  const database = await connectDatabase(connection, log, async () => server?.stop());
  return { ...database, kind: server === null ? 'external' : 'embedded' };
}

/** Connects, migrates, and opens the pools. onClose runs after they are closed. */
export async function connectDatabase(connection: Connection, log: Log, onClose: () => Promise<void> = async () => {}): Promise<Database> {
  // A pool that ended may still hold a connection for a moment: when the built-in server stops then, nothing is lost.
  let isClosing = false;
  const lost = (error: Error): void => void (isClosing || log.warn({ error: error.message }, 'a database connection was lost'));
  const ownerPool = openPool(connection, { max: 10 }, lost);
  try {
    const version = await checkServer(ownerPool);
    await migrate(ownerPool, log);
    // The role takes effect before the first statement, and row-level security is forced on every table.
    const appPool = openPool(connection, { max: 24, options: '-c role=counterfoil_app -c timezone=UTC' }, lost);
    const queuePool = openPool(connection, { max: 6, types: pg.types }, lost);
    const close = async (): Promise<void> => {
      isClosing = true;
      await Promise.all([appPool.end(), ownerPool.end(), queuePool.end()]);
      await onClose();
    };
    return { kind: 'external', version, ownerPool, appPool, queuePool, close };
  } catch (error) {
    await ownerPool.end();
    await onClose();
    throw error;
  }
}

function openPool(connection: Connection, more: pg.PoolConfig, lost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...connection, types: typeParsers, options: '-c timezone=UTC', allowExitOnIdle: false, connectionTimeoutMillis: CONNECT_WAIT_MS, keepAlive: true, ...more });
  pool.on('error', lost);
  pool.on('connect', (client) => void client.on('error', lost));
  return pool;
}

async function checkServer(pool: pg.Pool): Promise<string> {
  const found = await pool.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version");
  const row = found.rows[0];
  if (row === undefined || Number(row.number) < OLDEST_SERVER) refuse('database.too_old', `PostgreSQL 15 or newer is needed, this is ${row?.version ?? 'unknown'}`);
  return row.version;
}

type Options<Result> = { readonly finish?: (tx: Tx, result: Result) => Promise<void>; readonly commit?: boolean; readonly readOnly?: boolean };

export type Scope = { readonly orgId: string; readonly userId?: string };

/**
 * Runs work in one transaction of one organisation and commits it. A deadlock or serialization failure runs the whole work again.
 * finish runs last, before the commit (audit, outbox); commit false rolls back (dry run).
 */
export async function inTransaction<Result>(
  database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>, options: Options<Result> = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptTransaction(database, scope, work, options);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!RETRY_CODES.has(code) || attempt >= RETRIES_MAX) throw error;
      await sleep(10 * attempt * attempt);
    }
  }
}

async function attemptTransaction<Result>(
  database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>, options: Options<Result>,
): Promise<Result> {
  const client = await database.appPool.connect();
  let broken: Error | undefined;
  try {
    await client.query(options.readOnly === true ? BEGIN_READ : 'begin');
    await client.query("select set_config('app.org', $1, true), set_config('app.user', $2, true)", [scope.orgId, scope.userId ?? '']);
    const tx = openTx(client, scope.orgId);
    const result = await work(tx);
    if (options.finish !== undefined) await options.finish(tx, result);
    await client.query(options.commit === false ? 'rollback' : 'commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => void (broken = rollbackError));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Reads in one transaction that can't write: screens, reports, checks. All its statements see the same state. */
export async function inReadOnly<Result>(database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return inTransaction(database, scope, work, { readOnly: true });
}
