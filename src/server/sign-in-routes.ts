// Signing in and out, second factor, passwords: the library's routes that we let through, locked out after failures, told to the audit trail.

import { z } from 'zod';
import { Refusal } from '#kernel/refusal.ts';
import type { Platform } from '#platform/platform.ts';
import type { Counter } from '#platform/sign-in/lock-out-store.ts';
import { beginAttempt, endAttempt } from '#platform/sign-in/lock-out.ts';
import { mailForgottenPassword, requireMail } from '#platform/sign-in/forgotten-password.ts';
import { setPasswordByLink } from '#platform/sign-in/set-password.ts';
import { recordSignInEvent, type SignInEvent } from '#platform/sign-in/sign-in-events.ts';
import { signInOf } from '#platform/sign-in/sign-in.ts';
import { requireSecondFactor } from '#platform/sign-in/second-factor-policy.ts';
import { findPersonByEmail } from '#platform/sign-in/account-store.ts';
import { inReadOnly } from '#platform/database/database.ts';
import { addressOf } from './caller.ts';
import { openRoute, type OpenCall, type OpenRoute } from './open-route.ts';

const tag = 'Sign-in';
const password = z.string().min(1).max(200);
const code = z.string().trim().min(6).max(40);
const email = z.string().trim().min(3).max(200);
const done = z.looseObject({});

type Passage = {
  readonly operation: string;
  readonly path: string;
  readonly summary: string;
  readonly access: 'anyone' | 'signed_in';
  readonly body?: z.ZodObject;
  readonly answer: z.ZodType;
  /** It checks a password or code, so guessing is counted. */
  readonly guarded: boolean;
  readonly event?: SignInEvent;
};

const passages: readonly Passage[] = [
  {
    operation: 'signIn', path: '/auth/sign-in/email', summary: 'Sign in with e-mail and password; twoFactorRedirect asks for the second factor', access: 'anyone', guarded: true, event: 'signed_in',
    body: z.strictObject({ email, password, rememberMe: z.boolean().optional() }), answer: z.looseObject({ twoFactorRedirect: z.boolean().optional() }),
  },
  { operation: 'signOut', path: '/auth/sign-out', summary: 'Sign out', access: 'anyone', guarded: false, event: 'signed_out', body: z.strictObject({}), answer: done },
  {
    operation: 'verifyTotp', path: '/auth/two-factor/verify-totp', summary: 'Finish signing in, or turning the second factor on, with a code of the app', access: 'anyone', guarded: true, event: 'signed_in',
    body: z.strictObject({ code, trustDevice: z.boolean().optional() }), answer: done,
  },
  {
    operation: 'verifyBackupCode', path: '/auth/two-factor/verify-backup-code', summary: 'Finish signing in with a backup code', access: 'anyone', guarded: true, event: 'signed_in',
    body: z.strictObject({ code, trustDevice: z.boolean().optional() }), answer: done,
  },
  {
    operation: 'enableTwoFactor', path: '/auth/two-factor/enable', summary: 'Begin a second factor: answers the address for the app and the backup codes', access: 'signed_in', guarded: true,
    body: z.strictObject({ password }), answer: z.looseObject({ totpURI: z.string().optional(), backupCodes: z.array(z.string()).optional() }),
  },
  { operation: 'disableTwoFactor', path: '/auth/two-factor/disable', summary: 'Turn the second factor off', access: 'signed_in', guarded: true, event: 'two_factor_off', body: z.strictObject({ password }), answer: done },
  {
    operation: 'makeBackupCodes', path: '/auth/two-factor/generate-backup-codes', summary: 'Make new backup codes; the old ones end', access: 'signed_in', guarded: true, event: 'backup_codes_made',
    body: z.strictObject({ password }), answer: z.looseObject({ backupCodes: z.array(z.string()).optional() }),
  },
  {
    operation: 'changePassword', path: '/auth/change-password', summary: 'Change your own password', access: 'signed_in', guarded: true, event: 'password_changed',
    body: z.strictObject({ currentPassword: password, newPassword: password, revokeOtherSessions: z.boolean().optional() }), answer: done,
  },
  { operation: 'endOtherSessions', path: '/auth/revoke-other-sessions', summary: 'Sign out everywhere else', access: 'signed_in', guarded: false, body: z.strictObject({}), answer: done },
];

