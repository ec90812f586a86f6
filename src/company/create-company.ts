// Starting a company: organisation, first legal entity with its books, and the person who owns it.

import { isCurrency } from '#kernel/currency.ts';
import { refuse } from '#kernel/refusal.ts';
import { isTimeZone } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { insertEntity, insertEntityVersion, insertMember, insertOrg, type EntityProfile } from '#platform/organisation-store.ts';
import { openBooks } from '#ledger/account-store.ts';

export type NewCompany = {
  readonly name: string;
  readonly sample?: boolean;
  readonly entity: EntityProfile & { readonly code: string; readonly baseCurrency: string; readonly timeZone: string; readonly taxRounding?: 'group' | 'line' };
  /** The sign-in user who becomes administrator; none when the operator works on the machine itself. */
  readonly ownerUserId?: string;
};

/** Creates the organisation ctx.orgId with its first legal entity (id 1). Refuses currency.unknown and date.unknown_zone. */
export async function createCompany(tx: Tx, ctx: Context, company: NewCompany): Promise<{ orgId: string; entityId: number }> {
  const { entity } = company;
  if (!isCurrency(entity.baseCurrency)) refuse('currency.unknown', `${entity.baseCurrency} is not a currency`, { field: 'entity.base_currency', value: entity.baseCurrency });
  if (!isTimeZone(entity.timeZone)) refuse('date.unknown_zone', `${entity.timeZone} is not a time zone`, { field: 'entity.time_zone', value: entity.timeZone });
  const entityId = 1;
  await insertOrg(tx, { name: company.name, sample: company.sample ?? false, now: ctx.now });
  await insertEntity(tx, { entityId, code: entity.code, baseCurrency: entity.baseCurrency, timeZone: entity.timeZone, taxRounding: entity.taxRounding ?? 'group', now: ctx.now });
  await insertEntityVersion(tx, entityId, 1, entity, ctx.actor.name, ctx.now);
  await openBooks(tx, entityId, ctx.now);
  if (company.ownerUserId !== undefined) await insertMember(tx, { userId: company.ownerUserId, role: 'admin', by: ctx.actor.name, now: ctx.now });
  tx.audit({ subjectKind: 'organisation', subjectId: ctx.orgId, after: company });
  return { orgId: ctx.orgId, entityId };
}
