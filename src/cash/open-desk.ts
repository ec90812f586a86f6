// Lays out the desk for a batch of receipts: everything they may be about is loaded in a few set-based reads, then decided in memory.

import type { Tx } from '#platform/database/transaction.ts';
import { normaliseAccount } from '#customers/index.ts';
import { claimsByAmounts, claimsByCustomers, claimsByKeys, loadAccounts, loadTolerances, type Books } from './desk-store.ts';
import { openMinorOf, type Claim, type MatchPolicy, type Receipt, type Tolerance } from './matching/claim.ts';
import type { Desk } from './matching/facts.ts';
import { findMentions, keysToLookUp, keysToRepair } from './matching/mentions.ts';
import { keysOneSlipAway } from './matching/number-key.ts';
import { openNumberIndex, type NumberForms, type NumberIndex } from './matching/number-index.ts';
import { findPayer } from './matching/payer-finding.ts';
import type { PayerIndex } from './matching/payer-index.ts';
import { readPaymentText, type PaymentText } from './matching/payment-text.ts';

export type DeskNeeds = { readonly books: Books; readonly payers: PayerIndex; readonly forms: NumberForms; readonly policy: MatchPolicy };

export type LaidDesk = Desk & {
  /** The claims as they were loaded, to be held against the rows once these are locked. */
  readonly openAsLoaded: ReadonlyMap<string, bigint>;
};

const KEYS_MAX = 40_000;

export async function openDesk(tx: Tx, needs: DeskNeeds, receipts: readonly Receipt[]): Promise<LaidDesk> {
  const { books, payers, forms, policy } = needs;
  await learnAccounts(tx, receipts, payers);
  const texts = new Map(receipts.map((receipt) => [receipt, readPaymentText(receipt.text, receipt.currency)]));
  const numbers = openNumberIndex(forms);
  const shelf = openShelf(numbers);
  const prefixes = new Set(forms.prefixes);
  shelf.put(await claimsByKeys(tx, books, [...new Set([...texts.values()].flatMap((text) => keysToLookUp(text.tokens, prefixes)))].slice(0, KEYS_MAX)));
  // Whoever names documents that come to the amount needs nothing more; only for the others the payer's whole account is laid out.
  const riddles = receipts.filter((receipt) => !isSettledByName(receipt, texts.get(receipt), numbers, payers));
  const customers = customersOf(riddles, texts, numbers, payers);
  shelf.put(await claimsByCustomers(tx, books, [...customers]));
  shelf.put(await claimsByKeys(tx, books, repairKeys(riddles, texts, numbers, payers)));
  // A number may lead to another customer than the name: its other documents count too, its credit notes above all.
  shelf.put(await claimsByCustomers(tx, books, namedCustomers(riddles, texts, numbers, payers).filter((customerId) => !customers.has(customerId))));
  shelf.put(await claimsByAmounts(tx, books, amountsOfUnknown(riddles, texts, numbers, payers)));
  const tolerances = new Map<string, Tolerance>((await loadTolerances(tx, [...shelf.customers()])).map((row) => [row.customerId, row]));
  return {
    numbers, payers, policy, openAsLoaded: shelf.openAsLoaded, claimsOf: shelf.claimsOf, claimsOfAmount: shelf.claimsOfAmount,
    toleranceOf: (customerId) => tolerances.get(customerId) ?? null,
  };
}

async function learnAccounts(tx: Tx, receipts: readonly Receipt[], payers: PayerIndex): Promise<void> {
  const accounts = [...new Set(receipts.flatMap((receipt) => normaliseAccount(receipt.payerAccount) ?? []))];
  if (accounts.length === 0) return;
  for (const { account, ...known } of await loadAccounts(tx, accounts)) payers.addAccount(account, known);
}

type Shelf = Pick<Desk, 'claimsOf' | 'claimsOfAmount'> & { put(claims: readonly Claim[]): void; customers(): Iterable<string>; readonly openAsLoaded: ReadonlyMap<string, bigint> };

function openShelf(numbers: NumberIndex): Shelf {
  const byId = new Map<string, Claim>();
  const byCustomer = new Map<string, Claim[]>();
  const openAsLoaded = new Map<string, bigint>();
  return {
    openAsLoaded,
    put(claims) {
      for (const claim of claims) {
        if (byId.has(claim.documentId)) continue;
        byId.set(claim.documentId, claim);
        for (const item of claim.items) openAsLoaded.set(item.itemId, item.openMinor);
        const list = byCustomer.get(claim.customerId);
        if (list === undefined) byCustomer.set(claim.customerId, [claim]);
        else list.push(claim);
        numbers.add(claim);
      }
    },
    customers: () => byCustomer.keys(),
    claimsOf: (customerId) => byCustomer.get(customerId) ?? [],
    claimsOfAmount: (minor, currency) => [...byId.values()].filter((claim) => claim.currency === currency && openMinorOf(claim) === minor).slice(0, 6),
  };
}

function customersOf(receipts: readonly Receipt[], texts: ReadonlyMap<Receipt, PaymentText>, numbers: NumberIndex, payers: PayerIndex): ReadonlySet<string> {
  const customers = new Set<string>();
  for (const receipt of receipts) {
    const { customerIds } = findMentions(texts.get(receipt)?.tokens ?? [], numbers, payers);
    for (const customerId of findPayer(receipt, customerIds, payers).pays.keys()) customers.add(customerId);
  }
  return customers;
}

function isSettledByName(receipt: Receipt, text: PaymentText | undefined, numbers: NumberIndex, payers: PayerIndex): boolean {
  const { mentions } = findMentions(text?.tokens ?? [], numbers, payers);
  const named = new Set(mentions.flatMap((mention) => (mention.sureness === 'number' ? mention.claims : [])));
  const isPlain = mentions.length > 0 && mentions.every((mention) => mention.sureness === 'number' && mention.claims.length === 1);
  return isPlain && [...named].reduce((sum, claim) => sum + openMinorOf(claim), 0n) === receipt.amountMinor && [...named].every((claim) => claim.currency === receipt.currency);
}

function namedCustomers(receipts: readonly Receipt[], texts: ReadonlyMap<Receipt, PaymentText>, numbers: NumberIndex, payers: PayerIndex): string[] {
  return [...new Set(receipts.flatMap((receipt) => findMentions(texts.get(receipt)?.tokens ?? [], numbers, payers).mentions.flatMap((mention) => mention.claims.map((claim) => claim.customerId))))];
}

/** Keys one slip away from what could not be read. */
function repairKeys(receipts: readonly Receipt[], texts: ReadonlyMap<Receipt, PaymentText>, numbers: NumberIndex, payers: PayerIndex): string[] {
  const keys = new Set<string>();
  for (const receipt of receipts) {
    const { unread } = findMentions(texts.get(receipt)?.tokens ?? [], numbers, payers);
    for (const key of keysToRepair(unread, numbers)) for (const near of keysOneSlipAway(key, numbers.shapes)) keys.add(near);
  }
  return [...keys].slice(0, KEYS_MAX);
}

function amountsOfUnknown(receipts: readonly Receipt[], texts: ReadonlyMap<Receipt, PaymentText>, numbers: NumberIndex, payers: PayerIndex): { minor: bigint; currency: string }[] {
  return receipts.flatMap((receipt) => {
    const { mentions, customerIds } = findMentions(texts.get(receipt)?.tokens ?? [], numbers, payers);
    const isKnown = mentions.length > 0 || findPayer(receipt, customerIds, payers).own.size > 0;
    return isKnown ? [] : [{ minor: receipt.amountMinor, currency: receipt.currency }];
  });
}
