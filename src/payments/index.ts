// The door of the payments capability.

export { openBankAccount, type NewBankAccount } from './bank-account.ts';
export { paymentChecks } from './checks-store.ts';
export { decideLine, type LineDecision } from './decide-line.ts';
export { dedupeKeys } from './dedupe-key.ts';
export { importStatement, paymentAccounts, type StatementOutcome } from './import-statement.ts';
export { startStatementImport } from './import-run.ts';
export { receiptItem, type PaymentAccounts } from './postings.ts';
export { recordOpeningBalance } from './opening-balance.ts';
export { listBankAccounts, originOfReceipt, pageOfLines, pendingReturns, totalsOfLines, type LineFilter } from './queries.ts';
export { receiptImport } from './receipt-import.ts';
export { recordReceipt, receiptMethods } from './record-receipt.ts';
export { recordReversal, type ReceiptReversal } from './reverse-receipt.ts';
export { postableLines } from './statement-plan.ts';
export { findReceipt, type BankAccount, type ReceiptState } from './store.ts';
