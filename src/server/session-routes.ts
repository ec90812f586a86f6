// Who am I, for which organisations do I work, what may I do there; and changing to another one.

import { z } from 'zod';
import { localDateIn } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import { toWireShape } from '#platform/http/shape.ts';
import { id, instant, listOf } from '#platform/http/schemas.ts';
import { findOrg, listEntities } from '#platform/organisation-store.ts';
import type { Platform } from '#platform/platform.ts';
import { deleteSession, listSessions } from '#platform/sign-in/session-store.ts';
import { lacksSecondFactor } from '#platform/sign-in/second-factor-policy.ts';
import { recordSignInEvent } from '#platform/sign-in/sign-in-events.ts';
import { signInOf, type SignedIn } from '#platform/sign-in/sign-in.ts';
import { addressOf, chooseMembership, contextOf, type Caller, type Membership } from './caller.ts';
import { openRoute, type OpenCall, type OpenRoute } from './open-route.ts';
import { jsonResponse } from './route-pipeline.ts';

const tag = 'Session';
const company = z.object({ id, name: z.string(), currency: z.string(), country: z.string(), role: z.string() }).meta({ id: 'SessionCompany' });
const sessionAnswer = z.object({
  kind: z.enum(['user', 'key', 'operator', 'run']), user: z.object({ id: z.string(), name: z.string(), email: z.string(), has_two_factor: z.boolean() }),
  role: z.string().nullable(), permissions: z.array(z.string()), company: company.extend({ time_zone: z.string(), today: z.string(), sample: z.boolean() }).nullable(), companies: z.array(company),
  needs_second_factor: z.boolean().meta({ description: 'The role demands a second factor that the person has not turned on: until then nothing else answers' }),
}).meta({ id: 'Session' });

const openSession = z.object({
  session_id: id, created_at: instant, used_at: instant, address: z.string().nullable(), device: z.string().nullable().meta({ description: 'What the browser says of itself' }), present: z.boolean(),
}).meta({ id: 'OpenSession' });

export const sessionRoutes: readonly OpenRoute[] = [
  openRoute({
    operation: 'getSession', method: 'GET', path: '/v1/session', tag, summary: 'Who you are, where you work, what you may do', access: 'signed_in', answer: sessionAnswer, handle: getSession,
  }),
  openRoute({
    operation: 'changeCompany', method: 'POST', path: '/v1/session/company', tag, summary: 'Work in another of your organisations from now on, in this session', access: 'signed_in',
    body: z.strictObject({ company_id: id }), answer: z.object({ company_id: id }),
    handle: async ({ platform, caller, body }) => {
      if (caller?.person == null) refuse('auth.required', 'only a person changes the organisation; a key belongs to one');
      if (!caller.memberships.some(({ orgId }) => orgId === body.companyId)) refuse('auth.wrong_organisation', 'you do not work for this organisation', { field: 'company_id', value: body.companyId });
      await signInOf(platform).chooseOrganisation(caller.person, body.companyId);
      return { companyId: body.companyId };
    },
  }),
  openRoute({
    operation: 'listSessions', method: 'GET', path: '/v1/sessions', tag, summary: 'Where you are signed in, this session first', access: 'signed_in', answer: listOf(openSession),
    handle: async ({ platform, caller }) => {
      const person = requirePerson(caller);
      return { items: await inReadOnly(platform.database, { orgId: '' }, (tx) => listSessions(tx, person.userId, person.sessionToken, platform.clock.now())), nextCursor: null };
    },
  }),
  openRoute({
    operation: 'endSession', method: 'POST', path: '/v1/sessions/end', tag, summary: 'Sign out one of your sessions, on whichever device it is', access: 'signed_in',
    body: z.strictObject({ session_id: id }), answer: z.object({ session_id: id }),
    handle: async ({ platform, caller, body: { sessionId }, c }) => {
      const person = requirePerson(caller);
      const wasThere = await inTransaction(platform.database, { orgId: '' }, (tx) => deleteSession(tx, person.userId, sessionId));
      signInOf(platform).forgetPerson(person.userId);
      if (wasThere) await recordSignInEvent(platform, person, 'session_ended', { address: addressOf(platform, c) });
      return { sessionId };
    },
  }),
];

function requirePerson(caller: Caller | null): SignedIn {
  return caller?.person ?? refuse('auth.required', 'only a person has sessions');
}

async function getSession({ platform, caller, c }: OpenCall<undefined>): Promise<Response> {
  if (caller === null) refuse('auth.required', 'there is no session');
  const companies = await Promise.all(caller.memberships.map((membership) => describe(platform, membership)));
  const membership = caller.memberships.length === 0 ? null : chooseMembership(caller, c);
  const { timeZone, sample, ...present } = companies.find(({ id: orgId }) => orgId === membership?.orgId) ?? { timeZone: 'UTC', sample: false };
  const ctx = membership === null ? null : await contextOf(platform, caller, membership);
  const wire = toWireShape({
    kind: caller.actor.kind, user: { id: caller.actor.id, name: caller.actor.name, email: caller.person?.email ?? '', hasTwoFactor: caller.person?.hasTwoFactor ?? false },
    role: membership?.role ?? null, permissions: [...(ctx?.permissions ?? [])].sort(),
    company: membership === null ? null : { ...present, timeZone, sample, today: localDateIn(platform.clock.now(), timeZone) },
    needsSecondFactor: membership !== null && caller.person !== null && lacksSecondFactor(caller.person, membership),
    companies: companies.map(({ timeZone: _timeZone, sample: _sample, ...one }) => one),
  });
  const response = jsonResponse(wire, 200);
  if (caller.person !== null) for (const cookie of await signInOf(platform).refreshCookies(c.req.raw.headers)) response.headers.append('Set-Cookie', cookie);
  return response;
}

type Described = { readonly id: string; readonly name: string; readonly currency: string; readonly country: string; readonly role: string; readonly timeZone: string; readonly sample: boolean };

async function describe(platform: Platform, { orgId, role }: Membership): Promise<Described> {
  return inReadOnly(platform.database, { orgId }, async (tx) => {
    const org = await findOrg(tx);
    const [first] = await listEntities(tx);
    return { id: orgId, role, name: org?.name ?? '', currency: first?.baseCurrency ?? '', country: first?.country ?? '', timeZone: first?.timeZone ?? 'UTC', sample: org?.sample ?? false };
  });
}

