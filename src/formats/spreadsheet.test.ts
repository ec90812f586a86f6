// Tests of reading worksheets and writing reports, and of archives that lie about their size.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { Refusal } from '#kernel/refusal.ts';
import { numberText, readSpreadsheet, readSpreadsheetStream, tableLimits, writeWorkbook } from './spreadsheet.ts';
import type { RefusalCode } from '#kernel/refusal.ts';
import type { ExportSheet, SpreadsheetOptions } from './spreadsheet.ts';

async function workbook(rows: (string | number | boolean | Date | null)[][], name = 'Orders'): Promise<Uint8Array> {
  return await writeXlsx({ sheets: [{ name, rows }] });
}

async function read(bytes: Uint8Array, options: Partial<SpreadsheetOptions> = {}) {
  return await readSpreadsheet(bytes, { ...tableLimits, ...options });
}

async function assertRefused(code: RefusalCode, work: Promise<unknown>): Promise<Refusal> {
  const outcome: unknown = await work.then(
    () => 'nothing was refused',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof Refusal, String(outcome));
  assert.equal(outcome.code, code, outcome.message);
  return outcome;
}

test('rows know their place in the sheet; days, times, numbers and answers become exact text', async () => {
  const day = new Date(Date.UTC(2026, 1, 28));
  const moment = new Date(Date.UTC(2026, 1, 28, 14, 30));
  const table = await read(
    await workbook([
      ['Order', 'Quantity', 'On', 'At', 'Paid'],
      ['SO-1', 0.1 + 0.2, day, moment, true],
      [null, null, null, null, null],
      ['00017', 1e-7, null, null, null],
    ]),
  );
  assert.deepEqual(table.header, ['Order', 'Quantity', 'On', 'At', 'Paid']);
  assert.deepEqual(
    table.rows.map((row) => [row.rowNumber, row.cellCount, ...row.cells]),
    [
      [2, 5, 'SO-1', '0.3', '2026-02-28', '2026-02-28 14:30:00', 'true'],
      [4, 5, '00017', '0.0000001', '', '', ''],
    ],
  );
});

test('numbers are written with at most 15 significant digits and never with an exponent', () => {
  const samples: readonly (readonly [number, string])[] = [
    [0.1 + 0.2, '0.3'],
    [1.1 * 3, '3.3'],
    [1234567.89, '1234567.89'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1.5e-9, '0.0000000015'],
    [-2.5e22, '-25000000000000000000000'],
    [Number.NaN, ''],
  ];
  for (const [value, text] of samples) assert.equal(numberText(value), text);
});

test('a sheet is chosen by name, else the first one that is visible', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Hidden', rows: [['x']], hidden: true },
      { name: 'Front', rows: [['a'], ['1']] },
      { name: 'Back', rows: [['Title'], [], ['b'], ['2']] },
    ],
  });
  assert.equal((await read(bytes)).sheet, 'Front');
  const back = await read(bytes, { sheet: 'Back', skipRows: 1 });
  assert.deepEqual([back.header, back.rows[0]?.rowNumber, back.sheets], [['b'], 4, ['Hidden', 'Front', 'Back']]);
  const missing = await assertRefused('workbook.sheet_missing', read(bytes, { sheet: 'Orders' }));
  assert.match(missing.message, /Hidden, Front, Back/);
});

test('a cell beyond the header shows in the count of its row', async () => {
  const { rows } = await read(await workbook([['a', 'b'], ['1', '2', '3'], ['4']]));
  assert.deepEqual(rows.map((row) => row.cellCount), [3, 2]);
});

test('limits on bytes, rows, columns and unpacked size are kept', async () => {
  const bytes = await workbook([['a', 'b'], ['1', '2'], ['3', '4']]);
  await assertRefused('file.too_large', read(bytes, { maxBytes: 100 }));
  await assertRefused('table.too_many_rows', read(bytes, { maxRows: 1 }));
  await assertRefused('table.too_many_columns', read(bytes, { maxColumns: 1 }));
  await assertRefused('workbook.expands_too_far', read(bytes, { maxUnpackedBytes: 500 }));
});

test('an archive that announces gigabytes, or hides what it unpacks to, is refused before it is unpacked', async () => {
  const bomb = await workbook([['a'], ['1']]);
  setUnpackedSize(bomb, 3_000_000_000);
  await assertRefused('workbook.expands_too_far', read(bomb));
  const liar = await workbook([['a'], ['1']]);
  setUnpackedSize(liar, 0);
  await assertRefused('workbook.damaged', read(liar));
  const understated = await workbook([['a'], ...Array.from({ length: 2000 }, (_, row) => [`value ${row}`])]);
  setUnpackedSize(understated, 10);
  await assertRefused('workbook.damaged', read(understated));
});

