// Operations that need no role in an organisation: first start, signing in, who am I. Checked and documented as all others.

import type { Context as HonoContext, Hono } from 'hono';
import type { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import type { Camel } from '#platform/http/shape.ts';
import { toWireShape } from '#platform/http/shape.ts';
import type { Platform } from '#platform/platform.ts';
import { findCaller, type Caller } from './caller.ts';
import type { Assembly } from './assembly.ts';
import { readJsonBody } from './request-body.ts';
import { readInput } from './request-input.ts';
import { requireSameOrigin } from './same-origin.ts';
import { jsonResponse, readQuery, requireKey, requireOwnPage, routerPath } from './route-pipeline.ts';

export type OpenCall<Body> = {
  readonly platform: Platform;
  readonly assembly: Assembly;
  readonly caller: Caller | null;
  readonly body: Body;
  readonly key: string;
  readonly c: HonoContext;
};

export type OpenRouteDefinition<Body> = {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** anyone: no session is needed; signed_in: a session or key is, whatever its role. */
  readonly access: 'anyone' | 'signed_in';
  readonly body?: Body;
  readonly answer: z.ZodType;
  readonly status?: 200 | 201;
  readonly handle: (call: OpenCall<Body extends z.ZodType ? Camel<z.output<Body>> : undefined>) => Promise<unknown>;
};

export type OpenRoute = OpenRouteDefinition<z.ZodType | undefined>;

export function openRoute<Body extends z.ZodType | undefined = undefined>(definition: OpenRouteDefinition<Body>): OpenRoute {
  return definition as unknown as OpenRoute;
}

/** Writes under /v1 need an Idempotency-Key like all others; signing in has no use for one. */
export function needsKey(route: OpenRoute): boolean {
  return route.method !== 'GET' && route.path.startsWith('/v1/');
}

export function mountOpenRoutes(app: Hono, platform: Platform, assembly: Assembly, routes: readonly OpenRoute[]): void {
  for (const route of routes) app.on(route.method, routerPath(route.path), (c) => carryOut(platform, assembly, route, c));
}

async function carryOut(platform: Platform, assembly: Assembly, route: OpenRoute, c: HonoContext): Promise<Response> {
  c.set('routeLabel', route.path);
  const caller = await findCaller(platform, c);
  if (route.access === 'signed_in' && caller === null) refuse('auth.required', 'there is neither a session nor an API key');
  if (route.method !== 'GET') requireNoOtherSite(platform, caller, c);
  const key = needsKey(route) ? requireKey(c) : '';
  readInput(undefined, readQuery(c), 'query');
  const given = route.method === 'GET' ? undefined : await readJsonBody(c.req.raw);
  const body = route.body === undefined ? readEmpty(given) : readInput(route.body, given ?? {}, 'body');
  const result = await route.handle({ platform, assembly, caller, body, key, c } as Parameters<OpenRoute['handle']>[0]);
  return result instanceof Response ? result : jsonResponse(toWireShape(result), route.status ?? 200);
}

/** Signing someone in to another person's account from a foreign page is an attack too, so a stated origin must be ours. */
function requireNoOtherSite(platform: Platform, caller: Caller | null, c: HonoContext): void {
  const speaksOfOrigin = c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') !== undefined;
  if (caller !== null) requireOwnPage(platform, caller, c);
  else if (speaksOfOrigin) requireSameOrigin(c.req.raw, new URL(platform.config.baseUrl).origin);
}

function readEmpty(given: unknown): undefined {
  if (given !== undefined && given !== null) readInput(undefined, given, 'body');
  return undefined;
}
