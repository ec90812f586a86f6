// Lays out the desk for a batch of receipts: everything they may be about is loaded in a few set-based reads, then decided in memory.

import type { Tx } from '#platform/database/transaction.ts';
import { normaliseAccount } from '#customers/index.ts';
import { claimsByAmounts, claimsByCustomers, claimsByKeys, loadAccounts, loadTolerances, type Books } from './desk-store.ts';
import { openMinorOf, type Claim, type MatchPolicy, type Receipt, type Tolerance } from './matching/claim.ts';
import type { Desk } from './matching/facts.ts';
import { findMentions, keysToLookUp, keysToRepair, type Mentions } from './matching/mentions.ts';
import { keysOneSlipAway } from './matching/number-key.ts';
import { openNumberIndex, type NumberForms, type NumberIndex } from './matching/number-index.ts';
import { findPayer, type PayerFinding } from './matching/payer-finding.ts';
import type { PayerIndex } from './matching/payer-index.ts';
import { readPaymentText, type PaymentText } from './matching/payment-text.ts';

export type DeskNeeds = { readonly books: Books; readonly payers: PayerIndex; readonly forms: NumberForms; readonly policy: MatchPolicy };

export type LaidDesk = Desk & {
  /** The claims as they were loaded, to be held against the rows once these are locked. */
  readonly openAsLoaded: ReadonlyMap<string, bigint>;
};

const KEYS_MAX = 40_000;

/** A receipt with its words, what they name among the documents loaded so far, and who may have paid. */
type Case = { readonly receipt: Receipt; readonly text: PaymentText; found: Mentions; payer: PayerFinding };

export async function openDesk(tx: Tx, needs: DeskNeeds, receipts: readonly Receipt[]): Promise<LaidDesk> {
  const { books, payers, forms, policy } = needs;
  await learnAccounts(tx, receipts, payers);
  const numbers = openNumberIndex(forms);
  const shelf = openShelf(numbers);
  const look = (receipt: Receipt, text: PaymentText): Case => {
    const found = findMentions(text.tokens, numbers, payers);
    return { receipt, text, found, payer: findPayer(receipt, found.customerIds, payers) };
  };
  const lookAgain = (cases: readonly Case[]): Case[] => cases.map(({ receipt, text }) => look(receipt, text));

  const texts = receipts.map((receipt) => ({ receipt, text: readPaymentText(receipt.text, receipt.currency) }));
  const prefixes = new Set(forms.prefixes);
  shelf.put(await claimsByKeys(tx, books, [...new Set(texts.flatMap(({ text }) => keysToLookUp(text.tokens, prefixes)))].slice(0, KEYS_MAX)));
  const unsettled = texts.map(({ receipt, text }) => look(receipt, text)).filter((one) => !isPlain(one) || !isSettledByName(one));
  shelf.put(await claimsByKeys(tx, books, repairKeys(unsettled, numbers)));
  // Whoever names documents that come to the amount needs nothing more; only for the others the payer's whole account is laid out.
  const riddles = lookAgain(unsettled).filter((one) => !isSettledByName(one));
  const customers = new Set(riddles.flatMap(({ payer }) => [...payer.pays.keys()]));
  // A number may lead to another customer than the name: its other documents count too, its credit notes above all.
  for (const { found } of riddles) for (const mention of found.mentions) for (const claim of mention.claims) customers.add(claim.customerId);
  shelf.put(await claimsByCustomers(tx, books, [...customers]));
  shelf.put(await claimsByAmounts(tx, books, riddles.filter(({ found, payer }) => found.mentions.length === 0 && payer.own.size === 0).map(({ receipt }) => ({ minor: receipt.amountMinor, currency: receipt.currency }))));
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

/** A look-alike that another receipt happened to lay on the desk may not be the only one: the others are fetched before it counts. */
function isPlain({ found }: Case): boolean {
  return found.mentions.every(({ sureness }) => sureness === 'number' || sureness === 'digits');
}

/** Every number in the text means one document, as it is written or as the payer's own, and together they hold open what came. */
function isSettledByName({ receipt, found: { mentions }, payer }: Case): boolean {
  const named = mentions.map(({ claims, sureness }) => {
    const own = claims.filter((claim) => payer.pays.has(claim.customerId));
    return own.length === 1 || sureness !== 'number' ? own : claims;
  });
  if (named.length === 0 || named.some((claims) => claims.length !== 1)) return false;
  const documents = [...new Set(named.flat())];
  return documents.every((claim) => claim.currency === receipt.currency) && documents.reduce((sum, claim) => sum + openMinorOf(claim), 0n) === receipt.amountMinor;
}

/** Keys one slip away from what could not be read, or was read with a slip. */
function repairKeys(cases: readonly Case[], numbers: NumberIndex): string[] {
  const keys = new Set<string>();
  for (const { found } of cases) for (const key of keysToRepair([...found.unread, ...found.mentions.filter(({ sureness }) => sureness === 'one slip').map((mention) => mention.key)], numbers)) for (const near of keysOneSlipAway(key, numbers.shapes)) keys.add(near);
  return [...keys].slice(0, KEYS_MAX);
}
