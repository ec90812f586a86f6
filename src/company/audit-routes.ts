// Routes of the audit trail: reading it, and proving that nothing in it was changed.

import { z } from 'zod';
import { findBrokenAuditRow } from '#platform/audit-store.ts';
import { listAudit } from '#platform/audit-queries.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { instant, listOf, localDate, pageQuery } from '#platform/http/schemas.ts';
import { Verbatim } from '#platform/http/shape.ts';
import { addDays } from '#kernel/local-date.ts';
import { auditAnswer } from './wire.ts';

const tag = 'Audit';

export const auditRoutes: readonly Route[] = [
  route({
    operation: 'listAudit', method: 'GET', path: '/v1/audit', tag, summary: 'Who did what, when and why; newest first', permission: 'audit.read',
    query: z.strictObject({
      ...pageQuery, subject_id: z.string().max(200).optional(), actor: z.string().max(200).optional().meta({ description: 'How a name or a word of it begins, or the id of a person, key or run' }),
      command: z.string().max(100).optional().meta({ description: 'A command such as invoice.issue, its area: invoice, or words that its own begin with: invoice iss' }),
      from: localDate.optional(), until: localDate.optional().meta({ description: 'Up to and including this day, UTC' }),
    }),
    answer: listOf(auditAnswer),
    handle: async ({ platform, ctx, query }) => {
      const key = decodeCursor(query.cursor, 1);
      const rows = await inReadOnly(platform.database, ctx, (tx) => listAudit(tx, {
        subjectId: query.subjectId, actor: query.actor, command: query.command, limit: query.limit + 1,
        before: key === null ? undefined : sequenceOf(key[0]),
        from: query.from === undefined ? undefined : `${query.from}T00:00:00Z`, until: query.until === undefined ? undefined : `${addDays(query.until, 1)}T00:00:00Z`,
      }));
      const page = pageOf(rows, query.limit, (row) => [row.sequence.toString()]);
      // What was written down is data: its keys stay as they were.
      return { ...page, items: page.items.map(({ previousHash: _previousHash, before, after, ...row }) => ({ ...row, before: new Verbatim(before), after: new Verbatim(after) })) };
    },
  }),
  route({
    operation: 'verifyAudit', method: 'GET', path: '/v1/audit/verification', tag, summary: 'Recompute the chain of hashes from its first row', permission: 'audit.read',
    answer: z.object({ verified: z.boolean(), verified_at: instant, problem: z.object({ sequence: z.string(), problem: z.string() }).nullable() }),
    handle: async ({ platform, ctx }) => {
      const problem = await inReadOnly(platform.database, ctx, findBrokenAuditRow);
      return { verified: problem === null, verifiedAt: ctx.now, problem };
    },
  }),
];

/** A cursor comes from outside: what is no number finds nothing. */
function sequenceOf(part: string | number | null | undefined): bigint {
  return /^\d{1,18}$/.test(String(part)) ? BigInt(String(part)) : 0n;
}
