// Fresh statistics for tables that a bulk write leans on: without them PostgreSQL checks references to a young table by scanning it.

import type { Database } from '../database/database.ts';
import { fixedSql, sql } from '../database/sql.ts';

const PAGES_WORTH_IT = 2;
const GROWTH = 1.5;
const tableName = /^[a-z_]+\.[a-z_]+$/;

/**
 * Analyses those of the tables that were never analysed (a new company's) or have grown much since. Their size tells at once,
 * while the server's own counters of changes come seconds late. What a trial wrote and took back is swept away: a table of dead rows
 * counts as one without rows, and the import that follows would be planned as if it stayed so.
 */
export async function refreshStatistics(database: Database, tables: readonly string[]): Promise<void> {
  const named = tables.filter((table) => tableName.test(table));
  if (named.length === 0) return;
  const find = sql`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname || '.' || c.relname = any(${named}::text[]) and c.relkind = 'r' and pg_relation_size(c.oid) > 0
      and (c.reltuples < 0 or pg_relation_size(c.oid) / current_setting('block_size')::int > ${GROWTH}::float8 * c.relpages + ${PAGES_WORTH_IT})`;
  const stale = await database.ownerPool.query<{ name: string }>(find.text, [...find.values]);
  for (const { name } of stale.rows) {
    await database.ownerPool.query(sql`analyze ${fixedSql(name)}`.text);
    const counted = sql`select relpages > 0 and (reltuples = 0 or pg_stat_get_dead_tuples(oid) > pg_stat_get_live_tuples(oid)) as is_dead from pg_class where oid = ${name}::regclass`;
    const { rows: [found] } = await database.ownerPool.query<{ is_dead: boolean }>(counted.text, [...counted.values]);
    if (found?.is_dead === true) await database.ownerPool.query(sql`vacuum ${fixedSql(name)}`.text);
  }
}
