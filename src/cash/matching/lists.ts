// How a list of numbers goes on: 'RE2026004711, 12, 4713' with last digits alone, 'RE2026004711 - 4720' from one number to another.

import type { Claim } from './claim.ts';
import type { Mention, Place } from './mentions.ts';
import { numberKey, shapeOf } from './number-key.ts';
import type { Token } from './payment-text.ts';

const WINDOW_TOKENS = 4;
const TAIL_DIGITS_MIN = 3;
const RANGE_MAX = 60;

const joiningWords = new Set(['U', 'UND', 'AND', 'ET', 'EN', 'Y', 'E', 'I', 'OCH', 'OG', 'SOWIE', 'PLUS']);
const rangeWords = new Set(['BIS', 'TO', 'THROUGH', 'THRU', 'UNTIL', 'TILL', 'TOT', 'T', 'M', 'TM', 'A', 'AL', 'HASTA', 'DO', 'TIL', 'AU', 'JUSQU']);

/** What stands between two numbers that means 'and all from the one to the other'. */
const rangeGap = /^\s*(?:-|–|—|\.{2,3}|…|~|>)\s*$/;

type Walk = { readonly tokens: readonly Token[]; readonly taken: Uint8Array; readonly open: ReadonlyMap<string, Claim> };

/**
 * The documents of these customers for which last digits stand, and those between the two ends of a range. Neither proves anything
 * unless the amount agrees.
 */
export function continueLists(tokens: readonly Token[], { places, taken }: { readonly places: readonly Place[]; readonly taken: Uint8Array }, openClaims: readonly Claim[]): Mention[] {
  const open = new Map(openClaims.map((claim) => [numberKey(claim.number), claim]));
  const walk: Walk = { tokens, taken: taken.slice(), open };
  const inLists = places.flatMap((place, index) => walkFrom(walk, place, places[index + 1]));
  return [...inLists, ...looseTails(walk, Math.min(...places.map(({ from }) => from)))];
}

/** From one number on: separators and joining words are passed over, digits that end a document's number are taken for it. */
function walkFrom(walk: Walk, place: Place, next: Place | undefined): Mention[] {
  const found: Mention[] = [];
  let last = ownClaim(place, walk);
  let at = place.to;
  let isRange = false;
  while (last !== null && at < walk.tokens.length) {
    const token = walk.tokens[at];
    if (token === undefined) break;
    isRange ||= rangeGap.test(token.gap) || (rangeWords.has(token.raw) && !(next?.from === at && beginsNumber(token, next)));
    if (next?.from === at) {
      const end = ownClaim(next, walk);
      if (isRange && end !== null) found.push(...between(walk, last, end));
      break;
    }
    if (joiningWords.has(token.raw) || rangeWords.has(token.raw)) {
      at += 1;
      continue;
    }
    const tail = tailAt(walk, at, last);
    if (tail === null) break;
    if (isRange) found.push(...between(walk, last, tail.claim));
    found.push({ written: tail.written, key: tail.written, sureness: 'tail', claims: [tail.claim] });
    walk.taken.fill(1, at, at + tail.count);
    last = tail.claim;
    at += tail.count;
    isRange = false;
  }
  return found;
}

/** The A of 'A-100234' is no 'à'. */
function beginsNumber({ key }: Token, { mention }: Place): boolean {
  return mention.claims.some((claim) => numberKey(claim.number).startsWith(key));
}

function ownClaim({ mention }: Place, { open }: Walk): Claim | null {
  const own = mention.claims.find((claim) => open.has(numberKey(claim.number)));
  return own ?? (mention.claims.length === 1 ? (mention.claims[0] ?? null) : null);
}

/** '12' after '2026004711' is 2026004712: the longest run of digits that, put in place of the last ones, makes an open document's number. */
function tailAt({ tokens, taken, open }: Walk, at: number, after: Claim): { claim: Claim; written: string; count: number } | null {
  const last = numberKey(after.number);
  for (let count = WINDOW_TOKENS; count >= 1; count -= 1) {
    const part = tokens.slice(at, at + count);
    const written = part.map((token) => token.key).join('');
    if (part.length < count || part.some((_, index) => taken[at + index] === 1) || !/^[0-9]+$/.test(written) || written.length >= last.length) continue;
    const claim = open.get(last.slice(0, -written.length) + written);
    if (claim !== undefined) return { claim, written, count };
  }
  return null;
}

/** All that the payer has open between the two numbers, in the same form; one reading among others. */
function between({ open }: Walk, from: Claim, to: Claim): Mention[] {
  const [first, last] = [numberKey(from.number), numberKey(to.number)];
  const shape = shapeOf(first);
  const claims = [...open].filter(([key]) => key > first && key < last && shapeOf(key) === shape).map(([, claim]) => claim);
  return claims.length === 0 || claims.length > RANGE_MAX || shapeOf(last) !== shape ? [] : [{ written: `${from.number} to ${to.number}`, key: last, sureness: 'range', claims }];
}

/** Digits somewhere behind the first number, or four and more without one: they count where one open document alone ends so. */
function looseTails({ tokens, taken, open }: Walk, from: number): Mention[] {
  const digitsMin = Number.isFinite(from) ? TAIL_DIGITS_MIN : TAIL_DIGITS_MIN + 1;
  return tokens.flatMap(({ key, isFigure }, at): Mention[] => {
    if ((Number.isFinite(from) && at <= from) || taken[at] === 1 || isFigure || key.length < digitsMin || !/^[0-9]+$/.test(key)) return [];
    const claims = [...open].filter(([number]) => number.endsWith(key)).map(([, claim]) => claim);
    return claims.length === 1 ? [{ written: key, key, sureness: 'tail', claims }] : [];
  });
}
