// Errors on the wire: RFC 9457 problem details. A refusal says its code and the next step; our own faults say only the request's id.

import { Refusal } from '#kernel/refusal.ts';
import { refusalCodes } from '#kernel/refusal-codes.ts';
import { outageOf } from '#platform/database/outage.ts';
import { toWireShape } from '#platform/http/shape.ts';
import type { Log } from '#platform/log.ts';

/** What is wrong at one place of the input. */
export type Fault = { readonly field?: string | undefined; readonly row?: number | undefined; readonly value?: string | undefined; readonly reason: string; readonly fix?: string | undefined };

const INTERNAL_NEXT = 'This is a fault of the program; nothing was changed. Try again, and report it with the request id if it stays.';

/** Answers a problem and logs what was our fault. */
export function problemResponse(error: unknown, requestId: string, log: Log): Response {
  if (error instanceof Refusal) return refusalResponse(error, requestId);
  const outage = outageOf(error);
  if (outage !== null) {
    log.warn({ requestId, code: outage.code, error: (error as Error).message }, 'a request met an outage');
    return refusalResponse(outage, requestId);
  }
  const { message, stack, code } = error as { message?: string; stack?: string; code?: string };
  log.error({ requestId, error: message, code, stack }, 'a request failed');
  return problem(500, {
    type: '/docs/errors#internal', title: 'The program made a mistake', status: 500, code: 'internal', detail: 'The request could not be carried out.', next: INTERNAL_NEXT, request_id: requestId,
  });
}

function refusalResponse(refusal: Refusal, requestId: string): Response {
  const { errors, ...details } = (refusal.details ?? {}) as { errors?: readonly Fault[] };
  const own: Fault = { field: refusal.field, row: refusal.row, value: refusal.value, reason: refusal.message, fix: refusal.next };
  const hasPlace = refusal.field !== undefined || refusal.row !== undefined;
  const body = {
    type: `/docs/errors#${refusal.code}`, title: titleOf(refusal.code), status: refusal.status, code: refusal.code, detail: refusal.message, next: refusal.next,
    errors: errors ?? (hasPlace ? [own] : []), ...(Object.keys(details).length > 0 ? { details: toWireShape(details) } : {}), request_id: requestId,
  };
  return problem(refusal.status, body, extraHeaders(refusal));
}

/** auth.wrong_organisation reads as "Auth: wrong organisation"; the detail says the rest. */
export function titleOf(code: string): string {
  const [area = '', reason = ''] = code.split('.');
  const words = `${area}: ${reason}`.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function extraHeaders(refusal: Refusal): Record<string, string> {
  if (refusal.status === 401) return { 'WWW-Authenticate': 'Bearer realm="counterfoil"' };
  if (refusal.status === 429 || refusal.status === 503) return { 'Retry-After': refusal.status === 429 ? '900' : '5' };
  return {};
}

function problem(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers } });
}

export const allCodes = Object.entries(refusalCodes).map(([code, entry]) => ({ code, title: titleOf(code), ...entry }));
