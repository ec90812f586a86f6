// The audit chain: each row's hash covers the row and the hash before it; check walks it again from the first row.

import { createHash } from 'node:crypto';
import { canonicalJson, toJson } from '#kernel/wire.ts';
import { toMilliseconds } from './clock.ts';
import type { Context } from './context.ts';
import { sql } from './database/sql.ts';
import type { AuditNote, Tx } from './database/transaction.ts';

export type AuditRow = {
  readonly sequence: bigint;
  readonly recordedAt: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly command: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
};

const FIRST_HASH = Buffer.alloc(32);

/** Appends the notes of a command. The head row is locked last in every transaction, so the lock is held briefly. */
export async function appendAudit(tx: Tx, ctx: Context, commandName: string, input: unknown): Promise<void> {
  const notes: AuditNote[] = tx.notes.length > 0 ? tx.notes : [{ subjectKind: 'command', after: input }];
  await tx.run(sql`insert into platform.audit_head (org_id, sequence, hash) values (${tx.orgId}, 0, ${FIRST_HASH}) on conflict do nothing`);
  const head = await tx.one<{ sequence: bigint; hash: Buffer }>(sql`select sequence, hash from platform.audit_head where org_id = ${tx.orgId} for update`);
  let { sequence, hash } = head;
  for (const note of notes) {
    sequence += 1n;
    const row = toRow(ctx, commandName, note, sequence, hash);
    hash = row.hash;
    await insertAudit(tx, row);
    if (note.subjects !== undefined) {
      await tx.run(sql`insert into platform.audit_subject (org_id, subject_id, sequence) select ${tx.orgId}::uuid, subject.id, ${sequence}::bigint from (${note.subjects}) as subject (id)`);
    }
  }
  await tx.run(sql`update platform.audit_head set sequence = ${sequence}, hash = ${hash} where org_id = ${tx.orgId}`);
}

function toRow(ctx: Context, commandName: string, note: AuditNote, sequence: bigint, previousHash: Buffer): AuditRow {
  const bare = {
    sequence, recordedAt: ctx.now, actorKind: ctx.actor.kind, actorId: ctx.actor.id, actorName: ctx.actor.name, command: commandName,
    subjectKind: note.subjectKind, subjectId: note.subjectId ?? null, reason: note.reason ?? null,
    before: plain(note.before), after: plain(note.after), previousHash,
  };
  return { ...bare, hash: hashOf(bare) };
}

/** sha256 over the canonical JSON of the row with the previous hash in hex. */
export function hashOf(row: Omit<AuditRow, 'hash'>): Buffer {
  const { previousHash, recordedAt, ...rest } = row;
  // The database keeps instants to the microsecond and writes them its own way; the hash takes the millisecond.
  const text = canonicalJson({ ...rest, recordedAt: toMilliseconds(recordedAt), previousHash: previousHash.toString('hex') });
  return createHash('sha256').update(text).digest();
}

function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(toJson(value));
}

async function insertAudit(tx: Tx, row: AuditRow): Promise<void> {
  await tx.run(sql`
    insert into platform.audit (org_id, sequence, recorded_at, actor_kind, actor_id, actor_name, command, subject_kind, subject_id,
                                reason, before, after, previous_hash, hash)
    values (${tx.orgId}, ${row.sequence}, ${row.recordedAt}, ${row.actorKind}, ${row.actorId}, ${row.actorName}, ${row.command}, ${row.subjectKind},
            ${row.subjectId}, ${row.reason}, ${toJson(row.before)}::jsonb, ${toJson(row.after)}::jsonb, ${row.previousHash}, ${row.hash})`);
}

/** Walks the chain and names the first row that does not verify; null when all do. */
export async function findBrokenAuditRow(tx: Tx): Promise<{ sequence: bigint; problem: string } | null> {
  const PAGE = 5000;
  let expected = 1n;
  let hash: Buffer = FIRST_HASH;
  for (;;) {
    const rows = await tx.many<AuditRow>(sql`
      select sequence, recorded_at, actor_kind, actor_id, actor_name, command, subject_kind, subject_id, reason, before, after, previous_hash, hash
      from platform.audit where org_id = ${tx.orgId} and sequence >= ${expected} order by sequence limit ${PAGE}`);
    for (const row of rows) {
      if (row.sequence !== expected) return { sequence: expected, problem: 'the row is missing' };
      if (!row.previousHash.equals(hash)) return { sequence: row.sequence, problem: 'the hash before it differs' };
      const { hash: kept, ...rest } = row;
      if (!kept.equals(hashOf(rest))) return { sequence: row.sequence, problem: 'the row was changed' };
      hash = kept;
      expected += 1n;
    }
    if (rows.length < PAGE) break;
  }
  const head = await tx.maybe<{ sequence: bigint; hash: Buffer }>(sql`select sequence, hash from platform.audit_head where org_id = ${tx.orgId}`);
  if ((head?.sequence ?? 0n) !== expected - 1n || !(head?.hash ?? FIRST_HASH).equals(hash)) return { sequence: expected, problem: 'rows at the end are missing' };
  return null;
}
