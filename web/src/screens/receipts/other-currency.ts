// A payment that pays documents in another currency: what it is worth in theirs, and what of it is used.
import type { WireMoney } from '../../api/types.ts';
import { digitsOf, minorOf, textOf, type Draft, type DraftSum, type Purse } from './match-draft.ts';
import type { Candidate, ReceiptRecord } from './receipt-wire.ts';

/** What is open on the first of the ticked: it tells the currency of all, documents in another one wait until nothing is ticked. */
export function openOfDraft(items: readonly Candidate[], draft: Draft): WireMoney | undefined {
  return items.find((item) => draft.has(item.document_id))?.open;
}

/** What is left of the payment, in a currency: known for its own, and for the one in which the payer sent it. */
export function purseIn(currency: string, { amount, left, original }: Pick<ReceiptRecord, 'amount' | 'left' | 'original'>): Purse {
  const minor = (money: { readonly amount: string }) => minorOf(money.amount, digitsOf(money.amount));
  if (currency === left.currency) return minor(left);
  if (original?.currency !== currency || minor(amount) === 0n) return undefined;
  return (minor(original) * minor(left)) / minor(amount);
}

/** What of the payment is used until a person says otherwise: all of it, or the share that the documents take of its worth. */
export function usedByDefault(available: bigint, purse: Purse, sum: DraftSum): bigint {
  const paid = sum.cash - sum.credits;
  if (paid <= 0n) return 0n;
  return purse === undefined || purse <= paid ? available : (available * paid) / purse;
}

/** '1 EUR = 1.0834 USD', from two amounts in minor units; empty where nothing is paid. */
export function rateText(used: { readonly minor: bigint; readonly digits: number; readonly currency: string }, paid: { readonly minor: bigint; readonly digits: number; readonly currency: string }): string {
  if (used.minor <= 0n || paid.minor <= 0n) return '';
  const places = 4;
  const scaled = (paid.minor * 10n ** BigInt(used.digits + places)) / (used.minor * 10n ** BigInt(paid.digits));
  return `1 ${used.currency} = ${textOf(scaled, places)} ${paid.currency}`;
}
