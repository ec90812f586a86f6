// An import that is killed at any moment and started again ends as if nothing had happened; one that is cancelled keeps its batches.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
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

let trade: Trade;
/** The same file imported without disturbance, in a company of its own. */
let undisturbed: { evidence: string; issues: number };

const ORDERS = 10_000;
// One order in a hundred has a customer that nobody knows, so that issues must survive the kill too.
const file = orderFile(ORDERS).replace(/^(O-\d*77),C-\d/gm, '$1,C-99');

before(async () => {
  const quiet = await openTrade();
  const runId = await queueImport(quiet, 'orders', file);
  await executeRun(quiet.platform, tradeRuns, quiet.ctx.orgId, runId);
  undisturbed = { evidence: withoutKeys(await evidenceOf(quiet)), issues: (await importedOf(quiet, runId)).issues.length };
  await quiet.platform.close();
  trade = await openTrade();
});
after(() => trade.platform.close());

const withoutKeys = (text: string): string => text;
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
  assert.deepEqual([rows, created + rejected, issues], [ORDERS * 2, ORDERS * 2, undisturbed.issues]);
  assert.equal((await read((tx) => listRunIssues(tx, runId, 0, 10_000))).length, undisturbed.issues);
  assert.equal(withoutKeys(await evidenceOf(trade)), undisturbed.evidence);
  assert.equal(await read(findBrokenAuditRow), null);
}

test('a fault in the middle of a batch keeps the batches before it, and the next start goes on behind them', async () => {
  const runId = await queueImport(trade, 'orders', file.replaceAll('O-', 'F-').replaceAll('C-99', 'C-9'));
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
  const handler = importRuns([faulty]).get('import');
  const job = { platform: trade.platform, ctx: trade.ctx, run: await runOf(runId), isCancelled: async () => false };
  await assert.rejects(async () => handler?.(job), /power fails/);
  assert.equal(((await runOf(runId)).cursor as ImportProgress).batch, 2);
  calls = 10;
  const written: number[] = [];
  const counting: ImportKind = { ...ordersImport, write: (tx, ctx, batch) => { written.push(batch.rows.length); return ordersImport.write(tx, ctx, batch); } };
  await executeRun(trade.platform, importRuns([counting]), trade.ctx.orgId, runId);
  const { created, rejected, rows } = (await runOf(runId)).result as ImportProgress;
  assert.deepEqual([rows, created + rejected], [ORDERS * 2, ORDERS * 2]);
  assert.equal(written.length, 2, 'only the batches that were missing are written');
  await trade.platform.database.ownerPool.query('set session_replication_role = replica');
});

test('a process that is killed again and again ends in the same state as an undisturbed run', async () => {
  const fresh = await openTrade();
  const former = trade;
  trade = fresh;
  await former.platform.close();
  const runId = await queueImport(trade, 'orders', file);
  for (const batches of [1, 2, 3]) await killAfter(runId, batches);
  const cut = await runOf(runId);
  assert.equal(cut.status, 'running');
  await executeRun(trade.platform, tradeRuns, trade.ctx.orgId, runId);
  await assertAsUndisturbed(runId);
});

/** Starts a process on the run and kills it as soon as so many batches are kept. */
async function killAfter(runId: string, batches: number): Promise<void> {
  const { host, port, user, database, connectionString } = trade.platform.database.ownerPool.options as pg.PoolConfig;
  const connection = connectionString === undefined ? { host, port, user, database } : { connectionString };
  const given = JSON.stringify({ connection, dataDirectory: trade.platform.config.dataDirectory, orgId: trade.ctx.orgId, runId });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'testing', 'import-process.ts'), given], { stdio: ['ignore', 'inherit', 'inherit'] });
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
  const text = orderFile(6000, 'Z');
  const runId = await queueImport(trade, 'orders', text);
  const cancelling: ImportKind = {
    ...ordersImport,
    async write(tx, ctx, batch) {
      const outcome = await ordersImport.write(tx, ctx, batch);
      if (batch.rows[0]?.rowNumber === 2) setTimeout(() => void command(trade.platform.database, trade.ctx, { name: 'run.cancel', permission: 'import.run', key: 'cancel', input: { runId } }, cancelRun), 0);
      return outcome;
    },
  };
  const slow = importRuns([{ ...cancelling, write: async (tx, ctx, batch) => { const outcome = await cancelling.write(tx, ctx, batch); await sleep(batch.rows[0]?.rowNumber === 2 ? 300 : 0); return outcome; } }]);
  await executeRun(trade.platform, slow, trade.ctx.orgId, runId);
  const run = await runOf(runId);
  assert.equal(run.status, 'cancelled');
  const kept = (run.cursor as ImportProgress).created;
  assert.ok(kept >= 5000 && kept < 12_000, `${kept} rows were kept`);
  await assert.rejects(command(trade.platform.database, trade.ctx, { name: 'run.cancel', permission: 'import.run', key: 'cancel again', input: { runId } }, cancelRun), { code: 'run.finished' });
  const again = await queueImport(trade, 'orders', text);
  await executeRun(trade.platform, tradeRuns, trade.ctx.orgId, again);
  const { counts } = await importedOf(trade, again);
  assert.deepEqual([counts.created + counts.unchanged, counts.unchanged, counts.rejected], [12_000, kept, 0]);
});
