// The sign-in library (better-auth) as we use it: e-mail and password, sessions in cookies, TOTP with backup codes. Nothing else of it is on.

import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { openLibraryConnection } from './library-connection.ts';
import { ADDRESS_HEADER, COOKIE_PREFIX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './library-terms.ts';
import { serverSecret } from './server-secret.ts';

const DAY_SECONDS = 24 * 60 * 60;

export type Library = ReturnType<typeof openLibrary>;

export function openLibrary(parts: { config: Config; database: Database; log: Log }) {
  const { config, database, log } = parts;
  return betterAuth({
    appName: 'Counterfoil',
    baseURL: config.baseUrl,
    basePath: '/auth',
    secret: serverSecret(config),
    database: { db: openLibraryConnection(database.appPool), type: 'postgres', schemaName: 'auth', transaction: true },
    // Accounts are made by the first start and by invitation, never by whoever comes along.
    emailAndPassword: { enabled: true, disableSignUp: true, autoSignIn: false, minPasswordLength: PASSWORD_LENGTH_MIN, maxPasswordLength: PASSWORD_LENGTH_MAX },
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    plugins: [twoFactor({ issuer: 'Counterfoil' })],
    telemetry: { enabled: false },
    // Lock-out is ours (lock-out.ts): it counts in the database, so that it holds for all processes and across restarts.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: config.baseUrl.startsWith('https:'),
      // The server checks the origin of every write that a cookie authorises, also of these; it knows under which name it was called.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: 'uuid', validateSchema: false },
    },
    logger: { level: 'error', log: (level, message) => void log[level](`sign-in: ${message}`) },
  });
}
