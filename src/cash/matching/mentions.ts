// Finds the documents that a text names: letter for letter, by digits alone, or with a slip of the finger; also across line breaks.

import { typingDistance } from './edit-distance.ts';
import { digitsOf, figuresOf, scannedAs, shapeOf } from './number-key.ts';
import type { Claim } from './claim.ts';
import type { NumberIndex } from './number-index.ts';
import type { PayerIndex } from './payer-index.ts';
import type { Token } from './payment-text.ts';

/** tail: by its last digits in a list; range: it lies between two numbers named. */
export type Sureness = 'number' | 'digits' | 'tail' | 'range' | 'one slip' | 'two slips';

export type Mention = {
  readonly written: string;
  readonly key: string;
  readonly sureness: Sureness;
  /** More than one where the writing fits several documents; of a range all of them together. */
  readonly claims: readonly Claim[];
};

/** Tokens from (included) to (excluded) of a mention. */
export type Place = { readonly from: number; readonly to: number; readonly mention: Mention };

export type Mentions = {
  readonly mentions: readonly Mention[];
  /** What looks like a document number here and names none. */
  readonly unread: readonly string[];
  /** Where the mentions stand, in the order of the text, and which tokens they take. */
  readonly places: readonly Place[];
  readonly taken: Uint8Array;
  /** Customers whose number stands in the text. */
  readonly customerIds: readonly string[];
};

/** Neighbouring tokens taken together, since separators and line breaks cut numbers. */
type Window = { readonly from: number; readonly to: number; readonly key: string; readonly raw: string; readonly hasFigure: boolean; /** A sign between its tokens parts the items of a list. */ readonly isParted: boolean };

const WINDOW_TOKENS = 5;
const DIGITS_ALONE_MIN = 5;
const SLIP_DIGITS_MIN = 5;
const SLIP_DIGITS_AFTER_LETTERS_MIN = 3;

export function findMentions(tokens: readonly Token[], numbers: NumberIndex, payers: Pick<PayerIndex, 'byNumber'>): Mentions {
  const windows = windowsOf(tokens);
  const taken = new Uint8Array(tokens.length);
  const found: Place[] = [];
  const customerIds: string[] = [];
  const take = (window: Window, sureness: Sureness, claims: readonly Claim[]): void => {
    taken.fill(1, window.from, window.to);
    found.push({ from: window.from, to: window.to, mention: { written: window.raw, key: window.key, sureness, claims } });
  };
  for (const window of windows) {
    if (!isFree(taken, window) || !canBeNumber(window)) continue;
    const customerId = payers.byNumber(window.key);
    const claims = numbers.exact(window.key);
    if (claims.length > 0) take(window, 'number', claims);
    else if (customerId !== undefined) {
      taken.fill(1, window.from, window.to);
      customerIds.push(customerId);
    }
  }
  for (const window of windows) {
    if (!isFree(taken, window) || window.hasFigure || figuresOf(window.raw).length < DIGITS_ALONE_MIN || hasLongPrefix(window)) continue;
    const claims = numbers.byDigits(digitsOf(window.raw));
    if (claims.length > 0) take(window, 'digits', claims);
  }
  for (const window of slipWindows(windows, taken, numbers)) {
    if (!isFree(taken, window)) continue;
    const claims = oneSlipAway(window.key, numbers);
    if (claims.length > 0) take(window, 'one slip', claims);
  }
  const places = found.sort((a, b) => a.from - b.from);
  const takenByMentions = taken.slice();
  const unread = slipWindows(windows, taken, numbers).filter((window) => {
    const isFirst = isFree(taken, window);
    taken.fill(1, window.from, window.to);
    return isFirst;
  });
  return { mentions: places.map(({ mention }) => mention), unread: unread.map((window) => window.key), places, taken: takenByMentions, customerIds };
}

/** The keys to look up before mentions are sought: every window as it is, and by its digits under each known prefix. */
export function keysToLookUp(tokens: readonly Token[], prefixes: ReadonlySet<string>): string[] {
  return windowsOf(tokens).filter(canBeNumber).flatMap((window) => {
    const isDigits = /^[0-9]+$/.test(window.key) && window.key.length >= DIGITS_ALONE_MIN;
    return isDigits ? [window.key, ...[...prefixes].map((prefix) => prefix + window.key)] : [window.key];
  });
}

