// Which worker processes live: each holds a lock that dies with its connection, so what a killed one had taken can be given back.

import type pg from 'pg';

const LIVING_WORKERS = 4_380_003;

/**
 * Joins the living. Whoever is alone gives the jobs of the dead back to the queue, which would otherwise keep them for hours.
 * The connection is this process's sign of life until leave.
 */
export async function joinLivingWorkers(pool: pg.Pool): Promise<{ leave(): Promise<void> }> {
  const client = await pool.connect();
  const found = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LIVING_WORKERS]);
  const isAlone = found.rows[0]?.alone === true;
  if (isAlone) {
    await client.query('select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))');
  }
  await client.query('select pg_advisory_lock_shared($1)', [LIVING_WORKERS]);
  if (isAlone) await client.query('select pg_advisory_unlock($1)', [LIVING_WORKERS]);
  return {
    async leave() {
      await client.query('select pg_advisory_unlock_shared($1)', [LIVING_WORKERS]);
      client.release();
    },
  };
}

/** Is there a job that a worker could take now? */
export async function hasDueJob(pool: pg.Pool): Promise<boolean> {
  const found = await pool.query<{ due: boolean }>('select exists (select 1 from graphile_worker.jobs where locked_at is null and run_at <= now() and attempts < max_attempts) as due');
  return found.rows[0]?.due === true;
}
