// Reads the files of a cash-application folder: customers, open invoices, credit notes and bank lines. Nothing else is opened.

import fs from 'node:fs';
import path from 'node:path';
import { readDelimited, tableLimits } from '#formats/delimited.ts';

export type CustomerRow = { readonly id: string; readonly name: string; readonly tradeName: string; readonly country: string; readonly parent: string; readonly bankAccount: string };
export type DocumentRow = { readonly number: string; readonly kind: 'invoice' | 'credit_note'; readonly customer: string; readonly issuedOn: string; readonly dueOn: string; readonly amount: string; readonly currency: string };
export type LineRow = {
  readonly id: string; readonly on: string; readonly amount: string; readonly currency: string; readonly payerName: string; readonly payerAccount: string; readonly text: string;
  readonly originalAmount: string; readonly originalCurrency: string;
};

export type Folder = { readonly customers: readonly CustomerRow[]; readonly documents: readonly DocumentRow[]; readonly lines: readonly LineRow[] };

export function readFolder(folder: string): Folder {
  const customers = rowsOf(folder, 'customers.csv').map((row): CustomerRow => ({ id: cell(row, 'id'), name: cell(row, 'name'), tradeName: cell(row, 'trade_name'), country: cell(row, 'country'), parent: cell(row, 'parent'), bankAccount: cell(row, 'bank_account') }));
  const invoices = rowsOf(folder, 'open_invoices.csv').map((row): DocumentRow => ({ number: cell(row, 'number'), kind: 'invoice', customer: cell(row, 'customer'), issuedOn: cell(row, 'date'), dueOn: cell(row, 'due'), amount: cell(row, 'amount'), currency: cell(row, 'currency') }));
  const credits = (fs.existsSync(path.join(folder, 'credit_notes.csv')) ? rowsOf(folder, 'credit_notes.csv') : []).map((row): DocumentRow => ({
    number: cell(row, 'number'), kind: 'credit_note', customer: cell(row, 'customer'), issuedOn: cell(row, 'date'), dueOn: cell(row, 'date'), amount: cell(row, 'amount').replace(/^-/, ''), currency: cell(row, 'currency'),
  }));
  const lines = rowsOf(folder, 'bank_lines.csv').map((row): LineRow => ({
    id: cell(row, 'id'), on: cell(row, 'value_date'), amount: cell(row, 'amount'), currency: cell(row, 'currency'), payerName: cell(row, 'payer_name'), payerAccount: cell(row, 'payer_account'), text: cell(row, 'text'),
    originalAmount: cell(row, 'original_amount'), originalCurrency: cell(row, 'original_currency'),
  }));
  return { customers, documents: [...invoices, ...credits], lines };
}

type Row = ReadonlyMap<string, string>;

function rowsOf(folder: string, name: string): Row[] {
  const table = readDelimited(fs.readFileSync(path.join(folder, name)), tableLimits);
  return [...table.rows].map((row) => new Map(table.header.map((column, index) => [column, row.cells[index] ?? ''])));
}

function cell(row: Row, name: string): string {
  return (row.get(name) ?? '').trim();
}
