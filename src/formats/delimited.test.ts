// Tests of reading and writing delimited text: cells, lines, encodings, limits, formula injection.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#kernel/refusal.ts';
import { readDelimited, readDelimitedStream, sniffText, tableLimits } from './delimited.ts';
import { writeDelimited } from './write-delimited.ts';
import type { DelimitedOptions } from './delimited.ts';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const bytes = (text: string): Uint8Array => Buffer.from(text);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function read(source: string | Uint8Array, options: Partial<DelimitedOptions> = {}) {
  const table = readDelimited(typeof source === 'string' ? bytes(source) : source, { ...tableLimits, ...options });
  return { ...table, rows: [...table.rows] };
}

async function* inChunks(source: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < source.length; from += length) yield source.subarray(from, from + length);
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

test('cells, quotes, doubled quotes and line breaks within quotes are read, and rows know their line', () => {
  const table = read('a,b\n1,"x, ""y"""\r\n\n2,"two\nlines"\n3,z');
  assert.deepEqual(table.header, ['a', 'b']);
  assert.deepEqual(
    table.rows.map((row) => [row.rowNumber, ...row.cells]),
    [
      [2, '1', 'x, "y"'],
      [4, '2', 'two\nlines'],
      [6, '3', 'z'],
    ],
  );
});

test('a row with a cell too many or too few is kept and says how many it has', () => {
  const { rows, encoding } = read(fixture('orders-ragged.csv'));
  assert.equal(encoding, 'utf-8');
  assert.deepEqual(
    rows.map((row) => [row.rowNumber, row.cellCount]),
    [
      [2, 4],
      [3, 4],
      [4, 5],
      [5, 3],
      [7, 4],
      [9, 4],
    ],
  );
  assert.deepEqual(rows[2]?.cells, ['12', 'HANAR', 'Rua do Paço', ' 67', 'Rio de Janeiro']);
  assert.deepEqual(rows[4]?.cells[2], 'Boulevard Tirou\n255');
});

test('the separator is told from the header and the lines below it, or named by a first line sep=', () => {
  assert.equal(read('name, first;town;zip\nx;y;z\n').delimiter, ';');
  assert.equal(read('a\tb,c\n1\t2\n').delimiter, '\t');
  assert.equal(read('a|b|c\n1|2|3\n').delimiter, '|');
  assert.equal(read('"a;b",c\n"1;2",3\n').delimiter, ',');
  assert.equal(read('only\n1\n').delimiter, ',');
  const named = read('sep=;\na;b\n1;2\n');
  assert.deepEqual([named.delimiter, named.header, named.rows[0]?.rowNumber], [';', ['a', 'b'], 3]);
});

test('title lines are skipped, nameless last columns dropped, and empty cells behind the last column with them', () => {
  const table = read(fixture('bank-export.csv'), { skipLines: 2 });
  assert.equal(table.encoding, 'windows-1252');
  assert.equal(table.header.length, 7);
  assert.equal(table.header[2], 'Auftraggeber / Empfänger');
  assert.deepEqual(table.rows.map((row) => [row.rowNumber, row.cellCount]), [[4, 7], [5, 7]]);
  assert.equal(table.rows[0]?.cells[4], 'Rechnung INV-2026-0007; abzüglich Skonto');
});

test('encodings: mark, strict UTF-8, guess, and what the person names', () => {
  assert.deepEqual(sniffText(bytes('\ufeffKöln')), { text: 'Köln', encoding: 'utf-8', hadBom: true });
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Łódź\nx', 'utf16le')]);
  assert.deepEqual(sniffText(wide), { text: 'Łódź\nx', encoding: 'utf-16le', hadBom: true });
  assert.deepEqual(sniffText(latin1('Straße; Größe; Müller')).text, 'Straße; Größe; Müller');
  const polish = Uint8Array.of(0xa3, 0xf3, 0x64, 0x9f);
  assert.equal(sniffText(polish, 'windows-1250').text, 'Łódź');
  assert.equal(refusalOf(() => sniffText(latin1('Köln'), 'utf-8')).code, 'file.encoding');
  assert.equal(refusalOf(() => sniffText(bytes('x'), 'klingon')).code, 'file.encoding');
});

test('what is not text is refused with a word of what it is', () => {
  assert.equal(refusalOf(() => read(fixture('picture.png'))).code, 'file.binary');
  assert.match(refusalOf(() => read(bytes('%PDF-1.7\n'))).message, /PDF/);
  assert.equal(refusalOf(() => read(Buffer.from('PK\u0003\u0004rest of it'))).code, 'file.is_workbook');
  assert.equal(refusalOf(() => read('a,b\n1,\u0000\n')).code, 'file.binary');
  assert.equal(refusalOf(() => read('')).code, 'file.empty');
  assert.equal(read('PK;Name\n1;2\n').header[0], 'PK');
});

