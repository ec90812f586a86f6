// The application on Hono: sign-in, API, documentation, health and the workbench, testable without a socket.

import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Hono, type Context as HonoContext } from 'hono';
import { excerpt, Refusal } from '#kernel/refusal.ts';
import { authorise } from '#platform/context.ts';
import type { Platform } from '#platform/platform.ts';
import type { Assembly } from './assembly.ts';
import { addressOf, enter, requireCaller } from './caller.ts';
import { docsPage, errorsPage } from './docs/page.ts';
import { docsScript } from './docs/script.ts';
import { docsStyle } from './docs/style.ts';
import { readHealth, type WorkerState } from './health.ts';
import { countRunsByStatus } from './health-queries.ts';
import { openMetrics, type Metrics } from './metrics.ts';
import { describeApi, type OpenApi } from './openapi.ts';
import { mountOpenRoutes } from './open-route.ts';
import { problemResponse } from './problem.ts';
import { mountRoutes, type PipelineOptions } from './route-pipeline.ts';
import { openRoutes } from './open-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { openStaticFiles } from './static-files.ts';

const root = path.join(import.meta.dirname, '..', '..');

export type AppOptions = PipelineOptions & {
  readonly worker?: WorkerState;
  /** Where the built workbench lies. */
  readonly webFolder?: string;
};

export function programVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

export function buildApp(platform: Platform, assembly: Assembly, options: AppOptions = {}): Hono {
  const app = new Hono();
  const metrics = openMetrics();
  app.use(observe(platform, metrics));
  app.use(securityHeaders(platform.config.baseUrl.startsWith('https:')));
  mountOpenRoutes(app, platform, assembly, openRoutes);
  mountRoutes(app, platform, assembly.routes, options);
  mountDocs(app, assembly);
  mountOperations(app, platform, metrics, options.worker ?? { isRunning: true });
  const files = openStaticFiles(options.webFolder ?? path.join(root, 'web', 'dist'));
  app.notFound((c) => {
    const { pathname } = new URL(c.req.url);
    const isPage = (c.req.method === 'GET' || c.req.method === 'HEAD') && !/^\/(?:v1|auth|docs)(?:\/|$)/.test(pathname);
    const file = isPage ? files.answer(pathname, c.req.raw) : null;
    if (file !== null) return file;
    return problemResponse(new Refusal('request.not_found', `there is no ${c.req.method} ${excerpt(c.req.path)}`), requestIdOf(c), platform.log);
  });
  app.onError((error, c) => problemResponse(error, requestIdOf(c), platform.log));
  return app;
}

function requestIdOf(c: HonoContext): string {
  return String(c.get('requestId'));
}

/** Numbers the request, measures it and writes it down; the log says what a person asked, never what they sent. */
function observe(platform: Platform, metrics: Metrics) {
  return async (c: HonoContext, next: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    c.res.headers.set('X-Request-Id', requestId);
    const milliseconds = performance.now() - start;
    const label = (c.get('routeLabel') as string | undefined) ?? 'other';
    metrics.observe({ method: c.req.method, route: label, status: c.res.status, seconds: milliseconds / 1000 });
    if (label !== 'other') platform.log.debug({ requestId, method: c.req.method, path: c.req.path, status: c.res.status, milliseconds: Math.round(milliseconds) }, 'request');
  };
}

/** Written when they are first asked for: the description of all operations takes longer than the rest of a start. */
function mountDocs(app: Hono, assembly: Assembly): void {
  let apiOnce: OpenApi | undefined;
  const api = (): OpenApi => (apiOnce ??= describeApi(assembly.routes, openRoutes, programVersion()));
  const documents: readonly (readonly [string, string, () => string])[] = [
    ['/openapi.json', 'application/json', () => JSON.stringify(api())], ['/docs', 'text/html; charset=utf-8', () => docsPage(api())],
    ['/docs/errors', 'text/html; charset=utf-8', errorsPage], ['/docs/page.css', 'text/css; charset=utf-8', () => docsStyle], ['/docs/page.js', 'text/javascript; charset=utf-8', () => docsScript],
  ];
  for (const [address, mediaType, write] of documents) {
    let written: { text: string; etag: string } | undefined;
    app.get(address, (c) => {
      written ??= tagged(write());
      const headers = { 'Content-Type': mediaType, ETag: written.etag, 'Cache-Control': 'no-cache' };
      return c.req.header('if-none-match') === written.etag ? new Response(null, { status: 304, headers }) : new Response(written.text, { headers });
    });
  }
}

function tagged(text: string): { text: string; etag: string } {
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

function mountOperations(app: Hono, platform: Platform, metrics: Metrics, worker: WorkerState): void {
  app.get('/health', async (c) => {
    const health = await readHealth(platform, worker, programVersion());
    return c.json(health, health.status === 'ok' ? 200 : 503, { 'Cache-Control': 'no-store', ...(health.status === 'ok' ? {} : { 'Retry-After': '5' }) });
  });
  app.get('/metrics', async (c) => {
    await requireObserver(platform, c);
    return c.text(metrics.render(platform, await countRunsByStatus(platform.database)), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' });
  });
}

/** Metrics are for the machine itself, and for keys that may read the audit trail. */
async function requireObserver(platform: Platform, c: HonoContext): Promise<void> {
  const isLocal = /^(?:127\.|::1$|::ffff:127\.|in-process$)/.test(addressOf(platform, c)) && c.req.header('x-forwarded-for') === undefined;
  if (isLocal && c.req.header('authorization') === undefined) return;
  const caller = await requireCaller(platform, c);
  authorise(await enter(platform, caller, c), 'audit.read');
}
