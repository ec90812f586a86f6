// How lines, accounts and returned payments are recognised, without a database.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameAccount } from './bank-account.ts';
import { proposeMapping } from './bank-file.ts';
import { dedupeKeys } from './dedupe-key.ts';
import { chooseReturned } from './returned-receipt.ts';
import { receiptsOf } from './statement-plan.ts';
import { statementOf } from './testing/bank-day.ts';
import type { DayLine } from './testing/bank-day.ts';

const linesOf = (lines: readonly DayLine[]) => statementOf({ account: 'X1234', currency: 'EUR', on: '2026-03-02', lines }).lines;

test('a line is known by its reference only where the reference is one', () => {
  const keys = dedupeKeys(linesOf([{ amountMinor: 1n, bankReference: 'B-0001' }, { amountMinor: 2n, bankReference: 'BATCH77' }, { amountMinor: 3n, bankReference: 'BATCH77' }, { amountMinor: 4n, bankReference: 'NONREF' }]));
  assert.deepEqual(keys.map((key) => key.slice(0, 4)), ['ref ', 'all ', 'all ', 'all ']);
  assert.equal(new Set(keys).size, 4);
});

test('equal lines of one day are told apart by their order, the same in every file', () => {
  const twice = [{ amountMinor: 500n, text: 'thanks' }, { amountMinor: 500n, text: 'thanks' }];
  const keys = dedupeKeys(linesOf(twice));
  assert.notEqual(keys[0], keys[1]);
  assert.deepEqual(dedupeKeys(linesOf([{ amountMinor: 9n, text: 'other' }, ...twice])).slice(1), keys);
});

test('an account is the same as IBAN, as bank code and number, with a currency behind it', () => {
  const same: readonly (readonly [string, string])[] = [['DE02120300000000202051', 'DE02 1203 0000 0000 2020 51'], ['DE02120300000000202051', '12030000/202051'], ['NL91ABNA0417164300', 'NL91ABNA0417164300EUR'], ['1234567890', '10020030/1234567890'], ['0012345', '12345']];
  for (const [own, stated] of same) assert.ok(isSameAccount(own, stated), `${own} ${stated}`);
  for (const [own, stated] of [['DE02120300000000202051', '12030000/999'], ['DE02120300000000202051', ''], ['NL91ABNA0417164300', 'NL91ABNA0417164301'], ['1234567890', '234567890']] as const) assert.ok(!isSameAccount(own, stated), `${own} ${stated}`);
});

test('a return takes back the receipt with the most signs, the latest of equals, and none without a sign', () => {
  const line = { text: 'RETURN R01 INV-2026-00012', counterpartyName: 'ASHFORD BAKERY', counterpartyAccount: '', endToEndId: '' };
  const candidate = (receiptId: string, payerName: string, text: string) => ({ receiptId, receivedOn: '2026-03-01', payerName, payerAccount: null, text, reference: null });
  assert.equal(chooseReturned(line, [candidate('late', 'Ashford Bakery', 'INV-2026-00099'), candidate('named', 'Ashford Bakery', 'INV-2026-00012')]), 'named');
  assert.equal(chooseReturned(line, [candidate('late', 'Ashford Bakery', 'x'), candidate('early', 'Ashford Bakery', 'x')]), 'late');
  const sameAccount = { ...candidate('number', 'A. Bakery', 'R-26/0490'), payerAccount: null };
  const byAccount = { ...candidate('account', 'Ashford Bakery', 'R-26/0388'), payerAccount: 'GB1' };
  assert.equal(chooseReturned({ ...line, text: 'RETURNED ITEM R-26/0490', counterpartyAccount: 'GB1' }, [byAccount, sameAccount]), 'number', 'the number tells which payment, the account only whose');
  assert.equal(chooseReturned({ ...line, text: 'RETURN 12.03.2026 100,00', counterpartyName: '' }, [candidate('day', 'Somebody', 'paid 12.03.2026 100,00')]), null, 'a day and an amount are no number');
  assert.equal(chooseReturned({ ...line, text: 'RETURN' }, [candidate('other', 'Somebody', 'x')]), null);
});

test('a batch whose parts do not add up stays one receipt', () => {
  const [line] = linesOf([{ amountMinor: 3_000n, text: 'batch' }]);
  assert.ok(line);
  const part = { ...line, amountMinor: 1_000n, currency: 'EUR' };
  assert.equal(receiptsOf({ ...line, details: [part, part] }, String).length, 1);
  assert.equal(receiptsOf({ ...line, details: [part, part, part] }, String).length, 3);
});

test('a table is read by the names of its columns; days that can be read in two ways are not guessed', () => {
  const rows = (...days: string[]) => days.map((day, index) => ({ rowNumber: index + 2, cells: [day, '12,50', 'x'], cellCount: 3, damagedQuotes: false }));
  const mapping = proposeMapping(['Buchungstag', 'Betrag', 'Verwendungszweck'], rows('31.03.2026'));
  assert.deepEqual([mapping.date, mapping.dateFormat, mapping.amount, mapping.decimalMark, mapping.text], ['Buchungstag', 'DD.MM.YYYY', 'Betrag', 'comma', 'Verwendungszweck']);
  assert.throws(() => proposeMapping(['Date', 'Amount', 'Text'], rows('03/04/2026')), { code: 'bank_file.mapping' });
  assert.throws(() => proposeMapping(['When', 'How much'], rows('31.03.2026')), { code: 'bank_file.mapping' });
});
