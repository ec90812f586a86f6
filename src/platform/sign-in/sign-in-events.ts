// What happens to a person's sign-in is told to every organisation they work for, as a row of its audit trail.

import { appendAudit } from '../audit-store.ts';
import type { Context, Role } from '../context.ts';
import { inReadOnly, inTransaction } from '../database/database.ts';
import type { Platform } from '../platform.ts';
import { listMemberships } from './membership-store.ts';

export type SignInEvent = 'signed_in' | 'signed_out' | 'locked' | 'password_set' | 'password_changed' | 'two_factor_on' | 'two_factor_off' | 'backup_codes_made' | 'link_made' | 'reset_asked' | 'session_ended';

export async function recordSignInEvent(
  platform: Pick<Platform, 'database' | 'clock'>, person: { userId: string; name: string }, event: SignInEvent, details: { address: string },
): Promise<void> {
  const memberships = await inReadOnly(platform.database, { orgId: '', userId: person.userId }, (tx) => listMemberships(tx, person.userId));
  for (const { orgId, role } of memberships) {
    const ctx: Context = { orgId, actor: { kind: 'user', id: person.userId, name: person.name }, role: role as Role, permissions: new Set(), now: platform.clock.now() };
    await inTransaction(platform.database, { orgId }, async (tx) => {
      tx.audit({ subjectKind: 'person', subjectId: person.userId, after: details });
    }, { finish: (tx) => appendAudit(tx, ctx, `sign_in.${event}`, details) });
  }
}
