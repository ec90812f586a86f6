// Work that nobody waits for outlasts an outage of the database: it begins again, at longer and longer intervals, until it is through.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Refusal } from '#kernel/refusal.ts';
import { outageOf } from './outage.ts';

export type Patience = {
  /** Ends the waiting: the outage is thrown then. */
  readonly signal: AbortSignal;
  onOutage(outage: Refusal, waitMs: number): void;
};

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;

/** The work must be such that it can begin again: it reads anew how far it came. */
export async function throughOutages<Result>(work: () => Promise<Result>, { signal, onOutage }: Patience): Promise<Result> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      const outage = outageOf(error);
      if (outage === null || signal.aborted) throw error;
      onOutage(outage, waitMs);
      await sleep(waitMs, undefined, { signal }).catch(() => Promise.reject(error as Error));
    }
  }
}
