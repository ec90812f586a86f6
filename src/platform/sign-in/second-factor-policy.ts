// Which roles of an organisation work with a second factor only: a setting of the organisation, asked when somebody comes.

import { refuse } from '#kernel/refusal.ts';
import type { Role } from '../context.ts';
import type { Tx } from '../database/transaction.ts';
import { findSetting } from '../setting-store.ts';

export const securitySetting = 'security';

export async function demandsSecondFactor(tx: Tx, role: Role): Promise<boolean> {
  return rolesIn((await findSetting(tx, securitySetting))['secondFactorRoles'] ?? '').includes(role);
}

/** 'admin, manager' as kept in the setting. */
export function rolesIn(text: string): readonly string[] {
  return text.split(',').map((role) => role.trim()).filter((role) => role !== '');
}

type Person = { readonly hasTwoFactor: boolean };
type Membership = { readonly role: Role; readonly demandsSecondFactor?: boolean };

export function lacksSecondFactor(person: Person, membership: Membership): boolean {
  return membership.demandsSecondFactor === true && !person.hasTwoFactor;
}

/** Refuses auth.second_factor_required: until it is turned on, the person reaches their own sign-in and nothing else. */
export function requireSecondFactor(person: Person, membership: Membership): void {
  if (lacksSecondFactor(person, membership)) refuse('auth.second_factor_required', `the role ${membership.role} works with a second factor only`);
}
