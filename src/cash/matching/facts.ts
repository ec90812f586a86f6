// Everything that is known about one receipt before it is read: its text, its payer, the documents named and the payer's open ones.

import { openMinorOf, type Claim, type MatchPolicy, type Receipt, type Tolerance } from './claim.ts';
import { continueLists } from './lists.ts';
import { findMentions, twoSlipsAway, type Mention, type Mentions } from './mentions.ts';
import { numberKey } from './number-key.ts';
import { findPayer, type PayerFinding } from './payer-finding.ts';
import { readPaymentText, type PaymentText } from './payment-text.ts';
import { doubted, supported, type Reason } from './reading.ts';
import type { NumberIndex } from './number-index.ts';
import type { PayerIndex } from './payer-index.ts';

/** The documents that a batch of receipts may be about, and the customers. Loaded before deciding; nothing is fetched in between. */
export type Desk = {
  readonly numbers: NumberIndex;
  readonly payers: PayerIndex;
  readonly policy: MatchPolicy;
  /** Open documents of a customer, credit notes among them. */
  claimsOf(customerId: string): readonly Claim[];
  toleranceOf(customerId: string): Tolerance | null;
  /** Open documents with exactly this open amount, a few at most: for proposals only. */
  claimsOfAmount(minor: bigint, currency: string): readonly Claim[];
};

/** The amount that the documents are compared with: as the payer sent it, or as it arrived. */
export type Target = { readonly minor: bigint; readonly currency: string };

export type Facts = {
  readonly receipt: Receipt;
  readonly text: PaymentText;
  readonly payer: PayerFinding;
  readonly mentions: readonly Mention[];
  readonly unread: readonly string[];
  readonly desk: Desk;
};

export function gatherFacts(receipt: Receipt, desk: Desk): Facts {
  const text = readPaymentText(receipt.text, receipt.currency);
  const found = findMentions(text.tokens, desk.numbers, desk.payers);
  const payer = findPayer(receipt, found.customerIds, desk.payers);
  const repaired = repairTwoSlips(found, payer, desk);
  const isMeant = (mention: Mention): boolean => mention.sureness !== 'one slip' || mayBeMeant(mention, receipt, payer);
  const listed = listedOn(text, found, payer, desk);
  const misled = found.mentions.filter((mention) => !isMeant(mention)).map((mention) => mention.key);
  return {
    receipt, text, payer, mentions: [...found.mentions.filter(isMeant), ...listed, ...repaired],
    unread: [...found.unread.filter((key) => ![...repaired, ...listed].some((mention) => mention.written === key)), ...misled], desk,
  };
}

/** Where numbers run on without a gap, every mistyped one is a neighbour's: it counts only for the payer's own, or where the amount speaks too. */
function mayBeMeant({ claims }: Mention, receipt: Receipt, payer: PayerFinding): boolean {
  return payer.only === null || claims.some((claim) => payer.pays.has(claim.customerId) || openMinorOf(claim) === receipt.amountMinor);
}

/** Lists go on within the payer's own documents, or those of the customer whose number they begin with. */
function listedOn(text: PaymentText, found: Mentions, payer: PayerFinding, desk: Desk): Mention[] {
  const customers = new Set([...payer.pays.keys(), ...found.mentions.flatMap((mention) => (mention.sureness === 'number' ? mention.claims.map((claim) => claim.customerId) : []))]);
  if (customers.size === 0) return [];
  return continueLists(text.tokens, found, [...customers].flatMap((customerId) => desk.claimsOf(customerId)).filter((claim) => openMinorOf(claim) !== 0n));
}

function repairTwoSlips({ unread }: Mentions, payer: PayerFinding, desk: Desk): Mention[] {
  if (unread.length === 0) return [];
  const own = [...payer.pays.keys()].flatMap((customerId) => desk.claimsOf(customerId));
  return unread.flatMap((key): Mention[] => {
    const claims = own.filter((claim) => twoSlipsAway(key, desk.numbers, numberKey(claim.number)));
    return claims.length === 0 ? [] : [{ written: key, key, sureness: 'two slips', claims }];
  });
}

/** The amounts to try: the payer's own currency first where the bank tells it. */
export function targetsOf({ receipt, text }: Facts): readonly Target[] {
  const arrived = { minor: receipt.amountMinor, currency: receipt.currency };
  const sent = receipt.original ?? text.instructed;
  return sent === null || sent.currency === arrived.currency ? [arrived] : [{ minor: sent.minor, currency: sent.currency }, arrived];
}

/** Open invoices of whoever may be the payer, in the currency, issued by the day the money came. */
export function payersInvoices({ payer, desk, receipt }: Facts, currency: string): readonly Claim[] {
  return [...payer.pays.keys()].flatMap((customerId) => desk.claimsOf(customerId))
    .filter((claim) => claim.currency === currency && openMinorOf(claim) > 0n && claim.issuedOn <= receipt.receivedOn);
}

export function openCreditsOf({ desk }: Facts, claims: readonly Claim[]): readonly Claim[] {
  const customers = new Set(claims.map((claim) => claim.customerId));
  return [...customers].flatMap((customerId) => desk.claimsOf(customerId)).filter((claim) => openMinorOf(claim) < 0n && claim.currency === claims[0]?.currency && !claims.includes(claim));
}

export type Agreement = 'sure' | 'likely' | 'vague' | 'group' | 'unknown' | 'other';

/** Whether the payer is the one who owes these documents. */
export function agreementWith({ payer, desk }: Facts, claims: readonly Claim[]): Agreement {
  const found = claims.map((claim) => payer.pays.get(claim.customerId));
  if (found.length > 0 && found.every((certainty) => certainty !== undefined)) {
    const weakest = found.includes('vague') ? 'vague' : found.includes('likely') ? 'likely' : 'sure';
    return weakest;
  }
  const strong = [...payer.own].filter(([, { certainty }]) => certainty !== 'vague').map(([customerId]) => desk.payers.groupOf(customerId));
  if (strong.length === 0) return 'unknown';
  return claims.length > 0 && claims.every((claim) => strong.includes(desk.payers.groupOf(claim.customerId))) ? 'group' : 'other';
}

export function payerReasons(facts: Facts, claims: readonly Claim[]): Reason[] {
  const [customerId] = claims.map((claim) => claim.customerId);
  const { own } = facts.payer;
  const name = customerId === undefined ? '' : facts.desk.payers.nameOf(customerId);
  const how = (customerId === undefined ? undefined : own.get(customerId)?.how) ?? 'the payer is the parent of the customer';
  switch (agreementWith(facts, claims)) {
    case 'sure': return [supported('payer.sure', `${how}: ${name}`, 0.4)];
    case 'likely': return [supported('payer.likely', `${how}: ${name}`, 0.3), doubted('payer_by_name', 'known by one sign only, not by the account')];
    case 'vague': return [doubted('payer_vague', `${how}: ${name}`)];
    case 'group': return [doubted('payer_group', `the payer is of the same group as ${name}`)];
    case 'other': return [doubted('payer_other', `the payer seems to be ${[...own.keys()].map((id) => facts.desk.payers.nameOf(id)).join(' or ')}, the document is of ${name}`)];
    default: return [doubted('payer_unknown', `nothing else ties ${facts.receipt.payerName || 'the payer'} to ${name}`)];
  }
}
