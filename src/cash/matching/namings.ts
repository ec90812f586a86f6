// The ways to take the numbers in a text: sure ones are fixed, each look-alike may be one document or another or none at all.

import { openMinorOf, type Claim } from './claim.ts';
import { doubted, supported, type Reason } from './reading.ts';
import type { Facts } from './facts.ts';
import { oneSlipAway, type Mention } from './mentions.ts';

export type Naming = {
  readonly claims: readonly Claim[];
  /** Slips of the finger assumed. */
  readonly slips: number;
  /** Numbers known by their last digits alone, or by lying in a range. */
  readonly tails: number;
  /** Look-alike numbers taken for nothing; last digits that mean nothing are no loss. */
  readonly skipped: number;
  readonly reasons: readonly Reason[];
};

const WAYS_MAX = 400;
const CHOICES_MAX = 12;

type Choice = { readonly claims: readonly Claim[]; readonly slips: number; readonly isTail?: boolean; readonly reasons: readonly Reason[] };

/** The likeliest way first: every number taken, with the fewest slips, for a document of the payer. */
export function waysToName(facts: Facts, currency: string): readonly Naming[] {
  let ways: Naming[] = [{ claims: [], slips: 0, tails: 0, skipped: 0, reasons: [] }];
  for (const mention of facts.mentions) {
    const choices = choicesFor(facts, mention, currency).slice(0, CHOICES_MAX);
    const isSettled = mention.sureness === 'number' && !choices.some(({ slips }) => slips === 0);
    if (choices.length === 0 && !isSettled) continue;
    const isFixed = choices.length === 1 && choices[0]?.slips === 0 && !continuesList(mention);
    ways = ways.flatMap((way) => [...choices.map((choice) => taken(way, choice)).filter((next) => isFixed || next !== way), ...(isFixed ? [] : [{ ...way, skipped: way.skipped + (continuesList(mention) ? 0 : 1) }])]).slice(0, WAYS_MAX);
  }
  return ways.sort((a, b) => a.skipped - b.skipped || a.slips - b.slips || a.tails - b.tails);
}

/** Last digits and ranges mean something only where the amount agrees. */
export function continuesList({ sureness }: Mention): boolean {
  return sureness === 'tail' || sureness === 'range';
}

function choicesFor(facts: Facts, mention: Mention, currency: string): Choice[] {
  const isOpen = (claim: Claim): boolean => claim.currency === currency && openMinorOf(claim) !== 0n;
  const isPayers = (claim: Claim): boolean => facts.payer.pays.has(claim.customerId);
  if (mention.sureness === 'range') return rangeChoice(mention, isOpen);
  const asWritten = mention.claims.filter(isOpen).sort((a, b) => Number(isPayers(b)) - Number(isPayers(a)))
    .map((claim): Choice => ({ claims: [claim], slips: slipsOf(mention), isTail: mention.sureness === 'tail', reasons: reasonsOf(mention, claim) }));
  if (mention.sureness !== 'number' || asWritten.some(({ claims }) => claims.some(isPayers)) || facts.payer.pays.size === 0) return asWritten;
  // Where numbers run on without a gap, a slip makes another's number: then the payer's own neighbour may be meant.
  const neighbours = oneSlipAway(mention.key, facts.desk.numbers).filter((claim) => isOpen(claim) && isPayers(claim));
  return [...asWritten, ...neighbours.map((claim) => ({ claims: [claim], slips: 1, reasons: [...reasonsOf({ ...mention, sureness: 'one slip' }, claim), doubted('number_of_another', `${mention.claims[0]?.number} itself is settled or another customer’s`)] }))];
}

/** All or nothing: who writes 'from … to …' means every one between. */
function rangeChoice({ claims, written }: Mention, isOpen: (claim: Claim) => boolean): Choice[] {
  const open = claims.filter(isOpen);
  if (open.length === 0) return [];
  const numbers = open.map((claim) => claim.number).join(', ');
  return [{ claims: open, slips: 0, isTail: true, reasons: [supported('number.range', `${numbers} ${open.length === 1 ? 'lies' : 'lie'} in the range ${written} that the text names`, 0.4), doubted('number_range', 'named by a range only')] }];
}

function slipsOf({ sureness }: Mention): number {
  return sureness === 'one slip' ? 1 : sureness === 'two slips' ? 2 : 0;
}

function taken(way: Naming, { claims, slips, isTail = false, reasons }: Choice): Naming {
  const added = claims.filter((claim) => !way.claims.includes(claim));
  if (added.length === 0) return way;
  return { claims: [...way.claims, ...added], slips: way.slips + slips, tails: way.tails + Number(isTail), skipped: way.skipped, reasons: [...way.reasons, ...reasons] };
}

function reasonsOf({ written, sureness }: Mention, { number }: Claim): Reason[] {
  switch (sureness) {
    case 'number': return [supported('number.exact', `the text names ${number}`, 0.6)];
    case 'digits': return [supported('number.digits', `the text has the digits of ${number}: ${written}`, 0.5), doubted('number_by_digits', 'without its letters')];
    case 'tail': return [supported('number.tail', `${written} are the last digits of ${number}`, 0.4), doubted('number_tail', 'by its last digits alone')];
    case 'one slip': return [supported('number.one_slip', `${written} is ${number} with one slip`, 0.4), doubted('number_one_slip', 'no document has the number as written')];
    default: return [supported('number.two_slips', `${written} is ${number} with two slips`, 0.3), doubted('number_two_slips', 'no document has the number as written')];
  }
}
