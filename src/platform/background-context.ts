// Who acts when news start work that no person asked for: the program itself, with the rights of an administrator.

import type { Context } from './context.ts';
import { inReadOnly } from './database/database.ts';
import { permissionsOfRole } from './organisation-store.ts';
import type { Platform } from './platform.ts';

/** reason is the name under which the audit log shows it, such as "Recorded deliveries". */
export async function backgroundContext(platform: Platform, orgId: string, reason: string): Promise<Context> {
  const permissions = new Set(await inReadOnly(platform.database, { orgId }, (tx) => permissionsOfRole(tx, 'admin')));
  return { orgId, actor: { kind: 'run', id: 'background', name: reason }, role: 'admin', permissions, now: platform.clock.now() };
}
