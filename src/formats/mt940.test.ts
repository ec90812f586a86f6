// Tests of the MT940 and MT942 reader in the dialects of several banks.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { bankFileLimits } from './bank-values.ts';
import { readMt940 } from './mt940.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

function withEntry(entry: string, narrative = ''): string {
  return `:20:X\n:25:1\n:28C:1\n:60F:C260301EUR0,00\n:61:${entry}\n${narrative === '' ? '' : `:86:${narrative}\n`}:62F:C260301EUR0,00\n-\n`;
}

function refusalOf(text: string, limits = bankFileLimits): Refusal {
  try {
    readMt940(Buffer.from(text), limits);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

test('a German statement in latin-1: numbered subfields, words cut after 27 characters, references by keyword', () => {
  const [statement] = readMt940(fixture('mt940-german.sta'));
  assert.ok(statement !== undefined);
  const { lines, ...head } = statement;
  assert.deepEqual(head, {
    format: 'mt940',
    statementId: 'STARTUMSE',
    statementNumber: '00017/001',
    accountId: '10010010/0006820101',
    currency: 'EUR',
    openingMinor: 100_000n,
    openingOn: '2026-03-01',
    closingMinor: 116_935n,
    closingOn: '2026-03-03',
    warnings: [],
    balance: 'ties',
    differenceMinor: 0n,
  });
  const { raw, rawText, ...first } = lines[0] ?? assert.fail();
  assert.deepEqual(first, {
    lineNo: 1,
    bookedOn: '2026-03-02',
    valueOn: '2026-03-02',
    amountMinor: 25_035n,
    currency: 'EUR',
    counterpartyName: 'Bäckerei Müller und Söhne KG',
    counterpartyAccount: 'DE89370400440532013000',
    ultimateName: '',
    text: 'Rechnungsnr. INV-2026-0022 abzüglich Skonto',
    bankReference: 'BANK-0001',
    customerReference: '',
    endToEndId: 'E2E-4711',
    mandateId: '',
    references: [],
    returnReason: '',
    originalAmount: undefined,
    transactionCode: 'NTRF 166',
    reversal: false,
    status: 'booked',
    details: [],
  });
  assert.match(raw, /^:61:2603020302CR250,35[^]*\n:86:166\?00/);
  assert.match(rawText, /\?32Bäckerei/);
});

test('the entry day takes its year from the value day, over the turn of the year; a line without one takes the value day', () => {
  const lines = readMt940(fixture('mt940-german.sta'))[0]?.lines ?? [];
  assert.deepEqual(lines.map((line) => [line.valueOn, line.bookedOn]), [
    ['2026-03-02', '2026-03-02'],
    ['2025-12-31', '2026-01-02'],
    ['2026-03-02', '2026-03-02'],
    ['2026-03-03', '2026-03-03'],
  ]);
});

test('a reversed credit takes money away and is marked, with its reason', () => {
  const line = readMt940(fixture('mt940-german.sta'))[0]?.lines[2];
  assert.deepEqual(
    [line?.amountMinor, line?.reversal, line?.mandateId, line?.endToEndId, line?.text, line?.returnReason],
    [-7_000n, true, 'M-7', 'E2E-4690', 'Konto erloschen', '903'],
  );
});

test('a Dutch statement: words between slashes, names cut at the end of a line, the account in the second line', () => {
  const [statement] = readMt940(fixture('mt940-dutch.sta'));
  assert.deepEqual([statement?.balance, statement?.accountId, statement?.closingMinor], ['ties', 'NL02ABNA0123456789', 60_000n]);
  assert.deepEqual(
    statement?.lines.map((line) => [line.counterpartyName, line.counterpartyAccount, line.text, line.endToEndId]),
    [
      ['J. JANSEN BV', 'NL91ABNA0417164300', 'Factuur INV-2026-0021', ''],
      ['LEVERANCIER NV', 'NL20INGB0001234567', 'maart huur', 'PO-77'],
    ],
  );
});

test('an interim report (MT942) has pending lines, and a warning where its counts are wrong', () => {
  const [statement] = readMt940(fixture('mt942.sta'));
  assert.deepEqual([statement?.format, statement?.currency, statement?.balance], ['mt942', 'PLN', 'unknown']);
  assert.deepEqual(statement?.lines.map((line) => [line.amountMinor, line.status]), [[1_001n, 'booked'], [500n, 'pending']]);
  assert.deepEqual(statement?.warnings, ['The bank announces 3 credits of 20,01 PLN; the report has others.']);
});

test('free text is joined at full lines only, and several statements of one file are kept apart', () => {
  const full = `${'a'.repeat(58)} INV-20`;
  assert.equal(full.length, 65);
  const [statement] = readMt940(Buffer.from(withEntry('260301C1,00NTRFNONREF', `${full}\n26-0007 rest\nand more`)));
  assert.equal(statement?.lines[0]?.text, `${full}26-0007 rest and more`);
  const two = withEntry('260301C1,00NTRFNONREF').replace('-\n', '').repeat(2);
  assert.deepEqual(readMt940(Buffer.from(two)).map((each) => [each.lines.length, each.differenceMinor]), [[1, -100n], [1, -100n]]);
});

test('every place of a movement is read in the dialects that banks write', () => {
  const samples: readonly (readonly [entry: string, minor: bigint, bankReference: string, customerReference: string])[] = [
    ['2603010301C12,5NTRFNONREF', 1_250n, '', ''],
    ['260301    DD212,39NMSCNONREF//', -21_239n, '', ''],
    ['2603010301CR000000000025,00N102EREF', 2_500n, '', ''],
    ['260301D620,3NSTOINV-7//BK9', -62_030n, 'BK9', 'INV-7'],
    ['260301RD5,NMSC', 500n, '', ''],
    ['260301C8,850NTRFNONREF', 885n, '', ''],
  ];
  for (const [entry, minor, bankReference, customerReference] of samples) {
    const line = readMt940(Buffer.from(withEntry(entry)))[0]?.lines[0];
    assert.deepEqual([line?.amountMinor, line?.bankReference, line?.customerReference], [minor, bankReference, customerReference], entry);
  }
});

test('a wrong value is refused with its line, entry, field and value', () => {
  const places: readonly (readonly [entry: string, code: string])[] = [
    ['260301C1,005NTRFNONREF', 'bank_file.amount'],
    ['260301C1.000,00NTRFNONREF', 'bank_file.amount'],
    ['260231C1,00NTRFNONREF', 'bank_file.date'],
    ['2603011332C1,00NTRFNONREF', 'bank_file.date'],
    ['260301X1,00NTRFNONREF', 'bank_file.damaged'],
  ];
  for (const [entry, code] of places) {
    const refusal = refusalOf(withEntry(entry));
    assert.deepEqual([refusal.code, refusal.row, refusal.field, refusal.details?.['entry']], [code, 5, ':61:', 1]);
  }
  const balance = refusalOf(withEntry('260301C1,00NTRFNONREF').replace('C260301EUR0,00', 'C260301EUR'));
  assert.deepEqual([balance.code, balance.row, balance.field], ['bank_file.damaged', 4, ':60F:']);
  assert.equal(refusalOf(withEntry('260301C1,00NTRFNONREF').replaceAll('EUR', 'QQQ')).code, 'bank_file.currency');
});

test('a statement that is cut off is refused within a field, and warned about between two', () => {
  const whole = fixture('mt940-german.sta').toString('latin1');
  const between = readMt940(Buffer.from(whole.slice(0, whole.indexOf(':62F:')), 'latin1'))[0];
  assert.deepEqual([between?.balance, between?.warnings], ['unknown', ['The statement has no closing balance; the file may be cut off.']]);
  assert.equal(refusalOf(whole.slice(0, whole.indexOf(':62F:') + 12)).code, 'bank_file.damaged');
  assert.equal(refusalOf('nothing of the kind').code, 'bank_file.not_a_statement');
});

test('limits on bytes and entries are kept', () => {
  const text = fixture('mt940-german.sta').toString('latin1');
  assert.equal(refusalOf(text, { ...bankFileLimits, maxBytes: 10 }).code, 'file.too_large');
  assert.equal(refusalOf(text, { ...bankFileLimits, maxLines: 3 }).code, 'limit.exceeded');
});

test('dialects of field 86: the code in a field of its own, words behind the code, no code, name and address in 27 to 29', () => {
  const told = (narrative: string): readonly string[] => {
    const [line] = readMt940(Buffer.from(withEntry('2603010301C100,00NTRFNONREF', narrative)))[0]?.lines ?? [];
    return [line?.counterpartyName ?? '', line?.counterpartyAccount ?? '', line?.text ?? ''];
  };
  const iban = 'PL61109010140000071219812874';
  assert.deepEqual(told(`020\n:86:020~00PRZELEW~20INV-2026-0017~32ACME SA~38${iban}`), ['ACME SA', iban, 'INV-2026-0017']);
  assert.deepEqual(told(`051<00UZNANIE<20Faktura 12/2026<27ACME SA<28ul. Prosta 1<38${iban}`), ['ACME SA', iban, 'Faktura 12/2026']);
  assert.deepEqual(told('166 GUTSCHRIFT?20SVWZ+RE 17?32ACME'), ['ACME', '', 'RE 17']);
  assert.deepEqual(told('+20INV 2026-0017+32ACME'), ['ACME', '', 'INV 2026-0017']);
  assert.deepEqual(told('/ORDP/ACME INC/REMI/INV 2026-0017/CHGS/EUR5,00/'), ['ACME INC', '', 'INV 2026-0017 /CHGS/EUR5,00/']);
  assert.deepEqual(told('VIR SEPA RECU /DE ACME SARL /MOTIF FACTURE FA17 /REF XYZ'), ['ACME SARL', '', 'VIR SEPA RECU /DE ACME SARL /MOTIF FACTURE FA17 /REF XYZ']);
  assert.deepEqual(told('VIREMENT RECU DE: ACME SARL MOTIF: FACTURE FA17'), ['ACME SARL', '', 'VIREMENT RECU DE: ACME SARL MOTIF: FACTURE FA17']);
  assert.deepEqual(told('166?20SVWZ+RE 17?32ACME'), ['ACME', '', 'RE 17']);
});

test('a balance may be written without a nought before the comma', () => {
  const [statement] = readMt940(Buffer.from(':20:X\n:25:1\n:28C:1\n:60F:C260301EUR,00\n:61:2603010301C100,00NTRFNONREF\n:62F:C260301EUR100,\n-\n'));
  assert.deepEqual([statement?.openingMinor, statement?.closingMinor, statement?.balance], [0n, 10_000n, 'ties']);
});
