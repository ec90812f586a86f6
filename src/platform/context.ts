// Who does something, for which organisation, when, and what they may do: handed to every verb.

import { refuse } from '#kernel/refusal.ts';
import type { Instant } from './clock.ts';
import type { Permission } from './permissions.ts';

export const roles = ['admin', 'manager', 'senior', 'specialist', 'junior', 'auditor', 'sales', 'customer'] as const;
export type Role = (typeof roles)[number];

export type Actor = {
  readonly kind: 'user' | 'key' | 'operator' | 'run';
  readonly id: string;
  readonly name: string;
  /** Of a key: the person who made it, for whom it acts. */
  readonly madeBy?: string | null | undefined;
};

/** The person behind what is done, whether by hand or with a key of theirs: where two people are needed, these differ. */
export function personBehind(actor: Actor): string {
  return actor.madeBy ?? `${actor.kind} ${actor.id}`;
}

export type Context = {
  readonly orgId: string;
  readonly actor: Actor;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly now: Instant;
};

/** Refuses with auth.forbidden unless the actor's role has the permission. */
export function authorise(ctx: Context, permission: Permission): void {
  if (!ctx.permissions.has(permission)) refuse('auth.forbidden', `${ctx.actor.name} (${ctx.role}) lacks the permission ${permission}`);
}
