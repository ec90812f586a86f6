// Passwords outside the library's own routes: the first owner's, and those set with a one-time link.

import { hashPassword } from 'better-auth/crypto';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf, type Instant } from '../clock.ts';
import { inTransaction, type Database } from '../database/database.ts';
import { deleteSessionsOf, findPerson, hasAnyPerson, insertPerson, lockFirstStart, savePasswordHash, type Person } from './account-store.ts';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './library-terms.ts';
import { useLink } from './one-time-link.ts';

/** Refuses sign_in.weak_password. Length is what counts; composition rules only make people write passwords down. */
export function requirePassword(password: string): void {
  if (password.length < PASSWORD_LENGTH_MIN || password.length > PASSWORD_LENGTH_MAX) {
    refuse('sign_in.weak_password', `a password has ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters`, { field: 'password' });
  }
}

/** The first person of an installation. Refuses setup.done once there is one. */
export async function createFirstPerson(database: Database, now: Instant, owner: { name: string; email: string; password: string }): Promise<Person> {
  requirePassword(owner.password);
  const hash = await hashPassword(owner.password);
  const person: Person = { userId: newId(millisecondsOf(now)), name: owner.name, email: owner.email.toLowerCase() };
  await inTransaction(database, { orgId: '' }, async (tx) => {
    await lockFirstStart(tx);
    if (await hasAnyPerson(tx)) refuse('setup.done', 'the first account exists already');
    await insertPerson(tx, person, now);
    await savePasswordHash(tx, person.userId, hash, now);
  });
  return person;
}

/** Sets the password with a one-time link and ends all sessions that used the old one. Refuses sign_in.link_ended. */
export async function setPasswordByLink(database: Database, now: Instant, input: { token: string; password: string }): Promise<Person> {
  requirePassword(input.password);
  const hash = await hashPassword(input.password);
  return inTransaction(database, { orgId: '' }, async (tx) => {
    const userId = await useLink(tx, input.token, now);
    const person = await findPerson(tx, userId);
    if (person === null) refuse('sign_in.link_ended', 'the account of this link is gone');
    await savePasswordHash(tx, userId, hash, now);
    await deleteSessionsOf(tx, userId);
    return person;
  });
}
