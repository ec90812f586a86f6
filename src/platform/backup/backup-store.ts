// What backup and restore ask of the database, as its owner: the tables in the order of their references, their rows by COPY.

import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { invariant } from '#kernel/invariant.ts';

export type BackupTable = {
  /** schema.table, quoted where it must be. */
  readonly name: string;
  readonly columns: readonly string[];
};

/** Every table of ours: the queue's own schema is made anew by its library, and the list of migrations by the migrations. */
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') and n.nspname not like 'pg\\_%'`;

/** Tables with the columns that can be written, a table after all that it refers to. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const tables = await client.query<{ oid: number; name: string; columns: string[] }>(`
    select c.oid::int as oid, format('%I.%I', n.nspname, c.relname) as name,
           array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${OURS} order by 2`);
  const references = await client.query<{ referring: number; referred: number }>(`
    select distinct conrelid::int as referring, confrelid::int as referred from pg_constraint where contype = 'f' and conrelid <> confrelid`);
  const needs = Map.groupBy(references.rows, ({ referring }) => referring);
  const placed = new Set<number>();
  const ordered: BackupTable[] = [];
  const known = new Set(tables.rows.map(({ oid }) => oid));
  while (ordered.length < tables.rows.length) {
    const ready = tables.rows.filter(({ oid }) => !placed.has(oid) && (needs.get(oid) ?? []).every(({ referred }) => placed.has(referred) || !known.has(referred)));
    invariant(ready.length > 0, 'the tables refer to each other in a circle');
    for (const { oid, name, columns } of ready) {
      placed.add(oid);
      ordered.push({ name, columns });
    }
  }
  return ordered;
}

export async function readMigrationsApplied(client: pg.ClientBase): Promise<{ name: string; sha256: string }[]> {
  return (await client.query<{ name: string; sha256: string }>('select name, sha256 from public.schema_migration order by name')).rows;
}

export async function beginSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query('begin isolation level repeatable read, read only');
}

/** The rows as COPY's text form, and their number once all were read. */
export function copyOut(client: pg.ClientBase, table: BackupTable): { pieces: AsyncIterable<Buffer>; rowCount(): number } {
  const stream = client.query(copyTo(`copy (select ${table.columns.join(', ')} from ${table.name}) to stdout`));
  return { pieces: stream, rowCount: () => stream.rowCount };
}

export async function listContentHashes(client: pg.ClientBase): Promise<string[]> {
  return (await client.query<{ sha256: string }>("select distinct encode(sha256, 'hex') as sha256 from platform.file order by 1")).rows.map((row) => row.sha256);
}

/** News that no listener has heard yet. Runs are not among them: the worker finds unfinished ones by itself. */
export async function listPendingNews(client: pg.ClientBase): Promise<unknown[]> {
  const found = await client.query<{ payload: unknown }>(`
    select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'announcement' and j.attempts < j.max_attempts order by j.id`);
  return found.rows.map((row) => row.payload);
}

export async function addNews(client: pg.ClientBase, payload: unknown): Promise<void> {
  await client.query("select graphile_worker.add_job('announcement', $1::json)", [JSON.stringify(payload)]);
}

export async function isEmptyInstallation(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query<{ empty: boolean }>('select not exists (select 1 from platform.org) and not exists (select 1 from auth.user) as empty');
  return found.rows[0]?.empty === true;
}

type Guard = { readonly table: string; readonly name: string; readonly mode: string };

/**
 * Opens the tables for loading, within the transaction: rows that only the application may append are put back as they were, so the
 * guards against change stand aside until closeAgain. References stay checked. Owning the tables is enough for all of it.
 */
export async function openForLoading(client: pg.ClientBase, tables: readonly BackupTable[]): Promise<{ closeAgain(): Promise<void> }> {
  const triggers = await client.query<Guard>(`
    select format('%I.%I', n.nspname, c.relname) as table, quote_ident(t.tgname) as name, t.tgenabled as mode
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and ${OURS}`);
  const forced = await client.query<{ table: string }>(`
    select format('%I.%I', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity and ${OURS}`);
  for (const { table, name } of triggers.rows) await client.query(`alter table ${table} disable trigger ${name}`);
  for (const { table } of forced.rows) await client.query(`alter table ${table} no force row level security`);
  await client.query(`truncate table ${tables.map(({ name }) => name).join(', ')}`);
  return {
    async closeAgain() {
      await client.query('set constraints all immediate');
      for (const { table, name, mode } of triggers.rows) await client.query(`alter table ${table} ${enabling(mode)} trigger ${name}`);
      for (const { table } of forced.rows) await client.query(`alter table ${table} force row level security`);
    },
  };
}

/** pg_trigger.tgenabled: O by origin, A always, R replica, D disabled. */
function enabling(mode: string): string {
  return mode === 'A' ? 'enable always' : mode === 'R' ? 'enable replica' : mode === 'D' ? 'disable' : 'enable';
}

export async function copyIn(client: pg.ClientBase, table: BackupTable, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const stream = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(pieces), stream);
  return stream.rowCount;
}
