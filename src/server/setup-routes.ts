// First start: the first account, then a company. Once there is an account, only those signed in come further.

import { z } from 'zod';
import { refuse } from '#kernel/refusal.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import { currency, shortText } from '#platform/http/schemas.ts';
import { command } from '#platform/command.ts';
import { insertMember } from '#platform/organisation-store.ts';
import { hasAnyPerson, type Person } from '#platform/sign-in/account-store.ts';
import { countOrganisations, everyOrganisation } from '#platform/sign-in/membership-store.ts';
import { sendsMail } from '#platform/sign-in/forgotten-password.ts';
import { createFirstPerson } from '#platform/sign-in/set-password.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { listRuns } from '#platform/run-store.ts';
import { contextOf, type Caller } from './caller.ts';
import { openCompany, SAMPLE_RUN } from './open-company.ts';
import { openRoute, type OpenRoute } from './open-route.ts';

const tag = 'First start';
const state = z.enum(['needs_owner', 'needs_company', 'opening_sample', 'ready']);
const stateAnswer = z.object({
  state, progress: z.object({ done: z.int(), total: z.int(), label: z.string() }).optional(), sends_mail: z.boolean().meta({ description: 'Whether a forgotten password is helped by mail' }),
}).meta({ id: 'Setup' });
const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as NL is needed');

export const ownerBody = z.strictObject({ name: shortText, email: z.email().max(200), password: z.string().max(200) });

export const setupRoutes: readonly OpenRoute[] = [
  openRoute({
    operation: 'getSetup', method: 'GET', path: '/v1/setup', tag, summary: 'Where a new installation stands', access: 'anyone', answer: stateAnswer,
    // A stranger learns whether there is an account and whether mail is sent, and nothing else.
    handle: async ({ platform, caller }) => ({ ...(await setupState(platform, caller)), sendsMail: sendsMail(platform) }),
  }),
  openRoute({
    operation: 'createOwner', method: 'POST', path: '/v1/setup/owner', tag, summary: 'Make the first account; possible only while there is none', access: 'anyone', status: 201,
    body: ownerBody, answer: z.object({ user_id: z.string(), name: z.string(), email: z.string() }),
    handle: async ({ platform, body }) => {
      const owner = await createFirstPerson(platform.database, platform.clock.now(), body);
      await adoptCompanies(platform, owner);
      return owner;
    },
  }),
  openRoute({
    operation: 'openCompany', method: 'POST', path: '/v1/setup/company', tag, summary: 'Open an empty company or the sample company; whoever asks becomes its administrator', access: 'signed_in', status: 201,
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('sample') }),
      z.strictObject({ kind: z.literal('empty'), name: shortText, currency, country, time_zone: z.string().max(64).optional() }),
    ]),
    answer: z.object({ state, org_id: z.string(), entity_id: z.int(), run_id: z.string().nullable() }),
    handle: async ({ platform, assembly, caller, body, key }) => {
      if (caller === null) refuse('auth.required', 'there is no session');
      await requireMayOpen(platform, caller);
      const opened = await openCompany(platform, assembly, caller, body, key);
      return { ...opened, state: opened.runId === null ? 'ready' : 'opening_sample' };
    },
  }),
];

/** Companies that the operator made on the command line before anyone signed up belong to the first account. */
async function adoptCompanies(platform: Platform, owner: Person): Promise<void> {
  for (const { orgId } of await everyOrganisation(platform.database)) {
    const ctx = await contextOf(platform, { actor: { kind: 'user', id: owner.userId, name: owner.name }, memberships: [], usualOrgId: null, person: null }, { orgId, name: '', role: 'admin' });
    await command(platform.database, ctx, { name: 'company.adopt', permission: 'org.manage', key: `owner ${owner.userId}`, input: owner }, async (tx, inner) => {
      await insertMember(tx, { userId: owner.userId, role: 'admin', by: owner.name, now: inner.now });
      tx.audit({ subjectKind: 'member', subjectId: owner.userId, after: { email: owner.email, role: 'admin' } });
      return {};
    });
  }
}

/** The first company is opened by the first account or the operator, a further one by whoever may change the company they work in. */
async function requireMayOpen(platform: Platform, caller: Caller): Promise<void> {
  if (caller.actor.kind === 'operator') return;
  if (caller.person === null) refuse('auth.forbidden', 'an API key belongs to one organisation and opens no other');
  if ((await inReadOnly(platform.database, { orgId: '' }, countOrganisations)) === 0) return;
  const roles = await Promise.all(caller.memberships.map(({ role }) => signInOf(platform).permissionsOf(role)));
  if (!roles.some((permissions) => permissions.has('org.manage'))) refuse('auth.forbidden', `${caller.actor.name} may not open a company`);
}

async function setupState(platform: Platform, caller: Caller | null): Promise<object> {
  const { hasPerson, organisations } = await inReadOnly(platform.database, { orgId: '' }, async (tx) => ({ hasPerson: await hasAnyPerson(tx), organisations: await countOrganisations(tx) }));
  // The operator may have made a company on the command line before anyone signed up.
  if (!hasPerson) return { state: 'needs_owner' };
  if (organisations === 0) return { state: 'needs_company' };
  const orgId = caller?.usualOrgId ?? caller?.memberships[0]?.orgId;
  const [run] = orgId === undefined ? [] : await inTransaction(platform.database, { orgId }, (tx) => listRuns(tx, { kind: SAMPLE_RUN, limit: 1 }));
  if (run === undefined || (run.status !== 'waiting' && run.status !== 'running')) return { state: 'ready' };
  return { state: 'opening_sample', progress: { done: Number(run.done), total: Number(run.total ?? 0n), label: run.title } };
}
