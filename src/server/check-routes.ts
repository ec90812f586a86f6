// Routes of the proof: every invariant recomputed from raw rows, and with replay every issued cent worked out again.

import { z } from 'zod';
import type { Check } from '#platform/check.ts';
import { route, type Route } from '#platform/http/route.ts';
import { runChecks } from './run-checks.ts';

const resultAnswer = z.object({ name: z.string(), title: z.string(), holds: z.boolean(), examined: z.int(), breaches: z.array(z.string()), milliseconds: z.int() }).meta({ id: 'CheckResult' });

/** A route of its own per assembly, since the checks are the assembly's. */
export function checkRoutes(checks: readonly Check[], replays: readonly Check[]): readonly Route[] {
  return [
    route({
      operation: 'check', method: 'GET', path: '/v1/check', tag: 'Audit', summary: 'Recompute every invariant from raw rows and name each with its result', permission: 'audit.read',
      query: z.strictObject({ replay: z.enum(['true', 'false']).default('false').meta({ description: 'Also work out every issued amount again from its proof' }) }),
      answer: z.object({ holds: z.boolean(), checked_at: z.string(), checks: z.array(resultAnswer) }),
      handle: async ({ platform, ctx, query }) => {
        const results = await runChecks(platform, ctx, query.replay === 'true' ? [...checks, ...replays] : checks);
        return { holds: results.every(({ holds }) => holds), checkedAt: ctx.now, checks: results };
      },
    }),
  ];
}
