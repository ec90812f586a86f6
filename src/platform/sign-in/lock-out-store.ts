// The counters of failed sign-ins.

import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Instant } from '../clock.ts';

export type Counter = { readonly kind: 'email' | 'address'; readonly subject: string };

/** Counts an attempt before it is made, so that many at once are no way around it; answers until when the subject is locked. */
export async function countAttempt(
  tx: Tx, counter: Counter, limit: { failuresMax: number; windowStart: Instant; lockedUntil: Instant; now: Instant },
): Promise<Instant | null> {
  const row = await tx.one<{ lockedUntil: Instant | null }>(sql`
    insert into auth.sign_in_failure as f (kind, subject, failures, first_failed_at) values (${counter.kind}, ${counter.subject}, 1, ${limit.now})
    on conflict (kind, subject) do update set
      failures = case when f.locked_until > ${limit.now} then f.failures when f.first_failed_at < ${limit.windowStart} or f.locked_until is not null then 1 else f.failures + 1 end,
      first_failed_at = case when f.locked_until > ${limit.now} then f.first_failed_at when f.first_failed_at < ${limit.windowStart} or f.locked_until is not null then ${limit.now} else f.first_failed_at end,
      locked_until = case when f.locked_until > ${limit.now} then f.locked_until when f.first_failed_at < ${limit.windowStart} or f.locked_until is not null then null
                          when f.failures + 1 > ${limit.failuresMax} then ${limit.lockedUntil}::timestamptz else null end
    returning locked_until`);
  return row.lockedUntil;
}

export async function forgetAttempts(tx: Tx, counter: Counter): Promise<void> {
  await tx.run(sql`delete from auth.sign_in_failure where kind = ${counter.kind} and subject = ${counter.subject}`);
}

/** A successful attempt takes its own count back, and no one else's: a shared address keeps the failures of the others. */
export async function takeBackAttempt(tx: Tx, counter: Counter): Promise<void> {
  await tx.run(sql`delete from auth.sign_in_failure where kind = ${counter.kind} and subject = ${counter.subject} and failures <= 1`);
  await tx.run(sql`update auth.sign_in_failure set failures = failures - 1 where kind = ${counter.kind} and subject = ${counter.subject}`);
}

export async function forgetOldAttempts(tx: Tx, before: Instant): Promise<void> {
  await tx.run(sql`delete from auth.sign_in_failure where first_failed_at < ${before} and (locked_until is null or locked_until < ${before})`);
}
