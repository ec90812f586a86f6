// The worker stops between two batches and the next one goes on; what a killed worker had taken is given back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/database.ts';
import type { JobTable } from '#platform/jobs.ts';
import { insertOrg } from '#platform/organisation-store.ts';
import { findRun, saveProgress, startRun } from '#platform/run-store.ts';
import type { RunHandler } from '#platform/runs.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { startWorker } from './worker.ts';

let platform: TestPlatform;
let ctx: Context;
before(async () => {
  platform = await openTestPlatform();
  ctx = await testContext(platform);
  await command(platform.database, ctx, { name: 'test.start', permission: 'org.manage', key: 'start', input: {} }, async (tx, inner) => {
    await insertOrg(tx, { name: 'Ink and Paper', sample: false, now: inner.now });
    return {};
  });
});
after(() => platform.close());

const BATCHES = 6;

/** Counts its batches; onBatch hears of each. */
function countingRun(done: number[], onBatch: (batch: number) => void = () => undefined): RunHandler {
  return async ({ platform: own, run, ctx: inner, isCancelled }) => {
    let batch = Number((run.cursor as { batch: number } | null)?.batch ?? 0);
    while (batch < BATCHES && !(await isCancelled())) {
      await inTransaction(own.database, inner, async (tx) => {
        batch += 1;
        await saveProgress(tx, run.runId, { done: batch, total: BATCHES, cursor: { batch }, now: inner.now });
      });
      done.push(batch);
      onBatch(batch);
    }
    return { batches: batch };
  };
}

const queue = (key: string): Promise<{ runId: string }> =>
  command(platform.database, ctx, { name: 'test.run', permission: 'org.manage', key, input: {} }, async (tx, inner) => ({ runId: await startRun(tx, inner, { kind: 'counting', title: key, input: {} }) }));

const statusOf = async (runId: string): Promise<string | undefined> => (await inTransaction(platform.database, ctx, (tx) => findRun(tx, runId)))?.status;

const tableOf = (handler: RunHandler, heard: string[] = []): JobTable => ({
  runs: new Map([['counting', handler]]), listeners: new Map([['test.news', async (_platform, news) => void heard.push(news.outboxId)]]),
});

test('stopped in the middle, a run is neither done nor failed, and the next worker does the rest once', async () => {
  const done: number[] = [];
  const { runId } = await queue('interrupted');
  const stopping = Promise.withResolvers<void>();
  const first = await startWorker(platform, tableOf(countingRun(done, (batch) => {
    if (batch === 2) stopping.resolve();
  })));
  await stopping.promise;
  await first.stop();
  assert.equal(first.isRunning, false);
  assert.equal(await statusOf(runId), 'running');
  assert.ok(done.length >= 2 && done.length < BATCHES, `${done.length} batches`);

  const second = await startWorker(platform, tableOf(countingRun(done)));
  await second.untilIdle();
  await second.stop();
  assert.equal(await statusOf(runId), 'done');
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6]);
});

test('news that a killed worker had taken are heard at the next start, but not taken from one that lives', async () => {
  await command(platform.database, ctx, { name: 'test.tell', permission: 'org.manage', key: 'tell', input: {} }, async (tx) => {
    tx.announce({ topic: 'test.news', payload: {} });
    return {};
  });
  await platform.database.ownerPool.query("update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now()");
  const living = await startWorker(platform, tableOf(countingRun([])));
  await living.untilIdle();
  await living.stop();
  const left = await platform.database.ownerPool.query("select 1 from graphile_worker.jobs where task_identifier = 'announcement'");
  assert.equal(left.rowCount, 0);

  const heard: string[] = [];
  const alive = await startWorker(platform, tableOf(countingRun([]), heard));
  await command(platform.database, ctx, { name: 'test.tell', permission: 'org.manage', key: 'tell again', input: {} }, async (tx) => {
    await tx.run({ text: "select platform.enqueue('elsewhere', '{}'::jsonb, null)", values: [] });
    return {};
  });
  await platform.database.ownerPool.query("update graphile_worker._private_jobs set locked_by = 'another that lives', locked_at = now() where payload::text = '{}'");
  const joining = await startWorker(platform, tableOf(countingRun([]), heard));
  const kept = await platform.database.ownerPool.query("select 1 from graphile_worker.jobs where locked_by = 'another that lives'");
  assert.equal(kept.rowCount, 1);
  await joining.stop();
  await alive.stop();
});
