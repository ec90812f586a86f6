// A list as a file holds every page of it, and no list is cut off in silence.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXPORT_ROWS_MAX } from '#platform/http/export-report.ts';
import type { Table } from '#platform/http/route.ts';
import { listAsFile } from './list-as-file.ts';

const table: Table = { name: 'Numbers', columns: [{ key: 'number', title: 'Number', kind: 'integer' }] };

test('all pages come into the file, each asked for with the cursor of the one before', async () => {
  const asked: (string | undefined)[] = [];
  const file = await listAsFile('csv', table, async ({ cursor }) => {
    asked.push(cursor);
    return asked.length < 3 ? { items: [{ number: asked.length }], nextCursor: `page ${asked.length}` } : { items: [{ number: 3 }], nextCursor: null };
  });
  assert.deepEqual(asked, [undefined, 'page 1', 'page 2']);
  assert.equal((await file.text()).replace('\uFEFF', ''), 'Number\r\n1\r\n2\r\n3\r\n');
});

test('more rows than one file holds are refused, not cut off', async () => {
  const items = Array.from({ length: 10_000 }, (_, number) => ({ number }));
  let pages = 0;
  await assert.rejects(listAsFile('csv', table, async () => {
    pages += 1;
    return { items, nextCursor: 'more' };
  }), { code: 'request.too_large' });
  assert.equal(pages, EXPORT_ROWS_MAX / items.length + 1);
});
