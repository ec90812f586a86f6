// A bank file to statements: camt, MT940 and OFX by their content, a table by the mapping kept for it or by the names of its columns.

import { refuse } from '#kernel/refusal.ts';
import { readBankCsv, type BankCsvMapping } from '#formats/bank-csv.ts';
import type { BankStatement } from '#formats/bank-statement.ts';
import { readDelimited, tableLimits, type TableRow } from '#formats/delimited.ts';
import { detectBankFormat, readBankFile } from '#formats/detect-bank-format.ts';
import { fittingDatePatterns, fittingDecimalMarks } from '#formats/written-values.ts';

export type BankFile = { readonly name: string; readonly bytes: Uint8Array };
export type TableOf = { readonly account: string; readonly currency: string };

/** Refuses what the readers refuse, and bank_file.mapping where a table is neither mapped nor plain. */
export function readStatements(file: BankFile, table: TableOf | null, mapping: BankCsvMapping | null): readonly BankStatement[] {
  if (detectBankFormat(file.bytes) !== 'csv') return readBankFile(file.bytes);
  if (table === null) refuse('bank_account.unknown', 'a table does not say which account it is of: choose the account', { field: 'bank_account_id' });
  const rows = readDelimited(file.bytes, tableLimits);
  const chosen = mapping ?? proposeMapping(rows.header, sampleOf(rows.rows));
  return [readBankCsv(rows, chosen, { accountId: table.account, currency: table.currency, statementId: file.name })];
}

const SAMPLE_ROWS = 50;

function sampleOf(rows: Iterable<TableRow>): readonly TableRow[] {
  const sample: TableRow[] = [];
  for (const row of rows) if (sample.push(row) >= SAMPLE_ROWS) break;
  return sample;
}

// What banks call the columns, in the languages of their downloads; the first that a file has is taken.
const names = {
  date: ['date', 'booking date', 'booked on', 'booking_date', 'transaction date', 'value_date', 'buchungstag', 'buchungsdatum', 'buchung', 'date operation', 'date comptable', 'datum', 'boekdatum', 'fecha'],
  valueDate: ['value date', 'value_date', 'valuta', 'valutadatum', 'wertstellung', 'date valeur', 'rentedatum'],
  amount: ['amount', 'amount (eur)', 'betrag', 'betrag (eur)', 'umsatz', 'montant', 'bedrag', 'importe'],
  debit: ['debit', 'paid out', 'money out', 'soll', 'belastung', 'débit', 'af'],
  credit: ['credit', 'paid in', 'money in', 'haben', 'gutschrift', 'crédit', 'bij'],
  currency: ['currency', 'währung', 'waehrung', 'devise', 'munt', 'divisa'],
  name: ['payer_name', 'payer', 'name', 'counterparty', 'counterparty name', 'beguenstigter/zahlungspflichtiger', 'begünstigter/zahlungspflichtiger', 'auftraggeber/empfänger', 'auftraggeber / begünstigter', 'nom', 'tegenpartij', 'naam'],
  account: ['payer_account', 'account of payer', 'counterparty account', 'counterparty iban', 'iban', 'kontonummer/iban', 'iban / kontonummer', 'tegenrekening'],
  text: ['text', 'description', 'details', 'memo', 'narrative', 'verwendungszweck', 'buchungstext', 'libellé', 'libelle', 'omschrijving', 'concepto'],
  reference: ['id', 'reference', 'bank reference', 'transaction id', 'referenz', 'référence', 'referentie'],
} as const;

/** A mapping by the names of the columns. Refuses bank_file.mapping where a needed column or a clear date form is missing. */
export function proposeMapping(header: readonly string[], sample: readonly TableRow[]): BankCsvMapping {
  const lower = new Map(header.map((name) => [name.toLowerCase().trim(), name]));
  const find = (wanted: readonly string[]): string | undefined => wanted.map((name) => lower.get(name)).find((name) => name !== undefined);
  const cells = (name: string | undefined): string[] => (name === undefined ? [] : sample.map((row) => row.cells[header.indexOf(name)] ?? '').filter((cell) => cell.trim() !== ''));
  const columns = Object.fromEntries(Object.entries(names).map(([key, wanted]) => [key, find(wanted)])) as Partial<Record<keyof typeof names, string>>;
  const { date, amount, debit, credit } = columns;
  if (date === undefined || (amount === undefined && (debit === undefined || credit === undefined))) {
    refuse('bank_file.mapping', `no column is plainly the date and one the amount. Columns: ${header.join(', ')}`, { field: 'mapping' });
  }
  const [dateFormat, ...more] = fittingDatePatterns(cells(date));
  const [decimalMark] = fittingDecimalMarks([...cells(amount), ...cells(debit), ...cells(credit)]);
  // Day before month or month before day: nobody may guess.
  if (dateFormat === undefined || more.length > 0) refuse('bank_file.mapping', 'the days can be read in several ways: keep a mapping that says how', { field: 'mapping.date_format', value: cells(date)[0] });
  const split = amount === undefined ? { debit, credit } : { amount };
  return { date, dateFormat, decimalMark: decimalMark ?? 'point', ...split, valueDate: columns.valueDate === date ? undefined : columns.valueDate, currency: columns.currency, name: columns.name, account: columns.account, text: columns.text, reference: columns.reference };
}
