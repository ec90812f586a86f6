// The database goes away under the running server, in the middle of imports and of a bill run: nothing fails, and no restart is needed.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ServerProcess } from './server-process.ts';
import { removeFolders, wholeJob, type End } from './whole-job.ts';

const ORDERS = 1000;
after(removeFolders);

function assertWhole(end: End): void {
  assert.equal(end.checks, true);
  assert.deepEqual([end.orders, end.documents], [ORDERS, ORDERS]);
}

test('every connection is cut, again and again: the runs go on, and each order is billed once', { timeout: 300_000 }, async () => {
  const end = await wholeJob({ orders: ORDERS, hitsPerRun: 6, hit: (_server, folder) => cutConnections(folder) });
  assertWhole(end);
  assert.ok(end.hits >= 4, `only ${end.hits} cuts hit a run`);
});

test('the database is shut down: requests are told to come again, and the same server goes on by itself', { timeout: 300_000 }, async () => {
  const answers: Response[] = [];
  const end = await wholeJob({
    orders: ORDERS, hitsPerRun: 2,
    async hit(server, folder) {
      process.kill(databasePid(folder), 'SIGINT');
      answers.push(...(await answersUntilBack(server)));
    },
  });
  assertWhole(end);
  assert.ok(end.hits >= 2, `only ${end.hits} shutdowns hit a run`);
  const refused = answers.filter(({ status }) => status !== 200);
  assert.ok(refused.length > 0);
  for (const answer of refused) assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5']);
  for (const answer of refused.filter(({ url }) => url.includes('/v1/'))) assert.equal(((await answer.json()) as { code: string }).code, 'database.unavailable');
});

async function cutConnections(folder: string): Promise<void> {
  const client = new pg.Client({ host: path.join(folder, 'postgres', 'run'), port: 5432, user: 'counterfoil', database: 'counterfoil' });
  await client.connect();
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
  await client.end();
}

/** The process id that the database wrote into its own folder. */
function databasePid(folder: string): number {
  return Number(fs.readFileSync(path.join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function answersUntilBack({ url }: ServerProcess): Promise<Response[]> {
  const answers: Response[] = [];
  for (let wasAway = false; ; ) {
    const both = await Promise.all([fetch(`${url}/health`), fetch(`${url}/v1/setup`)]);
    answers.push(...both);
    const isAway = both.some(({ status }) => status !== 200);
    if (wasAway && !isAway) return answers;
    wasAway ||= isAway;
    await sleep(20);
  }
}
