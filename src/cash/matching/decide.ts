// The decision on one receipt: apply it, propose something, or leave it, with the reasons. Pure; the verbs carry it out.

import { formatAmount } from '#kernel/money.ts';
import { openMinorOf, type Claim, type Receipt } from './claim.ts';
import { agreementWith, gatherFacts, payerReasons, targetsOf, type Desk, type Facts, type Target } from './facts.ts';
import { namedReadings } from './named-readings.ts';
import { confidenceOf, doubted, supported, type Reading, type Reason } from './reading.ts';
import { unnamedReadings } from './unnamed-readings.ts';

export type Decision = {
  /** applied: without a person. */
  readonly outcome: 'applied' | 'suggested' | 'unmatched';
  readonly reading: Reading;
  readonly target: Target;
  /** Other readings worth showing, best first. */
  readonly others: readonly Reading[];
  /** The customer on whose account the money may stand, whatever it pays. */
  readonly customerId: string | null;
};

const AGREEMENT_LEAD = 0.02;

export function decide(receipt: Receipt, desk: Desk): Decision {
  const facts = gatherFacts(receipt, desk);
  const [first, ...more] = targetsOf(facts);
  let best = decideOn(facts, first ?? { minor: receipt.amountMinor, currency: receipt.currency });
  for (const target of more) {
    if (best.outcome === 'applied') break;
    const next = decideOn(facts, target);
    if (next.reading.confidence > best.reading.confidence) best = next;
  }
  return best;
}

function decideOn(facts: Facts, target: Target): Decision {
  const readings = [...readingsOf(facts, target)].sort((a, b) => b.confidence - a.confidence);
  const [best, second] = readings;
  if (best === undefined) return { outcome: 'unmatched', reading: leftOver(facts, target), target, others: [], customerId: payerOf(facts) };
  const isContested = second !== undefined && second.confidence > best.confidence - AGREEMENT_LEAD && !sameDocuments(best, second);
  // What is paid twice, or on account, goes to somebody's account: without a payer there is none.
  const account = payerOf(facts) ?? best.onAccountOf ?? null;
  const isPlaced = best.lines.length > 0 || account !== null;
  const isSure = isPlaced && best.confidence >= facts.desk.policy.automaticAt && !isContested && !facts.receipt.touched;
  const customerId = isSure && best.lines.length > 0 ? customerOf(best) : account;
  return { outcome: isSure ? 'applied' : 'suggested', reading: best, target, others: readings.slice(1, 4), customerId };
}

function readingsOf(facts: Facts, target: Target): readonly Reading[] {
  const named = namedReadings(facts, target);
  const twice = paidTwice(facts, target);
  // The settled document and a neighbour of its number are both possible where both have the amount: neither is certain.
  const isNeighbour = named.length > 0 && !named[0]?.reasons.some(({ code }) => code === 'number.exact');
  if (twice !== null && isNeighbour) return twice.isSame && !named.some(agreesInAmount) ? [twice.reading, ...named] : [twice.reading, ...named].map(contested);
  if (named.length > 0) return named;
  if (twice !== null) return [twice.reading];
  const foreign = otherCurrency(facts, target);
  if (foreign !== null) return [foreign];
  const unnamed = unnamedReadings(facts, target);
  const onAccount = saidOnAccount(facts, target, unnamed);
  const found = onAccount === null ? unnamed : [...unnamed, onAccount];
  return found.length > 0 ? found : amountAlone(facts, target);
}

const loose = new Set<Reading['rule']>(['named_part', 'named_overpaid', 'named_some', 'named_and_rest']);

function agreesInAmount({ rule }: Reading): boolean {
  return !loose.has(rule);
}

function contested(reading: Reading): Reading {
  const reasons = [...reading.reasons, doubted('not_alone', 'the document named is settled, and a number one slip away is open')];
  return { ...reading, reasons, confidence: confidenceOf(reasons) };
}

/** A named document that is settled already by the same amount: the payment came twice and waits on the payer's account. */
function paidTwice(facts: Facts, target: Target): { readonly reading: Reading; readonly isSame: boolean } | null {
  const settled = facts.mentions.filter((mention) => mention.sureness === 'number' || mention.sureness === 'digits').flatMap((mention) => mention.claims.filter((claim) => openMinorOf(claim) === 0n));
  if (settled.length === 0) return null;
  const numbers = settled.map((claim) => claim.number).join(', ');
  const isSame = settled.reduce((sum, claim) => sum + claim.totalMinor, 0n) === target.minor;
  if (!isSame && agreementWith(facts, settled) === 'other') return null;
  const what = isSame ? supported('settled.same_amount', `${numbers} is settled already and had this amount: it seems to be paid twice`, 0.6) : doubted('overpaid_much', `${numbers} is settled already`);
  const reasons = [what, ...payerReasons(facts, settled)];
  const owners = new Set(['sure', 'likely'].includes(agreementWith(facts, settled)) ? settled.map((claim) => claim.customerId) : []);
  const onAccountOf = owners.size === 1 ? ([...owners][0] ?? null) : null;
  return { reading: { rule: 'paid_twice', confidence: confidenceOf(reasons), lines: [], credits: [], restMinor: target.minor, reasons, onAccountOf }, isSame };
}

