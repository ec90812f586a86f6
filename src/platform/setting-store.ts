// Settings of an organisation: named JSON values with defaults in the code that reads them.

import { sql } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';
import type { Instant } from './clock.ts';

export async function findSetting(tx: Tx, name: string): Promise<Readonly<Record<string, string>>> {
  const row = await tx.maybe<{ value: Record<string, string> }>(sql`select value from platform.setting where org_id = ${tx.orgId} and name = ${name}`);
  return row?.value ?? {};
}

/** The version counts the changes, 0 where nothing was set. Whoever changes a setting asks here first and makes others wait, also where there is no row yet. */
export async function lockSetting(tx: Tx, name: string): Promise<{ value: Readonly<Record<string, string>>; version: number }> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.orgId} setting ${name}`}, 2))`);
  return (await tx.maybe<{ value: Record<string, string>; version: number }>(sql`select value, version from platform.setting where org_id = ${tx.orgId} and name = ${name}`)) ?? { value: {}, version: 0 };
}

export function listSettings(tx: Tx): Promise<{ name: string; value: unknown; version: number; recordedAt: Instant }[]> {
  return tx.many(sql`select name, value, version, recorded_at from platform.setting where org_id = ${tx.orgId} order by name`);
}

export async function saveSetting(tx: Tx, setting: { name: string; value: Readonly<Record<string, string>>; now: Instant }): Promise<void> {
  const before = await findSetting(tx, setting.name);
  await tx.run(sql`
    insert into platform.setting (org_id, name, value, recorded_at) values (${tx.orgId}, ${setting.name}, ${setting.value}::jsonb, ${setting.now})
    on conflict (org_id, name) do update set value = excluded.value, version = platform.setting.version + 1, recorded_at = excluded.recorded_at`);
  tx.audit({ subjectKind: 'setting', subjectId: setting.name, before, after: setting.value });
}
