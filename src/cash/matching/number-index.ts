// The numbers of the documents that a batch may be about: found exactly, by their digits alone, or one slip of the finger away.

import { digitsOf, keysOneSlipAway, numberKey, prefixOf, shapeOf } from './number-key.ts';
import type { Claim } from './claim.ts';

export type NumberIndex = {
  add(claim: Claim): void;
  exact(key: string): readonly Claim[];
  /** Documents whose digits are these, whatever letters stand before them. */
  byDigits(digits: string): readonly Claim[];
  /** Documents exactly one slip away from the typed key. */
  near(key: string): readonly Claim[];
  /** The shapes of numbers seen so far, with what was learnt from documents that are not in the index. */
  readonly shapes: ReadonlySet<string>;
  /** The letters that numbers begin with, in the form of a key: payers leave them out. */
  readonly prefixes: ReadonlySet<string>;
};

/** What recent documents teach about numbers that were not loaded. */
export type NumberForms = { readonly shapes: Iterable<string>; readonly prefixes: Iterable<string> };

const noForms: NumberForms = { shapes: [], prefixes: [] };
const nothing: readonly Claim[] = [];

export function openNumberIndex(learnt: NumberForms = noForms): NumberIndex {
  const known = new Set<string>();
  const byKey = new Map<string, Claim[]>();
  const byDigits = new Map<string, Claim[]>();
  const shapes = new Set(learnt.shapes);
  const prefixes = new Set(learnt.prefixes);

  return {
    shapes,
    prefixes,
    add(claim) {
      if (known.has(claim.documentId)) return;
      known.add(claim.documentId);
      const key = numberKey(claim.number);
      shapes.add(shapeOf(key));
      prefixes.add(prefixOf(claim.number));
      put(byKey, key, claim);
      put(byDigits, digitsOf(claim.number), claim);
    },
    exact: (key) => byKey.get(key) ?? nothing,
    byDigits: (digits) => byDigits.get(digits) ?? nothing,
    // A slip can only have made the typed key out of these; each is one look-up, so that nothing has to be kept for it.
    near: (key) => [...keysOneSlipAway(key, shapes)].flatMap((one) => byKey.get(one) ?? nothing),
  };
}

function put(map: Map<string, Claim[]>, key: string, claim: Claim): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [claim]);
  else list.push(claim);
}
