// Backup: one archive with all rows of one moment and all stored files, made while the work goes on.

import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '../clock.ts';
import { placeOfContent } from '../files.ts';
import type { Platform } from '../platform.ts';
import { SECRET_FILE } from '../sign-in/server-secret.ts';
import { beginSnapshot, copyOut, listContentHashes, listPendingNews, listTables, readMigrationsApplied, type BackupTable } from './backup-store.ts';
import { contentName, FORMAT, HEAD_NAME, MANIFEST_NAME, NEWS_NAME, partName, SECRET_NAME, type BackupHead } from './manifest.ts';
import { createTar, type TarEntry, type TarWriter } from './tar.ts';
import type pg from 'pg';

const PART_BYTES = 8 * 1024 * 1024;
/** Rows repeat themselves so much that the quickest level already leaves little. */
const compress = promisify(gzip) as (bytes: Buffer, options: { level: number }) => Promise<Buffer>;
const LEVEL = 1;

export type BackupResult = { readonly file: string; readonly tables: number; readonly rows: number; readonly files: number; readonly sizeBytes: number };

export type OnProgress = (label: string, done: number, total: number) => void;

/** Writes aside and moves into place, so that a file of this name is always whole. Refuses backup.exists. */
export async function writeBackup(platform: Platform, file: string, program: string, onProgress: OnProgress): Promise<BackupResult> {
  const target = path.resolve(file);
  if (await exists(target)) refuse('backup.exists', `${target} exists already`, { value: target });
  const aside = `${target}.part`;
  await fs.mkdir(path.dirname(target), { recursive: true });
  await fs.rm(aside, { force: true });
  const client = await platform.database.ownerPool.connect();
  try {
    await beginSnapshot(client);
    const tar = await createTar(aside, Math.floor(millisecondsOf(platform.clock.now()) / 1000));
    const counts = await fillArchive(platform, client, tar, program, onProgress);
    await tar.close();
    await fs.rename(aside, target);
    return { file: target, ...counts, sizeBytes: (await fs.stat(target)).size };
  } finally {
    await client.query('rollback');
    client.release();
    await fs.rm(aside, { force: true });
  }
}

async function fillArchive(platform: Platform, client: pg.PoolClient, tar: TarWriter, program: string, onProgress: OnProgress): Promise<{ tables: number; rows: number; files: number }> {
  const tables = await listTables(client);
  const contents = await listContentHashes(client);
  const total = tables.length + contents.length;
  const entries: TarEntry[] = [];
  const head: BackupHead = { format: FORMAT, program, made_at: platform.clock.now(), database: platform.database.version, migrations: await readMigrationsApplied(client), tables: tables.map((table) => ({ ...table, columns: [...table.columns] })) };
  entries.push(await addJson(tar, HEAD_NAME, head));
  const secret = await ownSecret(platform);
  if (secret !== null) entries.push(await tar.add(SECRET_NAME, secret.length, [secret]));
  entries.push(await addJson(tar, NEWS_NAME, await listPendingNews(client)));
  const rows: Record<string, number> = {};
  for (const [index, table] of tables.entries()) {
    onProgress(`Saving ${table.name}`, index, total);
    rows[table.name] = await addTable(tar, client, table, index, entries);
  }
  for (const [index, sha256] of contents.entries()) {
    onProgress('Saving files', tables.length + index, total);
    const place = placeOfContent(path.join(platform.config.dataDirectory, 'files'), sha256);
    entries.push(await tar.add(contentName(sha256), (await fs.stat(place)).size, createReadStream(place)));
  }
  await addJson(tar, MANIFEST_NAME, { entries, rows, files: contents.length });
  return { tables: tables.length, rows: Object.values(rows).reduce((sum, count) => sum + count, 0), files: contents.length };
}

/** A table's bytes are cut into parts of known size, wherever a row may end: they are put together again before they are read. */
async function addTable(tar: TarWriter, client: pg.PoolClient, table: BackupTable, index: number, entries: TarEntry[]): Promise<number> {
  const { pieces, rowCount } = copyOut(client, table);
  let held: Buffer[] = [];
  let length = 0;
  let part = 0;
  const flush = async (): Promise<void> => {
    const bytes = await compress(Buffer.concat(held), { level: LEVEL });
    entries.push(await tar.add(partName(index, part), bytes.length, [bytes]));
    part += 1;
    held = [];
    length = 0;
  };
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length >= PART_BYTES) await flush();
  }
  if (length > 0) await flush();
  return rowCount();
}

/** A secret from the environment stays with the operator; one that we made belongs to the data, or second factors could not be read. */
async function ownSecret(platform: Platform): Promise<Buffer | null> {
  if (platform.config.secretKey !== null) return null;
  const place = path.join(platform.config.dataDirectory, SECRET_FILE);
  return (await exists(place)) ? fs.readFile(place) : null;
}

async function addJson(tar: TarWriter, name: string, value: unknown): Promise<TarEntry> {
  const bytes = Buffer.from(JSON.stringify(value));
  return tar.add(name, bytes.length, [bytes]);
}

async function exists(place: string): Promise<boolean> {
  return fs.access(place).then(() => true, () => false);
}
