// Readings of a receipt whose text names documents: what the named documents hold open against what came.

import { formatAmount } from '#kernel/money.ts';
import { isCredit, openMinorOf, type Claim } from './claim.ts';
import { explainShortfall, partReasons, type Shortfall } from './difference.ts';
import { agreementWith, openCreditsOf, payerReasons, payersInvoices, type Facts, type Target } from './facts.ts';
import { confidenceOf, doubted, spread, supported, type Deduction, type Reading, type Reason, type Rule } from './reading.ts';
import { continuesList, waysToName, type Naming } from './namings.ts';
import { findSubsets } from './subset-sum.ts';

/** All readings under which named documents take the money; none when no named document is open in this currency. */
export function namedReadings(facts: Facts, target: Target): readonly Reading[] {
  const namings = waysToName(facts, target.currency);
  const fitting = different(namings.filter((naming) => openSum(naming.claims) === target.minor && naming.claims.length > 0));
  if (fitting.length > 0) return fittingReadings(facts, target, fitting);
  const naming = likeliestNaming(facts, target);
  if (naming === undefined || naming.claims.length === 0) return [];
  const byInstalments = instalmentReading(facts, target, naming);
  if (byInstalments !== null) return [byInstalments];
  const short = openSum(naming.claims) - target.minor;
  return short > 0n ? shortReadings(facts, target, naming, short) : overReadings(facts, target, naming, -short);
}

/** Last digits prove nothing unless the amount agrees: they only fill a proposal, where more came than the whole numbers hold open. */
function likeliestNaming(facts: Facts, target: Target): Naming | undefined {
  const whole = waysToName({ ...facts, mentions: facts.mentions.filter((mention) => !continuesList(mention)) }, target.currency)[0];
  if (whole === undefined || whole.claims.length === 0 || openSum(whole.claims) >= target.minor) return whole;
  // With all last digits taken, and with or without what lies in a range.
  const fullest = [facts.mentions, facts.mentions.filter(({ sureness }) => sureness !== 'range')].flatMap((mentions) => waysToName({ ...facts, mentions }, target.currency).filter(({ skipped, slips }) => skipped === whole.skipped && slips === whole.slips).sort((a, b) => b.tails - a.tails)[0] ?? []);
  const distance = ({ claims }: Naming): bigint => (openSum(claims) > target.minor ? openSum(claims) - target.minor : target.minor - openSum(claims));
  const listed = fullest.sort((a, b) => (distance(a) < distance(b) ? -1 : 1))[0];
  if (listed === undefined || distance(listed) >= distance(whole)) return whole;
  return { ...listed, reasons: [...listed.reasons, doubted('list_differs', `the ${listed.claims.length} documents of the list come to ${formatAmount(openSum(listed.claims), target.currency)}`)] };
}

export function openSum(claims: readonly Claim[]): bigint {
  return claims.reduce((sum, claim) => sum + openMinorOf(claim), 0n);
}

export function readingOf(facts: Facts, part: { rule: Rule; claims: readonly Claim[]; amountMinor: bigint; deduction?: Deduction | undefined; reasons: readonly Reason[] }): Reading {
  const reasons = [...part.reasons, ...payerReasons(facts, part.claims), ...strangersSlip(facts, part.claims, part.reasons), ...unreadNumbers(facts, part.reasons)];
  return { rule: part.rule, confidence: confidenceOf(reasons), ...spread(part.claims, part.amountMinor, part.deduction), reasons };
}

/** What could not be read is said to whoever looks at it; it takes nothing off where the amount agrees without it. */
function unreadNumbers({ unread }: Facts, reasons: readonly Reason[]): readonly Reason[] {
  if (unread.length === 0 || reasons.some(({ code }) => code === 'unread_number' || code === 'amount.exact')) return [];
  return [supported('unread_number', `${unread.slice(0, 3).join(', ')} ${unread.length === 1 ? 'looks like a document number' : 'look like document numbers'} and could not be read`, 0)];
}

/** A number that had to be mended and a payer whom nobody knows are two weak signs. */
function strangersSlip(facts: Facts, claims: readonly Claim[], reasons: readonly Reason[]): readonly Reason[] {
  const isMended = reasons.some(({ code }) => code === 'number_one_slip' || code === 'number_two_slips');
  return isMended && agreementWith(facts, claims) === 'unknown' ? [doubted('slip_of_stranger', 'the number is mended and the payer unknown')] : [];
}

/** The same documents named in two ways are one answer, known by the better way, which comes first. */
function different(namings: readonly Naming[]): readonly Naming[] {
  const byDocuments = new Map<string, Naming>();
  for (const naming of namings) {
    const key = naming.claims.map((claim) => claim.documentId).sort().join(' ');
    if (!byDocuments.has(key)) byDocuments.set(key, naming);
  }
  return [...byDocuments.values()];
}

