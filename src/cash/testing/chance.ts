// Reproducible chance for made-up data: the same seed gives the same numbers (mulberry32).

export type Chance = {
  below(limit: number): number;
  under(probability: number): boolean;
  pick<Item>(list: readonly Item[]): Item;
  weighted(list: readonly (readonly [string, number])[]): string;
};

export function openChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    under: (probability) => next() < probability,
    pick: <Item>(list: readonly Item[]): Item => list[below(list.length)] as Item,
    weighted(list) {
      let at = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of list) if ((at -= weight) < 0) return name;
      return list[0]?.[0] ?? '';
    },
  };
}
