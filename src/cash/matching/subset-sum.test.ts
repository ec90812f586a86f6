// All ways in which open amounts add up to a payment are found, or it is said that not all were looked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chanceOfFit, findSubsets } from './subset-sum.ts';

test('one way, several ways, none', () => {
  assert.deepEqual(findSubsets([100n, 250n, 400n], 350n).ways, [[0, 1]]);
  assert.deepEqual(findSubsets([100n, 250n, 100n], 350n).ways.length, 2);
  assert.deepEqual(findSubsets([100n, 250n], 999n).ways, []);
  assert.deepEqual(findSubsets([350n], 350n).ways, [], 'one amount alone is no sum');
});

test('every way of a small list is found, by comparison with trying all', () => {
  fc.assert(fc.property(fc.array(fc.bigInt(1n, 12n), { maxLength: 9 }), fc.bigInt(1n, 60n), (amounts, target) => {
    const all: string[] = [];
    for (let mask = 0; mask < 1 << amounts.length; mask += 1) {
      const places = amounts.flatMap((_, place) => ((mask >> place) & 1 ? [place] : []));
      if (places.length > 1 && places.reduce((sum, place) => sum + (amounts[place] ?? 0n), 0n) === target) all.push(places.join());
    }
    const { ways, isWhole } = findSubsets(amounts, target, 10_000);
    assert.ok(isWhole);
    assert.deepEqual(ways.map((way) => [...way].sort((a, b) => a - b).join()).sort(), all.sort());
  }), { numRuns: 200 });
});

test('a long list is searched for up to three amounts, and says so', () => {
  const amounts = Array.from({ length: 200 }, (_, place) => BigInt(1_000 + place * place * 7));
  const { ways, isWhole } = findSubsets(amounts, (amounts[3] ?? 0n) + (amounts[70] ?? 0n) + (amounts[150] ?? 0n));
  assert.equal(isWhole, false);
  assert.ok(ways.some((way) => way.join() === '3,70,150'));
});

test('the worst list of twenty-four is answered in time', () => {
  const amounts = Array.from({ length: 24 }, (_, place) => 10_000n + BigInt((place * 7919) % 9973));
  const start = performance.now();
  findSubsets(amounts, 120_011n);
  assert.ok(performance.now() - start < 200);
});

test('round amounts fit by chance much sooner than odd ones', () => {
  const odd = Array.from({ length: 12 }, (_, place) => 10_007n + BigInt(place) * 1_313n);
  const round = odd.map((amount) => (amount / 2_500n) * 2_500n);
  assert.ok(chanceOfFit(odd, 2) < 0.01);
  assert.ok(chanceOfFit(round, 2) > 1);
});
