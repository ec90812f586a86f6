// Receipts from a list: what a cash desk, a card terminal or the earlier system recorded, one row each, re-runnable by external id.

import { derivedId } from '#kernel/id.ts';
import { isCurrency } from '#kernel/currency.ts';
import { parseAmount } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { loadCustomersByNumber } from '#customers/index.ts';
import { recordReceipts, type NewReceipt, receiptMethods } from './record-receipt.ts';
import { knownExternalIds } from './store.ts';

export const receiptImport: ImportKind = {
  kind: 'receipts',
  title: 'Receipts',
  permission: 'receipt.write',
  fields: [
    { key: 'external_id', title: 'Id', type: 'text', required: true, lengthMax: 100, aliases: ['id', 'receipt id', 'reference no', 'beleg', 'belegnummer'], example: 'R-1001', description: 'The receipt’s id where it comes from; a row with an id that is here already changes nothing' },
    { key: 'received_on', title: 'Date', type: 'date', required: true, aliases: ['date', 'received', 'payment date', 'datum'], example: '2026-03-02', description: 'The day on which the money came' },
    { key: 'amount', title: 'Amount', type: 'amount', required: true, aliases: ['paid', 'betrag', 'montant', 'bedrag'], example: '1234.50', description: 'The amount received, above zero' },
    { key: 'currency', title: 'Currency', type: 'currency', required: true, aliases: ['währung', 'devise'], example: 'EUR', description: 'ISO 4217 code' },
    { key: 'method', title: 'Method', type: 'choice', choices: receiptMethods, fallback: 'other', aliases: ['payment method', 'type', 'art'], example: 'cheque', description: 'How it was paid' },
    { key: 'customer_number', title: 'Customer number', type: 'text', lengthMax: 60, aliases: ['customer', 'kundennummer', 'account no'], example: 'C-1001', description: 'Empty when the payer is not known' },
    { key: 'payer_name', title: 'Payer', type: 'text', lengthMax: 200, aliases: ['name', 'payer', 'received from'], example: 'Birkenfeld Optik GmbH', description: 'The name on the payment' },
    { key: 'payer_account', title: 'Payer’s account', type: 'text', lengthMax: 60, aliases: ['iban', 'account'], example: 'DE02120300000000202051', description: 'The account it came from' },
    { key: 'text', title: 'Text', type: 'text', lengthMax: 2000, aliases: ['memo', 'details', 'verwendungszweck', 'description'], example: 'INV-2026-00012', description: 'What the payer wrote: document numbers stand here' },
    { key: 'reference', title: 'Reference', type: 'text', lengthMax: 200, aliases: ['cheque number', 'check number', 'slip'], example: 'Cheque 004711', description: 'Number of the cheque, slip or terminal batch' },
  ],
  uniqueBy: ['external_id'],
  tables: ['payments.receipt'],
  write: writeReceipts,
};

async function writeReceipts(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const known = new Map((await knownExternalIds(tx, batch.rows.map((row) => row.values['external_id'] ?? ''))).map((row) => [row.externalId, row]));
  const numbers = [...new Set(batch.rows.flatMap((row) => row.values['customer_number'] ?? []))];
  const customers = await loadCustomersByNumber(tx, numbers);
  const issues: RunIssue[] = [];
  const receipts: (NewReceipt & { receiptId: string })[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const externalId = row.values['external_id'] ?? '';
    const parsed = readRow(row, batch, new Map([...customers].map(([number, customer]) => [number, customer.customerId])));
    if ('issue' in parsed) {
      issues.push(parsed.issue);
      continue;
    }
    const before = known.get(externalId);
    if (before === undefined) receipts.push(parsed.receipt);
    else if (before.amountMinor === parsed.receipt.amountMinor && before.currency === parsed.receipt.currency && before.receivedOn === parsed.receipt.receivedOn) unchanged += 1;
    else issues.push(issueOf(row, 'external_id', 'receipt.differs', 'this receipt is here with another amount, currency or day', 'Reverse the receipt here if it was wrong, and give the corrected one another id.'));
  }
  if (receipts.length > 0) await recordReceipts(tx, ctx, receipts);
  return { created: receipts.length, unchanged, updated: 0, issues };
}

function readRow(row: CheckedRow, batch: ImportBatch, customers: ReadonlyMap<string, string>): { receipt: NewReceipt & { receiptId: string } } | { issue: RunIssue } {
  const value = (key: string): string => row.values[key] ?? '';
  const currency = value('currency');
  if (!isCurrency(currency)) return { issue: issueOf(row, 'currency', 'currency.unknown', 'this is not a currency', 'Use an ISO 4217 code such as EUR.') };
  const customerId = value('customer_number') === '' ? null : customers.get(value('customer_number'));
  if (customerId === undefined) return { issue: issueOf(row, 'customer_number', 'customer.unknown', 'there is no customer with this number', 'Correct the number, or leave it empty: the payment then waits for its payer.') };
  try {
    const amountMinor = parseAmount(value('amount'), currency);
    if (amountMinor <= 0n) return { issue: issueOf(row, 'amount', 'receipt.amount', 'a receipt has an amount above zero', 'Leave out money that went out; a returned payment is a reversal.') };
    const method = receiptMethods.find((one) => one === value('method')) ?? 'other';
    return { receipt: {
      receiptId: derivedId(batch.runMs, `receipt ${value('external_id')}`), entityId: batch.entityId, method, receivedOn: value('received_on'), amountMinor, currency, customerId,
      payerName: value('payer_name') || null, payerAccount: value('payer_account') || null, text: value('text'), reference: value('reference') || null, externalId: value('external_id'),
    } };
  } catch (error) {
    if (error instanceof Refusal) return { issue: issueOf(row, 'amount', error.code, error.message, error.next) };
    throw error;
  }
}

function issueOf(row: CheckedRow, field: string, code: string, reason: string, fix: string): RunIssue {
  return { rowNumber: row.rowNumber, field, value: row.values[field] ?? null, code, reason, fix, sourceRow: row.values };
}