/** The keys that look like numbers and are spelt wrong or mean nothing, with each known prefix before bare digits. */
export function keysToRepair(unread: readonly string[], numbers: Pick<NumberIndex, 'prefixes'>): string[] {
  return unread.flatMap((key) => spellings(key, numbers));
}

/** Two slips are looked for among the payer's own documents only: by chance, too many others are as near. */
export function twoSlipsAway(unread: string, numbers: Pick<NumberIndex, 'prefixes'>, key: string): boolean {
  return key.length >= 8 && spellings(unread, numbers).some((spelling) => typingDistance(spelling, key, 2) <= 2);
}

/** Documents one slip away from what was written, the known prefixes tried before bare digits. */
export function oneSlipAway(key: string, numbers: Pick<NumberIndex, 'prefixes' | 'near'>): Claim[] {
  return [...new Set(spellings(key, numbers).flatMap((spelling) => numbers.near(spelling)))];
}

function spellings(key: string, numbers: Pick<NumberIndex, 'prefixes'>): string[] {
  return /^[0-9]+$/.test(key) ? [key, ...[...numbers.prefixes].filter((prefix) => prefix !== '').map((prefix) => prefix + key)] : [key];
}

/** Longest first, so that a number is never taken for a part of it. */
function windowsOf(tokens: readonly Token[]): Window[] {
  const windows: Window[] = [];
  for (let count = Math.min(WINDOW_TOKENS, tokens.length); count >= 1; count -= 1) {
    for (let from = 0; from + count <= tokens.length; from += 1) {
      const part = tokens.slice(from, from + count);
      const key = part.map((token) => token.key).join('');
      if (key.length > 40) continue;
      windows.push({ from, to: from + count, key, raw: part.map((token) => token.raw).join(' '), hasFigure: part.some((token) => token.isFigure), isParted: part.slice(1).some((token) => /[,;+&|]/.test(token.gap)) });
    }
  }
  return windows;
}

function canBeNumber({ key, raw }: Window): boolean {
  const digits = raw.replace(/[^0-9]/g, '').length;
  return digits >= 4 || (digits >= 1 && key.length >= 4 && /[A-Z]/.test(key)) || digits >= 3;
}

function hasLongPrefix({ key }: Window): boolean {
  return /[A-Z]/.test(key.replace(/^[A-Z1]{0,4}/, ''));
}

function isFree(taken: Uint8Array, { from, to }: Window): boolean {
  for (let at = from; at < to; at += 1) if (taken[at] === 1) return false;
  return true;
}

function slipWindows(windows: readonly Window[], taken: Uint8Array, { shapes, prefixes }: Pick<NumberIndex, 'shapes' | 'prefixes'>): Window[] {
  const fitting = windows.filter((window) => isFree(taken, window) && !window.hasFigure && !window.isParted && hasEnoughDigits(window, prefixes))
    .map((window) => ({ window, misfit: misfitOf(window.key, shapes) })).filter(({ misfit }) => misfit <= 1);
  return fitting.sort((a, b) => a.misfit - b.misfit).map(({ window }) => window);
}

/** Few digits look like anything, unless the letters before them are those of a number here. */
function hasEnoughDigits({ key, raw }: Window, prefixes: ReadonlySet<string>): boolean {
  const count = figuresOf(raw).length;
  return count >= SLIP_DIGITS_MIN || (count >= SLIP_DIGITS_AFTER_LETTERS_MIN && [...prefixes].some((prefix) => prefix.length >= 2 && key.startsWith(prefix)));
}

/** How far the form of a writing is from the forms that numbers here have: 0, 1, or more. */
function misfitOf(key: string, shapes: ReadonlySet<string>): number {
  const shape = shapeOf(key);
  if (shapes.has(shape)) return 0;
  let least = 2;
  for (const known of shapes) {
    if (scannedAs(key, known) !== null) return 0;
    const bare = known.replace(/^9?[A-Z]+/, '');
    least = Math.min(least, typingDistance(shape, known, 1), /^9+$/.test(shape) ? typingDistance(shape, bare, 1) : 2);
  }
  return least;
}
