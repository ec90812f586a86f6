// The way of every request to an operation: caller, organisation, permission, idempotency key, input, verb, answer.

import type { Context as HonoContext, Hono } from 'hono';
import { invariant, InvariantFailure } from '#kernel/invariant.ts';
import { excerpt, refuse } from '#kernel/refusal.ts';
import { authorise } from '#platform/context.ts';
import type { Route } from '#platform/http/route.ts';
import { toWireShape } from '#platform/http/shape.ts';
import type { Platform } from '#platform/platform.ts';
import { enter, requireCaller, type Caller } from './caller.ts';
import { listAsFile, takeFormat } from './list-as-file.ts';
import { readJsonBody, readUpload } from './request-body.ts';
import { readInput } from './request-input.ts';
import { requireSameOrigin } from './same-origin.ts';

export type PipelineOptions = {
  /** Tests hold every answer against the schema that documents it. */
  readonly validateAnswers?: boolean | undefined;
};

/** {customer_id} of the route table is :customer_id of the router. Fixed words go before parameters: /v1/runs/latest before /v1/runs/{run_id}. */
export function mountRoutes(app: Hono, platform: Platform, routes: readonly Route[], options: PipelineOptions): void {
  for (const route of inMatchingOrder(routes)) {
    app.on(route.method, routerPath(route.path), (c) => carryOut(platform, route, c, options));
  }
}

export function inMatchingOrder<Item extends { readonly path: string }>(routes: readonly Item[]): Item[] {
  const sortKey = (path: string): string => path.replaceAll('{', '\uFFFF');
  return [...routes].sort((a, b) => (sortKey(a.path) < sortKey(b.path) ? -1 : 1));
}

export function routerPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function carryOut(platform: Platform, route: Route, c: HonoContext, options: PipelineOptions): Promise<Response> {
  c.set('routeLabel', route.path);
  const caller = await requireCaller(platform, c);
  const isWrite = route.method !== 'GET';
  if (isWrite) requireOwnPage(platform, caller, c);
  const ctx = await enter(platform, caller, c);
  authorise(ctx, route.permission);
  const key = isWrite ? requireKey(c) : '';
  const params = readInput(route.params, c.req.param(), 'path');
  const { dryRun, rest } = takeDryRun(readQuery(c), isWrite);
  const { format, rest: asked } = takeFormat(rest, route.table);
  const query = readInput(route.query, asked, 'query');
  const upload = route.upload === true ? await readUpload(c.req.raw, platform.config.uploadMaxBytes) : undefined;
  const body = upload === undefined ? await readBody(route, c) : undefined;
  const call = { platform, ctx, params, query, body, key, dryRun, upload };
  // The types of the schemas were checked where the route was declared; here they are all unknown.
  const handle = (one: typeof call): Promise<unknown> => route.handle(one as unknown as Parameters<Route['handle']>[0]);
  if (format !== null && route.table !== undefined) return withFileHeaders(await listAsFile(format, route.table, (page) => handle({ ...call, query: { ...(query as object), ...page } })));
  const result = await handle(call).catch((error: unknown) => refuseOddCursor(error, rest['cursor']));
  return result instanceof Response ? withFileHeaders(result) : answer(route, result, options);
}

/** Cursors come from outside: one with values that its list never gave ends as the database's "invalid value" (SQLSTATE class 22). */
function refuseOddCursor(error: unknown, cursor: string | undefined): never {
  const { code } = error as { code?: unknown };
  if (cursor !== undefined && typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code)) refuse('request.malformed', 'the cursor is not one that this list gave', { field: 'cursor', value: cursor });
  throw error;
}

/** A cookie is sent by the browser whoever asks; a key or the operator is not. */
export function requireOwnPage(platform: Platform, caller: Caller, c: HonoContext): void {
  if (caller.person !== null) requireSameOrigin(c.req.raw, new URL(platform.config.baseUrl).origin);
}

export function requireKey(c: HonoContext): string {
  const key = c.req.header('idempotency-key')?.trim() ?? '';
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) refuse('idempotency.key_required', 'the header Idempotency-Key is missing, or has other than 1 to 200 visible ASCII characters', { field: 'Idempotency-Key' });
  return key;
}

export function readQuery(c: HonoContext): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length > 1) refuse('request.malformed', `${excerpt(name)} is given ${values.length} times in the query`, { field: excerpt(name) });
    query[name] = values[0] ?? '';
  }
  return query;
}

function takeDryRun(query: Record<string, string>, isWrite: boolean): { dryRun: boolean; rest: Record<string, string> } {
  const { dry_run: given, ...rest } = query;
  if (given === undefined) return { dryRun: false, rest };
  if (!isWrite) refuse('request.unknown_field', 'only writes have a dry run', { field: 'dry_run' });
  if (given !== 'true' && given !== 'false') refuse('request.malformed', 'dry_run is true or false', { field: 'dry_run', value: given });
  return { dryRun: given === 'true', rest };
}

async function readBody(route: Route, c: HonoContext): Promise<unknown> {
  const given = route.method === 'GET' ? undefined : await readJsonBody(c.req.raw);
  // A write without fields may be sent without a body or with an empty object.
  return route.body === undefined ? readInput(undefined, given, 'body') : readInput(route.body, given ?? {}, 'body');
}

function answer(route: Route, result: unknown, options: PipelineOptions): Response {
  const wire = toWireShape(result);
  invariant(route.answer !== 'bytes', `${route.operation} answers bytes as a Response`);
  if (options.validateAnswers === true) {
    const checked = route.answer.safeParse(wire);
    if (!checked.success) throw new InvariantFailure(`the answer of ${route.operation} differs from its schema: ${checked.error.message.slice(0, 500)}`);
  }
  return jsonResponse(wire, route.status ?? 200);
}

export function jsonResponse(wire: unknown, status: number): Response {
  return new Response(JSON.stringify(wire), { status, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' } });
}

/** Files are shown by no page but ours, and what they hold is never run as part of it. */
function withFileHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  const mediaType = headers.get('content-type') ?? 'application/octet-stream';
  if (!headers.has('cache-control')) headers.set('Cache-Control', 'private, no-store');
  if (!headers.has('content-security-policy')) {
    // A sandboxed PDF is downloaded by Safari instead of shown.
    headers.set('Content-Security-Policy', mediaType.startsWith('application/pdf') ? "frame-ancestors 'self'" : "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'");
  }
  return new Response(response.body, { status: response.status, headers });
}
