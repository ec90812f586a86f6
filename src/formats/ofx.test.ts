// Tests of the OFX reader in its SGML and XML forms.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { bankFileLimits } from './bank-values.ts';
import { readOfx } from './ofx.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const sgml = fixture('statement.ofx').toString('latin1');

function refusalOf(text: string, limits = bankFileLimits): Refusal {
  try {
    readOfx(Buffer.from(text, 'latin1'), limits);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

test('version 1 (SGML, windows-1252) is read although its elements are not closed', () => {
  const [statement] = readOfx(fixture('statement.ofx'));
  assert.ok(statement !== undefined);
  const { lines, ...head } = statement;
  assert.deepEqual(head, {
    format: 'ofx',
    statementId: '12345-678-20260301-20260303',
    statementNumber: '',
    accountId: '12345-678',
    currency: 'USD',
    openingMinor: null,
    openingOn: null,
    closingMinor: 432_100n,
    closingOn: '2026-03-03',
    warnings: [],
    balance: 'unknown',
    differenceMinor: null,
  });
  assert.deepEqual(
    lines.map((line) => [line.bookedOn, line.valueOn, line.amountMinor, line.counterpartyName, line.text, line.bankReference, line.customerReference, line.transactionCode]),
    [
      ['2026-03-02', null, 25_035n, 'Café Œuvre & Co', 'Invoice INV-2026-0007', '2026030201', '', 'CREDIT'],
      ['2026-03-03', '2026-03-04', -120_050n, '', '', '2026030302', '1042', 'CHECK'],
    ],
  );
  assert.match(lines[0]?.raw ?? '', /^<STMTTRN>.*<\/STMTTRN>$/);
});

test('UTF-8 under a header that says windows-1252 is read as UTF-8', () => {
  const [statement] = readOfx(Buffer.from(new TextDecoder('windows-1252').decode(fixture('statement.ofx'))));
  assert.equal(statement?.lines[0]?.counterpartyName, 'Café Œuvre & Co');
});

test('version 2 (XML) of a card account is read, with a decimal comma and the payee in an element of its own', () => {
  const [statement] = readOfx(fixture('statement-ofx2.xml'));
  const line = statement?.lines[0];
  assert.deepEqual(
    [statement?.accountId, statement?.closingMinor, line?.amountMinor, line?.currency, line?.counterpartyName, line?.exchangeRate],
    ['XXXX1234', null, -1_990n, 'EUR', 'Hôtel & Spa', '1.08'],
  );
});

test('a file that is cut off, damaged or hostile is refused', () => {
  assert.equal(refusalOf(sgml.slice(0, sgml.indexOf('</BANKTRANLIST>'))).code, 'bank_file.incomplete');
  assert.equal(refusalOf(sgml.slice(0, sgml.indexOf('<TRNAMT>-1200') + 4)).code, 'bank_file.incomplete');
  assert.equal(refusalOf(sgml.replace('</STMTTRN>', '')).code, 'bank_file.damaged');
  assert.equal(refusalOf(`<!DOCTYPE x [<!ENTITY a "b">]>${sgml}`).code, 'bank_file.damaged');
  assert.equal(refusalOf('<OFX></OFX>').code, 'bank_file.not_a_statement');
  assert.equal(refusalOf(sgml, { ...bankFileLimits, maxLines: 1 }).code, 'limit.exceeded');
});

test('a wrong value is refused with its line, entry, field and value', () => {
  const places: readonly (readonly [from: string, to: string, code: string, row: number, field: string])[] = [
    ['<TRNAMT>250.35', '<TRNAMT>250.355', 'bank_file.amount', 17, 'TRNAMT'],
    ['<TRNAMT>250.35', '', 'bank_file.amount', 17, 'TRNAMT'],
    ['<DTPOSTED>20260302', '<DTPOSTED>20260231', 'bank_file.date', 17, 'DTPOSTED'],
    ['<CURDEF>USD', '<CURDEF>DOLLAR', 'bank_file.currency', 14, 'CURDEF'],
  ];
  for (const [from, to, code, row, field] of places) {
    const refusal = refusalOf(sgml.replace(from, to));
    assert.deepEqual([refusal.code, refusal.row, refusal.field], [code, row, field]);
  }
});

test('amounts in groups of three are read where the two signs leave no doubt', () => {
  for (const written of ['1,200.50', '1.200,50', '1200,50', '+1200.50']) {
    const [statement] = readOfx(Buffer.from(sgml.replace('<TRNAMT>250.35', `<TRNAMT>${written}`)));
    assert.ok(statement?.lines.some((line) => line.amountMinor === 120_050n), written);
  }
  assert.equal(refusalOf(sgml.replace('<TRNAMT>250.35', '<TRNAMT>1,200,50')).code, 'bank_file.amount');
});
