// Who am I, for which organisations do I work, what may I do there; and changing to another one.

import { z } from 'zod';
import { localDateIn } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { toWireShape } from '#platform/http/shape.ts';
import { id } from '#platform/http/schemas.ts';
import { findOrg, listEntities } from '#platform/organisation-store.ts';
import type { Platform } from '#platform/platform.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { chooseMembership, contextOf, type Membership } from './caller.ts';
import { openRoute, type OpenCall, type OpenRoute } from './open-route.ts';
import { jsonResponse } from './route-pipeline.ts';

const tag = 'Session';
const company = z.object({ id, name: z.string(), currency: z.string(), country: z.string(), role: z.string() }).meta({ id: 'SessionCompany' });
const sessionAnswer = z.object({
  kind: z.enum(['user', 'key', 'operator', 'run']), user: z.object({ id: z.string(), name: z.string(), email: z.string(), has_two_factor: z.boolean() }),
  role: z.string().nullable(), permissions: z.array(z.string()), company: company.extend({ time_zone: z.string(), today: z.string(), sample: z.boolean() }).nullable(), companies: z.array(company),
}).meta({ id: 'Session' });

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
];

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

