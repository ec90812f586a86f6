// Keys: the shape of version 7, the order within a process, and the bytes of derived ids that the database must repeat.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { derivedId, isId, newId } from './id.ts';

const seed = Number(process.env['SEED'] ?? 20260107);
const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const startMs = 1_795_372_095_000;

const millisecondsOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

test('ids of one millisecond are of version 7, all different and ascending', () => {
  const ids = Array.from({ length: 20_000 }, () => newId(startMs));
  for (const id of ids) assert.match(id, version7);
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(millisecondsOf(newId(startMs + 5)), startMs + 5);
});

test('ids go on ascending while the clock stands, goes on or goes back', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 50 }), (steps) => {
    const ids = steps.map((step) => newId(startMs + 100 + step));
    assert.deepEqual(ids, ids.toSorted());
    assert.equal(new Set(ids).size, ids.length);
  }), { seed });
});

test('an id needs a time that fits in 48 bits', () => {
  for (const ms of [-1, 0.5, Number.NaN, 2 ** 48]) {
    assert.throws(() => newId(ms), { name: 'InvariantFailure' });
    assert.throws(() => derivedId(ms, 'key'), { name: 'InvariantFailure' });
  }
});

// The ids that platform.derived_id of PostgreSQL gives for the same run and key.
for (const [ms, key, id] of [
  [0, '', '00000000-0000-741d-8cd9-8f00b204e980'],
  [1_767_225_600_000, 'order:10248:1', '019b76da-a800-7430-97a8-370af71403d4'],
  [1_795_372_095_000, 'Auftrag Nr. 7 – Größe 漢字 😀', '01a20484-1618-7735-bb3f-0b9db5ce0c2e'],
  [2 ** 48 - 1, 'a', 'ffffffff-ffff-7cc1-b5b9-c0f1b6a831c3'],
] as const) {
  test(`the id derived from ${ms} and ${JSON.stringify(key)} is ${id}`, () => assert.equal(derivedId(ms, key), id));
}

test('a derived id is the time, then md5 of the key under version and variant', () => {
  const anyKey = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((key) => key.isWellFormed() && !key.includes('\0'));
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), anyKey, (ms, key) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUIntBE(ms, 0, 6);
    createHash('md5').update(key, 'utf8').digest().copy(bytes, 6, 0, 10);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const id = derivedId(ms, key);
    assert.equal(id.replaceAll('-', ''), bytes.toString('hex'));
    assert.match(id, version7);
    assert.equal(derivedId(ms, key), id);
  }), { seed });
});

test('a key that PostgreSQL cannot hold is a bug of the program', () => {
  for (const key of ['a\0b', '\ud800']) assert.throws(() => derivedId(1, key), { name: 'InvariantFailure' });
});

test('an id is recognised by its shape', () => {
  assert.equal(isId(newId(startMs)), true);
  for (const text of ['', 'x', newId(startMs).toUpperCase(), newId(startMs).replaceAll('-', ''), `${newId(startMs)}\n`]) assert.equal(isId(text), false);
});
