// Tests of reading account movements from a table through a mapping.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { readBankCsv } from './bank-csv.ts';
import { readDelimited, tableLimits } from './delimited.ts';
import type { BankCsvMapping } from './bank-csv.ts';

const account = { accountId: 'DE02 1001 0010 0006 8201 01', currency: 'EUR', statementId: 'export-1' };
const mapping: BankCsvMapping = {
  date: 'Buchungstag',
  dateFormat: 'DD.MM.YYYY',
  decimalMark: 'comma',
  valueDate: 'Wertstellung',
  amount: 'Betrag',
  currency: 'Währung',
  name: 'Auftraggeber / Empfänger',
  account: 'IBAN',
  text: 'Verwendungszweck',
};
const simple: BankCsvMapping = { date: 'date', dateFormat: 'YYYY-MM-DD', decimalMark: 'point', debit: 'out', credit: 'in' };

function table(text: string) {
  return readDelimited(Buffer.from(text), tableLimits);
}

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

test('an export of a German bank is read through its mapping: comma, points of thousands, latin-1', () => {
  const bytes = readFileSync(new URL('./fixtures/bank-export.csv', import.meta.url));
  const statement = readBankCsv(readDelimited(bytes, { ...tableLimits, skipLines: 2 }), mapping, account);
  assert.deepEqual([statement.format, statement.accountId, statement.balance, statement.openingMinor], ['csv', 'DE02100100100006820101', 'unknown', null]);
  assert.deepEqual(
    statement.lines.map((line) => [line.bookedOn, line.valueOn, line.amountMinor, line.counterpartyName, line.counterpartyAccount, line.text]),
    [
      ['2026-03-02', '2026-03-03', 125_035n, 'Bäckerei Müller', 'DE89370400440532013000', 'Rechnung INV-2026-0007; abzüglich Skonto'],
      ['2026-03-03', null, -8_400n, 'Stadtwerke', '', 'Abschlag März'],
    ],
  );
});

test('debits and credits in columns of their own, or told apart by a word', () => {
  const split = readBankCsv(table('date,out,in\n2026-03-02,12.50,\n2026-03-03,-3,\n2026-03-04,,7\n'), simple, account);
  assert.deepEqual(split.lines.map((line) => line.amountMinor), [-1_250n, -300n, 700n]);
  const worded: BankCsvMapping = { ...simple, debit: undefined, credit: undefined, amount: 'sum', direction: { column: 'kind', debitWords: ['Soll', 'D'] } };
  const told = readBankCsv(table('date,sum,kind\n2026-03-02,1.00,soll\n2026-03-02,2.00,Haben\n'), worded, account);
  assert.deepEqual(told.lines.map((line) => line.amountMinor), [-100n, 200n]);
});

test('every wrong row is named with field, value and reason, and nothing is returned', () => {
  const refusal = refusalOf(() =>
    readBankCsv(table('date,out,in\n2026-02-30,1,\n2026-03-01,"1,5",\n2026-03-01,,\n2026-03-01,1,2,3\n2026-03-01,1.005,\n2026-03-01,1,\n'), simple, account),
  );
  assert.deepEqual([refusal.code, refusal.row, refusal.field, refusal.value], ['bank_file.date', 2, 'date', '2026-02-30']);
  assert.deepEqual(
    (refusal.details?.['problems'] as readonly { row: number; field: string }[]).map(({ row, field }) => [row, field]),
    [
      [2, 'date'],
      [3, 'out'],
      [4, 'out'],
      [5, undefined],
      [6, 'out'],
    ],
  );
});

test('a mapping that names a column the file lacks, or no amount, is refused', () => {
  const rows = table('date,out,in\n2026-03-02,1,\n');
  assert.match(refusalOf(() => readBankCsv(rows, { ...simple, name: 'payer' }, account)).message, /date, out, in/);
  assert.equal(refusalOf(() => readBankCsv(rows, { ...simple, credit: undefined }, account)).code, 'bank_file.mapping');
  assert.equal(refusalOf(() => readBankCsv(rows, { ...simple, amount: 'in' }, account)).code, 'bank_file.mapping');
});
