// Signing in and out, the first owner, and the session that everything else reads.
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';

import { get, send } from './client.ts';
import type { WireSession, WireSetup } from './types.ts';

export const sessionQuery = queryOptions({
  queryKey: ['/v1/session'],
  queryFn: ({ signal }) => get<WireSession>('/v1/session', {}, signal),
  staleTime: 5 * 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ['/v1/setup'],
  queryFn: ({ signal }) => get<WireSetup>('/v1/setup', {}, signal),
});

/** The session of a signed-in screen; the route above has already loaded it. */
export function useSession(): WireSession {
  return useSuspenseQuery(sessionQuery).data;
}

export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

export type SignInAnswer = { readonly twoFactorRedirect?: boolean };

export function signIn(input: { email: string; password: string }): Promise<SignInAnswer> {
  return send<SignInAnswer>('POST', '/auth/sign-in/email', input);
}

export function confirmCode(input: { code: string; trustDevice: boolean }): Promise<unknown> {
  return send('POST', '/auth/two-factor/verify-totp', input);
}

export function askForNewPassword(input: { email: string }): Promise<unknown> {
  return send('POST', '/auth/forgot-password', input);
}

export function signOut(): Promise<unknown> {
  return send('POST', '/auth/sign-out', {});
}

export function createOwner(input: { name: string; email: string; password: string }): Promise<unknown> {
  return send('POST', '/v1/setup/owner', input);
}

export type NewCompany =
  | { readonly kind: 'sample' }
  | { readonly kind: 'empty'; readonly name: string; readonly currency: string; readonly country: string; readonly time_zone: string };

export function createCompany(input: NewCompany): Promise<Pick<WireSetup, 'state'>> {
  return send<Pick<WireSetup, 'state'>>('POST', '/v1/setup/company', input);
}

export function switchCompany(companyId: string): Promise<unknown> {
  return send('POST', '/v1/session/company', { company_id: companyId });
}
