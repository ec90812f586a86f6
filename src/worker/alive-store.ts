// Which worker processes live: each holds a lock that dies with its connection, so what a killed one had taken can be given back.

import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const LIVING_WORKERS = 4_380_003;

const RENEW_MS = 1000;

/**
 * Joins the living. Whoever is alone gives the jobs of the dead back to the queue, which would otherwise keep them for hours.
 * A connection is this process's sign of life until leave; one that is lost is replaced when the database answers again.
 */
export async function joinLivingWorkers(pool: pg.Pool): Promise<{ leave(): Promise<void> }> {
  await giveBackIfAlone(pool);
  let sign: pg.PoolClient | null = await showLife(pool);
  let hasLeft = false;
  let renewal: Promise<void> = Promise.resolve();
  const watch = (client: pg.PoolClient): void => void client.once('error', (error) => {
    if (hasLeft) return;
    client.release(error);
    sign = null;
    renewal = renew();
  });
  const renew = async (): Promise<void> => {
    while (!hasLeft) {
      const next = await showLife(pool).catch(() => null);
      if (next !== null) {
        sign = next;
        return watch(next);
      }
      await sleep(RENEW_MS);
    }
  };
  watch(sign);
  return {
    async leave() {
      hasLeft = true;
      await renewal;
      // The lock ends with its connection.
      sign?.release(true);
    },
  };
}

async function giveBackIfAlone(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  const found = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LIVING_WORKERS]);
  if (found.rows[0]?.alone === true) {
    await client.query('select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))');
    await client.query('select pg_advisory_unlock($1)', [LIVING_WORKERS]);
  }
  client.release();
}

async function showLife(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock_shared($1)', [LIVING_WORKERS]);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Is there a job that a worker could take now? */
export async function hasDueJob(pool: pg.Pool): Promise<boolean> {
  const found = await pool.query<{ due: boolean }>('select exists (select 1 from graphile_worker.jobs where locked_at is null and run_at <= now() and attempts < max_attempts) as due');
  return found.rows[0]?.due === true;
}
