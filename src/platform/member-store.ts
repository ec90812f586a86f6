// The people of an organisation and what each role may do: rows of platform.member and of the reference tables of roles.

import type { Instant } from './clock.ts';
import type { Role } from './context.ts';
import { sql } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';

export type Member = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly addedAt: Instant;
  readonly addedBy: string;
  readonly removedAt: Instant | null;
  readonly hasTwoFactor: boolean;
  /** False until the person has set a password with their link. */
  readonly hasPassword: boolean;
};

const columns = sql`
  m.user_id, coalesce(u.name, m.user_id) as name, coalesce(u.email, '') as email, m.role, m.added_at, m.added_by, m.removed_at,
  coalesce(u.two_factor_enabled, false) as has_two_factor,
  exists (select 1 from auth.account a where a.user_id = u.id and a.password is not null) as has_password`;

export function listMembers(tx: Tx): Promise<Member[]> {
  return tx.many(sql`
    select ${columns} from platform.member m left join auth.user u on u.id::text = m.user_id
    where m.org_id = ${tx.orgId} and m.removed_at is null order by u.name, m.user_id`);
}

/** All memberships of the organisation are locked in the order of their key: two administrators can't demote each other at once. */
export async function lockMembers(tx: Tx): Promise<{ userId: string; role: Role; removedAt: Instant | null }[]> {
  return tx.many(sql`select user_id, role, removed_at from platform.member where org_id = ${tx.orgId} order by user_id for update`);
}

export function findMember(tx: Tx, userId: string): Promise<Member | null> {
  return tx.maybe(sql`
    select ${columns} from platform.member m left join auth.user u on u.id::text = m.user_id
    where m.org_id = ${tx.orgId} and m.user_id = ${userId} and m.removed_at is null`);
}

export async function worksElsewhere(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.one<{ found: boolean }>(sql`select auth.works_elsewhere(${userId}, ${tx.orgId}) as found`)).found;
}

export async function saveMemberRole(tx: Tx, userId: string, role: Role): Promise<void> {
  await tx.run(sql`update platform.member set role = ${role}, removed_at = null where org_id = ${tx.orgId} and user_id = ${userId}`);
}

export async function markMemberRemoved(tx: Tx, userId: string, now: Instant): Promise<void> {
  await tx.run(sql`update platform.member set removed_at = ${now} where org_id = ${tx.orgId} and user_id = ${userId}`);
}

export function listRoles(tx: Tx): Promise<{ role: Role; title: string; permissions: string[] }[]> {
  return tx.many(sql`
    select r.role, r.title, coalesce(array_agg(p.permission order by p.permission) filter (where p.permission is not null), '{}') as permissions
    from platform.role r left join platform.role_permission p on p.role = r.role group by r.role, r.title, r.sort order by r.sort`);
}

export function listPermissions(tx: Tx): Promise<{ permission: string; title: string }[]> {
  return tx.many(sql`select permission, title from platform.permission order by permission`);
}
