// Carries out a run in processes of its own that are killed at random moments, until one of them ends it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findRun, type Run } from '#platform/run-store.ts';
import type { BatchSizes } from '../bill-run.ts';
import type { BilledTrade } from './billed-trade.ts';

export async function currentRun(trade: BilledTrade, runId: string): Promise<Run> {
  const run = await trade.read((tx) => findRun(tx, runId));
  assert.ok(run);
  return run;
}

/** Answers how many of so many lives were ended. */
export async function killUntilDone(trade: BilledTrade, runId: string, sizes: BatchSizes | { readonly drafts: number }, lives: number): Promise<number> {
  const { host, port, user, database, connectionString } = trade.platform.database.ownerPool.options as { host?: string; port?: number; user?: string; database?: string; connectionString?: string };
  const connection = connectionString === undefined ? { host, port, user, database } : { connectionString };
  const argument = JSON.stringify({ connection, orgId: trade.ctx.orgId, runId, sizes });
  const script = fileURLToPath(new URL('./bill-until-killed.ts', import.meta.url));
  const batchOf = async (): Promise<number> => ((await currentRun(trade, runId)).cursor as { batch: number } | null)?.batch ?? 0;
  let kills = 0;
  for (let life = 0; life < lives && (await currentRun(trade, runId)).status !== 'done'; life += 1) {
    const child = spawn(process.execPath, [script, argument], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const from = await batchOf();
    // After the first batches of this life, at a moment that falls anywhere within one.
    while (child.exitCode === null && (await batchOf()) < from + 2) await sleep(1);
    await sleep((life * 13) % 17);
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      kills += 1;
    }
    await ended;
  }
  return kills;
}
