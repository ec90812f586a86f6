// The worker: takes runs and announcements from the queue, and ends them after the batch they are in when the process is to stop.

import { setTimeout as sleep } from 'node:timers/promises';
import { outageOf } from '#platform/database/outage.ts';
import { startWorker as takeJobs, type JobTable, type Listener } from '#platform/jobs.ts';
import type { Platform } from '#platform/platform.ts';
import { RunInterrupted, type RunHandler } from '#platform/runs.ts';
import { hasDueJob, joinLivingWorkers } from './alive-store.ts';

export type Worker = {
  readonly isRunning: boolean;
  /** Waits until nothing is left to take and nothing is under way. */
  untilIdle(): Promise<void>;
  /** Waits for the batches under way; the runs they belong to go on at the next start. */
  stop(): Promise<void>;
};

type State = { isRunning: boolean; underWay: number };

const LOOK_EVERY_MS = 60;
/** A job that was taken but has not begun is neither due nor under way: only a second look is sure. */
const LOOKS = 3;

export async function startWorker(platform: Platform, table: JobTable): Promise<Worker> {
  const state: State = { isRunning: true, underWay: 0 };
  const living = await joinLivingWorkers(platform.database.ownerPool);
  const runs = new Map([...table.runs].map(([kind, carryOut]) => [kind, untilStopped(carryOut, state)]));
  const listeners = new Map([...table.listeners].map(([topic, listener]) => [topic, counted(listener, state)]));
  const jobs = await takeJobs(platform, { runs, listeners });
  return {
    get isRunning() {
      return state.isRunning;
    },
    async untilIdle() {
      for (let quiet = 0; quiet < LOOKS; ) {
        const isBusy = state.underWay > 0 || (await isWorkDue(platform));
        quiet = isBusy ? 0 : quiet + 1;
        await sleep(LOOK_EVERY_MS);
      }
    },
    async stop() {
      if (!state.isRunning) return;
      state.isRunning = false;
      await jobs.stop();
      await living.leave();
    },
  };
}

/** While the database is away, nobody knows: then it counts as due. */
function isWorkDue(platform: Platform): Promise<boolean> {
  return hasDueJob(platform.database.ownerPool).catch((error: Error) => (outageOf(error) === null ? Promise.reject(error) : true));
}

/** A run asks after each batch whether it was cancelled: there it can be stopped without losing anything. */
function untilStopped(carryOut: RunHandler, state: State): RunHandler {
  return (job) => counting(state, () => carryOut({
    ...job,
    isCancelled: async () => {
      if (!state.isRunning) throw new RunInterrupted('the process is stopping');
      return job.isCancelled();
    },
  }));
}

function counted(listener: Listener, state: State): Listener {
  return (platform, news) => counting(state, () => listener(platform, news));
}

async function counting<Result>(state: State, work: () => Promise<Result>): Promise<Result> {
  state.underWay += 1;
  try {
    return await work();
  } finally {
    state.underWay -= 1;
  }
}
