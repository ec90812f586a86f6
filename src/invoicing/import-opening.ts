// Bringing over what customers owed when the company came here: open invoices and credit notes under the numbers they had.

import { isCurrency } from '#kernel/currency.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { findSetting } from '#platform/setting-store.ts';
import { amountIn, businessDay, customerReference, decideRow, loadCustomersByNumber, rowIssue, type Customer } from '#customers/index.ts';
import { defaultPatterns, isOfPattern } from './numbering.ts';
import { recordOpeningDocuments, type OpeningDocument } from './opening-documents.ts';
import { recordedNumbers, type RecordedNumber } from './import-store.ts';

export const openingImport: ImportKind = {
  kind: 'opening-invoices', title: 'Open invoices of the earlier system', permission: 'invoice.issue',
  fields: [
    { key: 'number', title: 'Number', type: 'text', required: true, lengthMax: 60, aliases: ['invoice_number', 'document_number', 'invoice_no', 'invoice', 'rechnungsnummer'], example: 'OLD-4711', description: 'The number that the document has; a number that is here already with the same facts changes nothing' },
    { key: 'kind', title: 'Kind', type: 'choice', choices: ['invoice', 'credit_note'], fallback: 'invoice', aliases: ['type', 'document_type'], example: 'invoice', description: 'Invoice, or credit note for what the customer has to get' },
    customerReference,
    { key: 'issued_on', title: 'Issued on', type: 'date', required: true, aliases: ['invoice_date', 'date', 'issue_date', 'rechnungsdatum', 'issued'], example: '2026-01-05', description: 'The date of the document' },
    { key: 'due_on', title: 'Due on', type: 'date', aliases: ['due_date', 'due', 'faellig'], example: '2026-02-04', description: 'The day on which it is due; the date of the document where it is empty' },
    { key: 'open_amount', title: 'Open amount', type: 'amount', required: true, aliases: ['open', 'balance', 'amount', 'amount_open', 'offen'], example: '1190.00', description: 'What is still open, above zero (of a credit note also below, as lists write it), tax included: the earlier system has declared it' },
    { key: 'currency', title: 'Currency', type: 'currency', aliases: ['currency_code'], example: 'EUR', description: 'The customer’s own where it is empty' },
    { key: 'customer_po', title: 'Customer order', type: 'text', lengthMax: 80, aliases: ['po_number', 'po', 'your_order'], example: 'PO-881', description: 'The customer’s order number' },
  ],
  uniqueBy: ['number'],
  tables: ['customers.customer', 'invoicing.document', 'ledger.open_item'],
  write: writeOpening,
};

async function writeOpening(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const customers = await loadCustomersByNumber(tx, [...new Set(batch.rows.flatMap((row) => row.values['customer_number'] ?? []))]);
  const known = await recordedNumbers(tx, batch.entityId, batch.rows.flatMap((row) => row.values['number'] ?? []));
  const patterns = { ...defaultPatterns, ...(await findSetting(tx, 'numbering')) };
  const issues: RunIssue[] = [];
  const documents: OpeningDocument[] = [];
  let unchanged = 0;
  for (const row of batch.rows) {
    const read = decideRow(row, () => readRow(row, customers, Object.values(patterns)));
    if ('issue' in read) {
      issues.push(read.issue);
      continue;
    }
    const before = known.get(read.value.number);
    if (before === undefined) documents.push(read.value);
    else if (isSame(before, read.value)) unchanged += 1;
    else issues.push(rowIssue(row, 'opening.differs', `${read.value.number} is recorded with other facts`, 'number'));
  }
  if (documents.length > 0) await recordOpeningDocuments(tx, ctx, { entityId: batch.entityId, postedOn: await businessDay(tx, ctx, batch.entityId), documents });
  return { created: documents.length, unchanged, updated: 0, issues };
}

/** Refuses customer.unknown, opening.amount, opening.due and opening.number_of_ours, naming the field. */
function readRow(row: CheckedRow, customers: ReadonlyMap<string, Customer>, patterns: readonly string[]): OpeningDocument {
  const value = (key: string): string => row.values[key] ?? '';
  const customer = customers.get(value('customer_number')) ?? refuse('customer.unknown', `there is no customer ${value('customer_number')}`, { field: 'customer_number', value: value('customer_number') });
  const number = value('number');
  if (patterns.some((pattern) => isOfPattern(pattern, number))) refuse('opening.number_of_ours', `${number} looks like one of the numbers that will be given here`, { field: 'number', value: number });
  const currency = value('currency') === '' ? customer.currency : value('currency');
  if (!isCurrency(currency)) refuse('currency.unknown', `${currency} is not a currency`, { field: 'currency', value: currency });
  const kind = value('kind') === 'credit_note' ? 'credit_note' : 'invoice';
  const written = amountIn('open_amount', value('open_amount'), currency);
  // Lists write credit notes below zero.
  const openMinor = kind === 'credit_note' && written < 0n ? -written : written;
  if (openMinor <= 0n) refuse('opening.amount', 'an open amount is above zero; what the customer has to get is a credit note', { field: 'open_amount', value: value('open_amount') });
  if (value('due_on') !== '' && value('due_on') < value('issued_on')) refuse('opening.due', 'a document is not due before it was issued', { field: 'due_on', value: value('due_on') });
  return {
    number, kind, customerId: customer.customerId, issuedOn: value('issued_on'), dueOn: value('due_on') === '' ? value('issued_on') : value('due_on'), openMinor, currency,
    customerPo: row.values['customer_po'] ?? null,
  };
}

function isSame(before: RecordedNumber, document: OpeningDocument): boolean {
  return before.source === 'opening' && before.kind === document.kind && before.customerId === document.customerId && before.issuedOn === document.issuedOn && before.dueOn === document.dueOn
    && before.totalMinor === document.openMinor && before.currency === document.currency;
}
