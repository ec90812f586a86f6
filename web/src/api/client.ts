// Talks to the API of the same origin: cookies go along, every write carries an Idempotency-Key, every refusal becomes an ApiProblem.
import { problemOf, unreachable } from './problem.ts';

export type QueryValue = string | number | boolean | readonly string[] | undefined | null;
export type QueryParams = Readonly<Record<string, QueryValue>>;

export type SendOptions = {
  /** One per action of a person; repeat it when the same action is tried again. */
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
};

export async function get<Result>(path: string, params: QueryParams = {}, signal?: AbortSignal): Promise<Result> {
  return request<Result>(withQuery(path, params), { signal, headers: { accept: 'application/json' } });
}

export async function send<Result>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: SendOptions = {},
): Promise<Result> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'idempotency-key': options.idempotencyKey ?? newActionKey(),
  };
  const isFile = body instanceof Blob;
  if (isFile) headers['content-type'] = 'application/octet-stream';
  else if (body !== undefined) headers['content-type'] = 'application/json';
  // Headers carry Latin letters only; the name is encoded as in an address.
  if (body instanceof File) headers['x-file-name'] = encodeURIComponent(body.name);
  return request<Result>(withQuery(path, { dry_run: options.dryRun ? 'true' : undefined }), {
    method,
    headers,
    body: body === undefined ? undefined : isFile ? body : JSON.stringify(body),
    signal: options.signal,
  });
}

/** A fresh key. `randomUUID` exists only on https and localhost, so plain random bytes stand in elsewhere. */
export function newActionKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Lists are JSON arrays: a comma in a customer's name must not split a filter. */
export function withQuery(path: string, params: QueryParams): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    query.set(name, Array.isArray(value) ? JSON.stringify(value) : String(value));
  }
  const text = query.toString();
  if (text === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

async function request<Result>(address: string, init: RequestInit): Promise<Result> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Result;
  return await response.json() as Result;
}