// Several choices among look-alike numbers may add up; only the one with the fewest slips counts, and only if it is alone.
function fittingReadings(facts: Facts, target: Target, fitting: readonly Naming[]): readonly Reading[] {
  const least = Math.min(...fitting.map((naming) => naming.slips + naming.skipped + naming.tails));
  const best = fitting.filter((naming) => naming.slips + naming.skipped + naming.tails === least);
  const total = formatAmount(target.minor, target.currency);
  return best.slice(0, 4).map((naming) => {
    const isOne = naming.claims.length === 1;
    const agreed = supported('amount.exact', isOne ? `the amount is exactly what ${naming.claims[0]?.number} holds open: ${total}` : `the ${naming.claims.length} documents add up to exactly ${total}`, 0.5);
    const rivals = best.length > 1 ? [doubted('not_alone', `${best.length} choices of documents fit the numbers and the amount`)] : [];
    return readingOf(facts, { rule: isOne ? 'named_exact' : naming.claims.some(isCredit) ? 'named_credit_taken' : 'named_sum', claims: naming.claims, amountMinor: target.minor, reasons: [...onceEach(naming.reasons), agreed, ...rivals, ...guessed(facts, target, naming)] });
  });
}

/** Where a whole list adds up, the tenth number without its letters is no weaker than the first. */
function onceEach(reasons: readonly Reason[]): readonly Reason[] {
  const repeated = new Set(['number_by_digits', 'number_tail', 'number_range']);
  return reasons.filter(({ code }, index) => !repeated.has(code) || reasons.findIndex((one) => one.code === code) === index);
}

/** The number as written is another's: that the neighbour is meant is a guess, and no better than any other invoice of the amount. */
function guessed(facts: Facts, target: Target, { claims, reasons }: Naming): readonly Reason[] {
  return reasons.some(({ code }) => code === 'number_of_another') ? otherOfAmount(facts, target, claims) : [];
}

/** One or more whole instalments of the one document named, in the order in which they fall due. */
function instalmentReading(facts: Facts, target: Target, { claims, reasons }: Naming): Reading | null {
  const [claim] = claims;
  if (claim === undefined || claims.length > 1 || claim.items.length < 2) return null;
  let sum = 0n;
  for (const item of claim.items) {
    sum += item.openMinor;
    if (sum === target.minor) {
      return readingOf(facts, { rule: 'named_instalment', claims, amountMinor: target.minor, reasons: [...reasons, supported('amount.instalment', `the amount is what falls due on ${claim.number} until ${item.dueOn}`, 0.5)] });
    }
  }
  return null;
}

/** Who names one document and pays exactly another may have taken the wrong number. */
function otherOfAmount(facts: Facts, target: Target, claims: readonly Claim[]): readonly Reason[] {
  const other = payersInvoices(facts, target.currency).find((claim) => !claims.includes(claim) && openMinorOf(claim) === target.minor);
  return other === undefined ? [] : [doubted('other_invoice_of_amount', `the amount is exactly that of ${other.number}, which is not named`)];
}

function shortReadings(facts: Facts, target: Target, naming: Naming, shortMinor: bigint): readonly Reading[] {
  const { claims } = naming;
  const customerId = claims[0]?.customerId ?? '';
  const shortfall: Shortfall = { claims, shortMinor, currency: target.currency, receipt: facts.receipt, text: facts.text, policy: facts.desk.policy, tolerance: facts.desk.toleranceOf(customerId), openCredits: openCreditsOf(facts, claims) };
  const explained = explainShortfall(shortfall);
  const mistaken = otherOfAmount(facts, target, claims);
  if (explained !== null) {
    const all = explained.credit === undefined ? claims : [...claims, explained.credit];
    return [readingOf(facts, { rule: explained.rule, claims: all, amountMinor: target.minor, deduction: explained.deduction, reasons: [...naming.reasons, ...explained.reasons, ...mistaken] })];
  }
  if (claims.length > 1) return fewerThanNamed(facts, target, naming);
  // The payer's word decides which debt is paid (so German BGB § 366 and most laws), but it must be the debtor's word.
  const isDebtor = ['sure', 'likely'].includes(agreementWith(facts, claims));
  const stranger = isDebtor ? [] : [doubted('part_of_several', 'only the debtor’s own word makes a payment a part payment')];
  return [readingOf(facts, { rule: 'named_part', claims, amountMinor: target.minor, reasons: [...naming.reasons, ...partReasons(shortfall), ...mistaken, ...stranger] })];
}

