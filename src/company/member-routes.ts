// Routes of people, roles and API keys.

import { z } from 'zod';
import { command } from '#platform/command.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { route, type Route } from '#platform/http/route.ts';
import { id, instant, listOf, reason, shortText } from '#platform/http/schemas.ts';
import type { Context } from '#platform/context.ts';
import { findMember, listMembers, listPermissions, listRoles } from '#platform/member-store.ts';
import { findOrg } from '#platform/organisation-store.ts';
import type { Platform } from '#platform/platform.ts';
import { listApiKeys } from '#platform/sign-in/api-key-store.ts';
import { createApiKey, revokeApiKey } from '#platform/sign-in/api-key.ts';
import { mailLink, type LinkDelivery } from '#platform/sign-in/link-mail.ts';
import { LINK_DAYS, linkAddress } from '#platform/sign-in/one-time-link.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { changeMemberRole, inviteMember, removeMember, requireNoMoreThanOwn, resetMemberSignIn } from './members.ts';
import { apiKeyAnswer, memberAnswer, role } from './wire.ts';

const tag = 'People';
const memberParams = z.strictObject({ user_id: z.string().min(1).max(64) });
const handedOver = {
  link: z.string().nullable().meta({ description: 'Where the person sets a password, once. Shown only now; null when it was mailed, a repeated key asks again, or none is needed.' }),
  mail: z.enum(['sent', 'outbox', 'failed']).nullable().meta({ description: 'sent: the link went to the person by mail. outbox: no mail server is set up, the mail lies in the outbox folder. failed: the mail server did not take it, hand the link over. null: there was no link.' }),
};

const memberRoutes: readonly Route[] = [
  route({
    operation: 'listMembers', method: 'GET', path: '/v1/members', tag, summary: 'The people of the organisation', permission: 'member.manage', answer: listOf(memberAnswer),
    handle: async ({ platform, ctx }) => ({ items: await inReadOnly(platform.database, ctx, listMembers), nextCursor: null }),
  }),
  route({
    operation: 'inviteMember', method: 'POST', path: '/v1/members', tag, summary: 'Invite a person, with a link to set their password', permission: 'member.manage', status: 201,
    body: z.strictObject({ email: z.email().max(200), name: shortText, role }), answer: z.object({ user_id: z.string(), role, ...handedOver }),
    handle: async ({ platform, ctx, key, dryRun, body }) => {
      let token: string | null = null;
      const answer = await command(platform.database, ctx, { name: 'member.invite', permission: 'member.manage', key, dryRun, input: body },
        (tx, inner, input) => inviteMember(tx, inner, input, (made) => void (token = made)));
      signInOf(platform).forgetPerson(answer.userId);
      return { ...answer, ...(await handOver(platform, ctx, { userId: answer.userId, token: dryRun ? null : token, reason: 'invited' })) };
    },
  }),
  route({
    operation: 'changeMemberRole', method: 'PUT', path: '/v1/members/{user_id}/role', tag, summary: 'Give a person another role', permission: 'member.manage', params: memberParams,
    body: z.strictObject({ role, reason }), answer: z.object({ user_id: z.string(), role }),
    handle: async ({ platform, ctx, key, dryRun, params: { userId }, body }) => {
      const answer = await command(platform.database, ctx, { name: 'member.change_role', permission: 'member.manage', key, dryRun, input: { ...body, userId } }, changeMemberRole);
      signInOf(platform).forgetPerson(userId);
      return answer;
    },
  }),
  route({
    operation: 'removeMember', method: 'POST', path: '/v1/members/{user_id}/remove', tag, summary: 'End a membership', permission: 'member.manage', params: memberParams,
    body: z.strictObject({ reason }), answer: z.object({ user_id: z.string() }),
    handle: async ({ platform, ctx, key, dryRun, params: { userId }, body }) => {
      const answer = await command(platform.database, ctx, { name: 'member.remove', permission: 'member.manage', key, dryRun, input: { ...body, userId } }, removeMember);
      signInOf(platform).forgetPerson(userId);
      return answer;
    },
  }),
  route({
    operation: 'resetMemberSignIn', method: 'POST', path: '/v1/members/{user_id}/reset-sign-in', tag, summary: 'Help a person who lost password or second factor', permission: 'member.manage', params: memberParams,
    body: z.strictObject({ reason }), answer: z.object({ user_id: z.string(), ...handedOver }),
    handle: async ({ platform, ctx, key, dryRun, params: { userId }, body }) => {
      let token: string | null = null;
      const answer = await command(platform.database, ctx, { name: 'member.reset_sign_in', permission: 'member.manage', key, dryRun, input: { ...body, userId } },
        (tx, inner, input) => resetMemberSignIn(tx, inner, input, (made) => void (token = made)));
      signInOf(platform).forgetPerson(userId);
      return { ...answer, ...(await handOver(platform, ctx, { userId, token: dryRun ? null : token, reason: 'helped' })) };
    },
  }),
];

