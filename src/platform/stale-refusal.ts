// The refusal for those who changed an older version of a record than there is: who changed it meanwhile, when, and to which version.

import { Refusal } from '#kernel/refusal.ts';
import { lastAuditOf } from './audit-queries.ts';
import type { Instant } from './clock.ts';
import type { Tx } from './database/transaction.ts';

export type LastChange = { readonly by: string; readonly at: Instant };

export type StaleRecord = {
  /** In the middle of a sentence: this draft, product P-1. */
  readonly name: string;
  readonly last: LastChange | null;
  /** What happened to it; changed when left out. */
  readonly verb?: 'changed' | 'issued' | 'deleted';
  readonly version?: number;
  /** The version that the person saw. */
  readonly seen?: number | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** To be thrown. Instants are shown in UTC here; a screen shows details.changed_at in its reader's time. */
export function staleRefusal({ name, last, verb = 'changed', version, seen, details }: StaleRecord): Refusal {
  const sentence = last === null ? `${name} was ${verb} meanwhile` : `${last.by} ${verb} ${name} on ${last.at.slice(0, 10)} at ${last.at.slice(11, 16)} UTC`;
  return new Refusal('conflict.stale', `${sentence}, after you opened it`, {
    field: 'version', value: seen, details: { verb, changedBy: last?.by ?? null, changedAt: last?.at ?? null, version: version ?? null, ...details },
  });
}

/** From the audit trail, for records that don't keep it themselves. */
export async function lastChangeOf(tx: Tx, subjectKind: string, subjectId: string): Promise<LastChange | null> {
  const row = await lastAuditOf(tx, subjectKind, subjectId);
  return row === null ? null : { by: row.actorName, at: row.recordedAt };
}
