// Who stands behind a request: the person of a session cookie or the holder of an API key, remembered for at most half a minute.

import { createHash } from 'node:crypto';
import { millisecondsOf } from '../clock.ts';
import type { Role } from '../context.ts';
import { inReadOnly, inTransaction, type Database } from '../database/database.ts';
import type { Permission } from '../permissions.ts';
import type { Platform } from '../platform.ts';
import { findActiveOrg, saveActiveOrg } from './account-store.ts';
import type { KeyHolder } from './api-key-store.ts';
import { holderOfKey } from './api-key.ts';
import { ADDRESS_HEADER, COOKIE_PREFIX } from './library-terms.ts';
import type { Library } from './library.ts';
import { listMemberships, permissionsByRole } from './membership-store.ts';
import { demandsSecondFactor } from './second-factor-policy.ts';
import { shortMemory } from './short-memory.ts';

const REMEMBERED_MS = 30_000;

export type SignedIn = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly hasTwoFactor: boolean;
  readonly sessionToken: string;
  readonly activeOrgId: string | null;
  readonly memberships: readonly { readonly orgId: string; readonly name: string; readonly role: Role; readonly demandsSecondFactor: boolean }[];
};

export type SignIn = {
  personOf(headers: Headers): Promise<SignedIn | null>;
  holderOf(secret: string): Promise<KeyHolder | null>;
  permissionsOf(role: Role): Promise<ReadonlySet<Permission>>;
  /** The person works in this organisation from now on, in this session. */
  chooseOrganisation(person: SignedIn, orgId: string): Promise<void>;
  /** Hands a request to the library under an address that the client can't choose. */
  forward(request: Request, address: string): Promise<Response>;
  /** Makes the session last another week when it is due; answers the cookies that say so. */
  refreshCookies(headers: Headers): Promise<readonly string[]>;
  /** Loads the library ahead of the first person, once the server listens. */
  prepare(): Promise<void>;
  /** After a change of role, password or key: the next request asks the database again. */
  forgetPerson(userId: string): void;
  forgetEveryone(): void;
  forgetKey(keyId: string): void;
};

const opened = new WeakMap<Database, SignIn>();

/** One per database, so that what one part forgets no other part remembers. */
export function signInOf(platform: Pick<Platform, 'config' | 'database' | 'log' | 'clock'>): SignIn {
  const known = opened.get(platform.database);
  if (known !== undefined) return known;
  const made = openSignIn(platform);
  opened.set(platform.database, made);
  return made;
}

function openSignIn(platform: Pick<Platform, 'config' | 'database' | 'log' | 'clock'>): SignIn {
  const { database, clock } = platform;
  let libraryOnce: Promise<Library> | undefined;
  // Programs with keys and the command line never need it.
  const library = (): Promise<Library> => (libraryOnce ??= import('./library.ts').then(({ openLibrary }) => openLibrary(platform)));
  const people = shortMemory<SignedIn>(REMEMBERED_MS);
  const holders = shortMemory<KeyHolder>(REMEMBERED_MS);
  const roles = shortMemory<ReadonlyMap<Role, ReadonlySet<Permission>>>(REMEMBERED_MS);
  return {
    async personOf(headers) {
      const cookie = sessionCookie(headers);
      if (cookie === null) return null;
      const nowMs = millisecondsOf(clock.now());
      const known = people.get(cookie, nowMs);
      if (known !== undefined) return known;
      const person = await readPerson(database, await library(), headers);
      if (person !== null) people.set(cookie, person, nowMs);
      return person;
    },
    async holderOf(secret) {
      const now = clock.now();
      const key = createHash('sha256').update(secret).digest('hex');
      const known = holders.get(key, millisecondsOf(now));
      if (known !== undefined) return known;
      const holder = await holderOfKey(database, now, secret);
      if (holder !== null) holders.set(key, holder, millisecondsOf(now));
      return holder;
    },
    async permissionsOf(role) {
      const nowMs = millisecondsOf(clock.now());
      const known = roles.get('', nowMs) ?? (await inReadOnly(database, { orgId: '' }, permissionsByRole));
      roles.set('', known, nowMs);
      return known.get(role) ?? new Set();
    },
    async chooseOrganisation(person, orgId) {
      await inTransaction(database, { orgId: '' }, (tx) => saveActiveOrg(tx, person.sessionToken, orgId));
      people.forget(({ userId }) => userId === person.userId);
    },
    async forward(request, address) {
      const headers = new Headers(request.headers);
      headers.set(ADDRESS_HEADER, address);
      const answer = await (await library()).handler(new Request(request, { headers }));
      const cookie = sessionCookie(request.headers);
      // Whatever was done may have ended the session or changed its person.
      const before = cookie === null ? undefined : people.get(cookie, millisecondsOf(clock.now()));
      if (before !== undefined) people.forget(({ userId }) => userId === before.userId);
      return answer;
    },
    async refreshCookies(headers) {
      const { headers: answered } = await (await library()).api.getSession({ headers, returnHeaders: true });
      return answered.getSetCookie();
    },
    async prepare() {
      await library();
    },
    forgetPerson: (userId) => people.forget((person) => person.userId === userId),
    forgetEveryone: () => people.forget(() => true),
    forgetKey: (keyId) => holders.forget((holder) => holder.keyId === keyId),
  };
}

async function readPerson(database: Database, library: Library, headers: Headers): Promise<SignedIn | null> {
  const found = await library.api.getSession({ headers, query: { disableRefresh: true } });
  if (found === null) return null;
  const { user, session } = found;
  const { active, works } = await inReadOnly(database, { orgId: '', userId: user.id }, async (tx) => ({ active: await findActiveOrg(tx, session.token), works: await listMemberships(tx, user.id) }));
  const memberships = await Promise.all(works.map(async (work) => ({ ...work, demandsSecondFactor: await inReadOnly(database, { orgId: work.orgId }, (tx) => demandsSecondFactor(tx, work.role)) })));
  return {
    userId: user.id, name: user.name, email: user.email, hasTwoFactor: user.twoFactorEnabled === true, sessionToken: session.token,
    activeOrgId: active?.activeOrgId ?? null, memberships,
  };
}

const cookieName = new RegExp(`(?:^|;\\s*)(?:__Secure-)?${COOKIE_PREFIX}\\.session_token=([^;]+)`);

function sessionCookie(headers: Headers): string | null {
  return cookieName.exec(headers.get('cookie') ?? '')?.[1] ?? null;
}
