// Lines of a mixed table find the account of their currency, or the table is refused before anything is written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noDetail, proveStatement, type BankLine, type BankStatement } from '#formats/bank-statement.ts';
import { splitByCurrency } from './split-statement.ts';
import type { BankAccount } from './store.ts';

function account(name: string, currency: string, number = name): BankAccount {
  return { bankAccountId: `id of ${name}`, entityId: 1, name, account: number, currency, ledgerAccountId: 1 };
}

function table(...currencies: readonly string[]): BankStatement {
  const lines = currencies.map((currency, index): BankLine => ({
    ...noDetail, lineNo: index + 1, bookedOn: '2026-03-02', valueOn: null, amountMinor: 100n, currency, counterpartyName: '', counterpartyAccount: '', text: `line ${index + 1}`, rawText: '', bankReference: '', transactionCode: '',
    reversal: false, status: 'booked', details: [], raw: '',
  }));
  return proveStatement({ format: 'csv', statementId: 'march.csv', statementNumber: '', accountId: 'MAIN', currency: 'USD', openingMinor: null, openingOn: null, closingMinor: null, closingOn: null, lines, warnings: [] });
}

const usd = account('MAIN', 'USD');
const told = (parts: ReturnType<typeof splitByCurrency>): unknown => parts.map(({ statement, bankAccountId }) => [bankAccountId, statement.accountId, statement.currency, statement.lines.map((line) => line.text)]);

test('a table in the currency of its account stays whole', () => {
  const statement = table('USD', 'USD');
  assert.equal(splitByCurrency(statement, usd, [usd, account('E', 'EUR')])[0]?.statement, statement);
});

test('lines in another currency go to the account that is kept in it', () => {
  assert.deepEqual(told(splitByCurrency(table('USD', 'EUR', 'USD', 'GBP', 'EUR'), usd, [usd, account('E', 'EUR'), account('G', 'GBP')])), [
    ['id of MAIN', 'MAIN', 'USD', ['line 1', 'line 3']], ['id of E', 'E', 'EUR', ['line 2', 'line 5']], ['id of G', 'G', 'GBP', ['line 4']],
  ]);
});

test('of two accounts in a currency the one with the same number is meant; otherwise nobody may guess', () => {
  const same = account('MAIN in euro', 'EUR', 'MAIN');
  assert.deepEqual(told(splitByCurrency(table('EUR'), usd, [usd, account('E', 'EUR'), same])), [['id of MAIN in euro', 'MAIN', 'EUR', ['line 1']]]);
  assert.throws(() => splitByCurrency(table('USD', 'EUR'), usd, [usd, account('E', 'EUR'), account('F', 'EUR')]), { code: 'bank_statement.wrong_currency', message: /line 2.*E and F/ });
  assert.throws(() => splitByCurrency(table('USD', 'EUR'), usd, [usd, { ...account('E', 'EUR'), entityId: 2 }]), { code: 'bank_statement.wrong_currency', message: /no account of yours is kept in EUR/ });
});
