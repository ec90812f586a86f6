// Rows under a mapping: what feeds a field, what is left out, and which mappings and rows are refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableRow } from '#formats/table.ts';
import type { ImportKind } from './import-kind.ts';
import { readMapping, type MappingInput } from './mapping.ts';
import { proposeMapping } from './propose-mapping.ts';
import { openRowReader, type RowReading } from './row-reader.ts';

const kind: ImportKind = {
  kind: 'things', title: 'Things', permission: 'import.run', uniqueBy: ['number'],
  fields: [
    { key: 'number', title: 'Thing number', type: 'text', required: true, aliases: ['id', 'thing no'], example: 'T1', description: '' },
    { key: 'made_on', title: 'Made on', type: 'date', example: '2026-01-01', description: '' },
    { key: 'discount_percent', title: 'Discount', type: 'decimal', example: '5', description: '' },
    { key: 'colour', title: 'Colour', type: 'choice', choices: ['red', 'blue'], fallback: 'red', example: 'red', description: '' },
    { key: 'name', title: 'Name', type: 'text', example: 'x', description: '' },
  ],
  write: async () => ({ created: 0, unchanged: 0, updated: 0, issues: [] }),
};

function row(rowNumber: number, ...cells: string[]): TableRow {
  return { rowNumber, cells, cellCount: cells.length, damagedQuotes: false };
}

function readAll(mapping: MappingInput, header: readonly string[], rows: readonly TableRow[]): (RowReading | null)[] {
  const read = openRowReader(kind, readMapping(mapping), header);
  return rows.map((each) => read(each));
}

test('names of columns propose the mapping, exact names before aliases, each column once', () => {
  const proposed = proposeMapping(kind, ['ID', 'Made-On', 'Thing Number', 'other'], [row(2, '1', '31/12/2025', 'T1', 'NULL')]);
  assert.deepEqual(proposed.columns, { number: { column: 'Thing Number' }, made_on: { column: 'Made-On' } });
  assert.equal(proposed.date_format, 'DD/MM/YYYY');
  assert.deepEqual(proposed.null_texts, ['NULL']);
  assert.equal(proposeMapping(kind, ['Made on'], [row(2, '01/02/2025')]).date_format, undefined, 'an order that no row tells is not guessed');
  assert.equal(proposeMapping(kind, ['Discount'], [row(2, '12,5')]).decimal, ',');
});

test('columns, constants, joins, translated words, suffixes and factors feed fields', () => {
  const [first, second] = readAll({
    columns: {
      number: { join: ['a', 'b'], separator: '-' }, made_on: { constant: '2026-02-01' }, discount_percent: { column: 'rate', multiply: '100' },
      colour: { column: 'c', values: { Rot: 'red', Blau: 'blue' } }, name: { column: 'n', drop_suffix: '.0' },
    },
    null_texts: ['NULL'],
  }, ['a', 'b', 'rate', 'c', 'n'], [row(2, '10', '1', '0.15', 'Blau', '17850.0'), row(3, '10', 'NULL', '0', '', 'NULL')]);
  assert.deepEqual(first?.values, { number: '10-1', made_on: '2026-02-01', discount_percent: '15', colour: 'blue', name: '17850' });
  assert.deepEqual(second?.values, { number: '10', made_on: '2026-02-01', discount_percent: '0', colour: 'red', name: null });
});

test('rows that the filter does not keep are left out without an issue', () => {
  const read = (filter: MappingInput['filter']): (string | null)[] => readAll({ columns: { number: { column: 'n' } }, filter, null_texts: ['NULL'] }, ['n', 'x'], [row(2, 'C1', 'a'), row(3, 'D2', 'NULL')]).map((reading) => reading?.values['number'] ?? null);
  assert.deepEqual(read([{ column: 'x', keep: 'present' }]), ['C1', null]);
  assert.deepEqual(read([{ column: 'x', keep: 'empty' }]), [null, 'D2']);
  assert.deepEqual(read([{ column: 'n', keep: 'not_starting_with', value: 'C' }]), [null, 'D2']);
  assert.deepEqual(read([{ column: 'n', keep: 'equal', value: 'C1' }, { column: 'x', keep: 'equal', value: 'a' }]), ['C1', null]);
});

test('a source may hold only where a condition is met; in other rows its other text counts, or nothing', () => {
  const readings = readAll({
    columns: {
      number: { column: 'n' }, colour: { constant: 'blue', only_if: { column: 'n', keep: 'starting_with', value: 'C' } }, name: { column: 'x', only_if: { column: 'd', keep: 'below_zero', otherwise: 'sold' } },
    },
    decimal: ',',
  }, ['n', 'x', 'd'], [row(2, 'C1', 'returned', '-2,5'), row(3, 'D2', 'more', '(1)'), row(4, 'D3', 'more', '0'), row(5, 'D4', 'more', 'none')]);
  assert.deepEqual(readings.map((reading) => reading?.values['colour']), ['blue', 'red', 'red', 'red'], 'the fallback stands where nothing does');
  assert.deepEqual(readings.map((reading) => reading?.values['name']), ['returned', 'more', 'sold', 'sold']);
  assert.throws(() => openRowReader(kind, readMapping({ columns: { number: { column: 'n', only_if: { column: 'zzz', keep: 'present' } } } }), ['n']), { code: 'import.column_unknown', value: 'zzz' });
  assert.throws(() => readMapping({ columns: { number: { constant: 'x', only_if: { column: 'n', keep: 'equal' } } } }), { code: 'import.mapping_malformed' });
});

