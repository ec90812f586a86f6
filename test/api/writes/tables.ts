// The rows of every table of the database, counted and summed up, so that a test can say that nothing changed.

import type { Pool } from 'pg';

/** By table: how many rows, and a number that changes when any of them does. */
export type Tables = Readonly<Record<string, { readonly rows: number; readonly sum: string }>>;

/** Written by whoever is let in, not by what they ask for. */
const aboutCallers = ['auth.api_key.last_used_at'];

let questionOnce: string | undefined;

async function questionOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string; columns: string[] }>(`
    select c.oid::regclass::text as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_' group by c.oid`);
  return rows.map(({ name, columns }) => {
    const watched = columns.filter((column) => !aboutCallers.includes(`${name}.${column}`));
    return `select '${name}' as name, count(*)::int as rows, coalesce(sum(hashtextextended(row(${watched.join(', ')})::text, 0)::numeric), 0)::text as sum from ${name}`;
  }).join(' union all ');
}

export async function readTables(pool: Pool): Promise<Tables> {
  questionOnce ??= await questionOf(pool);
  const { rows } = await pool.query<{ name: string; rows: number; sum: string }>(questionOnce);
  return Object.fromEntries(rows.map(({ name, rows: count, sum }) => [name, { rows: count, sum }]));
}

/** How many rows each table gained; tables that gained none are left out. */
export function rowsAdded(before: Tables, after: Tables): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(after).map(([name, { rows }]) => [name, rows - (before[name]?.rows ?? 0)] as const).filter(([, added]) => added !== 0));
}
