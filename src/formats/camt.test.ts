// Tests of the ISO 20022 reader: facts, proof of balance, hostile and broken XML.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { bankFileLimits } from './bank-values.ts';
import { readCamt, readCamtStream } from './camt.ts';
import type { BankStatement } from './bank-statement.ts';

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const source = fixture('camt053.xml');

function read(text: string): BankStatement {
  const statements = readCamt(Buffer.from(text));
  assert.equal(statements.length, 1);
  return statements[0] ?? assert.fail();
}

function refusalOf(text: string | Uint8Array, limits = bankFileLimits): Refusal {
  try {
    readCamt(typeof text === 'string' ? Buffer.from(text) : text, limits);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

test('a statement has its account, balances and the proof that they tie, whatever the namespace prefix', () => {
  const { lines, ...statement } = read(source);
  assert.deepEqual(statement, {
    format: 'camt.053',
    statementId: 'STMT-2026-042',
    statementNumber: '42',
    accountId: 'DE02100100100006820101',
    currency: 'EUR',
    openingMinor: 100_000n,
    openingOn: '2026-03-02',
    closingMinor: 148_035n,
    closingOn: '2026-03-02',
    balance: 'ties',
    differenceMinor: 0n,
    warnings: ['The bank announces 5 entries; the statement has 4.'],
  });
  assert.deepEqual(
    lines.map((line) => [line.lineNo, line.amountMinor, line.status, line.reversal]),
    [
      [1, 25_035n, 'booked', false],
      [2, 30_000n, 'booked', false],
      [3, -7_000n, 'booked', true],
      [4, 99_999n, 'pending', false],
    ],
  );
});

test('a payment names who paid, what for, and what it was in the currency of the payer', () => {
  const { raw, ...line } = read(source).lines[0] ?? assert.fail();
  assert.deepEqual(line, {
    lineNo: 1,
    bookedOn: '2026-03-02',
    valueOn: '2026-03-03',
    amountMinor: 25_035n,
    currency: 'EUR',
    counterpartyName: 'Bäckerei Müller & Söhne',
    counterpartyAccount: 'CH5604835012345678009',
    ultimateName: 'Filiale Zürich',
    text: 'Rechnung INV-2026-0007 abzüglich Skonto RF18539007547034',
    rawText: 'Rechnung  INV-2026-0007\n              abzüglich Skonto\nRF18539007547034',
    bankReference: 'BANK-0001',
    customerReference: '',
    endToEndId: '',
    mandateId: 'M-7',
    references: ['RF18539007547034', 'INV-2026-0007'],
    returnReason: '',
    transactionCode: 'PMNT-RCDT-ESCT',
    reversal: false,
    status: 'booked',
    details: [],
    originalAmount: { amount: '240.10', currency: 'CHF' },
    exchangeRate: '1.0427',
  });
  assert.match(raw, /^<c:Ntry>[^]*<\/c:Ntry>$/);
  assert.match(raw, /Müller &amp; Söhne/);
});

test('a batch keeps its payments, and says when they do not add up to what was booked', () => {
  const batch = read(source).lines[1];
  assert.equal(batch?.text, 'SAMMELGUTSCHRIFT');
  assert.deepEqual(
    batch?.details.map((detail) => [detail.amountMinor, detail.counterpartyName, detail.text, detail.endToEndId]),
    [
      [10_000n, 'Alpha', 'INV-2026-0011', 'E2E-A'],
      [20_000n, 'Beta', 'INV-2026-0012', 'E2E-B'],
    ],
  );
  const spoilt = read(source.replace('<c:Amt Ccy="EUR">200.00', '<c:Amt Ccy="EUR">200.01'));
  assert.match(spoilt.warnings.join(), /Line 2: its 2 payments do not add up/);
});

test('a direct debit that comes back names its debtor and the reason', () => {
  const line = read(source).lines[2];
  assert.deepEqual(
    [line?.counterpartyName, line?.counterpartyAccount, line?.returnReason, line?.text],
    ['Gamma SARL', '', 'AC04', 'Account closed'],
  );
});

test('a statement whose lines do not lead to its closing balance says by how much', () => {
  const statement = read(source.replace('1480.350', '1480.36'));
  assert.deepEqual([statement.balance, statement.differenceMinor], ['differs', 1n]);
  const open = read(source.replace('<c:Cd>CLBD', '<c:Cd>ITBD'));
  assert.deepEqual([open.balance, open.closingMinor, open.differenceMinor], ['unknown', null, null]);
});

test('lines and balances in another currency are never added up', () => {
  const line = read(source.replace('<c:Amt Ccy="EUR">300.00', '<c:Amt Ccy="USD">300.00'));
  assert.deepEqual([line.balance, line.differenceMinor], ['differs', null]);
  const balance = read(source.replace('<c:Amt Ccy="EUR">1480.350', '<c:Amt Ccy="SEK">1480.350'));
  assert.deepEqual([balance.balance, balance.closingMinor, balance.differenceMinor], ['differs', null, null]);
});

test('a long text that the bank cut at 140 characters is joined without a blank', () => {
  const full = `${'x'.repeat(130)} INV-2026-`;
  assert.equal(full.length, 140);
  const text = read(source.replace('<c:Ustrd>INV-2026-0011</c:Ustrd>', '').replace(/<c:Ustrd>Rechnung[^]*?<\/c:Ustrd>/, `<c:Ustrd>${full}</c:Ustrd><c:Ustrd>0007 end</c:Ustrd>`));
  assert.match(text.lines[0]?.text ?? '', /x INV-2026-0007 end/);
});

test('a stream in chunks of any size gives the same statement, entries as they stand in the file', async () => {
  const bytes = Buffer.from(source);
  for (const length of [1, 13, 1000, 100_000]) {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
    }
    assert.deepEqual(await readCamtStream(chunks()), readCamt(bytes));
  }
  for (const line of readCamt(bytes)[0]?.lines ?? []) assert.ok(source.includes(line.raw));
});

test('declared encodings are honoured', () => {
  const text = source.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"');
  assert.equal(readCamt(Buffer.from(text, 'latin1'))[0]?.lines[0]?.counterpartyName, 'Bäckerei Müller & Söhne');
  assert.equal(refusalOf(Buffer.from(source, 'latin1')).code, 'file.encoding');
  assert.equal(refusalOf(source.replace('encoding="UTF-8"', 'encoding="klingon"')).code, 'file.encoding');
});

test('a document type is refused before anything in it can expand', () => {
  const refusal = refusalOf(fixture('camt-billion-laughs.xml'));
  assert.deepEqual([refusal.code, /document type/.test(refusal.message)], ['bank_file.damaged', true]);
  assert.equal(refusalOf(source.replace('MSG-1', '&undeclared;')).code, 'bank_file.damaged');
});

test('a file that is cut off is refused as incomplete, wherever it is cut', () => {
  for (const end of [0.3, 0.5, 0.7, 0.95]) {
    assert.equal(refusalOf(source.slice(0, Math.floor(source.length * end))).code, 'bank_file.incomplete');
  }
});

test('a wrong value is refused with its line, entry, field and value', () => {
  const places: readonly (readonly [from: string, to: string, code: string, field: string, value: string])[] = [
    ['250.350', '250.355', 'bank_file.amount', 'Ntry/Amt', '250.355'],
    ['250.350', '2.503,50', 'bank_file.amount', 'Ntry/Amt', '2.503,50'],
    ['<c:Amt Ccy="EUR">250.350', '<c:Amt Ccy="EURO">250.350', 'bank_file.currency', 'Ntry/Amt/@Ccy', 'EURO'],
    ['<c:Amt Ccy="EUR">250.350</c:Amt><c:CdtDbtInd>CRDT', '<c:Amt Ccy="EUR">250.350</c:Amt><c:CdtDbtInd>PLUS', 'bank_file.damaged', 'Ntry/CdtDbtInd', 'PLUS'],
    ['2026-03-02T09:13', '2026-02-30T09:13', 'bank_file.date', 'Ntry/BookgDt', '2026-02-30T09:13:00+01:00'],
  ];
  for (const [from, to, code, field, value] of places) {
    const refusal = refusalOf(source.replace(from, to));
    assert.deepEqual([refusal.code, refusal.row, refusal.field, refusal.value, refusal.details?.['entry']], [code, 19, field, value, 1]);
  }
});

test('other messages and other files are refused by name', () => {
  const order = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn/></Document>';
  assert.match(refusalOf(order).message, /payment order \(pain\.001\)/);
  assert.equal(refusalOf('<html><body/></html>').code, 'bank_file.not_a_statement');
  assert.equal(refusalOf('<Document><BkToCstmrStmt/></Document>').code, 'bank_file.not_a_statement');
  assert.equal(refusalOf(' <?xml version="1.0"?><Document/>').code, 'bank_file.damaged');
  assert.equal(refusalOf('').code, 'file.empty');
});

test('limits on bytes, entries and depth are kept', () => {
  assert.equal(refusalOf(source, { ...bankFileLimits, maxBytes: 100 }).code, 'file.too_large');
  assert.equal(refusalOf(source, { ...bankFileLimits, maxLines: 3 }).code, 'limit.exceeded');
  assert.match(refusalOf(`<Document>${'<a>'.repeat(1000)}`).message, /nests deeper/);
});

test('what the banks on the way took off is told beside the payer’s words', () => {
  const charged = source.replace('<c:RmtInf>', '<c:Chrgs><c:Rcrd><c:Amt Ccy="EUR">5.00</c:Amt><c:CdtDbtInd>DBIT</c:CdtDbtInd></c:Rcrd><c:Rcrd><c:Amt Ccy="EUR">0.00</c:Amt></c:Rcrd></c:Chrgs><c:RmtInf>');
  assert.notEqual(charged, source);
  const plain = read(source).lines[0]?.text ?? '';
  assert.equal(read(charged).lines[0]?.text, `${plain} /CHGS/EUR5.00/`);
  const older = source.replace('<c:RmtInf>', '<c:Chrgs><c:Amt Ccy="EUR">7.50</c:Amt></c:Chrgs><c:RmtInf>');
  assert.equal(read(older).lines[0]?.text, `${plain} /CHGS/EUR7.50/`, 'as versions 2 and 3 have it');
});
