// What a trial leaves behind must not mislead the import that follows it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { refreshStatistics } from './statistics-store.ts';

let platform: TestPlatform;
before(async () => {
  platform = await openTestPlatform();
  await platform.database.ownerPool.query('create table platform.tried (tried_id int primary key, note text not null)');
});
after(() => platform.close());

async function fill(end: 'commit' | 'rollback'): Promise<void> {
  const client = await platform.database.ownerPool.connect();
  await client.query('begin');
  await client.query(`insert into platform.tried select number, 'a row of the file' from generate_series(1, 5000) number`);
  await client.query(end);
  client.release();
}

async function pages(): Promise<number> {
  const { rows: [row] } = await platform.database.ownerPool.query<{ pages: number }>(`select (pg_relation_size('platform.tried') / 8192)::int as pages`);
  return row?.pages ?? -1;
}

/** How many rows the planner believes to meet. */
async function believed(): Promise<number> {
  const { rows: [row] } = await platform.database.ownerPool.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>('explain (format json) select * from platform.tried');
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? -1;
}

test('rows of a trial that was rolled back are swept away, and the rows of the import are planned for as they come', async () => {
  await fill('rollback');
  assert.ok((await pages()) > 20);
  await refreshStatistics(platform.database, ['platform.tried']);
  assert.equal(await pages(), 0);
  await fill('commit');
  const rows = await believed();
  assert.ok(rows > 1000, `planned for ${rows} rows, though the table had been empty`);
});

test('living rows are counted and stay', async () => {
  const before = await pages();
  await refreshStatistics(platform.database, ['platform.tried']);
  assert.deepEqual([await pages(), await believed()], [before, 5000]);
});