export const signInRoutes: readonly OpenRoute[] = [
  ...passages.map((passage) => openRoute({
    operation: passage.operation, method: 'POST', path: passage.path, tag, summary: passage.summary, access: passage.access, body: passage.body, answer: passage.answer,
    handle: (call: OpenCall<unknown>) => letThrough(call, passage),
  } as OpenRoute)),
  openRoute({
    operation: 'forgotPassword', method: 'POST', path: '/auth/forgot-password', tag, summary: 'Mail a link to set a new password; the answer is the same whether the address has an account or not', access: 'anyone',
    body: z.strictObject({ email }), answer: z.object({ asked: z.literal(true) }),
    handle: async ({ platform, body, c }) => {
      requireMail(platform);
      const address = addressOf(platform, c);
      await beginAttempt(platform.database, platform.clock.now(), [{ kind: 'address', subject: address }]);
      // Not waited for: how long it takes would tell a stranger whether there is an account.
      mailForgottenPassword(platform, body.email, address).catch((error: Error) => void platform.log.error({ error: error.message }, 'a link for a forgotten password could not be made'));
      return { asked: true };
    },
  }),
  openRoute({
    operation: 'setPassword', method: 'POST', path: '/auth/set-password', tag, summary: 'Set a password with a one-time link', access: 'anyone',
    body: z.strictObject({ token: z.string().min(20).max(200), password }), answer: z.object({ email: z.string() }),
    handle: async ({ platform, body, c }) => {
      const address = addressOf(platform, c);
      await beginAttempt(platform.database, platform.clock.now(), [{ kind: 'address', subject: address }]);
      const person = await setPasswordByLink(platform.database, platform.clock.now(), body);
      await endAttempt(platform.database, platform.clock.now(), [{ kind: 'address', subject: address }, { kind: 'email', subject: person.email }]);
      signInOf(platform).forgetPerson(person.userId);
      await recordSignInEvent(platform, person, 'password_set', { address });
      return { email: person.email };
    },
  }),
];

async function letThrough(call: OpenCall<unknown>, passage: Passage): Promise<Response> {
  const { platform, caller, c } = call;
  if (passage.operation === 'disableTwoFactor') requireMayDisable(caller);
  const now = platform.clock.now();
  const address = addressOf(platform, c);
  const body = (call.body ?? {}) as { email?: string };
  const subject = (caller?.person?.email ?? body.email)?.toLowerCase();
  const counters: Counter[] = [{ kind: 'address', subject: address }, ...(subject === undefined ? [] : [{ kind: 'email', subject } as const])];
  if (passage.guarded) await beginAttempt(platform.database, now, counters, (counter) => tellOfLock(platform, counter, address));
  const headers = new Headers({ 'content-type': 'application/json', cookie: c.req.header('cookie') ?? '', 'user-agent': c.req.header('user-agent') ?? '' });
  const request = new Request(new URL(passage.path, platform.config.baseUrl), { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = await signInOf(platform).forward(request, address);
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string; user?: { id: string; name: string; email: string }; token?: unknown; twoFactorRedirect?: boolean };
  if (!answer.ok) throw refusalOf(passage, answer.status, said);
  // A right password still waits for its second factor: the count of the person goes on until that is right too.
  if (passage.guarded) await endAttempt(platform.database, now, said.twoFactorRedirect === true ? counters.slice(0, 1) : [...counters, ...personCounter(said.user)]);
  const person = said.user === undefined ? caller?.person : { userId: said.user.id, name: said.user.name };
  const event = caller?.person != null && passage.operation === 'verifyTotp' ? 'two_factor_on' : passage.event;
  if (event !== undefined && person != null && said.twoFactorRedirect !== true) await recordSignInEvent(platform, person, event, { address });
  const { token: _token, ...shown } = said;
  return withCookies(shown, answer);
}

/** Where a role of theirs demands it, the second factor stays. */
function requireMayDisable(caller: OpenCall<unknown>['caller']): void {
  for (const membership of caller?.person?.memberships ?? []) requireSecondFactor({ hasTwoFactor: false }, membership);
}

/** The organisations of a person learn of the attempt that locks the account out. */
async function tellOfLock(platform: Platform, counter: Counter, address: string): Promise<void> {
  platform.log.warn({ kind: counter.kind, address }, 'sign-in is locked out after too many failures');
  if (counter.kind !== 'email') return;
  const person = await inReadOnly(platform.database, { orgId: '' }, (tx) => findPersonByEmail(tx, counter.subject));
  if (person !== null) await recordSignInEvent(platform, person, 'locked', { address });
}

/** A code alone doesn't say whose it is; the library's answer does. */
function personCounter(user: { email: string } | undefined): Counter[] {
  return user === undefined ? [] : [{ kind: 'email', subject: user.email.toLowerCase() }];
}

function refusalOf(passage: Passage, status: number, said: { code?: string; message?: string }): unknown {
  const reason = said.message ?? 'it did not work';
  if (status >= 500) return new Error(`the sign-in library failed: ${said.code ?? ''} ${reason}`);
  if (status === 429) return new Refusal('sign_in.locked', reason);
  if (passage.operation === 'signIn' || said.code === 'INVALID_PASSWORD') return new Refusal('sign_in.wrong', 'e-mail address or password is wrong');
  if (passage.path.includes('/verify-')) return new Refusal('sign_in.code_wrong', reason);
  if (said.code === 'PASSWORD_TOO_SHORT' || said.code === 'PASSWORD_TOO_LONG') return new Refusal('sign_in.weak_password', reason, { field: 'newPassword' });
  return status === 401 ? new Refusal('auth.required', reason) : new Refusal('sign_in.failed', reason);
}

/** The session's token stays in its cookie, where no script can read it. */
function withCookies(shown: object, answer: Response): Response {
  const headers = new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  for (const cookie of answer.headers.getSetCookie()) headers.append('Set-Cookie', cookie);
  return new Response(JSON.stringify(shown), { status: 200, headers });
}
