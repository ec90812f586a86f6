// Allocation: parts that always add up, never stray from their exact share, and are the same on every repeat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allocate } from './allocate.ts';

const seed = Number(process.env['SEED'] ?? 20260104);

for (const [total, weights, parts] of [
  [100n, [1n, 1n, 1n], [34n, 33n, 33n]], [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]], [5n, [3n, 7n], [2n, 3n]], [10n, [0n, 1n, 0n], [0n, 10n, 0n]],
  [1n, [1n, 2n], [0n, 1n]], [0n, [0n, 0n], [0n, 0n]], [0n, [], []], [7n, [5n], [7n]], [101n, [50n, 50n], [51n, 50n]], [100n, [199n, 199n, 602n], [20n, 20n, 60n]],
] as const) {
  test(`${total} by ${weights.join(':') || 'nothing'} is ${parts.join(', ') || 'nothing'}`, () => assert.deepEqual(allocate(total, weights), parts));
}

test('an amount cannot be allocated to nothing, nor by a negative weight', () => {
  assert.throws(() => allocate(1n, []), { name: 'InvariantFailure' });
  assert.throws(() => allocate(1n, [0n, 0n]), { name: 'InvariantFailure' });
  assert.throws(() => allocate(1n, [2n, -1n]), { name: 'InvariantFailure' });
});

test('the parts add up to the whole, each within one unit of its exact share, and a zero weight gets nothing', () => {
  const anyWeights = fc.array(fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 18n)), { minLength: 1, maxLength: 30 })
    .filter((weights) => weights.some((weight) => weight > 0n));
  fc.assert(fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), anyWeights, (total, weights) => {
    const parts = allocate(total, weights);
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
    assert.equal(parts.reduce((sum, part) => sum + part, 0n), total);
    for (const [index, weight] of weights.entries()) {
      const strayed = (parts[index] ?? 0n) * weightSum - total * weight;
      assert.ok(strayed < weightSum && strayed > -weightSum, `part ${index} strayed by ${strayed} of ${weightSum}`);
      if (weight === 0n) assert.equal(parts[index], 0n);
    }
    assert.deepEqual(allocate(-total, weights), parts.map((part) => -part));
  }), { seed });
});