test('the sign of a number is dropped or turned round, and what stands before it taken off', () => {
  const discounts = (source: object): (string | null | undefined)[] => readAll({ columns: { number: { column: 'n' }, discount_percent: { column: 'd', ...source } } }, ['n', 'd'], [row(2, 'a', '-5.50'), row(3, 'b', '7'), row(4, 'c', '0')]).map((reading) => reading?.values['discount_percent']);
  assert.deepEqual(discounts({ sign: 'drop' }), ['5.50', '7', '0']);
  assert.deepEqual(discounts({ sign: 'reverse' }), ['5.50', '-7', '0']);
  assert.deepEqual(discounts({ sign: 'reverse', multiply: '10' }), ['55', '-70', '0']);
  assert.deepEqual(discounts({ sign: 'drop', sign_if: { column: 'n', keep: 'equal', value: 'b' } }), ['-5.50', '7', '0'], 'other rows keep theirs');
  const [priced] = readAll({ columns: { number: { column: 'n' }, discount_percent: { column: 'd', drop_prefix: '$' } } }, ['n', 'd'], [row(2, 'a', '$ 12.50')]);
  assert.equal(priced?.values['discount_percent'], '12.50');
});

test('rows that repeat a number are left out when the mapping says so, but only behind one that was taken', () => {
  const header = ['n', 'd'];
  const rows = [row(2, 'T1', '2026-02-30'), row(3, 'T1', '2026-02-01'), row(4, 'T1', '2026-02-02'), row(5, '', ''), row(6, '', ''), row(7, 'T2', '')];
  const readings = readAll({ columns: { number: { column: 'n' }, made_on: { column: 'd' } }, repeats: 'first' }, header, rows);
  assert.deepEqual(readings.map((reading) => (reading === null ? 'left out' : reading.issues[0]?.code ?? reading.values['number'])), ['import.date_impossible', 'T1', 'left out', 'import.required_empty', 'import.required_empty', 'T2']);
});

test('a row is refused with row, field, value, reason and fix; a repetition names the earlier row', () => {
  const readings = readAll({ columns: { number: { column: 'n' }, made_on: { column: 'd' } } }, ['n', 'd'], [
    row(2, 'T1', '2026-02-30'), row(3, '', '2026-02-01'), row(4, 'T1', ''), row(5, 'T2'), row(6, 'T3', '2026-01-01', 'more'), { ...row(7, 'T4', ''), damagedQuotes: true },
  ]);
  assert.deepEqual(readings.map((reading) => reading?.issues.map((issue) => issue.code)), [['import.date_impossible'], ['import.required_empty'], ['import.duplicate_in_file'], ['import.row_shape'], ['import.row_shape'], ['import.row_quotes']]);
  assert.deepEqual(readings[0]?.issues[0], {
    rowNumber: 2, field: 'made_on', value: '2026-02-30', code: 'import.date_impossible', reason: 'there is no such day: year 2026, month 2, day 30',
    fix: 'Correct the date in the file: this day does not exist.', sourceRow: ['T1', '2026-02-30'],
  });
  assert.match(readings[2]?.issues[0]?.reason ?? '', /row 2/);
});

test('a row with a cell too many is refused for that alone, and no later row repeats it', () => {
  const readings = readAll({ columns: { number: { column: 'n' }, made_on: { column: 'd' } } }, ['n', 'd'], [row(2, 'T1', 'Ltd', '2026-02-30'), row(3, 'T1', '2026-02-01'), row(4, '')]);
  assert.deepEqual(readings.map((reading) => reading?.issues.map((issue) => issue.code)), [['import.row_shape'], [], ['import.row_shape']]);
});

test('a mapping that does not fit is refused with what the file has', () => {
  const bind = (mapping: MappingInput): (() => unknown) => () => openRowReader(kind, readMapping(mapping), ['n', 'd']);
  assert.throws(bind({ columns: {} }), { code: 'import.column_missing', message: /number.*The file has: n, d/ });
  assert.throws(bind({ columns: { number: { column: 'zzz' } } }), { code: 'import.column_unknown', value: 'zzz' });
  assert.throws(bind({ columns: { number: { column: 'n' }, nonsense: { column: 'd' } } }), { code: 'import.field_unknown' });
  assert.throws(bind({ columns: { number: { column: 'n' } }, decimal: ',', thousands: ',' }), { code: 'import.mapping_malformed' });
  assert.throws(() => readMapping({ columns: { number: { column: 'n', typo: 1 } } }), { code: 'import.mapping_malformed' });
  assert.throws(() => readMapping({ columns: { __proto__: { column: 'n' }, 'Bad Key': { column: 'n' } } }), { code: 'import.mapping_malformed' });
});

test('an apostrophe that keeps a text from being a formula is no part of it', () => {
  const [first] = readAll({ columns: { number: { column: 'n' }, name: { column: 'x' }, discount_percent: { column: 'd' } } }, ['n', 'x', 'd'], [row(2, "'+49 30", "'=1+1", "'-5")]);
  assert.deepEqual([first?.values['number'], first?.values['name'], first?.values['discount_percent'], first?.issues], ['+49 30', "'=1+1", '-5', []]);
});
