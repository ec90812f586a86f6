// Puts together what a receipt says of its payer: account, name, customer number, or what a person said.

import type { Receipt } from './claim.ts';
import type { PayerIndex } from './payer-index.ts';

/** sure: an account or a person's word; likely: a name; vague: a name like it. */
export type Certainty = 'sure' | 'likely' | 'vague';

export type PayerFinding = {
  /** Customers that may be the payer, with what speaks for each. */
  readonly own: ReadonlyMap<string, { readonly certainty: Certainty; readonly how: string }>;
  /** Customers whose invoices they may pay: themselves and those they are the parent of. */
  readonly pays: ReadonlyMap<string, Certainty>;
  /** The one payer, where nothing else comes into question. */
  readonly only: string | null;
};

type Found = Map<string, { certainty: Certainty; how: string }>;

export function findPayer(receipt: Receipt, numberedCustomers: readonly string[], payers: PayerIndex): PayerFinding {
  const own = ownFindings(receipt, numberedCustomers, payers);
  const pays = new Map<string, Certainty>();
  for (const [customerId, { certainty }] of own) {
    for (const member of payers.familyOf(customerId)) if (!pays.has(member) || member === customerId) pays.set(member, certainty);
  }
  const strong = [...own].filter(([, { certainty }]) => certainty !== 'vague');
  return { own, pays, only: strong.length === 1 ? (strong[0]?.[0] ?? null) : null };
}

function ownFindings(receipt: Receipt, numberedCustomers: readonly string[], payers: PayerIndex): Found {
  if (receipt.customerId !== null) return new Map([[receipt.customerId, { certainty: 'sure', how: 'the payer was identified before' }]]);
  const byAccount: Found = new Map(payers.byAccount(receipt.payerAccount).map(({ customerId, source }) =>
    [customerId, { certainty: 'sure', how: source === 'given' ? 'the account is the customer’s' : 'the customer paid from this account before' }]));
  const byNumber: Found = new Map(numberedCustomers.map((customerId) => [customerId, { certainty: 'likely', how: 'the customer’s number stands in the text' }]));
  const byName: Found = new Map([...payers.byName(receipt.payerName)].map(([customerId, match]) =>
    [customerId, { certainty: match === 'name' || match === 'trade name' || match === 'cut name' ? 'likely' : 'vague', how: `the payer’s name is the customer’s ${match}` }]));
  const found = [byAccount, byNumber, byName].filter((one) => one.size > 0);
  const [first, ...others] = found;
  if (first === undefined) return new Map();
  // What two signs agree on is surer than either; where a strong sign speaks against another, nobody is certain.
  let common: Found = first;
  for (const other of others) {
    const both: Found = new Map([...common].filter(([customerId]) => other.has(customerId)));
    if (both.size > 0) common = both;
    else if ([...other.values()].some(({ certainty }) => certainty !== 'vague') && !related(common, other, payers)) common = new Map([...common, ...other].map(([id, one]) => [id, { ...one, certainty: 'vague' }]));
  }
  return found.length > 1 && common.size === 1 ? new Map([...common].map(([id, one]) => [id, { certainty: one.certainty === 'vague' ? 'likely' : 'sure', how: one.how }])) : common;
}

/** A parent's account with a daughter's name is no contradiction. */
function related(one: Found, other: Found, payers: PayerIndex): boolean {
  return [...one.keys()].some((customerId) => payers.familyOf(customerId).some((member) => other.has(member)))
    || [...other.keys()].some((customerId) => payers.familyOf(customerId).some((member) => one.has(member)));
}
