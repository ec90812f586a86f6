// The write log and the outbox.

import { newId } from '#kernel/id.ts';
import { toJson } from '#kernel/wire.ts';
import { millisecondsOf, type Instant } from './clock.ts';
import { sql } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';

/** Two calls with one key wait for each other, so the second finds the first's answer. */
export async function lockKey(tx: Tx, key: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} ${key}`}, 1))`);
}

export function findCommand(tx: Tx, key: string): Promise<{ command: string; inputHash: Buffer; answer: unknown } | null> {
  return tx.maybe(sql`select command, input_hash, answer from platform.command where org_id = ${tx.orgId} and idempotency_key = ${key}`);
}

export async function keepCommand(tx: Tx, kept: { key: string; command: string; inputHash: Buffer; answer: unknown; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into platform.command (org_id, idempotency_key, command, input_hash, answer, recorded_at)
    values (${tx.orgId}, ${kept.key}, ${kept.command}, ${kept.inputHash}, ${toJson(kept.answer)}::jsonb, ${kept.now})`);
}

/** Writes the announcements of the transaction, each with the job that delivers it. */
export async function announceAll(tx: Tx, now: Instant): Promise<void> {
  for (const { topic, subjectId, payload } of tx.announcements) {
    const outboxId = newId(millisecondsOf(now));
    await tx.run(sql`
      insert into platform.outbox (org_id, outbox_id, topic, subject_id, payload, recorded_at)
      values (${tx.orgId}, ${outboxId}, ${topic}, ${subjectId ?? null}, ${toJson(payload)}::jsonb, ${now})`);
    await tx.run(sql`select platform.enqueue('announcement', jsonb_build_object('orgId', ${tx.orgId}::text, 'outboxId', ${outboxId}::text), null)`);
  }
}

/** One announcement by organisation and id, for the worker that delivers it (read by the owner). */
export const newsOfOutbox = 'select topic, subject_id, payload from platform.outbox where org_id = $1 and outbox_id = $2';
