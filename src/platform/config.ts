// Configuration: read once from the environment and the command line, checked, and explained when it is wrong.

import path from 'node:path';
import { z } from 'zod';
import type { ExtraFont } from './typesetting/fonts.ts';

const schema = z.object({
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z.string().regex(/^postgres(?:ql)?:\/\/./, 'an address such as postgres://user@host/database is needed').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4380),
  BASE_URL: z.url().optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\/./, 'an address such as smtps://user:password@host is needed').optional(),
  FONTS: z.string().regex(/^[^=;]+=[^;]+(;[^=;]+=[^;]+)*$/, 'entries such as Noto Sans JP=/usr/share/fonts/NotoSansJP.ttf are needed, with ; between them').optional(),
  MAIL_FROM: z.string().default('billing@localhost'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  UPLOAD_MAX_MB: z.coerce.number().int().min(1).max(4096).default(512),
  SECRET_KEY: z.string().min(32).optional(),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
});

export type Config = {
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string;
  readonly smtpUrl: string | null;
  /** Further fonts of documents, for names in scripts that the built-in ones lack. */
  readonly fonts: readonly ExtraFont[];
  readonly mailFrom: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly uploadMaxBytes: number;
  readonly secretKey: string | null;
  /** A reverse proxy stands before the server: its X-Forwarded-For names the client. */
  readonly trustProxy: boolean;
};

/** Throws an Error that names the variable and what is wrong with it. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is wrong. ${problems.join('; ')}. See docs/operating.md.`);
  }
  const value = parsed.data;
  return {
    dataDirectory: path.resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    host: value.HOST,
    port: value.PORT,
    baseUrl: value.BASE_URL ?? `http://localhost:${value.PORT}`,
    smtpUrl: value.SMTP_URL ?? null,
    fonts: (value.FONTS ?? '').split(';').filter((entry) => entry !== '').map(fontOf),
    mailFrom: value.MAIL_FROM,
    logLevel: value.LOG_LEVEL,
    uploadMaxBytes: value.UPLOAD_MAX_MB * 1024 * 1024,
    secretKey: value.SECRET_KEY ?? null,
    trustProxy: value.TRUST_PROXY === 'true',
  };
}

/** The name is the one inside the file. */
function fontOf(entry: string): ExtraFont {
  const at = entry.indexOf('=');
  return { family: entry.slice(0, at).trim(), file: path.resolve(entry.slice(at + 1).trim()) };
}
