// JSON texts: bigints survive, and equal values have one canonical text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, toJson } from './wire.ts';

const seed = Number(process.env['SEED'] ?? 20260108);

test('integers beyond the numbers of JSON travel as text', () => {
  assert.equal(toJson({ minor: 9007199254740993n, list: [1n, 2] }), '{"minor":"9007199254740993","list":["1",2]}');
});

test('the canonical text does not depend on the order of the fields', () => {
  assert.equal(canonicalJson({ b: 1, a: { d: [3n, null], c: 'é"' } }), '{"a":{"c":"é\\"","d":["3",null]},"b":1}');
  assert.equal(canonicalJson({ a: 1, gone: undefined }), canonicalJson({ a: 1 }));
  assert.equal(canonicalJson([undefined, 1]), '[null,1]');
  assert.equal(canonicalJson({ at: new Date(0) }), '{"at":"1970-01-01T00:00:00.000Z"}');
  assert.equal(canonicalJson('x'), '"x"');
});

test('values that differ have canonical texts that differ', () => {
  const texts = [{ a: [1, 2] }, { a: [2, 1] }, { a: ['1', 2] }, { a: [[1], 2] }, { a: null }, {}, [], '', null, 0, false, { '': 0 }].map(canonicalJson);
  assert.equal(new Set(texts).size, texts.length);
});

test('the canonical text says the same as the plain one, in whatever order the fields were set', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
    const text = canonicalJson(value);
    assert.deepEqual(JSON.parse(text), JSON.parse(toJson(value)));
    assert.equal(canonicalJson(reversed(JSON.parse(text))), text);
  }), { seed });
});

test('a value that JSON would lose without a word is a bug of the program', () => {
  for (const value of [undefined, () => 1, Number.NaN, { rate: Number.POSITIVE_INFINITY }, new Map([[1, 2]]), { set: new Set([1]) }]) {
    assert.throws(() => toJson(value), { name: 'InvariantFailure' });
    assert.throws(() => canonicalJson(value), { name: 'InvariantFailure' });
  }
});

test('input nested without end is refused', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  assert.equal(canonicalJson(nested(100)).length, 200);
  assert.throws(() => canonicalJson(nested(5000)), { name: 'Refusal', code: 'limit.exceeded' });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]));
}
