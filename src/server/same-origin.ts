// Writes that a cookie authorises must come from our own pages: another site can make a browser send the cookie, but not the origin.

import { refuse } from '#kernel/refusal.ts';

/** Refuses auth.cross_site unless the browser says that the request comes from this very origin. */
export function requireSameOrigin(request: Request, ownOrigin: string): void {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const isOurs = origin !== null ? sameHost(origin, request, ownOrigin) : site === 'same-origin';
  if (!isOurs || (site !== null && site !== 'same-origin')) refuse('auth.cross_site', 'the request does not come from a page of this server');
}

/** The host that the browser called is the truth; behind a proxy that renames it, the configured BASE_URL is. */
function sameHost(origin: string, request: Request, ownOrigin: string): boolean {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && (new URL(origin).host === host || new URL(origin).origin === ownOrigin);
}
