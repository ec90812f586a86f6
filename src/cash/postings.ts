// The ledger entries of cash application as pure functions: who paid, what was paid, and by which deductions the rest was settled.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Entry, ItemSide, Transfer } from '#ledger/posting.ts';
import { receiptItem } from '#payments/index.ts';

export type CashAccounts = {
  readonly receivable: number;
  readonly unapplied: number;
  readonly unidentified: number;
  readonly discountAllowed: number;
  readonly bankCharges: number;
  readonly smallDifferences: number;
  readonly currencyExchange: number;
};

type Head = { readonly entryId: string; readonly entityId: number; readonly postedOn: LocalDate };

export type ReceiptSide = { readonly receiptId: string; readonly receivedOn: LocalDate; readonly currency: string };

/** Money of a receipt that an entry takes: from unidentified cash (no customer), or from a customer's account. */
export type Taken = { readonly customerId: string | null; readonly itemId: string; readonly amountMinor: bigint };

function itemOf(receipt: ReceiptSide, itemId: string): ItemSide {
  return { ...receiptItem(receipt.receiptId, receipt.receivedOn), itemId };
}

/** receipt.identified: Dr unidentified cash / Cr unapplied cash of the customer. */
export function payerIdentified(head: Head, receipt: ReceiptSide, to: Taken, accounts: CashAccounts): Entry {
  return {
    ...head, event: 'receipt.identified', sourceId: receipt.receiptId,
    transfers: [{ debitAccountId: accounts.unidentified, creditAccountId: accounts.unapplied, amountMinor: to.amountMinor, currency: receipt.currency, customerId: to.customerId, documentId: receipt.receiptId, debitItem: itemOf(receipt, receipt.receiptId), creditItem: itemOf(receipt, to.itemId) }],
  };
}

/** receipt.unidentified: the other way round, a transfer for each account that the money stood on. */
export function payerTakenBack(head: Head, receipt: ReceiptSide, from: readonly Taken[], accounts: CashAccounts, reason: string): Entry {
  return { ...head, event: 'receipt.unidentified', sourceId: receipt.receiptId, reason, transfers: from.map((taken) => toUnidentified(receipt, taken, accounts)) };
}

function toUnidentified(receipt: ReceiptSide, taken: Taken, accounts: CashAccounts): Transfer {
  return {
    debitAccountId: accounts.unapplied, creditAccountId: accounts.unidentified, amountMinor: taken.amountMinor, currency: receipt.currency, customerId: taken.customerId, documentId: receipt.receiptId,
    debitItem: itemOf(receipt, taken.itemId), creditItem: itemOf(receipt, receipt.receiptId),
  };
}

export type PaidItem = { readonly item: ItemSide; readonly customerId: string; readonly currency: string };

export type PaidAmounts = { readonly cashMinor: bigint; readonly discountMinor: bigint; readonly feeMinor: bigint; readonly toleranceMinor: bigint };

/**
 * cash.applied: Dr where the receipt's money stands / Cr receivable, and for what was deducted Dr discounts allowed, bank charges or
 * small differences / Cr receivable. Money on another customer's account passes through unidentified cash, money in another
 * currency through currency exchange. In one currency, what is taken is the cash.
 */
export function cashApplied(head: Head, applicationId: string, receipt: ReceiptSide, taken: readonly Taken[], paid: PaidItem, amounts: PaidAmounts, accounts: CashAccounts): Entry {
  const { item, customerId, currency } = paid;
  const common = { customerId, documentId: item.documentId };
  const isForeign = receipt.currency !== currency;
  const transfers: Transfer[] = [];
  for (const part of taken) {
    const isOwn = part.customerId === customerId;
    if (part.customerId !== null && !isOwn) transfers.push(toUnidentified(receipt, part, accounts));
    const debitItem = itemOf(receipt, isOwn ? part.itemId : receipt.receiptId);
    const debitAccountId = isOwn ? accounts.unapplied : accounts.unidentified;
    transfers.push({ ...common, debitAccountId, creditAccountId: isForeign ? accounts.currencyExchange : accounts.receivable, amountMinor: part.amountMinor, currency: receipt.currency, debitItem, creditItem: isForeign ? null : item });
  }
  const settled = [[accounts.currencyExchange, isForeign ? amounts.cashMinor : 0n], [accounts.discountAllowed, amounts.discountMinor], [accounts.bankCharges, amounts.feeMinor], [accounts.smallDifferences, amounts.toleranceMinor]] as const;
  for (const [debitAccountId, amountMinor] of settled) {
    if (amountMinor > 0n) transfers.push({ ...common, debitAccountId, creditAccountId: accounts.receivable, amountMinor, currency, creditItem: item });
  }
  return { ...head, event: 'cash.applied', sourceId: applicationId, transfers };
}

/** credit.applied: Dr receivable, the credit note's item / Cr receivable, the invoice's item. */
export function creditApplied(head: Head, applicationId: string, credit: ItemSide, paid: PaidItem, amountMinor: bigint, accounts: CashAccounts): Entry {
  return {
    ...head, event: 'credit.applied', sourceId: applicationId,
    transfers: [{ debitAccountId: accounts.receivable, creditAccountId: accounts.receivable, amountMinor, currency: paid.currency, customerId: paid.customerId, documentId: paid.item.documentId, debitItem: credit, creditItem: paid.item }],
  };
}

/** receipt.refunded: Dr unapplied cash of the customer, item of the receipt / Cr payments not yet at the bank, until the bank's line clears it. */
export function refundPaid(head: Head, refundId: string, receipt: ReceiptSide, from: Taken, accounts: { readonly unapplied: number; readonly undeposited: number }): Entry {
  return {
    ...head, event: 'receipt.refunded', sourceId: refundId,
    transfers: [{ debitAccountId: accounts.unapplied, creditAccountId: accounts.undeposited, amountMinor: from.amountMinor, currency: receipt.currency, customerId: from.customerId, documentId: receipt.receiptId, debitItem: itemOf(receipt, from.itemId) }],
  };
}