/** The named document is in another currency and the bank does not say what the payer sent: a person must give the rate. */
function otherCurrency(facts: Facts, target: Target): Reading | null {
  const claim = facts.mentions.flatMap((mention) => (mention.claims.length === 1 ? mention.claims : [])).find((one) => openMinorOf(one) > 0n && one.currency !== target.currency);
  // Somebody else's document in another currency is a slip, not a payment to be changed.
  if (claim === undefined || agreementWith(facts, [claim]) === 'other') return null;
  const reasons = [supported('number.exact', `the text names ${claim.number}`, 0.6), doubted('rate_unknown', `${claim.number} is in ${claim.currency}, the money came in ${target.currency}`), ...payerReasons(facts, [claim])];
  return { rule: 'named_other_currency', confidence: confidenceOf(reasons), lines: [], credits: [], restMinor: target.minor, reasons };
}

function saidOnAccount(facts: Facts, target: Target, unnamed: readonly Reading[]): Reading | null {
  const customerId = payerOf(facts);
  if (!facts.text.hints.has('on_account') || customerId === null) return null;
  const how = facts.payer.own.get(customerId)?.how ?? '';
  const reasons: Reason[] = [supported('on_account', 'the text says on account or in advance', 0.5), supported('payer.likely', `${how}: ${facts.desk.payers.nameOf(customerId)}`, 0.3), doubted('payer_by_name', 'no document confirms it')];
  const [first] = unnamed;
  // The words are plain: a sum of several may come to any amount, one invoice of exactly it is a second meaning.
  if (first?.lines.length === 1) reasons.push(doubted('other_invoice_of_amount', `the amount is exactly that of ${first.lines.map((line) => line.claim.number).join(' and ')}`));
  return { rule: 'on_account', confidence: confidenceOf(reasons), lines: [], credits: [], restMinor: target.minor, reasons };
}

function amountAlone(facts: Facts, target: Target): readonly Reading[] {
  if (facts.payer.own.size > 0) return [];
  const claims = facts.desk.claimsOfAmount(target.minor, target.currency).filter((claim) => claim.issuedOn <= facts.receipt.receivedOn);
  return claims.slice(0, 4).map((claim) => {
    const reasons = [doubted('amount_alone', `only the amount speaks for ${claim.number}`), ...(claims.length > 1 ? [doubted('not_alone', `${claims.length} open documents have this amount`)] : [])];
    return { rule: 'amount_only', confidence: confidenceOf(reasons), lines: [{ claim, cashMinor: target.minor, creditMinor: 0n, discountMinor: 0n, feeMinor: 0n, toleranceMinor: 0n }], credits: [], restMinor: 0n, reasons };
  });
}

function leftOver(facts: Facts, target: Target): Reading {
  const customerId = payerOf(facts);
  const reasons: Reason[] = customerId === null
    ? [doubted('payer_and_no_amount', facts.payer.own.size > 1 ? 'several customers come into question' : 'nothing tells who paid, or for what'), doubted('amount_alone', 'no open document is named or has the amount')]
    : [supported('payer.likely', `${facts.payer.own.get(customerId)?.how ?? ''}: ${facts.desk.payers.nameOf(customerId)}`, 0.3), doubted('payer_and_no_amount', `no open document of the payer, and no sum of them, comes to ${formatAmount(target.minor, target.currency)}`)];
  return { rule: customerId === null ? 'none' : 'payer_only', confidence: confidenceOf(reasons), lines: [], credits: [], restMinor: target.minor, reasons };
}

/** The payer, where one customer alone comes into question by account or name. */
function payerOf({ payer }: Facts): string | null {
  return payer.only;
}

function customerOf({ lines }: Reading): string | null {
  const customers = new Set(lines.map((line) => line.claim.customerId));
  return customers.size === 1 ? ([...customers][0] ?? null) : null;
}

function sameDocuments(one: Reading, other: Reading): boolean {
  const key = ({ lines, credits }: Reading): string => [...lines, ...credits].map(({ claim }: { claim: Claim }) => claim.documentId).sort().join(' ');
  return key(one) === key(other);
}
