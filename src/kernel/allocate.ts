// Splitting an amount by weights so that the parts always add up to the whole: the method of the largest remainder.
import { invariant } from './invariant.ts';

// Units left over go to the largest remainders; where two are equal, to the earlier one, so that a repeat gives the same parts.
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const weightSum = sumOf(weights);
  invariant(weights.every((weight) => weight >= 0n), 'No weight of an allocation is negative.');
  if (total === 0n) return weights.map(() => 0n);
  invariant(weightSum > 0n, `There is nothing to allocate ${total} to: all ${weights.length} weights are zero.`);

  const magnitude = total < 0n ? -total : total;
  const parts = weights.map((weight) => (magnitude * weight) / weightSum);
  const remainders = weights.map((weight) => (magnitude * weight) % weightSum);
  const left = Number(magnitude - sumOf(parts));
  for (const index of largestFirst(remainders).slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;

  const signed = total < 0n ? parts.map((part) => -part) : parts;
  invariant(sumOf(signed) === total, `The parts add up to ${sumOf(signed)} and not to ${total}.`);
  return signed;
}

function largestFirst(remainders: readonly bigint[]): number[] {
  const order = remainders.map((remainder, index) => ({ remainder, index }));
  order.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  return order.map((entry) => entry.index);
}

function sumOf(list: readonly bigint[]): bigint {
  return list.reduce((sum, item) => sum + item, 0n);
}
