// The people of an organisation: invited by an administrator, given one role, removed. Nobody changes their own role.

import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context, Role } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findMember, lockMembers, markMemberRemoved, saveMemberRole, worksElsewhere, type Member } from '#platform/member-store.ts';
import { insertMember, permissionsOfRole } from '#platform/organisation-store.ts';
import { deleteSessionsOf, findPersonByEmail, hasPassword, insertPerson, removeTwoFactor } from '#platform/sign-in/account-store.ts';
import { makeLink } from '#platform/sign-in/one-time-link.ts';

export type Invitation = { readonly email: string; readonly name: string; readonly role: Role };

/**
 * Makes someone a member, with an account where they have none. handOver receives the one-time token with which a new person sets
 * their password; it is not part of the answer, which is kept. Refuses member.exists.
 */
export async function inviteMember(tx: Tx, ctx: Context, invitation: Invitation, handOver: (token: string) => void): Promise<{ userId: string; role: Role }> {
  await requireNoMoreThanOwn(tx, ctx, invitation.role);
  const members = await lockMembers(tx);
  const known = await findPersonByEmail(tx, invitation.email);
  const userId = known?.userId ?? newId(millisecondsOf(ctx.now));
  const before = members.find((member) => member.userId === userId);
  if (before?.removedAt === null) refuse('member.exists', `${invitation.email} is a member already`, { field: 'email', value: invitation.email });
  if (known === null) await insertPerson(tx, { userId, name: invitation.name, email: invitation.email }, ctx.now);
  if (before === undefined) await insertMember(tx, { userId, role: invitation.role, by: ctx.actor.name, now: ctx.now });
  else await saveMemberRole(tx, userId, invitation.role);
  const needsLink = known === null || (!(await hasPassword(tx, userId)) && !(await worksElsewhere(tx, userId)));
  if (needsLink) handOver(await makeLink(tx, { userId, by: ctx.actor.name, now: ctx.now }));
  tx.audit({ subjectKind: 'member', subjectId: userId, after: { email: invitation.email, role: invitation.role } });
  return { userId, role: invitation.role };
}

/** Refuses member.yourself, and member.last_admin when no administrator would be left. */
export async function changeMemberRole(tx: Tx, ctx: Context, change: { userId: string; role: Role; reason: string }): Promise<{ userId: string; role: Role }> {
  const member = await lockOther(tx, ctx, change.userId);
  await requireNoMoreThanOwn(tx, ctx, change.role);
  if (change.role !== 'admin') await requireOtherAdmin(tx, change.userId);
  await saveMemberRole(tx, change.userId, change.role);
  tx.audit({ subjectKind: 'member', subjectId: change.userId, reason: change.reason, before: { role: member.role }, after: { role: change.role } });
  return { userId: change.userId, role: change.role };
}

export async function removeMember(tx: Tx, ctx: Context, removal: { userId: string; reason: string }): Promise<{ userId: string }> {
  const member = await lockOther(tx, ctx, removal.userId);
  await requireOtherAdmin(tx, removal.userId);
  await markMemberRemoved(tx, removal.userId, ctx.now);
  tx.audit({ subjectKind: 'member', subjectId: removal.userId, reason: removal.reason, before: { role: member.role }, after: { removedAt: ctx.now } });
  return { userId: removal.userId };
}

/**
 * Helps someone who lost password or second factor: ends their sessions, takes the second factor away, makes a new link.
 * Refuses member.works_elsewhere: the link would open the books of the other organisation too.
 */
export async function resetMemberSignIn(tx: Tx, ctx: Context, reset: { userId: string; reason: string }, handOver: (token: string) => void): Promise<{ userId: string }> {
  const member = await lockOther(tx, ctx, reset.userId);
  if (await worksElsewhere(tx, member.userId)) refuse('member.works_elsewhere', `${member.name} works for another organisation too`, { field: 'user_id', value: member.userId });
  await removeTwoFactor(tx, member.userId);
  await deleteSessionsOf(tx, member.userId);
  handOver(await makeLink(tx, { userId: member.userId, by: ctx.actor.name, now: ctx.now }));
  tx.audit({ subjectKind: 'member', subjectId: member.userId, reason: reset.reason, after: { signInReset: true } });
  return { userId: member.userId };
}

async function lockOther(tx: Tx, ctx: Context, userId: string): Promise<Member> {
  if (ctx.actor.kind === 'user' && ctx.actor.id === userId) refuse('member.yourself', 'this is your own membership', { field: 'user_id', value: userId });
  await lockMembers(tx);
  const member = await findMember(tx, userId);
  if (member === null) refuse('request.not_found', `there is no member ${userId}`, { field: 'user_id', value: userId });
  await requireNoMoreThanOwn(tx, ctx, member.role);
  return member;
}

/** Nobody gives, takes or takes over a role that may do more than they may themselves. */
export async function requireNoMoreThanOwn(tx: Tx, ctx: Context, role: Role): Promise<void> {
  const beyond = (await permissionsOfRole(tx, role)).find((permission) => !ctx.permissions.has(permission));
  if (beyond !== undefined) refuse('auth.forbidden', `the role ${role} may do more than ${ctx.actor.name} (${ctx.role}): ${beyond}`, { field: 'role', value: role });
}

async function requireOtherAdmin(tx: Tx, userId: string): Promise<void> {
  const admins = (await lockMembers(tx)).filter((member) => member.role === 'admin' && member.removedAt === null);
  if (admins.length === 1 && admins[0]?.userId === userId) refuse('member.last_admin', 'the organisation would have no administrator', { field: 'user_id', value: userId });
}
