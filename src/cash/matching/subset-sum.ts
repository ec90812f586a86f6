// Which of several open amounts add up to a payment. More than one way is an answer too: nobody can tell which was meant.

export type Subsets = {
  /** Positions of the amounts, each way in ascending order; at most waysMax ways. */
  readonly ways: readonly (readonly number[])[];
  /** False where only sets of up to three amounts were tried. */
  readonly isWhole: boolean;
};

/** Half of them make 4,096 sums; beyond that the ways multiply until they prove nothing. */
export const WHOLE_SEARCH_MAX = 24;
const LONGEST_LIST = 400;

/** All sets of two or more amounts with the sum; amounts are positive. */
export function findSubsets(amounts: readonly bigint[], target: bigint, waysMax = 8): Subsets {
  const places = amounts.flatMap((amount, place) => (amount > 0n && amount <= target ? [place] : []));
  const ways = places.length <= WHOLE_SEARCH_MAX ? meetInTheMiddle(amounts, places, target, waysMax) : upToThree(amounts, places.slice(0, LONGEST_LIST), target, waysMax);
  return { ways, isWhole: places.length <= WHOLE_SEARCH_MAX };
}

function meetInTheMiddle(amounts: readonly bigint[], places: readonly number[], target: bigint, waysMax: number): number[][] {
  const middle = places.length >> 1;
  const [left, right] = [places.slice(0, middle), places.slice(middle)];
  const leftSums = allSums(amounts, left);
  const byRest = new Map<bigint, number[]>();
  allSums(amounts, right).forEach((sum, mask) => {
    const list = byRest.get(sum);
    if (list === undefined) byRest.set(sum, [mask]);
    else if (list.length <= waysMax) list.push(mask);
  });
  const ways: number[][] = [];
  for (let mask = 0; mask < leftSums.length && ways.length < waysMax; mask += 1) {
    for (const rightMask of byRest.get(target - (leftSums[mask] ?? 0n)) ?? []) {
      const way = [...chosen(left, mask), ...chosen(right, rightMask)];
      if (way.length > 1) ways.push(way);
    }
  }
  return ways.slice(0, waysMax);
}

function allSums(amounts: readonly bigint[], places: readonly number[]): bigint[] {
  const sums = [0n];
  for (const place of places) for (const sum of sums.slice()) sums.push(sum + (amounts[place] ?? 0n));
  return sums;
}

function chosen(places: readonly number[], mask: number): number[] {
  return places.filter((_, bit) => (mask >> bit) & 1);
}

function upToThree(amounts: readonly bigint[], places: readonly number[], target: bigint, waysMax: number): number[][] {
  const byAmount = new Map<bigint, number[]>();
  for (const place of places) byAmount.set(amounts[place] ?? 0n, [...(byAmount.get(amounts[place] ?? 0n) ?? []), place]);
  const ways: number[][] = [];
  const complete = (start: readonly number[], rest: bigint): void => {
    const last = start.at(-1) ?? -1;
    for (const place of byAmount.get(rest) ?? []) if (place > last && ways.length < waysMax) ways.push([...start, place]);
  };
  for (const [index, first] of places.entries()) {
    if (ways.length >= waysMax) break;
    const afterFirst = target - (amounts[first] ?? 0n);
    complete([first], afterFirst);
    for (const second of places.slice(index + 1)) if ((amounts[second] ?? 0n) < afterFirst) complete([first, second], afterFirst - (amounts[second] ?? 0n));
  }
  return ways;
}

/**
 * How many sets of up to this size would fit the amount by chance alone: the number of sets over the number of sums they can make.
 * Near one and above, a fit proves nothing.
 */
export function chanceOfFit(amounts: readonly bigint[], size: number): number {
  let sets = 0;
  let ofSize = 1;
  for (let taken = 1; taken <= Math.min(size, amounts.length); taken += 1) {
    ofSize = (ofSize * (amounts.length - taken + 1)) / taken;
    sets += taken > 1 ? ofSize : 0;
  }
  const largest = [...amounts].sort((a, b) => (a > b ? -1 : 1)).slice(0, size).reduce((sum, amount) => sum + amount, 0n);
  const step = amounts.reduce(greatestCommonDivisor, 0n);
  return step === 0n ? 1 : sets / Number(largest / step);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
