// The organisation's name, as people see it in the workbench; documents carry the legal entity's name.

import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findOrg, saveOrgName } from '#platform/organisation-store.ts';

export async function renameOrganisation(tx: Tx, ctx: Context, change: { name: string }): Promise<{ orgId: string; name: string }> {
  const before = await findOrg(tx);
  if (before === null) refuse('request.not_found', 'there is no such organisation');
  await saveOrgName(tx, change.name);
  tx.audit({ subjectKind: 'organisation', subjectId: ctx.orgId, before: { name: before.name }, after: { name: change.name } });
  return { orgId: ctx.orgId, name: change.name };
}
