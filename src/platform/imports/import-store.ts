// Rows of imports: kept mappings, and the runs as people look at them.

import { toJson } from '#kernel/wire.ts';
import type { Instant } from '../clock.ts';
import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Run, RunStatus } from '../run-store.ts';

export type ImportProfile = { readonly kind: string; readonly name: string; readonly mapping: unknown; readonly recordedAt: Instant };

export function findProfile(tx: Tx, kind: string, name: string): Promise<ImportProfile | null> {
  return tx.maybe(sql`select kind, name, mapping, recorded_at from platform.import_profile where org_id = ${tx.orgId} and kind = ${kind} and name = ${name}`);
}

export function listProfiles(tx: Tx, kind: string | null): Promise<ImportProfile[]> {
  return tx.many(sql`
    select kind, name, mapping, recorded_at from platform.import_profile
    where org_id = ${tx.orgId} and (${kind}::text is null or kind = ${kind}) order by kind, name limit 1000`);
}

export async function saveProfile(tx: Tx, profile: ImportProfile): Promise<void> {
  await tx.run(sql`
    insert into platform.import_profile (org_id, kind, name, mapping, recorded_at)
    values (${tx.orgId}, ${profile.kind}, ${profile.name}, ${toJson(profile.mapping)}::jsonb, ${profile.recordedAt})
    on conflict (org_id, kind, name) do update set mapping = excluded.mapping, recorded_at = excluded.recorded_at`);
}

export type EarlierImport = { readonly runId: string; readonly title: string; readonly createdAt: Instant; readonly mapping: unknown };

/** The last finished import of this kind whose file had these columns. One with fewer may have held something else, such as credit notes. */
export function findEarlierImport(tx: Tx, kind: string, header: readonly string[]): Promise<EarlierImport | null> {
  return tx.maybe(sql`
    select run_id, title, created_at, input -> 'mapping' as mapping from platform.run
    where org_id = ${tx.orgId} and kind = 'import' and status = 'done' and input ->> 'kind' = ${kind}
      and input -> 'header' = ${toJson(header)}::jsonb
    order by created_at desc, run_id desc limit 1`);
}

export type RunOverview = Omit<Run, 'cursor'> & { readonly cursor: unknown; readonly issues: bigint };

/** A run with the number of its issues. Issues are numbered without gaps, so the last number is their count. */
export function findRunOverview(tx: Tx, runId: string): Promise<RunOverview | null> {
  return tx.maybe(sql`
    select r.run_id, r.kind, r.title, r.status, r.input, r.done, r.total, r.cursor, r.result, r.failure, r.created_by, r.created_role, r.created_at,
           r.started_at, r.heartbeat_at, r.finished_at,
           (select count(*) from platform.run_issue i where i.org_id = r.org_id and i.run_id = r.run_id) as issues
    from platform.run r where r.org_id = ${tx.orgId} and r.run_id = ${runId}`);
}

/** Runs, the latest first, from a place in the list on. */
export function pageOfRuns(tx: Tx, filter: { kind?: string | undefined; status?: RunStatus | undefined; after: readonly [Instant, string] | null; limit: number }): Promise<Run[]> {
  const [createdAt, runId] = filter.after ?? [null, null];
  return tx.many(sql`
    select run_id, kind, title, status, input, done, total, cursor, result, failure, created_by, created_role, created_at, started_at, heartbeat_at, finished_at
    from platform.run
    where org_id = ${tx.orgId} and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
      and (${filter.status ?? null}::text is null or status = ${filter.status ?? null})
      and (${createdAt}::timestamptz is null or (created_at, run_id) < (${createdAt}::timestamptz, ${runId}::uuid))
    order by created_at desc, run_id desc limit ${filter.limit}`);
}
