// Starting a company: organisation, first legal entity with its books, and the person who owns it.

import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { insertMember, insertOrg } from '#platform/organisation-store.ts';
import { addEntity, requirePlace, type NewEntity } from './change-entity.ts';

export type NewCompany = {
  readonly name: string;
  readonly sample?: boolean;
  readonly entity: NewEntity;
  /** The sign-in user who becomes administrator; none when the operator works on the machine itself. */
  readonly ownerUserId?: string;
};

/** Creates the organisation ctx.orgId with its first legal entity (id 1). Refuses currency.unknown and date.unknown_zone. */
export async function createCompany(tx: Tx, ctx: Context, company: NewCompany): Promise<{ orgId: string; entityId: number }> {
  requirePlace(company.entity, 'entity.');
  await insertOrg(tx, { name: company.name, sample: company.sample ?? false, now: ctx.now });
  const { entityId } = await addEntity(tx, ctx, company.entity);
  if (company.ownerUserId !== undefined) await insertMember(tx, { userId: company.ownerUserId, role: 'admin', by: ctx.actor.name, now: ctx.now });
  tx.audit({ subjectKind: 'organisation', subjectId: ctx.orgId, after: company });
  return { orgId: ctx.orgId, entityId };
}
