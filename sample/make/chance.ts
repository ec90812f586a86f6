// Repeatable chance: the same question always gets the same answer, so that the sample files can be made again byte for byte.
import { createHash } from 'node:crypto';

const seed = 'sample company 2026';

/** A whole number from 0 to limit - 1. Each question has its own, so that changing one thing leaves the others as they are. */
export function below(question: string, limit: number): number {
  const digest = createHash('sha256').update(`${seed}\0${question}`).digest();
  return Number(digest.readBigUInt64BE() % BigInt(limit));
}

export function between(question: string, least: number, most: number): number {
  return least + below(question, most - least + 1);
}

export function percentOfCases(question: string, percent: number): boolean {
  return below(question, 10_000) < percent * 100;
}

export function pick<Item>(question: string, items: readonly Item[]): Item {
  return itemAt(items, below(question, items.length));
}

/** Items that weigh more come more often. */
export function pickWeighted<Item extends { readonly weight: number }>(question: string, items: readonly Item[]): Item {
  let left = below(question, items.reduce((sum, item) => sum + item.weight, 0));
  const index = items.findIndex((item) => (left -= item.weight) < 0);
  return itemAt(items, index);
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no item ${index} among ${items.length}.`);
  return item;
}
