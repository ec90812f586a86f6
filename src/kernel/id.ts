// Keys: time-ordered UUIDs of version 7 (RFC 9562), random for single writes and derived from their source for batches.
import { hash, randomFillSync } from 'node:crypto';
import { invariant } from './invariant.ts';

const millisecondsMax = 2 ** 48 - 1;
const counterMax = 2 ** 26 - 1;
const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let lastMs = -1;
let counter = 0;

// Ids of one process always ascend (RFC 9562, 6.2, method 1): within a millisecond, and while the clock stands or goes back, a
// 26-bit counter goes up, started at random in its lower half; 48 random bits follow it.
export function newId(nowMs: number): string {
  assertMilliseconds(nowMs);
  if (nowMs > lastMs) startMillisecond(nowMs);
  else if (counter < counterMax) counter += 1;
  else startMillisecond(lastMs + 1);

  const high = counter >>> 14;
  const low = counter & 0x3fff;
  return uuidOf(hex(lastMs, 12) + hex(0x7000 | high, 4) + hex(0x8000 | low, 4) + randomHex(6));
}

// The same run and key always make the same id, so that a batch that is repeated writes the same rows. Its twin in the database,
// for batches that never leave it, must agree to the last bit:
//
//   create function platform.derived_id(ms bigint, key text) returns uuid
//   language sql immutable strict parallel safe as $$
//     select (lpad(to_hex(ms), 12, '0') || '7' || substr(h, 2, 3)
//       || substr('89ab', (('x' || substr(h, 5, 1))::bit(4)::int & 3) + 1, 1) || substr(h, 6, 15))::uuid
//     from (select md5(key)) as digest (h)
//   $$;
//
// Bytes 0-5 are the milliseconds, big-endian; bytes 6-15 are bytes 0-9 of md5(key in UTF-8), over which the version nibble (7) of
// byte 6 and the variant bits (10) of byte 8 are written. md5 is no secret here, only a spread that PostgreSQL has built in.
export function derivedId(runMs: number, key: string): string {
  assertMilliseconds(runMs);
  invariant(key.isWellFormed() && !key.includes('\0'), 'The key of a derived id is a text that PostgreSQL can hold.');
  const digest = hash('md5', key, 'hex');
  const variant = '89ab'.charAt(Number.parseInt(digest.charAt(4), 16) & 3);
  return uuidOf(`${hex(runMs, 12)}7${digest.slice(1, 4)}${variant}${digest.slice(5, 20)}`);
}

export function isId(text: string): boolean {
  return uuidShape.test(text);
}

function startMillisecond(ms: number): void {
  lastMs = ms;
  counter = Number.parseInt(randomHex(4), 16) & (counterMax >>> 1);
}

function assertMilliseconds(ms: number): void {
  invariant(Number.isInteger(ms) && ms >= 0 && ms <= millisecondsMax, `An id needs whole milliseconds of 48 bits, not ${ms}.`);
}

// Random bytes are drawn in blocks: one system call per id would cost more than the rest of the id.
const pool = Buffer.alloc(4096);
let poolOffset = pool.length;

function randomHex(byteCount: number): string {
  if (poolOffset + byteCount > pool.length) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  poolOffset += byteCount;
  return pool.toString('hex', poolOffset - byteCount, poolOffset);
}

function hex(integer: number, width: number): string {
  return integer.toString(16).padStart(width, '0');
}

function uuidOf(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
