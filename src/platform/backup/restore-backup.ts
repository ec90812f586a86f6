// Restore: reads a backup twice, first to verify every hash, then to load rows and files into an empty installation.

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type pg from 'pg';
import { refuse } from '#kernel/refusal.ts';
import { placeOfContent } from '../files.ts';
import type { Platform } from '../platform.ts';
import { SECRET_FILE } from '../sign-in/server-secret.ts';
import { addNews, copyIn, isEmptyInstallation, listTables, openForLoading, readMigrationsApplied, type BackupTable } from './backup-store.ts';
import { contentOfName, HEAD_NAME, headSchema, MANIFEST_NAME, manifestSchema, NEWS_NAME, SECRET_NAME, tableOfPart, type BackupHead, type BackupManifest } from './manifest.ts';
import { readTar, type TarPart } from './tar.ts';
import type { OnProgress } from './write-backup.ts';

const expand = promisify(gunzip) as (bytes: Buffer) => Promise<Buffer>;
const PART_BYTES_MAX = 64 * 1024 * 1024;

export type RestoreResult = { readonly madeAt: string; readonly program: string; readonly rows: number; readonly files: number };

/** All rows come in one transaction, so a restore that fails leaves the installation empty. Refuses backup.* before anything is written. */
export async function restoreBackup(platform: Platform, file: string, onProgress: OnProgress): Promise<RestoreResult> {
  const { head, manifest } = await verifyBackup(file, onProgress);
  const client = await platform.database.ownerPool.connect();
  try {
    if (!(await isEmptyInstallation(client))) refuse('backup.not_empty', 'there are accounts or companies here already');
    const tables = await requireSameVersion(client, head);
    await client.query('begin');
    const opened = await openForLoading(client, tables);
    await load(platform, client, { file, head, manifest }, onProgress);
    await opened.closeAgain();
    await client.query('commit');
    await client.query('analyze');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return { madeAt: head.made_at, program: head.program, rows: Object.values(manifest.rows).reduce((sum, count) => sum + count, 0), files: manifest.files };
}

async function verifyBackup(file: string, onProgress: OnProgress): Promise<{ head: BackupHead; manifest: BackupManifest }> {
  const { size } = await fs.stat(file).catch(() => refuse('backup.not_a_backup', `there is no file ${file}`, { value: file }));
  const found: { name: string; size: number; sha256: string }[] = [];
  let head: BackupHead | undefined;
  let manifest: BackupManifest | undefined;
  let read = 0;
  for await (const part of readTar(file)) {
    if (found.length === 0 && part.name !== HEAD_NAME) refuse('backup.not_a_backup', `${file} was not written by the command backup`, { value: file });
    onProgress('Verifying', read, size);
    read += part.size;
    if (part.name === MANIFEST_NAME) {
      manifest = parsed(manifestSchema, await buffer(part.body), file);
      continue;
    }
    const { sha256, bytes } = await hashOf(part.body, part.name === HEAD_NAME);
    if (bytes !== null) head = parsed(headSchema, bytes, file);
    found.push({ name: part.name, size: part.size, sha256 });
  }
  if (head === undefined || manifest === undefined) refuse('backup.damaged', `${file} has no list of its contents at its end`, { value: file });
  const wanted = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  const broken = found.find((entry) => wanted.get(entry.name)?.sha256 !== entry.sha256);
  if (broken !== undefined || found.length !== manifest.entries.length) refuse('backup.damaged', broken === undefined ? `${file} lacks entries` : `${broken.name} in ${file} does not have its hash`, { value: file });
  return { head, manifest };
}

/** Columns are loaded by name, but only the program that knows these tables knows what the values mean. */
async function requireSameVersion(client: pg.PoolClient, head: BackupHead): Promise<readonly BackupTable[]> {
  const applied = await readMigrationsApplied(client);
  const tables = await listTables(client);
  const same = JSON.stringify(applied.map(({ name, sha256 }) => [name, sha256])) === JSON.stringify(head.migrations.map(({ name, sha256 }) => [name, sha256]))
    && JSON.stringify(tables.map(({ name, columns }) => [name, columns])) === JSON.stringify(head.tables.map(({ name, columns }) => [name, columns]));
  if (!same) refuse('backup.other_version', `the backup was made by version ${head.program} with ${head.migrations.length} migrations, here are ${applied.length}`);
  return tables;
}

type Backup = { readonly file: string; readonly head: BackupHead; readonly manifest: BackupManifest };

async function load(platform: Platform, client: pg.PoolClient, backup: Backup, onProgress: OnProgress): Promise<void> {
  const parts = readTar(backup.file);
  const total = backup.head.tables.length + backup.manifest.files;
  let done = 0;
  for (let next = await parts.next(); !next.done; ) {
    const part: TarPart = next.value;
    const index = tableOfPart(part.name);
    if (index !== null) {
      const table = backup.head.tables[index] ?? refuse('backup.damaged', `${part.name} belongs to no table`);
      onProgress(`Loading ${table.name}`, (done = index), total);
      next = await loadTable(client, table, parts, part, index, backup.manifest.rows[table.name] ?? 0);
      continue;
    }
    const sha256 = contentOfName(part.name);
    if (sha256 !== null) onProgress('Loading files', (done += 1), total);
    await loadOther(platform, client, part, sha256);
    next = await parts.next();
  }
}

/** One COPY takes all parts of a table; answers the first part that is not its own. */
async function loadTable(client: pg.PoolClient, table: BackupTable, parts: AsyncGenerator<TarPart>, first: TarPart, index: number, rows: number): Promise<IteratorResult<TarPart>> {
  let next: IteratorResult<TarPart> = { done: false, value: first };
  const pieces = async function* (): AsyncGenerator<Buffer> {
    while (!next.done && tableOfPart(next.value.name) === index) {
      if (next.value.size > PART_BYTES_MAX) refuse('backup.damaged', `${next.value.name} is larger than any part is written`);
      yield await expand(await buffer(next.value.body));
      next = await parts.next();
    }
  };
  const loaded = await copyIn(client, table, pieces());
  if (loaded !== rows) refuse('backup.damaged', `${table.name} has ${loaded} rows, ${rows} were saved`);
  return next;
}

async function loadOther(platform: Platform, client: pg.PoolClient, part: TarPart, sha256: string | null): Promise<void> {
  const { dataDirectory, secretKey } = platform.config;
  if (sha256 !== null) await writeAside(placeOfContent(path.join(dataDirectory, 'files'), sha256), part.body);
  if (part.name === SECRET_NAME && secretKey === null) await writeAside(path.join(dataDirectory, SECRET_FILE), part.body);
  if (part.name === NEWS_NAME) for (const payload of JSON.parse((await buffer(part.body)).toString('utf8')) as unknown[]) await addNews(client, payload);
}

async function writeAside(place: string, body: AsyncIterable<Buffer>): Promise<void> {
  await fs.mkdir(path.dirname(place), { recursive: true });
  await pipeline(Readable.from(body), createWriteStream(`${place}.restoring`, { mode: 0o600, flush: true }));
  await fs.rename(`${place}.restoring`, place);
}

async function hashOf(body: AsyncIterable<Buffer>, isKept: boolean): Promise<{ sha256: string; bytes: Buffer | null }> {
  const digest = createHash('sha256');
  const kept: Buffer[] = [];
  for await (const piece of body) {
    digest.update(piece);
    if (isKept) kept.push(piece);
  }
  return { sha256: digest.digest('hex'), bytes: isKept ? Buffer.concat(kept) : null };
}

function parsed<Value>(schema: { safeParse(value: unknown): { success: true; data: Value } | { success: false } }, bytes: Buffer, file: string): Value {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return refuse('backup.damaged', `a list in ${file} is no JSON`, { value: file });
  }
  const result = schema.safeParse(value);
  return result.success ? result.data : refuse('backup.not_a_backup', `${file} was not written by the command backup`, { value: file });
}
