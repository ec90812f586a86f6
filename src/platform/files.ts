// The file store: content-addressed files in the data directory, each named by its sha256, written whole or not at all.

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from './clock.ts';
import type { Context } from './context.ts';
import { findFileRow, findFileByHash, insertFileRow, type FileRow } from './files-store.ts';
import type { Tx } from './database/transaction.ts';

export type Files = {
  /** Keeps the bytes and their row; the same bytes under the same name are kept once. */
  keep(tx: Tx, ctx: Context, file: { name: string; mediaType: string; bytes: Uint8Array }): Promise<FileRow>;
  /** Reads the bytes back and refuses file.damaged when they no longer have their hash. */
  read(tx: Tx, fileId: string): Promise<{ row: FileRow; bytes: Buffer }>;
  /** The bytes in pieces, as often as wanted, once their hash was verified: a large file never fills the memory. */
  open(tx: Tx, fileId: string): Promise<{ row: FileRow; stream(): Readable }>;
};

export function openFiles(directory: string): Files {
  const placeOf = (sha256: Buffer): string => placeOfContent(directory, sha256.toString('hex'));
  return {
    async keep(tx, ctx, { name, mediaType, bytes }) {
      const sha256 = createHash('sha256').update(bytes).digest();
      const known = await findFileByHash(tx, sha256, name);
      await writeOnce(placeOf(sha256), bytes);
      if (known !== null) return known;
      const row: FileRow = { fileId: newId(millisecondsOf(ctx.now)), sha256, name, mediaType, sizeBytes: BigInt(bytes.length), recordedAt: ctx.now, recordedBy: ctx.actor.name };
      await insertFileRow(tx, row);
      return row;
    },
    async read(tx, fileId) {
      const row = await findFileRow(tx, fileId);
      if (row === null) refuse('request.not_found', `there is no file ${fileId}`);
      const bytes = await fs.readFile(placeOf(row.sha256)).catch(() => refuse('file.damaged', `the stored file ${row.name} is missing`));
      if (!createHash('sha256').update(bytes).digest().equals(row.sha256)) refuse('file.damaged', `the stored file ${row.name} no longer has its hash`);
      return { row, bytes };
    },
    async open(tx, fileId) {
      const row = await findFileRow(tx, fileId);
      if (row === null) refuse('request.not_found', `there is no file ${fileId}`);
      const place = placeOf(row.sha256);
      if (!(await hashOf(place, row.name)).equals(row.sha256)) refuse('file.damaged', `the stored file ${row.name} no longer has its hash`);
      return { row, stream: () => createReadStream(place, { highWaterMark: PIECE_BYTES }) };
    },
  };
}

/** Where the content with this hash lies below the file store's folder. */
export function placeOfContent(directory: string, sha256: string): string {
  return path.join(directory, sha256.slice(0, 2), sha256);
}

const PIECE_BYTES = 128 * 1024;

async function hashOf(place: string, name: string): Promise<Buffer> {
  const digest = createHash('sha256');
  try {
    for await (const piece of createReadStream(place, { highWaterMark: PIECE_BYTES })) digest.update(piece as Buffer);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') refuse('file.damaged', `the stored file ${name} is missing`);
    throw error;
  }
  return digest.digest();
}

async function writeOnce(place: string, bytes: Uint8Array): Promise<void> {
  const present = await fs.stat(place).then((found) => found.size === bytes.length, () => false);
  if (present) return;
  await fs.mkdir(path.dirname(place), { recursive: true });
  const aside = `${place}.${randomBytes(6).toString('hex')}`;
  const handle = await fs.open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(aside, place);
}
