// An import that is killed at any moment and started again ends as if nothing had happened; one that is cancelled keeps its batches.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { cancelRun } from '#platform/imports/cancel-run.ts';
import type { ImportKind } from '#platform/imports/import-kind.ts';
import { importRuns, type ImportProgress } from '#platform/imports/import-run.ts';
import { findRun, listRunIssues, type Run } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { findBrokenAuditRow } from '#platform/audit-store.ts';
import { ordersImport } from './import-orders.ts';
import { evidenceOf, importedOf, openTrade, orderFile, queueImport, tradeRuns, type Trade } from './testing/trade.ts';

let quiet: Trade;
let trade: Trade;
/** What the same file leaves behind without disturbance, in a company of its own. */
let undisturbed: { evidence: string; issues: number };

const ORDERS = 10_000;
// One order in a hundred has a customer that nobody knows, so that issues must survive the kill too.
const file = orderFile(ORDERS).replace(/^(O-\d*77),C-\d/gm, '$1,C-99');

before(async () => {
  quiet = await openTrade();
  const runId = await queueImport(quiet, 'orders', file);
  await executeRun(quiet.platform, tradeRuns, quiet.ctx.orgId, runId);
  undisturbed = { evidence: await evidenceOf(quiet), issues: (await importedOf(quiet, runId)).issues.length };
  assert.equal(undisturbed.issues, 200);
});
after(() => quiet.platform.close());
beforeEach(async () => {
  trade = await openTrade();
});
afterEach(() => trade.platform.close());

const read = <Result>(work: Parameters<typeof inReadOnly<Result>>[2]): Promise<Result> => inReadOnly(trade.platform.database, trade.ctx, work);

async function runOf(runId: string): Promise<Run> {
  const run = await read((tx) => findRun(tx, runId));
  assert.ok(run !== null);
  return run;
}

async function assertAsUndisturbed(runId: string): Promise<void> {
  const run = await runOf(runId);
  assert.equal(run.status, 'done');
  const { created, rejected, rows, issues } = run.result as ImportProgress;
  assert.deepEqual([rows, created, rejected, issues], [ORDERS * 2, ORDERS * 2 - undisturbed.issues, undisturbed.issues, undisturbed.issues]);
  assert.equal((await read((tx) => listRunIssues(tx, runId, 0, 10_000))).length, undisturbed.issues);
  assert.equal(await evidenceOf(trade), undisturbed.evidence);
  assert.equal(await read(findBrokenAuditRow), null);
}

test('a fault in the middle of a batch keeps the batches before it, and the next start goes on behind them', async () => {
  const runId = await queueImport(trade, 'orders', file);
  let calls = 0;
  const faulty: ImportKind = {
    ...ordersImport,
    async write(tx, ctx, batch) {
      const outcome = await ordersImport.write(tx, ctx, batch);
      calls += 1;
      if (calls === 3) throw new Error('the power fails after the rows were written and before the commit');
      return outcome;
    },
  };
  // The handler alone, since a run that ends by a fault of ours is failed; a killed process leaves it running.
  const job = { platform: trade.platform, ctx: trade.ctx, run: await runOf(runId), isCancelled: async () => false };
  await assert.rejects(async () => importRuns([faulty]).get('import')?.(job), /power fails/);
  assert.equal(((await runOf(runId)).cursor as ImportProgress).batch, 2);

  const written: number[] = [];
  const counting: ImportKind = {
    ...ordersImport,
    write(tx, ctx, batch) {
      written.push(batch.rows.length);
      return ordersImport.write(tx, ctx, batch);
    },
  };
  await executeRun(trade.platform, importRuns([counting]), trade.ctx.orgId, runId);
  assert.equal(written.length, 2, 'only the batches that were missing are written');
  await assertAsUndisturbed(runId);
});

test('a process that is killed again and again ends in the same state as an undisturbed run', async () => {
  const runId = await queueImport(trade, 'orders', file);
  for (const batches of [1, 2, 3]) await killAfter(runId, batches);
  assert.equal((await runOf(runId)).status, 'running');
  await executeRun(trade.platform, tradeRuns, trade.ctx.orgId, runId);
  await assertAsUndisturbed(runId);
});

/** Starts a process on the run and kills it as soon as so many batches are kept. */
async function killAfter(runId: string, batches: number): Promise<void> {
  const { host, port, user, database, connectionString } = trade.platform.database.ownerPool.options as pg.PoolConfig;
  const connection = connectionString === undefined ? { host, port, user, database } : { connectionString };
  const given = JSON.stringify({ connection, dataDirectory: trade.platform.config.dataDirectory, orgId: trade.ctx.orgId, runId });
  const child = spawn(process.execPath, [fileURLToPath(new URL('./testing/import-process.ts', import.meta.url)), given], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  for (;;) {
    const run = await runOf(runId);
    if (((run.cursor as ImportProgress | null)?.batch ?? 0) >= batches || run.status === 'done') break;
    await sleep(2);
  }
  child.kill('SIGKILL');
  await ended;
}

test('a cancelled import ends between batches, and the same file later brings the rest', async () => {
  const runId = await queueImport(trade, 'orders', file);
  const cancel = (key: string): Promise<unknown> => command(trade.platform.database, trade.ctx, { name: 'run.cancel', permission: 'import.run', key, input: { runId } }, cancelRun);
  const cancelling: ImportKind = {
    ...ordersImport,
    async write(tx, ctx, batch) {
      const outcome = await ordersImport.write(tx, ctx, batch);
      if (batch.rows[0]?.rowNumber === 2) await cancel('cancel');
      return outcome;
    },
  };
  await executeRun(trade.platform, importRuns([cancelling]), trade.ctx.orgId, runId);
  const run = await runOf(runId);
  assert.equal(run.status, 'cancelled');
  const kept = (run.cursor as ImportProgress).created;
  assert.equal((run.cursor as ImportProgress).batch, 1);
  await assert.rejects(cancel('cancel again'), { code: 'run.finished' });

  const again = await queueImport(trade, 'orders', file);
  await executeRun(trade.platform, tradeRuns, trade.ctx.orgId, again);
  const { counts } = await importedOf(trade, again);
  assert.deepEqual([counts.unchanged, counts.created, counts.rejected], [kept, ORDERS * 2 - kept - undisturbed.issues, undisturbed.issues]);
});
