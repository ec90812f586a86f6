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
 * read that nobody did it. Commands and persons are few, rows are many: what a filter means is asked of the few, whose rows an index has.
 */
export function listAudit(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  const conditions = [sql`a.org_id = ${tx.orgId}`];
  if (filter.subjectId !== undefined) {
    conditions.push(sql`a.sequence in (
      select o.sequence from platform.audit o where o.org_id = ${tx.orgId} and o.subject_id = ${filter.subjectId}
      union select s.sequence from platform.audit_subject s where s.org_id = ${tx.orgId} and s.subject_id = ${isId(filter.subjectId) ? filter.subjectId : null}::uuid)`);
  }
  if (filter.from !== undefined) conditions.push(sql`a.recorded_at >= ${filter.from}`);
  if (filter.until !== undefined) conditions.push(sql`a.recorded_at < ${filter.until}`);
  if (filter.before !== undefined) conditions.push(sql`a.sequence < ${filter.before}`);
  const latest = (condition: Statement): Statement => sql`
    select a.sequence, a.recorded_at, a.actor_kind, a.actor_id, a.actor_name, a.command, a.subject_kind, a.subject_id, a.reason, a.before, a.after, a.previous_hash, a.hash
    from platform.audit a where ${joinSql([...conditions, condition], ' and ')} order by a.sequence desc limit ${filter.limit}`;
  const { actor, command } = filter;
  if (command === undefined && actor === undefined) return tx.many(latest(sql`true`));
  const byActor = actor === undefined ? sql`true` : actorIs(actor);
  const [few, own] = command === undefined
    ? [sql`select c.actor_id, c.actor_name from (${actorsOf(tx)}) c where ${byActor}`, sql`a.actor_id = f.actor_id and a.actor_name = f.actor_name`]
    : [sql`select c.command from (${commandsOf(tx)}) c where ${commandIs(command)}`, sql`a.command = f.command and ${actor === undefined ? sql`true` : sql`(a.actor_id, a.actor_name) in (select c.actor_id, c.actor_name from (${actorsOf(tx)}) c where ${byActor})`}`];
  return tx.many(sql`select x.* from (${few}) f cross join lateral (${latest(own)}) x order by x.sequence desc limit ${filter.limit}`);
}

/** The commands that there are rows of: from each to the next along the index. */
function commandsOf(tx: Tx): Statement {
  return sql`
    with recursive c (command) as (
      (select a.command from platform.audit a where a.org_id = ${tx.orgId} order by a.command limit 1)
      union all select n.command from c cross join lateral (select a.command from platform.audit a where a.org_id = ${tx.orgId} and a.command > c.command order by a.command limit 1) n)
    select c.command from c`;
}

function actorsOf(tx: Tx): Statement {
  return sql`
    with recursive c (actor_id, actor_name) as (
      (select a.actor_id, a.actor_name from platform.audit a where a.org_id = ${tx.orgId} order by a.actor_id, a.actor_name limit 1)
      union all select n.actor_id, n.actor_name from c cross join lateral (
        select a.actor_id, a.actor_name from platform.audit a where a.org_id = ${tx.orgId} and (a.actor_id, a.actor_name) > (c.actor_id, c.actor_name) order by a.actor_id, a.actor_name limit 1) n)
    select c.actor_id, c.actor_name from c`;
}

const actorIs = (actor: string): Statement => sql`(c.actor_id = ${actor} or strpos(' ' || lower(c.actor_name), ' ' || lower(${actor.trim()})) > 0)`;
const commandIs = (command: string): Statement => sql`(c.command = ${command} or starts_with(c.command, ${`${command}.`}) or ${joinSql(beginnings(command), ' and ')})`;

/** Each word begins one of the command, whose words stand between dots and underscores. */
function beginnings(text: string): Statement[] {
  const words = text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.length === 0 ? [sql`false`] : words.map((word) => sql`strpos('.' || translate(c.command, '_', '.'), ${`.${word}`}) > 0`);
}

export async function countAudit(tx: Tx): Promise<number> {
  return Number((await tx.one<{ count: bigint }>(sql`select count(*) as count from platform.audit where org_id = ${tx.orgId}`)).count);
}

/** The latest row about one subject of a kind. */
export function lastAuditOf(tx: Tx, subjectKind: string, subjectId: string): Promise<{ actorName: string; recordedAt: Instant } | null> {
  return tx.maybe(sql`
    select actor_name, recorded_at from platform.audit where org_id = ${tx.orgId} and subject_id = ${subjectId} and subject_kind = ${subjectKind} order by sequence desc limit 1`);
}
