// Account movements from a table (CSV or worksheet) whose columns a mapping names, to a bank statement without balances.
import { Refusal, refuse } from '#kernel/refusal.ts';
import { noDetail, proveStatement } from './bank-statement.ts';
import { bankAccount, bankAmount, bankCurrency, givenReference, oneLine, refuseValue } from './bank-values.ts';
import { plainNumber, readWrittenDate } from './written-values.ts';
import type { Currency } from '#kernel/currency.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { BankLine, BankStatement } from './bank-statement.ts';
import type { TableRow } from './table.ts';
import type { DatePattern, DecimalMark } from './written-values.ts';

// Column names as the header has them. Either amount, or debit and credit.
export type BankCsvMapping = {
  readonly date: string;
  readonly dateFormat: DatePattern;
  readonly decimalMark: DecimalMark;
  readonly valueDate?: string | undefined;
  readonly amount?: string | undefined;
  readonly debit?: string | undefined;
  readonly credit?: string | undefined;
  // A column that says the direction in words; the amount column then has no signs.
  readonly direction?: { readonly column: string; readonly debitWords: readonly string[] } | undefined;
  readonly currency?: string | undefined;
  readonly name?: string | undefined;
  readonly account?: string | undefined;
  readonly text?: string | readonly string[] | undefined;
  readonly reference?: string | undefined;
};

export type BankCsvAccount = { readonly accountId: string; readonly currency: Currency; readonly statementId: string };

export type BankCsvTable = { readonly header: readonly string[]; readonly rows: Iterable<TableRow> };

// Enough to correct a file in one go; a wrong mapping would otherwise name every row.
const problemsMax = 50;

export function readBankCsv(table: BankCsvTable, mapping: BankCsvMapping, account: BankCsvAccount): BankStatement {
  const columns = columnsOf(table.header, mapping);
  const lines: BankLine[] = [];
  const problems: Refusal[] = [];
  for (const row of table.rows) {
    try {
      checkWidth(row, table.header);
      lines.push(readRow(row, lines.length + 1, columns, mapping, account));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(error);
      if (problems.length >= problemsMax) break;
    }
  }
  refuseProblems(problems);
  return proveStatement({
    format: 'csv',
    statementId: account.statementId,
    statementNumber: '',
    accountId: bankAccount(account.accountId),
    currency: account.currency,
    openingMinor: null,
    openingOn: null,
    closingMinor: null,
    closingOn: null,
    lines,
    warnings: lines.length === 0 ? ['The table has no rows.'] : [],
  });
}

function refuseProblems(problems: readonly Refusal[]): void {
  const first = problems[0];
  if (first === undefined) return;
  const rows = problems.map((problem) => ({ row: problem.row, field: problem.field, value: problem.value, reason: problem.message }));
  refuse(first.code, first.message, { row: first.row, field: first.field, value: first.value, details: { problems: rows } });
}

// A comma too many moves every cell behind it: such a row cannot be read, however plausible it looks.
function checkWidth(row: TableRow, header: readonly string[]): void {
  if (row.cellCount === header.length && !row.damagedQuotes) return;
  const reason = row.damagedQuotes ? 'A quotation mark stands within a cell.' : `The row has ${row.cellCount} cells, the header ${header.length}.`;
  refuse('bank_file.damaged', reason, { row: row.rowNumber, value: row.cells.join(' | ') });
}

type Columns = ReadonlyMap<string, number>;

function columnsOf(header: readonly string[], mapping: BankCsvMapping): Columns {
  const columns = new Map(header.map((name, index) => [name, index]));
  const texts = mapping.text === undefined ? [] : [mapping.text].flat();
  const optional = [mapping.valueDate, mapping.amount, mapping.debit, mapping.credit, mapping.direction?.column, mapping.currency];
  for (const name of [mapping.date, ...optional, mapping.name, mapping.account, mapping.reference, ...texts]) {
    if (name === undefined || columns.has(name)) continue;
    refuse('bank_file.mapping', `The file has no column of this name. Its columns: ${header.join(', ')}.`, { field: 'mapping', value: name });
  }
  const isSplit = mapping.debit !== undefined && mapping.credit !== undefined;
  if ((mapping.amount === undefined) !== isSplit || (isSplit && mapping.direction !== undefined)) {
    refuse('bank_file.mapping', 'The mapping names either a column for the amount, or one for debits and one for credits.', { field: 'mapping' });
  }
  return columns;
}

function readRow(row: TableRow, lineNo: number, columns: Columns, mapping: BankCsvMapping, account: BankCsvAccount): BankLine {
  const cell = (name: string | undefined): string => (name === undefined ? '' : (row.cells[columns.get(name) ?? -1] ?? '')).trim();
  const place = (field: string | undefined): { field: string; row: number } => ({ field: field ?? '', row: row.rowNumber });
  const written = cell(mapping.currency);
  const currency = written === '' ? account.currency : bankCurrency(written.toUpperCase(), place(mapping.currency));
  const day = (name: string): LocalDate =>
    readWrittenDate(cell(name), mapping.dateFormat) ??
    refuseValue('bank_file.date', `This is not a day of the calendar written as ${mapping.dateFormat}.`, cell(name), place(name));
  const amountIn = (name: string | undefined): bigint => {
    const plain = plainNumber(cell(name), mapping.decimalMark);
    const reason = `This is not a number with a decimal ${mapping.decimalMark}.`;
    return bankAmount(plain ?? refuseValue('bank_file.amount', reason, cell(name), place(name)), currency, place(name));
  };
  const texts = mapping.text === undefined ? [] : [mapping.text].flat().map(cell).filter((text) => text !== '');
  return {
    ...noDetail,
    lineNo,
    bookedOn: day(mapping.date),
    valueOn: cell(mapping.valueDate) === '' ? null : day(mapping.valueDate ?? mapping.date),
    amountMinor: signedAmount(mapping, cell, amountIn, row.rowNumber),
    currency,
    counterpartyName: oneLine(cell(mapping.name)),
    counterpartyAccount: bankAccount(cell(mapping.account)),
    text: oneLine(texts.join(' ')),
    rawText: texts.join('\n'),
    bankReference: givenReference(cell(mapping.reference)),
    transactionCode: '',
    reversal: false,
    status: 'booked',
    details: [],
    raw: row.cells.join('\t'),
  };
}

function signedAmount(mapping: BankCsvMapping, cell: (name: string | undefined) => string, amountIn: (name: string | undefined) => bigint, row: number): bigint {
  if (mapping.amount !== undefined) {
    const amount = amountIn(mapping.amount);
    if (mapping.direction === undefined) return amount;
    const word = cell(mapping.direction.column).toLowerCase();
    const isDebit = mapping.direction.debitWords.some((each) => each.toLowerCase() === word);
    return isDebit && amount > 0n ? -amount : amount;
  }
  const debit = cell(mapping.debit) === '' ? 0n : amountIn(mapping.debit);
  const credit = cell(mapping.credit) === '' ? 0n : amountIn(mapping.credit);
  if (cell(mapping.debit) === '' && cell(mapping.credit) === '') {
    refuse('bank_file.amount', 'The row has neither a debit nor a credit.', { row, field: mapping.debit });
  }
  // Some banks write debits with a minus of their own, others without.
  return credit - (debit < 0n ? -debit : debit);
}
