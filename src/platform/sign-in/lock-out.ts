// Guessing passwords: after a few failures an e-mail address is locked for a while, after many a network address.

import { refuse } from '#kernel/refusal.ts';
import { addMilliseconds, toMilliseconds, type Instant } from '../clock.ts';
import { inTransaction, type Database } from '../database/database.ts';
import { countAttempt, forgetAttempts, forgetOldAttempts, takeBackAttempt, type Counter } from './lock-out-store.ts';

const MINUTE = 60_000;
export const LOCK_MINUTES = 15;
/** An office shares one address, so it may fail more often than one person. */
const FAILURES_MAX: Readonly<Record<Counter['kind'], number>> = { email: 5, address: 50 };

/**
 * Counts an attempt for each subject. Refuses sign_in.locked while one of them is locked; whether the e-mail address has an
 * account plays no part, so a refusal tells a stranger nothing. onLock hears of the attempt that locked a subject.
 */
export async function beginAttempt(database: Database, now: Instant, counters: readonly Counter[], onLock?: (counter: Counter) => Promise<void>): Promise<void> {
  const newLock = addMilliseconds(now, LOCK_MINUTES * MINUTE);
  const locked = await inTransaction(database, { orgId: '' }, async (tx) => {
    const found: { counter: Counter; lockedUntil: Instant }[] = [];
    for (const counter of counters) {
      const lockedUntil = await countAttempt(tx, counter, {
        failuresMax: FAILURES_MAX[counter.kind], windowStart: addMilliseconds(now, -LOCK_MINUTES * MINUTE), lockedUntil: newLock, now,
      });
      if (lockedUntil !== null) found.push({ counter, lockedUntil: toMilliseconds(lockedUntil) });
    }
    return found;
  });
  for (const { counter, lockedUntil } of locked) if (lockedUntil === toMilliseconds(newLock)) await onLock?.(counter);
  const latest = locked.map(({ lockedUntil }) => lockedUntil).sort().at(-1);
  if (latest !== undefined) refuse('sign_in.locked', 'there were too many failed attempts', { details: { lockedUntil: latest } });
}

export async function endAttempt(database: Database, now: Instant, counters: readonly Counter[]): Promise<void> {
  await inTransaction(database, { orgId: '' }, async (tx) => {
    for (const counter of counters) await (counter.kind === 'email' ? forgetAttempts : takeBackAttempt)(tx, counter);
    await forgetOldAttempts(tx, addMilliseconds(now, -24 * 60 * MINUTE));
  });
}
