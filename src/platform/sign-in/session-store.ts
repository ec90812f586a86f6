// The sessions of a person: where they are signed in, without the tokens.

import type { Instant } from '../clock.ts';
import { sql } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';

export type SessionRow = {
  readonly sessionId: string;
  readonly createdAt: Instant;
  readonly usedAt: Instant;
  readonly address: string | null;
  readonly device: string | null;
  readonly present: boolean;
};

export function listSessions(tx: Tx, userId: string, presentToken: string, now: Instant): Promise<SessionRow[]> {
  return tx.many(sql`
    select id as session_id, created_at, updated_at as used_at, ip_address as address, user_agent as device, token = ${presentToken} as present
    from auth.session where user_id = ${userId} and expires_at > ${now} order by token = ${presentToken} desc, updated_at desc, id`);
}

/** Only one's own. Answers whether there was such a session. */
export async function deleteSession(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  return (await tx.run(sql`delete from auth.session where user_id = ${userId} and id = ${sessionId}`)) > 0;
}
