// An application for tests: a company, a key per role, a second company, and requests without a socket.

import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { createCompany, type NewCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import { roles, type Context, type Role } from '#platform/context.ts';
import { createApiKey } from '#platform/sign-in/api-key.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { buildApp } from '../app.ts';
import { assembly, type Assembly } from '../assembly.ts';

export type Ask = {
  readonly method?: string;
  /** An API key; a cookie goes into headers. */
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Told = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers; readonly text: string };

export type TestApp = {
  readonly platform: TestPlatform;
  readonly app: Hono;
  readonly ctx: Context;
  readonly keys: Readonly<Record<Role, string>>;
  /** The administrator's key of another organisation. */
  readonly strangerKey: string;
  ask(address: string, request?: Ask): Promise<Told>;
  close(): Promise<void>;
};

export const testCompany: NewCompany = {
  name: 'Ink and Paper',
  entity: {
    code: 'MAIN', name: 'Ink and Paper B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL',
    address: { lines: ['Kade 1'], postalCode: '1011 AA', city: 'Amsterdam', country: 'NL' },
  },
};

export async function openTestApp(table: Assembly = assembly): Promise<TestApp> {
  const platform = await openTestPlatform();
  const app = buildApp(platform, table, { validateAnswers: true });
  const { ctx, keys } = await startCompany(platform, testCompany);
  const stranger = await startCompany(platform, { ...testCompany, name: 'Somebody Else' });
  return { platform, app, ctx, keys, strangerKey: stranger.keys.admin, ask: (address, request) => ask(app, address, request), close: () => platform.close() };
}

async function startCompany(platform: TestPlatform, company: NewCompany): Promise<{ ctx: Context; keys: Record<Role, string> }> {
  const ctx = await testContext(platform);
  await command(platform.database, ctx, { name: 'company.create', permission: 'org.manage', key: 'start', input: company }, createCompany);
  const keys = {} as Record<Role, string>;
  // Each key is another person's, as it would be in an office.
  for (const role of roles) {
    await command(platform.database, ctx, { name: 'api_key.create', permission: 'member.manage', key: `key ${role}`, input: { role } }, async (tx, inner) => {
      keys[role] = (await createApiKey(tx, { ...inner, actor: { ...inner.actor, id: `person-${role}` } }, { name: `Test ${role}`, role })).secret;
      return {};
    });
  }
  return { ctx, keys };
}

/** Writes get an Idempotency-Key of their own unless the headers bring one ('' sends none). */
export async function ask(app: Hono, address: string, { method = 'GET', key, body, headers = {} }: Ask = {}): Promise<Told> {
  const isBytes = body instanceof Uint8Array || typeof body === 'string';
  const all = new Headers({
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
    ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }), ...headers,
  });
  if (headers['idempotency-key'] === '') all.delete('idempotency-key');
  const response = await app.request(address, { method, headers: all, ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }) });
  const text = await response.text();
  const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(told: Told, before = ''): string {
  const jar = new Map(before.split('; ').filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  for (const cookie of told.headers.getSetCookie()) {
    const pair = cookie.split(';')[0] ?? '';
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
