// The file of refused rows: one line per row, in the form that the mapping of its run reads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunIssue } from '../run-store.ts';
import { issueFile } from './issue-file.ts';

function issue(rowNumber: number, reason: string, cells: readonly string[] | null): RunIssue {
  return { rowNumber, field: 'quantity', value: 'x', code: 'import.number_malformed', reason, fix: 'Write a number.', sourceRow: cells };
}

async function written(input: unknown, pages: readonly (readonly RunIssue[])[]): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for await (const piece of issueFile(input, (async function* () { yield* pages; })())) text += decoder.decode(piece);
  return text;
}

test('several issues of a row become one line, also across pages, and rows keep their cells', async () => {
  const pages = [[issue(2, 'first', ['a', '=1']), issue(3, 'second', ['b;', 'x'])], [issue(3, 'third', ['b;', 'x']), issue(4, 'fourth', null)]];
  assert.equal(await written({ header: ['n', 'import row'], mapping: { delimiter: ';', skip_lines: 2 } }, pages), [
    '\uFEFF', '', 'n;import row;import row (new);import field;import value;import reason;import fix', "a;'=1;2;quantity;x;first;Write a number.",
    '"b;";x;3;quantity;x;second; third;Write a number.'.replace('second; third', '"second; third"'), ';;4;quantity;x;fourth;Write a number.', '',
  ].join('\r\n'));
});

test('without issues there is a header, and work that keeps none has the reasons only', async () => {
  assert.equal(await written({ header: ['n'] }, []), '\uFEFFn,import row,import field,import value,import reason,import fix\r\n');
  assert.equal(await written(null, [[issue(1, 'why', null)]]), '\uFEFFimport row,import field,import value,import reason,import fix\r\n1,quantity,x,why,Write a number.\r\n');
});
