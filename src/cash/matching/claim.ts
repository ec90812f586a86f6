// What the matcher looks at: open documents with their items, a receipt as it came in, the policy of the house.

import type { Decimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';

/** An item of the receivables sub-ledger: positive for what a customer owes, negative for what a credit note still gives. */
export type ClaimItem = { readonly itemId: string; readonly dueOn: LocalDate; openMinor: bigint };

export type EarlyPayment = { readonly percent: Decimal; readonly until: LocalDate; readonly discountMinor: bigint };

/** A document that money may be for. Its open amounts go down while a batch is decided, so the next receipt sees what is left. */
export type Claim = {
  readonly documentId: string;
  readonly number: string;
  readonly kind: 'invoice' | 'debit_note' | 'credit_note';
  readonly customerId: string;
  readonly currency: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly totalMinor: bigint;
  readonly discount: EarlyPayment | null;
  /** In order of due date: a part payment takes the oldest first. */
  readonly items: readonly ClaimItem[];
};

export type Receipt = {
  readonly receiptId: string;
  readonly receivedOn: LocalDate;
  /** What is still to be applied. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly payerName: string;
  readonly payerAccount: string;
  /** The payer's words, with structured references on lines of their own. */
  readonly text: string;
  /** What the payer sent, where the bank changed it into the account's currency. */
  readonly original: { readonly minor: bigint; readonly currency: string } | null;
  /** The customer whom a person or an earlier run named as the payer. */
  readonly customerId: string | null;
  /** A person took an application or a proposal back: from then on the matcher only proposes. */
  readonly touched: boolean;
};

export type MatchPolicy = {
  /** Confidence from which a reading is applied without a person. */
  readonly automaticAt: number;
  /** Discount granted although the terms do not give it, or no longer: the largest percentage, 0 for none. */
  readonly unearnedDiscountPercent: number;
  /** Days after the discount date on which the bank's running time still counts as in time. */
  readonly discountGraceDays: number;
  /** The largest bank charge written off, per currency; absent for none. */
  readonly bankFeeMinor: Readonly<Record<string, bigint>>;
  /** The largest unexplained shortfall written off, per currency; absent for none. */
  readonly shortPayMinor: Readonly<Record<string, bigint>>;
  /** Who names one document and pays less without a word is proposed to a person; else it is a part payment, and the rest stays open. */
  readonly asksOnUnsaidPart: boolean;
};

/** What one customer may be short, beyond the policy of the house. */
export type Tolerance = { readonly currency: string; readonly bankFeeMinor: bigint; readonly shortPayMinor: bigint };

export function openMinorOf(claim: Claim): bigint {
  let sum = 0n;
  for (const item of claim.items) sum += item.openMinor;
  return sum;
}

export function isCredit(claim: Claim): boolean {
  return claim.kind === 'credit_note';
}
