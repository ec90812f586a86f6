// The worker: takes runs and announcements from the queue, and ends them after the batch they are in when the process is to stop.

import { startWorker as takeJobs, type JobTable } from '#platform/jobs.ts';
import type { Platform } from '#platform/platform.ts';
import { RunInterrupted, type RunHandler } from '#platform/runs.ts';

export type Worker = {
  readonly isRunning: boolean;
  /** Waits for the batches under way; the runs they belong to go on at the next start. */
  stop(): Promise<void>;
};

export async function startWorker(platform: Platform, table: JobTable): Promise<Worker> {
  const state = { isRunning: true };
  const runs = new Map([...table.runs].map(([kind, carryOut]) => [kind, untilStopped(carryOut, state)]));
  const jobs = await takeJobs(platform, { runs, listeners: table.listeners });
  return {
    get isRunning() {
      return state.isRunning;
    },
    async stop() {
      if (!state.isRunning) return;
      state.isRunning = false;
      await jobs.stop();
    },
  };
}

/** A handler asks after each batch whether it was cancelled: there it can be stopped without losing anything. */
function untilStopped(carryOut: RunHandler, state: { readonly isRunning: boolean }): RunHandler {
  return (job) => carryOut({
    ...job,
    isCancelled: async () => {
      if (!state.isRunning) throw new RunInterrupted('the process is stopping');
      return job.isCancelled();
    },
  });
}
