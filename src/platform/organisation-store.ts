// Organisations, legal entities, members: rows and reads.

import { sql } from './database/sql.ts';
import type { Tx } from './database/transaction.ts';
import type { Role } from './context.ts';
import type { Permission } from './permissions.ts';
import type { Instant } from './clock.ts';

export type Address = {
  readonly lines: readonly string[];
  readonly postalCode?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly country: string;
};

export type EntityProfile = {
  readonly name: string;
  readonly address: Address;
  readonly country: string;
  readonly taxId?: string | null;
  readonly registration?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly website?: string | null;
  readonly bankName?: string | null;
  readonly iban?: string | null;
  readonly bic?: string | null;
  readonly language?: string;
  readonly page?: 'a4' | 'us-letter';
  readonly footer?: string | null;
};

export type Entity = {
  readonly entityId: number;
  readonly code: string;
  readonly baseCurrency: string;
  readonly timeZone: string;
  readonly fiscalYearStartMonth: number;
  readonly taxRounding: 'group' | 'line';
  readonly currentVersion: number;
} & Required<EntityProfile>;

export async function permissionsOfRole(tx: Tx, role: Role): Promise<Permission[]> {
  const rows = await tx.many<{ permission: Permission }>(sql`select permission from platform.role_permission where role = ${role} order by permission`);
  return rows.map((row) => row.permission);
}

export async function insertOrg(tx: Tx, org: { name: string; sample: boolean; now: Instant }): Promise<void> {
  await tx.run(sql`insert into platform.org (org_id, name, sample, created_at) values (${tx.orgId}, ${org.name}, ${org.sample}, ${org.now})`);
}

export async function insertMember(tx: Tx, member: { userId: string; role: Role; by: string; now: Instant }): Promise<void> {
  await tx.run(sql`insert into platform.member (org_id, user_id, role, added_at, added_by) values (${tx.orgId}, ${member.userId}, ${member.role}, ${member.now}, ${member.by})`);
}

export async function insertEntity(tx: Tx, entity: { entityId: number; code: string; baseCurrency: string; timeZone: string; taxRounding: 'group' | 'line'; now: Instant }): Promise<void> {
  await tx.run(sql`
    insert into platform.entity (org_id, entity_id, code, base_currency, time_zone, tax_rounding, created_at)
    values (${tx.orgId}, ${entity.entityId}, ${entity.code}, ${entity.baseCurrency}, ${entity.timeZone}, ${entity.taxRounding}, ${entity.now})`);
}

export async function insertEntityVersion(tx: Tx, entityId: number, version: number, profile: EntityProfile, by: string, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into platform.entity_version (org_id, entity_id, version, name, address, country, tax_id, registration, email, phone, website, bank_name,
                                         iban, bic, language, page, footer, recorded_at, recorded_by)
    values (${tx.orgId}, ${entityId}, ${version}, ${profile.name}, ${profile.address}, ${profile.country}, ${profile.taxId}, ${profile.registration},
            ${profile.email}, ${profile.phone}, ${profile.website}, ${profile.bankName}, ${profile.iban}, ${profile.bic}, ${profile.language ?? 'en'},
            ${profile.page ?? 'a4'}, ${profile.footer}, ${now}, ${by})`);
}

export async function moveEntityVersion(tx: Tx, entityId: number, version: number): Promise<void> {
  await tx.run(sql`update platform.entity set current_version = ${version} where org_id = ${tx.orgId} and entity_id = ${entityId}`);
}

const entityColumns = sql`
  e.entity_id, e.code, e.base_currency, e.time_zone, e.fiscal_year_start_month, e.tax_rounding, e.current_version, v.name, v.address, v.country, v.tax_id,
  v.registration, v.email, v.phone, v.website, v.bank_name, v.iban, v.bic, v.language, v.page, v.footer`;

export function listEntities(tx: Tx): Promise<Entity[]> {
  return tx.many(sql`
    select ${entityColumns} from platform.entity e
    join platform.entity_version v on v.org_id = e.org_id and v.entity_id = e.entity_id and v.version = e.current_version
    where e.org_id = ${tx.orgId} order by e.entity_id`);
}

export function findEntity(tx: Tx, entityId: number): Promise<Entity | null> {
  return tx.maybe(sql`
    select ${entityColumns} from platform.entity e
    join platform.entity_version v on v.org_id = e.org_id and v.entity_id = e.entity_id and v.version = e.current_version
    where e.org_id = ${tx.orgId} and e.entity_id = ${entityId}`);
}

export function findOrg(tx: Tx): Promise<{ orgId: string; name: string; sample: boolean; createdAt: Instant } | null> {
  return tx.maybe(sql`select org_id, name, sample, created_at from platform.org where org_id = ${tx.orgId}`);
}

export async function saveOrgName(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`update platform.org set name = ${name} where org_id = ${tx.orgId}`);
}

/** Locks the entity's row until the transaction ends, so that two changes at once don't make the same version. */
export function lockEntity(tx: Tx, entityId: number): Promise<{ currentVersion: number } | null> {
  return tx.maybe(sql`select current_version from platform.entity where org_id = ${tx.orgId} and entity_id = ${entityId} for update`);
}

export async function saveTaxRounding(tx: Tx, entityId: number, taxRounding: 'group' | 'line'): Promise<void> {
  await tx.run(sql`update platform.entity set tax_rounding = ${taxRounding} where org_id = ${tx.orgId} and entity_id = ${entityId}`);
}