test('what is not an xlsx workbook is refused with the reason', async () => {
  await assertRefused('file.empty', read(new Uint8Array(0)));
  await assertRefused('workbook.not_xlsx', read(Buffer.from('a,b\n1,2\n')));
  await assertRefused('workbook.not_xlsx', read(Buffer.from('d0cf11e0a1b11ae1', 'hex')));
  await assertRefused('file.binary', read(readFileSync(new URL('./fixtures/picture.png', import.meta.url))));
  const whole = await workbook([['a'], ['1']]);
  await assertRefused('workbook.damaged', read(whole.subarray(0, whole.length - 30)));
  const scratched = Uint8Array.from(whole);
  scratched.fill(0x55, 60, 120);
  await assertRefused('workbook.damaged', read(scratched));
  await assertRefused('table.header_empty', read(await workbook([])));
});

test('rows of a long sheet come in batches', async () => {
  const stream = await readSpreadsheetStream(await workbook([['n'], ...Array.from({ length: 4500 }, (_, n) => [n])]), tableLimits);
  const lengths: number[] = [];
  for await (const batch of stream.batches) lengths.push(batch.length);
  assert.deepEqual(lengths, [2000, 2000, 500]);
});

const aging: ExportSheet = {
  name: 'Aging: [2026]',
  columns: [
    { key: 'customer', title: 'Customer', kind: 'text' },
    { key: 'due', title: 'Due', kind: 'date' },
    { key: 'open', title: 'Open', kind: 'amount', total: true },
    { key: 'tax', title: 'Tax', kind: 'percent' },
    { key: 'days', title: 'Days', kind: 'integer' },
  ],
  rows: [
    { customer: '=cmd()', due: '2026-02-28', open: { minor: 10n, currency: 'EUR' }, tax: '7.7', days: 3n },
    { customer: 'Köln\u0001', due: null, open: { minor: 20n, currency: 'EUR' }, tax: '19', days: -1 },
  ],
  notes: ['As of 2026-03-31'],
};

test('a report has real numbers and days, a frozen header, and a total that recomputes', async () => {
  const { sheets } = await readXlsx(await writeWorkbook([aging]), { readStyles: true });
  const sheet = sheets[0];
  assert.ok(sheet !== undefined);
  assert.equal(sheet.name, 'Aging   2026');
  assert.deepEqual(sheet.freezePane, { rows: 1 });
  assert.deepEqual(sheet.rows[1], ['=cmd()', new Date(Date.UTC(2026, 1, 28)), 0.1, 0.077, 3]);
  assert.deepEqual(sheet.rows[2]?.[0], 'Köln\ufffd');
  const total = sheet.cells?.get('3,2');
  assert.deepEqual([total?.formula, total?.formulaResult, total?.style?.numFmt], ['SUM(C2:C3)', 0.3, '#,##0.00']);
  assert.equal(sheet.rows[5]?.[0], 'As of 2026-03-31');
});

test('amounts of several currencies are totalled apart, each with the digits of its currency', async () => {
  const columns = [
    { key: 'customer', title: 'Customer', kind: 'text' },
    { key: 'currency', title: 'Currency', kind: 'text' },
    { key: 'open', title: 'Open', kind: 'amount', total: true },
  ] as const;
  const rows = [
    { customer: 'A', currency: 'JPY', open: { minor: 500n, currency: 'JPY' } },
    { customer: 'B', currency: 'EUR', open: { minor: 125n, currency: 'EUR' } },
    { customer: 'C', currency: 'JPY', open: { minor: 7n, currency: 'JPY' } },
  ];
  const { sheets } = await readXlsx(await writeWorkbook([{ name: 'Open', columns, rows }]), { readStyles: true });
  const totals = [4, 5].map((row) => sheets[0]?.cells?.get(`${row},2`));
  assert.deepEqual(totals.map((cell) => [cell?.formula, cell?.formulaResult, cell?.style?.numFmt]), [
    ['SUMIF(B2:B4,"EUR",C2:C4)', 1.25, '#,##0.00'],
    ['SUMIF(B2:B4,"JPY",C2:C4)', 507, '#,##0'],
  ]);
  assert.deepEqual(sheets[0]?.rows[4]?.slice(0, 2), ['Total', 'EUR']);
  await assert.rejects(writeWorkbook([{ name: 'Open', columns: [columns[0], columns[2]], rows: rows.map(({ currency: _, ...row }) => row) }]), /currencies/);
});

test('an amount that a spreadsheet cannot hold exactly stays text, and its total is computed here', async () => {
  const columns = [{ key: 'a', title: 'Amount', kind: 'amount', total: true }] as const;
  const rows = [{ a: { minor: 9_007_199_254_740_993n, currency: 'EUR' } }, { a: { minor: 1n, currency: 'EUR' } }];
  const { sheets } = await readXlsx(await writeWorkbook([{ name: 'Big', columns, rows }]));
  assert.deepEqual(sheets[0]?.rows, [['Amount'], ['90071992547409.93'], [0.01], ['90071992547409.94']]);
});

test('sheets of one name are told apart', async () => {
  const { sheets } = await readXlsx(await writeWorkbook([aging, { ...aging, notes: [] }]));
  assert.deepEqual(sheets.map((sheet) => sheet.name), ['Aging   2026', 'Aging   2026 (2)']);
});

// Rewrites the announced size of every part in the directory at the end of the archive.
function setUnpackedSize(bytes: Uint8Array, size: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 46 < bytes.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  }
}
