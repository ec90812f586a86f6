// People and their passwords: the rows of auth.user and auth.account that we write ourselves, within a command's transaction.

import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';
import type { Instant } from '../clock.ts';

export type Person = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
};

const columns = sql`id as user_id, name, email`;

export async function hasAnyPerson(tx: Tx): Promise<boolean> {
  return (await tx.one<{ found: boolean }>(sql`select exists (select 1 from auth.user) as found`)).found;
}

/** Held until the transaction ends, so that of two first starts at once the second finds the person of the first. */
export async function lockFirstStart(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(4380002)`);
}

export function findPersonByEmail(tx: Tx, email: string): Promise<Person | null> {
  return tx.maybe(sql`select ${columns} from auth.user where email = ${email.toLowerCase()}`);
}

export function findPerson(tx: Tx, userId: string): Promise<Person | null> {
  return tx.maybe(sql`select ${columns} from auth.user where id = ${userId}`);
}

export async function insertPerson(tx: Tx, person: Person, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into auth.user (id, name, email, email_verified, created_at, updated_at)
    values (${person.userId}, ${person.name}, ${person.email.toLowerCase()}, true, ${now}, ${now})`);
}

export async function hasPassword(tx: Tx, userId: string): Promise<boolean> {
  const row = await tx.one<{ found: boolean }>(sql`
    select exists (select 1 from auth.account where user_id = ${userId} and provider_id = 'credential' and password is not null) as found`);
  return row.found;
}

/** Sets or replaces the password's hash. */
export async function savePasswordHash(tx: Tx, userId: string, hash: string, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into auth.account (account_id, provider_id, user_id, password, created_at, updated_at)
    values (${userId}, 'credential', ${userId}, ${hash}, ${now}, ${now})
    on conflict (user_id, provider_id) do update set password = excluded.password, updated_at = excluded.updated_at`);
}

export async function deleteSessionsOf(tx: Tx, userId: string): Promise<void> {
  await tx.run(sql`delete from auth.session where user_id = ${userId}`);
}

/** Takes the second factor away, for someone who lost both telephone and backup codes. */
export async function removeTwoFactor(tx: Tx, userId: string): Promise<void> {
  await tx.run(sql`delete from auth.two_factor where user_id = ${userId}`);
  await tx.run(sql`update auth.user set two_factor_enabled = false where id = ${userId}`);
}

export function findActiveOrg(tx: Tx, sessionToken: string): Promise<{ activeOrgId: string | null } | null> {
  return tx.maybe(sql`select active_org_id from auth.session where token = ${sessionToken}`);
}

export async function saveActiveOrg(tx: Tx, sessionToken: string, orgId: string): Promise<void> {
  await tx.run(sql`update auth.session set active_org_id = ${orgId} where token = ${sessionToken}`);
}
