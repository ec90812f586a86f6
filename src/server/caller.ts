// Who calls: a person by their session cookie, a program by its API key, or the operator in this very process.

import type { Context as HonoContext } from 'hono';
import { refuse } from '#kernel/refusal.ts';
import type { Actor, Context, Role } from '#platform/context.ts';
import type { Permission } from '#platform/permissions.ts';
import type { Platform } from '#platform/platform.ts';
import { API_KEY_PREFIX } from '#platform/sign-in/api-key.ts';
import { requireSecondFactor } from '#platform/sign-in/second-factor-policy.ts';
import { signInOf, type SignedIn } from '#platform/sign-in/sign-in.ts';

export type Membership = { readonly orgId: string; readonly name: string; readonly role: Role; readonly demandsSecondFactor?: boolean };

export type Caller = {
  readonly actor: Actor;
  readonly memberships: readonly Membership[];
  /** In which of them the caller works where a request names none. */
  readonly usualOrgId: string | null;
  readonly person: SignedIn | null;
};

export type Operator = { readonly orgId: string | null; readonly name: string };

const operators = new WeakSet<object>();

/** The environment with which the command line calls the application in its own process. A request over HTTP can't bring one. */
export function operatorEnvironment(operator: Operator): { operator: Operator } {
  const environment = { operator };
  operators.add(environment);
  return environment;
}

/** Null for a stranger. Refuses auth.required for a key that is unknown, revoked or too old. */
export async function findCaller(platform: Platform, c: HonoContext): Promise<Caller | null> {
  if (operators.has(c.env as object)) return operatorCaller((c.env as { operator: Operator }).operator);
  const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) return keyCaller(platform, bearer);
  const person = await signInOf(platform).personOf(c.req.raw.headers);
  if (person === null) return null;
  return { actor: { kind: 'user', id: person.userId, name: person.name }, memberships: person.memberships, usualOrgId: person.activeOrgId, person };
}

export async function requireCaller(platform: Platform, c: HonoContext): Promise<Caller> {
  const caller = await findCaller(platform, c);
  return caller ?? refuse('auth.required', 'there is neither a session nor an API key');
}

function operatorCaller({ orgId, name }: Operator): Caller {
  return { actor: { kind: 'operator', id: 'operator', name }, memberships: orgId === null ? [] : [{ orgId, name: '', role: 'admin' }], usualOrgId: orgId, person: null };
}

async function keyCaller(platform: Platform, secret: string): Promise<Caller> {
  const holder = secret.startsWith(API_KEY_PREFIX) ? await signInOf(platform).holderOf(secret) : null;
  if (holder === null) refuse('auth.required', 'the API key is unknown, revoked or past its date');
  return { actor: { kind: 'key', id: holder.keyId, name: holder.name, madeBy: holder.madeBy }, memberships: [{ orgId: holder.orgId, name: '', role: holder.role }], usualOrgId: holder.orgId, person: null };
}

/** The organisation that X-Organisation names, else the one the caller works in. Refuses auth.wrong_organisation. */
export function chooseMembership(caller: Caller, c: HonoContext): Membership {
  const named = c.req.header('x-organisation')?.toLowerCase();
  const wanted = named ?? caller.usualOrgId;
  const found = caller.memberships.find((membership) => membership.orgId === wanted);
  if (found !== undefined) return found;
  if (named !== undefined) refuse('auth.wrong_organisation', 'you do not work for this organisation', { field: 'X-Organisation', value: named });
  return caller.memberships[0] ?? refuse('auth.wrong_organisation', 'you do not work for any organisation');
}

/** In which organisation and role a request is made. Refuses auth.second_factor_required where the role demands one that the person lacks. */
export async function enter(platform: Platform, caller: Caller, c: HonoContext): Promise<Context> {
  const membership = chooseMembership(caller, c);
  if (caller.person !== null) requireSecondFactor(caller.person, membership);
  return contextOf(platform, caller, membership);
}

export async function contextOf(platform: Platform, caller: Caller, membership: Membership): Promise<Context> {
  const permissions: ReadonlySet<Permission> = await signInOf(platform).permissionsOf(membership.role);
  return { orgId: membership.orgId, actor: caller.actor, role: membership.role, permissions, now: platform.clock.now() };
}

/** Where the request comes from, for lock-out and logs; behind a trusted proxy the address that the proxy saw. */
export function addressOf(platform: Platform, c: HonoContext): string {
  const forwarded = platform.config.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return forwarded ?? incoming?.socket?.remoteAddress ?? 'in-process';
}
