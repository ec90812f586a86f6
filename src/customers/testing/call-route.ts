// Calls a route as the server does, without a socket: reads the input by its schemas, and holds the answer to the shape it promises.

import assert from 'node:assert/strict';
import { z } from 'zod';
import { newId } from '#kernel/id.ts';
import type { Context } from '#platform/context.ts';
import type { Route } from '#platform/http/route.ts';
import { toCodeShape, toWireShape } from '#platform/http/shape.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';

export type Asked = { readonly params?: object; readonly query?: object; readonly body?: unknown; readonly key?: string; readonly dryRun?: boolean };
// What comes back is any JSON; tests look at the fields they are about.
export type Wire = Readonly<Record<string, unknown>> & { readonly items?: readonly Wire[] };

export function routeCaller(platform: TestPlatform, routes: readonly Route[]): (ctx: Context, operation: string, asked?: Asked) => Promise<Wire> {
  const byOperation = new Map(routes.map((route) => [route.operation, route]));
  assert.equal(byOperation.size, routes.length, 'every operation has a name of its own');
  const read = (schema: z.ZodType | undefined, value: unknown): unknown => (schema === undefined ? undefined : toCodeShape(schema.parse(value ?? {})));
  return async (ctx, operation, asked = {}) => {
    const route = byOperation.get(operation);
    assert.ok(route, `there is an operation ${operation}`);
    assert.ok(ctx.permissions.has(route.permission), `${ctx.role} may ${operation}`);
    const answer = await route.handle({
      platform, ctx, params: read(route.params, asked.params) as undefined, query: read(route.query, asked.query) as undefined, body: read(route.body, asked.body) as undefined,
      key: asked.key ?? newId(Date.now()), dryRun: asked.dryRun ?? false, upload: undefined,
    });
    const wire = JSON.parse(JSON.stringify(toWireShape(answer))) as Wire;
    if (route.answer !== 'bytes') route.answer.parse(wire);
    return wire;
  };
}