/** Several named, less paid: exactly some of them, or a part of all. Either way a person should look. */
function fewerThanNamed(facts: Facts, target: Target, naming: Naming): readonly Reading[] {
  const single = naming.claims.filter((claim) => openMinorOf(claim) === target.minor);
  const withoutOne = naming.claims.filter((claim) => openSum(naming.claims) - openMinorOf(claim) === target.minor);
  const some = single.length === 1 ? single : withoutOne.length === 1 ? naming.claims.filter((claim) => claim !== withoutOne[0]) : null;
  if (some !== null) {
    return [readingOf(facts, { rule: 'named_some', claims: some, amountMinor: target.minor, reasons: [...naming.reasons, doubted('fewer_paid_than_named', `the amount covers ${some.length} of the ${naming.claims.length} documents named`)] })];
  }
  // What is missing is shown on the largest: every other document named is proposed whole.
  const largestLast = [...naming.claims].sort((a, b) => (openMinorOf(a) < openMinorOf(b) ? -1 : openMinorOf(a) > openMinorOf(b) ? 1 : 0));
  const short = formatAmount(openSum(naming.claims) - target.minor, target.currency);
  const reasons = [...naming.reasons, doubted('part_of_several', `the ${naming.claims.length} documents named hold ${short} more open than was paid`)];
  return [readingOf(facts, { rule: 'named_part', claims: largestLast, amountMinor: target.minor, reasons })];
}

function overReadings(facts: Facts, target: Target, naming: Naming, restMinor: bigint): readonly Reading[] {
  const readings: Reading[] = [];
  const others = payersInvoices(facts, target.currency).filter((claim) => !naming.claims.includes(claim) && openMinorOf(claim) === restMinor);
  const [other] = others;
  const settled = settledOnes(facts, target.currency);
  const isTwice = settled.length > 0 && settled.reduce((sum, claim) => sum + claim.totalMinor, 0n) === restMinor;
  if (other !== undefined && others.length === 1) {
    const hasUnread = !isTwice && (naming.skipped > settled.length || facts.unread.length > 0);
    const reasons = [...naming.reasons, doubted(hasUnread ? 'rest_by_amount' : 'other_invoice_of_amount', `the rest is exactly ${other.number}${hasUnread ? ', for a number that could not be read' : ', which is not named'}`)];
    readings.push(readingOf(facts, { rule: 'named_and_rest', claims: [...naming.claims, other], amountMinor: target.minor, reasons }));
  }
  if (readings.length === 0 && !isTwice) readings.push(...restAsSum(facts, target, naming, restMinor));
  const numbers = settled.map((claim) => claim.number).join(', ');
  const what = isTwice && others.length === 0
    ? [doubted('overpaid_twice', `the rest is what ${numbers} had, which is settled: it seems to be paid twice and stays on the customer’s account`)]
    : [doubted(overpaymentDoubt(facts, naming, restMinor, target.currency), `${formatAmount(restMinor, target.currency)} more than open: it stays on the customer’s account`)];
  const reasons = [...naming.reasons, ...what, ...otherOfAmount(facts, target, naming.claims)];
  return [...readings, readingOf(facts, { rule: 'named_overpaid', claims: naming.claims, amountMinor: target.minor, reasons })];
}

/** Banks cut long lists off: where one set alone of the payer's other documents makes the rest, it is worth a proposal. */
function restAsSum(facts: Facts, target: Target, naming: Naming, restMinor: bigint): readonly Reading[] {
  if (naming.claims.length < 2) return [];
  const others = payersInvoices(facts, target.currency).filter((claim) => !naming.claims.includes(claim));
  const { ways, isWhole } = findSubsets(others.map(openMinorOf), restMinor);
  const [only] = ways;
  if (only === undefined || ways.length > 1 || !isWhole) return [];
  const added = only.map((place) => others[place]).filter((claim) => claim !== undefined);
  const reasons = [...naming.reasons, doubted('sum_by_chance', `the rest is the sum of ${added.map((claim) => claim.number).join(', ')}, which are not named`)];
  return [readingOf(facts, { rule: 'named_and_rest', claims: [...naming.claims, ...added], amountMinor: target.minor, reasons })];
}

/** Documents that the text names as they are written, and that are paid. */
function settledOnes(facts: Facts, currency: string): readonly Claim[] {
  return facts.mentions.flatMap(({ sureness, claims }) => (sureness === 'number' && claims.length === 1 ? claims : [])).filter((claim) => claim.currency === currency && openMinorOf(claim) === 0n);
}

/** A cent, a rounded sum, a slip: a riddle only where the rest may be for a document that was not read, or not named. */
function overpaymentDoubt(facts: Facts, naming: Naming, restMinor: bigint, currency: string): 'overpaid_little' | 'overpaid_some' | 'overpaid_much' {
  const sum = openSum(naming.claims);
  const others = payersInvoices(facts, currency).filter((claim) => !naming.claims.includes(claim)).map(openMinorOf);
  const isRiddle = naming.skipped > 0 || facts.unread.length > 0 || ['unknown', 'vague', 'group', 'other'].includes(agreementWith(facts, naming.claims)) || others.includes(restMinor) || findSubsets(others, restMinor).ways.length > 0;
  if (isRiddle || restMinor * 2n > sum) return 'overpaid_much';
  return restMinor * 10n <= sum ? 'overpaid_little' : 'overpaid_some';
}