const apiKeyRoutes: readonly Route[] = [
  route({
    operation: 'listApiKeys', method: 'GET', path: '/v1/api-keys', tag, summary: 'API keys, by their first letters', permission: 'member.manage', answer: listOf(apiKeyAnswer),
    handle: async ({ platform, ctx }) => ({ items: await inReadOnly(platform.database, ctx, listApiKeys), nextCursor: null }),
  }),
  route({
    operation: 'createApiKey', method: 'POST', path: '/v1/api-keys', tag, summary: 'Make an API key; its text is shown only now', permission: 'member.manage', status: 201,
    body: z.strictObject({ name: shortText, role, expires_at: instant.refine((text) => !Number.isNaN(Date.parse(text)), 'an instant such as 2027-01-01T00:00:00Z is needed').nullish() }),
    answer: z.object({ key_id: id, key: z.string().nullable().meta({ description: 'Null when a repeated Idempotency-Key asks again' }) }),
    handle: async ({ platform, ctx, key, dryRun, body }) => {
      let made: string | null = null;
      const answer = await command(platform.database, ctx, { name: 'api_key.create', permission: 'member.manage', key, dryRun, input: body }, async (tx, inner, input) => {
        await requireNoMoreThanOwn(tx, inner, input.role);
        const { keyId, secret } = await createApiKey(tx, inner, input);
        made = secret;
        return { keyId };
      });
      return { ...answer, key: dryRun ? null : made };
    },
  }),
  route({
    operation: 'revokeApiKey', method: 'POST', path: '/v1/api-keys/{key_id}/revoke', tag, summary: 'Revoke an API key at once', permission: 'member.manage', params: z.strictObject({ key_id: id }),
    answer: z.object({ key_id: id }),
    handle: async ({ platform, ctx, key, dryRun, params }) => {
      const answer = await command(platform.database, ctx, { name: 'api_key.revoke', permission: 'member.manage', key, dryRun, input: params }, revokeApiKey);
      signInOf(platform).forgetKey(answer.keyId);
      return answer;
    },
  }),
  route({
    operation: 'listRoles', method: 'GET', path: '/v1/roles', tag, summary: 'What each role may do', permission: 'report.read',
    answer: z.object({
      roles: z.array(z.object({ role, title: z.string(), permissions: z.array(z.string()) })), permissions: z.array(z.object({ permission: z.string(), title: z.string() })),
    }),
    handle: ({ platform, ctx }) => inReadOnly(platform.database, ctx, async (tx) => ({ roles: await listRoles(tx), permissions: await listPermissions(tx) })),
  }),
];

export const peopleRoutes: readonly Route[] = [...memberRoutes, ...apiKeyRoutes];

/** By mail where a mail server is set up; otherwise, and when it takes no mail, whoever made the link hands it over. */
async function handOver(platform: Platform, ctx: Context, made: { userId: string; token: string | null; reason: 'invited' | 'helped' }): Promise<{ link: string | null; mail: LinkDelivery | null }> {
  if (made.token === null) return { link: null, mail: null };
  const link = linkAddress(platform.config.baseUrl, made.token);
  const { person, from } = await inReadOnly(platform.database, ctx, async (tx) => ({ person: await findMember(tx, made.userId), from: (await findOrg(tx))?.name ?? '' }));
  if (person === null) return { link, mail: null };
  const mail = await mailLink(platform, { to: person.email, name: person.name, link, reason: made.reason, from, valid: `${LINK_DAYS} days` });
  return { link: mail === 'sent' ? null : link, mail };
}
