// The embedded PostgreSQL: finds the binaries that npm brought, makes the cluster once, starts or adopts it, stops it.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { initialiseCluster } from './embedded-cluster.ts';
import { findBinaries, isReachable, serverIdentity, type ServerIdentity } from './embedded-binaries.ts';
import { watchServer } from './embedded-watch.ts';
import { outageOf } from './outage.ts';

export type EmbeddedServer = {
  readonly connection: { host: string; port: number; user: string; database: string };
  readonly version: string;
  readonly adopted: boolean;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Where the cluster, its socket and its log live. */
  readonly directory: string;
  /** More server settings, name to value. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Hears that the server had ended without being asked to, and is started again. */
  readonly onRestart?: (reason: string) => void;
};

/** Where clusters lie that can't lie in their data directory. */
const SHARED_HOME = '/var/lib/counterfoil';
const PORT = 5432;
const START_WAIT_MS = 60_000;
/** How long a killed program's connection may take to be gone. */
const OTHERS_WAIT_MS = 200;
const OTHERS_POLL_MS = 20;
const AGAIN_MS = 250;
/** The advisory lock by which programs on one cluster see each other, in the database postgres. */
const PRESENCE = 4380;
// Connections: a process of ours holds up to forty, and the command line works beside the server on the same data.
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '', max_connections: '120', shared_buffers: '512MB', max_wal_size: '4GB', checkpoint_timeout: '15min',
  work_mem: '32MB', maintenance_work_mem: '128MB', timezone: 'UTC', log_timezone: 'UTC', log_min_messages: 'warning',
  random_page_cost: '1.1', wal_compression: 'pglz',
};

/** Starts the cluster in the directory, or adopts the server that an earlier, killed process left running. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const identity = serverIdentity();
  const home = reachableHome(options.directory, identity);
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  if (identity !== null) fs.chownSync(home, identity.uid, identity.gid);
  const binaries = findBinaries(home, identity);
  const cluster = path.join(home, 'cluster');
  const socketDirectory = socketHome(home, identity);
  await initialiseCluster({ binaries, cluster, identity });
  const launched = (): number => launch({ binaries, cluster, socketDirectory, identity, home, settings: { ...SETTINGS, ...options.settings } });
  const running = runningServer(cluster);
  const server = { pid: running ?? launched() };
  const adoptOrLaunch = (): void => void (server.pid = runningServer(cluster) ?? launched());
  const connection = { host: socketDirectory, port: PORT, user: 'counterfoil', database: 'counterfoil' };
  const { version, presence } = await waitUntilReady(connection, home, () => {
    const isGone = !isPostgres(server.pid);
    if (isGone) adoptOrLaunch();
    return isGone;
  });
  const endWatch = watchServer({
    isRunning: () => isPostgres(server.pid),
    start() {
      options.onRestart?.(`process ${server.pid} is gone; see ${path.join(home, 'server.log')}`);
      adoptOrLaunch();
    },
    onFailure: ({ message }) => options.onRestart?.(`it could not be started: ${message}`),
  });
  const stop = async (): Promise<void> => {
    endWatch();
    if (await presence.leave()) await stopServer(server.pid, cluster);
    await presence.end();
  };
  return { connection, version, adopted: running !== null, stop };
}

/** A folder below one that the server's user may not enter (a root's home) is of no use to it: then the cluster lives in /var/lib. */
function reachableHome(directory: string, identity: ServerIdentity | null): string {
  const wanted = path.join(path.resolve(directory), 'postgres');
  if (identity === null) return wanted;
  fs.mkdirSync(path.resolve(directory), { recursive: true });
  if (isReachable(path.resolve(directory))) return wanted;
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const elsewhere = path.join(SHARED_HOME, digest);
  fs.mkdirSync(SHARED_HOME, { recursive: true });
  // Others may pass through, but not look around; each cluster below is closed to them.
  fs.chmodSync(SHARED_HOME, 0o711);
  fs.writeFileSync(path.join(path.resolve(directory), 'database-location.txt'), `${elsewhere}\n`);
  return elsewhere;
}

