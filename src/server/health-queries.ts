// What health and metrics ask the database, across organisations, as its owner.

import type { Database } from '#platform/database/database.ts';

export async function appliedMigrations(database: Database): Promise<ReadonlyMap<string, string>> {
  const found = await database.ownerPool.query<{ name: string; sha256: string }>('select name, sha256 from public.schema_migration');
  return new Map(found.rows.map((row) => [row.name, row.sha256]));
}

/** Ended runs are counted by nobody's request; what waits and works is what an operator watches. */
export async function countRunsByStatus(database: Database): Promise<{ status: string; count: number }[]> {
  const found = await database.ownerPool.query<{ status: string; count: number }>("select status, count(*)::int as count from platform.run where status in ('waiting', 'running') group by status order by status");
  return found.rows;
}