test('a header without names, or with the same name twice, is refused', () => {
  assert.equal(refusalOf(() => read('a,,c\n1,2,3\n')).code, 'table.header_empty');
  assert.equal(refusalOf(() => read('\n \n')).code, 'table.header_empty');
  const twice = refusalOf(() => read('Amount,b,amount\n'));
  assert.deepEqual([twice.code, twice.row, twice.field], ['table.header_duplicate', 1, 'column 3']);
});

test('limits on bytes, rows and columns are kept', () => {
  const source = 'a,b\n1,2\n3,4\n';
  assert.equal(refusalOf(() => read(source, { maxBytes: 5 })).code, 'file.too_large');
  assert.equal(refusalOf(() => read(source, { maxRows: 1 })).code, 'table.too_many_rows');
  assert.equal(refusalOf(() => read(source, { maxColumns: 1 })).code, 'table.too_many_columns');
});

test('a quotation mark that is never closed is refused with its row, in a small file and in a large one', () => {
  const small = refusalOf(() => read('a,b\n1,2\n3,"oops\n5,6\n'));
  assert.deepEqual([small.code, small.row], ['table.unclosed_quote', 3]);
  const large = refusalOf(() => read(`a,b\n1,2\n3,"oops\n${'5,6\n'.repeat(2_000_000)}`));
  assert.deepEqual([large.code, large.row], ['table.row_too_long', 3]);
  assert.equal(refusalOf(() => read(`a,b\n${'x'.repeat(5_000_000)}`)).code, 'table.row_too_long');
});

test('a quotation mark within a quoted cell marks its row', () => {
  const { rows } = read('a,b\n"the "big" one",2\nx,y\n');
  assert.deepEqual(rows.map((row) => row.damagedQuotes), [true, false]);
});

test('a stream gives the same rows as the whole file, whatever the chunks', async () => {
  const source = fixture('orders-ragged.csv');
  for (const length of [1, 7, 64, 100_000]) {
    const stream = await readDelimitedStream(inChunks(source, length), tableLimits);
    const rows = [];
    for await (const batch of stream.batches) rows.push(...batch);
    assert.deepEqual({ header: stream.header, rows }, { header: read(source).header, rows: read(source).rows });
  }
});

test('a stream that turns out to be no UTF-8 after a long start in ASCII is read in the guessed encoding', async () => {
  const source = latin1(`name;town\n${'plain;ascii\n'.repeat(20_000)}Müller;Köln\nSträßer;Düsseldorf\n`);
  const stream = await readDelimitedStream(inChunks(source, 65_536), tableLimits);
  let last: readonly string[] = [];
  for await (const batch of stream.batches) last = batch.at(-1)?.cells ?? last;
  assert.deepEqual([last, stream.encoding()], [['Sträßer', 'Düsseldorf'], 'windows-1252']);
  assert.deepEqual([...readDelimited(source, tableLimits).rows].at(-1)?.cells, last);
});

test('two encodings in one file are refused, not mixed', () => {
  const source = Buffer.concat([bytes(`name\nKöln\n${'x\n'.repeat(200_000)}`), latin1('Düsseldorf\n')]);
  assert.equal(refusalOf(() => read(source)).code, 'file.encoding');
});

test('what is written is read back, whatever stands in the cells', () => {
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/[\u0000\r]/.test(text) && text.isWellFormed());
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 30 }), (pairs) => {
      const columns = [
        { key: 'a', title: 'first', kind: 'text' },
        { key: 'b', title: 'second', kind: 'text' },
      ] as const;
      const given = pairs.filter(([a, b]) => a !== '' || b !== '');
      const text = writeDelimited(columns, given.map(([a, b]) => ({ a, b })));
      const guarded = (value: string): string => (/^[=+\-@\t\n]/.test(value) ? `'${value}` : value);
      const rows = read(text, { delimiter: ',' }).rows.map((row) => row.cells);
      assert.deepEqual(rows, given.map(([a, b]) => [guarded(a), guarded(b)]));
    }),
    { numRuns: 300 },
  );
});

test('cells that a spreadsheet would run are disarmed; numbers and days stay what they are', () => {
  const columns = [
    { key: 'name', title: 'Name', kind: 'text' },
    { key: 'open', title: 'Open', kind: 'amount' },
    { key: 'due', title: 'Due', kind: 'date' },
    { key: 'days', title: 'Days', kind: 'integer' },
  ] as const;
  const text = writeDelimited(columns, [
    { name: '=HYPERLINK("http://x")', open: { minor: -1050n, currency: 'EUR' }, due: '2026-03-31', days: -3n },
    { name: '@x', open: { minor: 500n, currency: 'JPY' }, due: null, days: 12 },
    { name: 'a, "b"', open: '12.345', due: undefined, days: null },
  ]);
  assert.equal(
    text,
    ['Name,Open,Due,Days', `"'=HYPERLINK(""http://x"")",-10.50,2026-03-31,-3`, `'@x,500,,12`, `"a, ""b""",12.345,,`, ''].join('\r\n'),
  );
});