/** Socket paths are limited to about 100 bytes, so a deep data directory gets a short private folder for its socket. */
function socketHome(home: string, identity: ServerIdentity | null): string {
  const near = path.join(home, 'run');
  const short = path.join(os.tmpdir(), `counterfoil-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
  const chosen = near.length <= 80 ? near : short;
  fs.mkdirSync(chosen, { recursive: true, mode: 0o700 });
  if (identity !== null) fs.chownSync(chosen, identity.uid, identity.gid);
  const owner = fs.statSync(chosen).uid;
  const expected = identity?.uid ?? process.getuid?.() ?? owner;
  if (owner !== expected) throw new Error(`the socket folder ${chosen} belongs to another user; remove it and start again`);
  return chosen;
}

/** postmaster.pid: line 1 is the process id. A server is ours to adopt when that process lives. */
function runningServer(cluster: string): number | null {
  const file = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(file)) return null;
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 && isPostgres(pid) ? pid : null;
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !fs.existsSync('/proc/self/cmdline') || (fs.existsSync(commandLine) && fs.readFileSync(commandLine, 'utf8').includes('postgres'));
}

type Launch = {
  binaries: { bin: string; environment: Record<string, string> };
  cluster: string;
  socketDirectory: string;
  home: string;
  identity: ServerIdentity | null;
  settings: Readonly<Record<string, string>>;
};

function launch({ binaries, cluster, socketDirectory, identity, home, settings }: Launch): number {
  const flags = Object.entries({ ...settings, port: String(PORT), unix_socket_directories: socketDirectory }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = fs.openSync(path.join(home, 'server.log'), 'a');
  const child = spawn(path.join(binaries.bin, 'postgres'), ['-D', cluster, ...flags], {
    ...identity, cwd: home, env: binaries.environment, detached: true, stdio: ['ignore', logFile, logFile],
  });
  child.unref();
  fs.closeSync(logFile);
  if (child.pid === undefined) throw new Error(`PostgreSQL could not be started from ${binaries.bin}`);
  return child.pid;
}

/** A server that was adopted may be just going down for the program that used it before: then it is started again. */
async function waitUntilReady(connection: EmbeddedServer['connection'], home: string, startedAgain: () => boolean): Promise<{ version: string; presence: Presence }> {
  const deadline = performance.now() + START_WAIT_MS;
  for (;;) {
    try {
      return { version: await prepareDatabase(connection), presence: await beThere(connection) };
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`PostgreSQL did not come up; see ${path.join(home, 'server.log')}`, { cause: error });
      await sleep(startedAgain() ? AGAIN_MS : 25);
    }
  }
}

async function prepareDatabase(connection: EmbeddedServer['connection']): Promise<string> {
  const client = await connectTo({ ...connection, database: 'postgres' });
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [connection.database]);
    if (found.rowCount === 0) await client.query(`create database ${connection.database}`);
    const version = await client.query<{ server_version: string }>('show server_version');
    return version.rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}

type Presence = {
  /** True where nobody else is there: then the server is ours to stop, and whoever comes waits for its end. */
  leave(): Promise<boolean>;
  end(): Promise<void>;
};

/**
 * A connection that says for as long as we run that we do. It shares a lock that the one who stops the server takes alone: who comes in
 * between waits for it, loses this connection with the server, and starts the server again. Lost with a server that fell, it is made anew.
 */
async function beThere(connection: EmbeddedServer['connection']): Promise<Presence> {
  let isLeaving = false;
  const enter = async (): Promise<pg.Client> => {
    const client = await connectTo({ ...connection, database: 'postgres' });
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE]);
    client.once('end', () => void setTimeout(comeBack, AGAIN_MS).unref());
    return client;
  };
  const comeBack = (): void => {
    if (isLeaving) return;
    enter().then((client) => (present = client), () => void setTimeout(comeBack, AGAIN_MS).unref());
  };
  let present = await enter();
  return {
    async leave() {
      isLeaving = true;
      try {
        await present.query('select pg_advisory_unlock_shared($1)', [PRESENCE]);
        return await takeAlone(present);
      } catch (error) {
        // It fell, or is going down for another who stops it: then it may as well be told once more.
        if (outageOf(error) === null) throw error;
        return true;
      }
    },
    end: () => present.end(),
  };
}

/** Takes the lock of presence alone, and keeps it to the server's end. */
async function takeAlone(client: pg.Client): Promise<boolean> {
  for (let waited = 0; ; waited += OTHERS_POLL_MS) {
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [PRESENCE]);
    if (rows[0]?.alone === true) return true;
    if (waited >= OTHERS_WAIT_MS) return false;
    await sleep(OTHERS_POLL_MS);
  }
}

async function connectTo(connection: EmbeddedServer['connection']): Promise<pg.Client> {
  const client = new pg.Client(connection);
  // A connection that breaks tells it with its next query; the server may go under any of them.
  client.on('error', (error) => void error);
  await client.connect();
  return client;
}

/** Fast shutdown (SIGINT): ends every connection. */
async function stopServer(pid: number, cluster: string): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + START_WAIT_MS;
  // Its pid file goes a moment before it does; whoever starts next must not meet either.
  while (fs.existsSync(path.join(cluster, 'postmaster.pid')) || isPostgres(pid)) {
    if (!isAlive(pid)) return;
    if (performance.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) did not stop within ${START_WAIT_MS / 1000} s`);
    await sleep(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
