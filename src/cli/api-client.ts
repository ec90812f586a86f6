// The API as commands see it, over whatever carries the requests: the application in this process, or a server at --url.

import { randomUUID } from 'node:crypto';
import type { CliApi } from '#platform/cli/cli-command.ts';
import { CliProblem, type ProblemBody } from './problem.ts';

export type Carry = (address: string, request: RequestInit) => Promise<Response>;

type Query = Record<string, string | undefined> | undefined;

export function apiOver(carry: Carry): CliApi {
  const write = (path: string, query: Query, request: RequestInit & { headers: Record<string, string> }, options: { key?: string; dryRun?: boolean } = {}): Promise<Record<string, unknown>> => {
    const address = withQuery(path, { ...query, dry_run: options.dryRun === true ? 'true' : undefined });
    return readJson(carry(address, { ...request, headers: { ...request.headers, 'Idempotency-Key': options.key ?? randomUUID() } }));
  };
  return {
    get: (path, query) => readJson(carry(withQuery(path, query), { method: 'GET' })),
    send: (method, path, body, options) => write(path, undefined, {
      method, headers: body === undefined ? {} : { 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }, options),
    upload: (path, file, query, options) => write(path, query, {
      method: 'POST', headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) }, body: file.bytes as Uint8Array<ArrayBuffer>,
    }, options),
    bytes: async (path, query) => new Uint8Array(await (await succeeded(carry(withQuery(path, query), { method: 'GET' }))).arrayBuffer()),
  };
}

async function readJson(answer: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await succeeded(answer)).json()) as Record<string, unknown>;
}

async function succeeded(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  if (response.ok) return response;
  const body = (await response.json().catch(() => null)) as ProblemBody | null;
  throw new CliProblem(body ?? { code: `http.${response.status}`, status: response.status, detail: `the server answered ${response.status} ${response.statusText}` });
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
