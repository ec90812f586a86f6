// Reading the audit trail: by subject, person, command and time, newest first, a page at a time.

import { isId } from '#kernel/id.ts';
import type { Instant } from './clock.ts';
import { joinSql, sql, type Statement } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';
import type { AuditRow } from './audit-store.ts';

export type AuditFilter = {
  readonly subjectId?: string | undefined;
  readonly actor?: string | undefined;
  readonly command?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  /** The sequence of the last row of the page before. */
  readonly before?: bigint | undefined;
  readonly limit: number;
};

/**
 * A subject is found as the one of a row, and among the many of a batch (platform.audit_subject). The actor is an id, or what a name or one
 * of its words begins with. A command is named whole, by its area, or by words that its own begin with: who half remembers one must not
 * read that nobody did it.
 */
export function listAudit(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  const conditions = [sql`a.org_id = ${tx.orgId}`];
  if (filter.subjectId !== undefined) {
    conditions.push(sql`(a.subject_id = ${filter.subjectId} or a.sequence in (
      select s.sequence from platform.audit_subject s where s.org_id = ${tx.orgId} and s.subject_id = ${isId(filter.subjectId) ? filter.subjectId : null}::uuid))`);
  }
  if (filter.actor !== undefined) conditions.push(sql`(a.actor_id = ${filter.actor} or strpos(' ' || lower(a.actor_name), ' ' || lower(${filter.actor.trim()})) > 0)`);
  if (filter.command !== undefined) conditions.push(sql`(a.command = ${filter.command} or starts_with(a.command, ${`${filter.command}.`}) or ${joinSql(beginnings(filter.command), ' and ')})`);
  if (filter.from !== undefined) conditions.push(sql`a.recorded_at >= ${filter.from}`);
  if (filter.until !== undefined) conditions.push(sql`a.recorded_at < ${filter.until}`);
  if (filter.before !== undefined) conditions.push(sql`a.sequence < ${filter.before}`);
  return tx.many(sql`
    select a.sequence, a.recorded_at, a.actor_kind, a.actor_id, a.actor_name, a.command, a.subject_kind, a.subject_id, a.reason, a.before, a.after,
           a.previous_hash, a.hash
    from platform.audit a where ${joinSql(conditions, ' and ')} order by a.sequence desc limit ${filter.limit}`);
}

/** Each word begins one of the command, whose words stand between dots and underscores. */
function beginnings(text: string): Statement[] {
  const words = text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.length === 0 ? [sql`false`] : words.map((word) => sql`strpos('.' || translate(a.command, '_', '.'), ${`.${word}`}) > 0`);
}

export async function countAudit(tx: Tx): Promise<number> {
  return Number((await tx.one<{ count: bigint }>(sql`select count(*) as count from platform.audit where org_id = ${tx.orgId}`)).count);
}

/** The latest row about one subject of a kind. */
export function lastAuditOf(tx: Tx, subjectKind: string, subjectId: string): Promise<{ actorName: string; recordedAt: Instant } | null> {
  return tx.maybe(sql`
    select actor_name, recorded_at from platform.audit where org_id = ${tx.orgId} and subject_id = ${subjectId} and subject_kind = ${subjectKind} order by sequence desc limit 1`);
}
