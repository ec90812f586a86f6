// For whom a person works and in which role, read before an organisation is chosen; what each role may do.

import type { Role } from '../context.ts';
import type { Database } from '../database/database.ts';
import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Permission } from '../permissions.ts';

/** Row-level security shows a person their own memberships, in a transaction of theirs (scope.userId). */
export function listMemberships(tx: Tx, userId: string): Promise<{ orgId: string; name: string; role: Role }[]> {
  return tx.many(sql`
    select m.org_id, o.name, m.role from platform.member m join platform.org o on o.org_id = m.org_id
    where m.user_id = ${userId} and m.removed_at is null order by m.added_at, m.org_id`);
}

export async function countOrganisations(tx: Tx): Promise<number> {
  return Number((await tx.one<{ count: bigint }>(sql`select platform.count_organisations() as count`)).count);
}

export async function permissionsByRole(tx: Tx): Promise<ReadonlyMap<Role, ReadonlySet<Permission>>> {
  const rows = await tx.many<{ role: Role; permission: Permission }>(sql`select role, permission from platform.role_permission order by role, permission`);
  const found = new Map<Role, Set<Permission>>();
  for (const { role, permission } of rows) found.set(role, (found.get(role) ?? new Set()).add(permission));
  return found;
}

export type OrganisationName = { readonly orgId: string; readonly name: string; readonly sample: boolean };

/** Across organisations, read by the owner of the database: for the operator of the installation only. */
export async function everyOrganisation(database: Database): Promise<OrganisationName[]> {
  const found = await database.ownerPool.query<{ org_id: string; name: string; sample: boolean }>('select org_id, name, sample from platform.org order by created_at, org_id');
  return found.rows.map((row) => ({ orgId: row.org_id, name: row.name, sample: row.sample }));
}
