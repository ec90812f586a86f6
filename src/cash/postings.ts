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

/** receipt.identified: Dr unidentified cash / Cr unapplied cash of the customer. */
export function payerIdentified(head: Head, receipt: ReceiptSide, amountMinor: bigint, customerId: string, accounts: CashAccounts): Entry {
  const item = receiptItem(receipt.receiptId, receipt.receivedOn);
  return {
    ...head, event: 'receipt.identified', sourceId: receipt.receiptId,
    transfers: [{ debitAccountId: accounts.unidentified, creditAccountId: accounts.unapplied, amountMinor, currency: receipt.currency, customerId, documentId: receipt.receiptId, debitItem: item, creditItem: item }],
  };
}

/** receipt.unidentified: the other way round. */
export function payerTakenBack(head: Head, receipt: ReceiptSide, amountMinor: bigint, customerId: string, accounts: CashAccounts, reason: string): Entry {
  const item = receiptItem(receipt.receiptId, receipt.receivedOn);
  return {
    ...head, event: 'receipt.unidentified', sourceId: receipt.receiptId, reason,
    transfers: [{ debitAccountId: accounts.unapplied, creditAccountId: accounts.unidentified, amountMinor, currency: receipt.currency, customerId, documentId: receipt.receiptId, debitItem: item, creditItem: item }],
  };
}

export type PaidItem = { readonly item: ItemSide; readonly customerId: string; readonly currency: string };

export type PaidAmounts = { readonly cashMinor: bigint; readonly sourceMinor: bigint; readonly discountMinor: bigint; readonly feeMinor: bigint; readonly toleranceMinor: bigint };

/**
 * cash.applied: Dr where the receipt's money stands / Cr receivable, and for what was deducted Dr discounts allowed, bank charges or
 * small differences / Cr receivable. Money on another customer's account passes through unidentified cash, money in another
 * currency through currency exchange.
 */
export function cashApplied(head: Head, applicationId: string, receipt: ReceiptSide & { readonly standsWith: string | null }, paid: PaidItem, amounts: PaidAmounts, accounts: CashAccounts): Entry {
  const { item, customerId, currency } = paid;
  const own = receiptItem(receipt.receiptId, receipt.receivedOn);
  const onAccount = receipt.standsWith === customerId;
  const source = onAccount ? accounts.unapplied : accounts.unidentified;
  const common = { customerId, documentId: item.documentId };
  const transfers: Transfer[] = [];
  if (amounts.sourceMinor > 0n && receipt.standsWith !== null && !onAccount) {
    transfers.push({ debitAccountId: accounts.unapplied, creditAccountId: accounts.unidentified, amountMinor: amounts.sourceMinor, currency: receipt.currency, customerId: receipt.standsWith, documentId: receipt.receiptId, debitItem: own, creditItem: own });
  }
  if (receipt.currency !== currency) {
    if (amounts.sourceMinor > 0n) transfers.push({ ...common, debitAccountId: source, creditAccountId: accounts.currencyExchange, amountMinor: amounts.sourceMinor, currency: receipt.currency, debitItem: own });
    if (amounts.cashMinor > 0n) transfers.push({ ...common, debitAccountId: accounts.currencyExchange, creditAccountId: accounts.receivable, amountMinor: amounts.cashMinor, currency, creditItem: item });
  } else if (amounts.cashMinor > 0n) {
    transfers.push({ ...common, debitAccountId: source, creditAccountId: accounts.receivable, amountMinor: amounts.cashMinor, currency, debitItem: own, creditItem: item });
  }
  const deducted = [[accounts.discountAllowed, amounts.discountMinor], [accounts.bankCharges, amounts.feeMinor], [accounts.smallDifferences, amounts.toleranceMinor]] as const;
  for (const [debitAccountId, amountMinor] of deducted) {
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
