// Archives of the format ustar (POSIX.1-1988): written entry by entry as bytes come, read again without being unpacked.

import fs from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { refuse } from '#kernel/refusal.ts';

const BLOCK = 512;
const NAME_MAX = 100;
const PIECE_BYTES = 1024 * 1024;
const MODE = 0o600;

export type TarEntry = { readonly name: string; readonly size: number; readonly sha256: string };

export type TarWriter = {
  add(name: string, size: number, body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<TarEntry>;
  close(): Promise<void>;
};

/** Writes to a new file; the size of an entry stands before its bytes, so it must be known. */
export async function createTar(file: string, seconds: number): Promise<TarWriter> {
  const handle = await fs.open(file, 'wx', MODE);
  return {
    async add(name, size, body) {
      await handle.write(header(name, size, seconds));
      const digest = createHash('sha256');
      let written = 0;
      for await (const piece of body) {
        digest.update(piece);
        written += piece.length;
        await handle.write(piece);
      }
      if (written !== size) throw new Error(`the entry ${name} changed while it was read: ${written} bytes instead of ${size}`);
      await handle.write(Buffer.alloc(padding(size)));
      return { name, size, sha256: digest.digest('hex') };
    },
    async close() {
      await handle.write(Buffer.alloc(2 * BLOCK));
      await handle.sync();
      await handle.close();
    },
  };
}

export type TarPart = { readonly name: string; readonly size: number; readonly body: AsyncIterable<Buffer> };

/** Goes through the entries in order; a body that is not read is passed over. Refuses backup.not_a_backup and backup.damaged. */
export async function* readTar(file: string): AsyncGenerator<TarPart> {
  const handle = await fs.open(file, 'r').catch((error: NodeJS.ErrnoException) => refuse('backup.not_a_backup', `${file} can't be read: ${error.code ?? error.message}`, { value: file }));
  try {
    for (let at = 0; ; ) {
      const block = await readExactly(handle, at, BLOCK, file);
      if (block.every((byte) => byte === 0)) return;
      const { name, size } = parseHeader(block, at, file);
      yield { name, size, body: bodyOf(handle, at + BLOCK, size, file) };
      at += BLOCK + size + padding(size);
    }
  } finally {
    await handle.close();
  }
}

async function* bodyOf(handle: fs.FileHandle, start: number, size: number, file: string): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; ) {
    const piece = await readExactly(handle, start + done, Math.min(PIECE_BYTES, size - done), file);
    done += piece.length;
    yield piece;
  }
}

async function readExactly(handle: fs.FileHandle, position: number, length: number, file: string): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await handle.read(buffer, read, length - read, position + read);
    if (bytesRead === 0) refuse(position === 0 ? 'backup.not_a_backup' : 'backup.damaged', `${file} ends in the middle`, { value: file });
    read += bytesRead;
  }
  return buffer;
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function header(name: string, size: number, seconds: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > NAME_MAX) throw new Error(`the name ${name} is too long for an archive`);
  block.write(name, 0, 'utf8');
  const octal = (value: number, offset: number, width: number): void => void block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, offset, 'ascii');
  octal(MODE, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(seconds, 136, 12);
  block.write('        0', 148, 'ascii');
  block.write('ustar\u000000', 257, 'ascii');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return block;
}

/** The sum of all bytes, the checksum's own eight taken as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}

function parseHeader(block: Buffer, at: number, file: string): { name: string; size: number } {
  const text = (offset: number, width: number): string => block.toString('utf8', offset, offset + width).replace(/\0.*$/s, '').trim();
  const size = Number.parseInt(text(124, 12), 8);
  const isRight = Number.parseInt(text(148, 8), 8) === checksum(block) && Number.isSafeInteger(size) && size >= 0;
  if (!isRight) refuse(at === 0 ? 'backup.not_a_backup' : 'backup.damaged', `${file} is ${at === 0 ? 'no archive' : `damaged at byte ${at}`}`, { value: file });
  return { name: text(0, NAME_MAX), size };
}
