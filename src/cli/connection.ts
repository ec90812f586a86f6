// Where commands do their work: on the local data in this process, as the operator, or at a server with an API key.

import os from 'node:os';
import { refuse, Refusal } from '#kernel/refusal.ts';
import type { CliApi } from '#platform/cli/cli-command.ts';
import { readConfig, type Config } from '#platform/config.ts';
import { openPlatform, type Platform } from '#platform/platform.ts';
import { everyOrganisation, type OrganisationName } from '#platform/sign-in/membership-store.ts';
import { buildApp } from '#server/app.ts';
import type { Assembly } from '#server/assembly.ts';
import { operatorEnvironment } from '#server/caller.ts';
import { startWorker, type Worker } from '#worker/worker.ts';
import { apiOver, type Carry } from './api-client.ts';
import { localProblem } from './problem.ts';

export type GlobalOptions = {
  readonly json?: boolean | undefined;
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly org?: string | undefined;
};

export type Connection = {
  readonly api: CliApi;
  /** Waits for the work that the command's writes have queued, and closes what was opened. */
  close(): Promise<void>;
};

/** What a command says belongs on the screen, so the log of the machinery speaks only of what is wrong; the server's log is its own. */
export function configFrom(options: GlobalOptions, more: NodeJS.ProcessEnv = {}): Config {
  try {
    return readConfig({ LOG_LEVEL: 'warn', ...more, ...process.env, ...(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir }) });
  } catch (error) {
    throw localProblem('config.wrong', (error as Error).message);
  }
}

export async function connect(options: GlobalOptions, assembly: Assembly): Promise<Connection> {
  const url = urlOf(options);
  return url === null ? connectLocally(options, assembly) : connectRemotely(url, options);
}

export function isRemote(options: GlobalOptions): boolean {
  return urlOf(options) !== null;
}

function urlOf(options: GlobalOptions): string | null {
  const url = options.url ?? process.env['COUNTERFOIL_URL'] ?? '';
  return url === '' ? null : url;
}

function connectRemotely(url: string, options: GlobalOptions): Connection {
  const key = options.key ?? process.env['COUNTERFOIL_KEY'];
  if (!URL.canParse(url)) throw localProblem('config.wrong', `${url} is no address`, 'Give the address of the server: --url https://billing.example.com');
  if (key === undefined || key === '') throw localProblem('auth.required', 'a server needs an API key', 'Give it with --key, or better in the environment as COUNTERFOIL_KEY.');
  const carry: Carry = async (address, request) => {
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${key}`);
    if (options.org !== undefined) headers.set('X-Organisation', options.org);
    return fetch(new URL(address, url), { ...request, headers }).catch((error: Error) => {
      throw localProblem('network.unreachable', `the server at ${url} can't be reached: ${reasonOf(error)}`);
    });
  };
  return { api: apiOver(carry), close: async () => {} };
}

function reasonOf(error: Error): string {
  const { code, message } = (error.cause ?? error) as { code?: string; message?: string };
  return code ?? message ?? 'no answer';
}

async function connectLocally(options: GlobalOptions, assembly: Assembly): Promise<Connection> {
  const platform = await openLocalPlatform(options);
  const close = (): Promise<void> => platform.close();
  try {
    const local = localApi(platform, assembly, await chooseOrganisation(platform, options.org));
    return { api: local.api, close: () => local.finish().finally(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Refuses cli.local_only: with the address of a server it would be other data than those that are meant. */
export async function openLocalPlatform(options: GlobalOptions): Promise<Platform> {
  if (isRemote(options)) throw localProblem('cli.local_only', 'this command works on the data themselves, not at a server');
  const config = configFrom(options);
  return openPlatform(config).catch((error: Error) => {
    throw problemOfStart(config, error);
  });
}

const NOT_ALLOWED = '42501';
const FOLDER_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** initdb ended badly, or the server did not come up. */
const OF_PROGRAMS = /^(?:Command failed|PostgreSQL )/;

/** What keeps the data folder or an external database from being used is the operator's to put right; everything else stays what it is. */
export function problemOfStart(config: Config, error: Error): Error {
  if (error instanceof Refusal) return error;
  if (config.databaseUrl === null && (process.env['PG_BIN'] ?? '') !== '' && OF_PROGRAMS.test(error.message)) {
    const detail = `the PostgreSQL of PG_BIN can't be used: ${error.message.trim().split('\n').at(-1) ?? ''}`;
    return localProblem('config.wrong', detail, 'Name the folder with the programs of a PostgreSQL 17 or newer, or leave PG_BIN out.');
  }
  const { code, syscall, path } = (error.cause ?? error) as NodeJS.ErrnoException;
  if (typeof code !== 'string') return error;
  if (path?.startsWith(config.dataDirectory) === true && FOLDER_CODES.has(code)) {
    return localProblem('config.wrong', `the folder of DATA_DIR can't be used: ${error.message}`, 'Let the user who starts the program write there, or choose another folder.');
  }
  if (config.databaseUrl === null || (syscall !== undefined && !DATABASE_CALLS.has(syscall))) return error;
  const next = code === NOT_ALLOWED
    ? 'Let the user of DATABASE_URL create roles, or make the role counterfoil_app for it: docs/operating.md, The database.'
    : undefined;
  return localProblem('database.unreachable', `the database of DATABASE_URL can't be used: ${error.message === '' ? code : error.message}`, next);
}

const DATABASE_CALLS = new Set(['connect', 'getaddrinfo', 'read', 'write']);

/**
 * The API on the platform of this process, as the operator. The worker starts with the first write, so that a question is answered
 * without waiting for it; finish waits for all work that the writes queued.
 */
export function localApi(platform: Platform, assembly: Assembly, orgId: string | null): { api: CliApi; finish(): Promise<void> } {
  const app = buildApp(platform, assembly);
  const environment = operatorEnvironment({ orgId, name: os.userInfo().username });
  let worker: Promise<Worker> | undefined;
  const carry: Carry = async (address, request) => {
    if (request.method !== 'GET') worker ??= startWorker(platform, assembly);
    await worker;
    return app.request(address, request, environment);
  };
  const finish = async (): Promise<void> => {
    const running = await worker;
    await running?.untilIdle();
    await running?.stop();
  };
  return { api: apiOver(carry), finish };
}

/** Refuses organisation.none and organisation.ambiguous. */
async function chooseOrganisation(platform: Platform, wanted: string | undefined): Promise<string> {
  const all = await knownOrganisations(platform);
  const fitting = wanted === undefined ? all : all.filter(({ orgId, name }) => orgId === wanted.toLowerCase() || name.toLowerCase() === wanted.toLowerCase());
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only.orgId;
  return refuse('organisation.ambiguous', `${wanted === undefined ? 'there are several organisations' : `${fitting.length === 0 ? 'none' : 'more than one'} of the organisations is called ${wanted}`}: ${namesOf(all)}`, { field: 'org' });
}

function namesOf(all: readonly OrganisationName[]): string {
  return all.slice(0, 20).map(({ name, orgId }) => `${name} (${orgId})`).join(', ');
}

/** Refuses organisation.none. */
export async function knownOrganisations(platform: Platform): Promise<OrganisationName[]> {
  const all = await everyOrganisation(platform.database);
  const { databaseUrl, dataDirectory } = platform.config;
  return all.length > 0 ? all : refuse('organisation.none', `there is no company yet in ${databaseUrl === null ? dataDirectory : 'the database of DATABASE_URL'}`);
}
