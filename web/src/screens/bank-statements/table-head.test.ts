// What a person is shown of a bank's table before saying which column is what.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readTableHead, tableHead } from './table-head.ts';

test('the columns are read whatever separates them, with what stands in the first row', () => {
  assert.deepEqual(tableHead('\uFEFFWann;Wieviel;Wer\r\n05.06.2026;10,00;X\r\n'), { columns: ['Wann', 'Wieviel', 'Wer'], first: ['05.06.2026', '10,00', 'X'] });
  assert.deepEqual(tableHead('date,amount,"Name, of whom"\n2026-06-05,-3.00,"A ""B"" C, D"\n'), { columns: ['date', 'amount', 'Name, of whom'], first: ['2026-06-05', '-3.00', 'A "B" C, D'] });
  assert.deepEqual(tableHead('\n\na\tb\n'), { columns: ['a', 'b'], first: [''] });
});

test('a table in the signs of Windows is readable', async () => {
  assert.deepEqual((await readTableHead(new Blob([new Uint8Array([0x47, 0xfc, 0x6c, 0x74, 0x69, 0x67, 0x3b, 0x41])]))).columns, ['Gültig', 'A']);
});
