// The ledger entries of money that comes in, as pure functions: what a bank line or a receipt moves, and what takes it back.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Entry, ItemSide, Transfer } from '#ledger/posting.ts';

export type PaymentAccounts = {
  readonly unidentified: number;
  readonly unapplied: number;
  readonly suspense: number;
  readonly bankCharges: number;
  readonly undeposited: number;
};

export type MoneyPart = { readonly receiptId: string; readonly amountMinor: bigint };

type Head = { readonly entryId: string; readonly entityId: number; readonly postedOn: LocalDate };

/** The receipt's own open item: in unidentified cash until the payer is known, in unapplied cash after. */
export function receiptItem(receiptId: string, receivedOn: LocalDate): ItemSide {
  return { itemId: receiptId, documentId: receiptId, dueOn: receivedOn };
}

/** bank_account.opened: Dr bank / Cr opening balances, the other way round for an overdrawn account. */
export function bankAccountOpened(head: Head, account: { bankAccountId: string; ledgerAccountId: number; currency: string; amountMinor: bigint }, openingAccountId: number, reason: string): Entry {
  return { ...head, event: 'bank_account.opened', sourceId: account.bankAccountId, reason, transfers: [moved(account.amountMinor, account.currency, account.ledgerAccountId, openingAccountId)] };
}

/** bank_line.booked: Dr bank / Cr unidentified cash, a transfer per receipt in the line. */
export function lineAsReceipts(head: Head, line: { bankLineId: string; bankAccountId: number; currency: string; parts: readonly MoneyPart[] }, accounts: PaymentAccounts): Entry {
  return {
    ...head, event: 'bank_line.booked', sourceId: line.bankLineId,
    transfers: line.parts.map(({ receiptId, amountMinor }) => ({
      debitAccountId: line.bankAccountId, creditAccountId: accounts.unidentified, amountMinor, currency: line.currency, documentId: receiptId, creditItem: receiptItem(receiptId, head.postedOn),
    })),
  };
}

/** bank_line.booked: Dr bank / Cr the other account for money in, the other way round for money out. */
export function lineAsOther(head: Head, line: { bankLineId: string; bankAccountId: number; currency: string; amountMinor: bigint }, otherAccountId: number): Entry {
  return { ...head, event: 'bank_line.booked', sourceId: line.bankLineId, transfers: [moved(line.amountMinor, line.currency, line.bankAccountId, otherAccountId)] };
}

/** bank_line.booked of a payment that the bank took back with its fee on top: Dr lines to be clarified, Dr bank charges / Cr bank. */
export function lineAsReturn(head: Head, line: { bankLineId: string; bankAccountId: number; currency: string; amountMinor: bigint; feeMinor: bigint }, accounts: PaymentAccounts): Entry {
  const { bankLineId, bankAccountId, currency, amountMinor, feeMinor } = line;
  return { ...head, event: 'bank_line.booked', sourceId: bankLineId, transfers: [moved(amountMinor + feeMinor, currency, bankAccountId, accounts.suspense), moved(-feeMinor, currency, bankAccountId, accounts.bankCharges)] };
}

/** bank_line.clarified: what stood on one account moves to the one it belongs to; the bank account is untouched. */
export function lineClarified(head: Head, line: { bankLineId: string; currency: string; amountMinor: bigint }, fromAccountId: number, toAccountId: number, reason: string): Entry {
  return { ...head, event: 'bank_line.clarified', sourceId: line.bankLineId, reason, transfers: [moved(line.amountMinor, line.currency, fromAccountId, toAccountId)] };
}

/** bank_line.clarified: the line was a payment after all. Dr where it stood / Cr unidentified cash. */
export function lineBecomesReceipt(head: Head, line: { bankLineId: string; currency: string; parts: readonly MoneyPart[] }, fromAccountId: number, unidentified: number, reason: string): Entry {
  return {
    ...head, event: 'bank_line.clarified', sourceId: line.bankLineId, reason,
    transfers: line.parts.map(({ receiptId, amountMinor }) => ({
      debitAccountId: fromAccountId, creditAccountId: unidentified, amountMinor, currency: line.currency, documentId: receiptId, creditItem: receiptItem(receiptId, head.postedOn),
    })),
  };
}

/** receipt.received: Dr bank or payments not yet at the bank / Cr unidentified cash, or unapplied cash of the customer. */
export function receiptReceived(head: Head, receipt: { receiptId: string; moneyAccountId: number; currency: string; amountMinor: bigint; customerId: string | null }, accounts: PaymentAccounts): Entry {
  const { receiptId, moneyAccountId, currency, amountMinor, customerId } = receipt;
  return {
    ...head, event: 'receipt.received', sourceId: receiptId,
    transfers: [{ debitAccountId: moneyAccountId, creditAccountId: customerId === null ? accounts.unidentified : accounts.unapplied, amountMinor, currency, customerId, documentId: receiptId, creditItem: receiptItem(receiptId, head.postedOn) }],
  };
}

/** receipt.reversed: Dr unidentified cash / Cr where the money is gone from (the bank, or suspense where the bank's own line stands). */
export function receiptReversed(head: Head, receipt: { receiptId: string; receivedOn: LocalDate; currency: string; amountMinor: bigint }, fromAccountId: number, unidentified: number, reason: string): Entry {
  return {
    ...head, event: 'receipt.reversed', sourceId: receipt.receiptId, reason,
    transfers: [{ debitAccountId: unidentified, creditAccountId: fromAccountId, amountMinor: receipt.amountMinor, currency: receipt.currency, documentId: receipt.receiptId, debitItem: receiptItem(receipt.receiptId, receipt.receivedOn) }],
  };
}

/** A signed amount: money in debits the first account, money out debits the second. */
function moved(amountMinor: bigint, currency: string, first: number, second: number): Transfer {
  return amountMinor > 0n
    ? { debitAccountId: first, creditAccountId: second, amountMinor, currency }
    : { debitAccountId: second, creditAccountId: first, amountMinor: -amountMinor, currency };
}
