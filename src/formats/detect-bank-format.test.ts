// Tests of telling bank files apart, and that damaged ones never break a reader.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#kernel/refusal.ts';
import { detectBankFormat, readBankFile } from './detect-bank-format.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

const kinds = [
  ['camt053.xml', 'camt'],
  ['camt-billion-laughs.xml', 'camt'],
  ['mt940-german.sta', 'mt940'],
  ['mt940-dutch.sta', 'mt940'],
  ['mt942.sta', 'mt940'],
  ['statement.ofx', 'ofx'],
  ['statement-ofx2.xml', 'ofx'],
  ['bank-export.csv', 'csv'],
] as const;

function refusalOf(bytes: Uint8Array): Refusal {
  try {
    readBankFile(bytes);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

test('the kind of a file is told from its content', () => {
  for (const [name, kind] of kinds) assert.equal(detectBankFormat(fixture(name)), kind, name);
  assert.equal(detectBankFormat(Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><Document/>', 'utf16le')), 'camt');
  assert.equal(detectBankFormat(Buffer.from('just words')), null);
});

test('what needs a mapping, or is no bank file at all, is refused with the next step', () => {
  assert.match(refusalOf(fixture('bank-export.csv')).message, /mapping/);
  assert.equal(refusalOf(Buffer.from('just words')).code, 'bank_file.unknown_format');
  assert.equal(refusalOf(Buffer.from('\u0001\u0000\u0002')).code, 'bank_file.unknown_format');
  assert.equal(refusalOf(fixture('picture.png')).code, 'file.binary');
  assert.equal(refusalOf(Buffer.alloc(0)).code, 'file.empty');
});

test('a damaged file is read or refused, and never breaks the reader', () => {
  const files = kinds.map(([name]) => fixture(name));
  const damage = fc.record({
    file: fc.nat(files.length - 1),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 12 }),
    doubled: fc.boolean(),
  });
  fc.assert(
    fc.property(damage, ({ file, cut, bytes, doubled }) => {
      const source = files[file] ?? Buffer.alloc(0);
      const damaged = Buffer.from(doubled ? Buffer.concat([source, source]) : source);
      for (const [at, value] of bytes) damaged[at % damaged.length] = value;
      try {
        readBankFile(damaged.subarray(0, Math.ceil(damaged.length * cut)));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
