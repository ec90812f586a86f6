// The ways to take the numbers in a text: sure ones are fixed, each look-alike may be one document or another or none at all.

import { openMinorOf, type Claim } from './claim.ts';
import { doubted, supported, type Reason } from './reading.ts';
import type { Facts } from './facts.ts';
import type { Mention } from './mentions.ts';

export type Naming = {
  readonly claims: readonly Claim[];
  /** Slips of the finger assumed. */
  readonly slips: number;
  /** Look-alike numbers taken for nothing. */
  readonly skipped: number;
  readonly reasons: readonly Reason[];
};

const WAYS_MAX = 400;
const CHOICES_MAX = 12;

/** The likeliest way first: every number taken, with the fewest slips, for a document of the payer. */
export function waysToName(facts: Facts, currency: string): readonly Naming[] {
  const usable = (claim: Claim): boolean => claim.currency === currency && openMinorOf(claim) !== 0n;
  const payersOwn = (claim: Claim): boolean => facts.payer.pays.has(claim.customerId);
  let ways: Naming[] = [{ claims: [], slips: 0, skipped: 0, reasons: [] }];
  for (const mention of facts.mentions) {
    const claims = mention.claims.filter(usable).sort((a, b) => Number(payersOwn(b)) - Number(payersOwn(a)));
    const settled = claims.length === 0 && mention.sureness === 'number' ? mention.claims[0] : undefined;
    if (claims.length === 0 && settled === undefined) continue;
    const isFixed = mention.sureness === 'number' || (mention.sureness === 'digits' && claims.length === 1);
    const choices = claims.slice(0, CHOICES_MAX);
    ways = ways.flatMap((way) => [
      ...choices.map((claim) => taken(way, mention, claim)),
      ...(isFixed && choices.length > 0 ? [] : [settled === undefined ? { ...way, skipped: way.skipped + 1 } : way]),
    ]).slice(0, WAYS_MAX);
  }
  return ways.sort((a, b) => a.skipped - b.skipped || a.slips - b.slips);
}

function taken(way: Naming, mention: Mention, claim: Claim): Naming {
  if (way.claims.includes(claim)) return way;
  const slips = mention.sureness === 'one slip' ? 1 : mention.sureness === 'two slips' ? 2 : 0;
  return { claims: [...way.claims, claim], slips: way.slips + slips, skipped: way.skipped, reasons: [...way.reasons, ...reasonsOf(mention, claim)] };
}

function reasonsOf({ written, sureness }: Mention, { number }: Claim): Reason[] {
  switch (sureness) {
    case 'number': return [supported('number.exact', `the text names ${number}`, 0.6)];
    case 'digits': return [supported('number.digits', `the text has the digits of ${number}: ${written}`, 0.5), doubted('number_by_digits', 'without its letters')];
    case 'one slip': return [supported('number.one_slip', `${written} is ${number} with one slip`, 0.4), doubted('number_one_slip', 'no document has the number as written')];
    default: return [supported('number.two_slips', `${written} is ${number} with two slips`, 0.3), doubted('number_two_slips', 'no document has the number as written')];
  }
}
