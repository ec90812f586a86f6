// Configuration: read once from the environment and the command line, checked, and explained when it is wrong.

import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { coverageOf, type ExtraFont } from './typesetting/fonts.ts';

const wholeNumber = (min: number, max: number) => z.coerce.number(`a whole number from ${min} to ${max} is needed`).refine((value) => Number.isInteger(value) && value >= min && value <= max, `a whole number from ${min} to ${max} is needed`);

const schema = z.object({
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z.string().regex(/^postgres(?:ql)?:\/\/./, 'an address such as postgres://user@host/database is needed').optional(),
  PG_BIN: z.string().refine(hasPostgres, 'the folder has no program postgres').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65535).default(4380),
  BASE_URL: z.string().refine(isAddress, 'an address such as https://billing.example.com is needed, without a path').optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\/./, 'an address such as smtps://user:password@host is needed').optional(),
  FONTS: z.string().regex(/^[^=;]+=[^;]+(;[^=;]+=[^;]+)*$/, 'entries such as Noto Sans JP=/usr/share/fonts/NotoSansJP.ttf are needed, with ; between them').optional(),
  MAIL_FROM: z.string().regex(/^(?:[^<>@\s]+@[^<>@\s]+|[^<>]*<[^<>@\s]+@[^<>@\s]+>)$/, 'an address such as billing@example.com or Billing <billing@example.com> is needed').default('billing@localhost'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'one of trace, debug, info, warn, error and silent is needed').default('info'),
  UPLOAD_MAX_MB: wholeNumber(1, 4096).default(512),
  SECRET_KEY: z.string().min(32, '32 characters or more are needed').optional(),
  TRUST_PROXY: z.enum(['true', 'false'], 'true or false is needed').default('false'),
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
    throw new Error(problems.join('; '));
  }
  const value = parsed.data;
  const fonts = (value.FONTS ?? '').split(';').filter((entry) => entry !== '').map(fontOf);
  return {
    dataDirectory: path.resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL ?? null,
    host: value.HOST,
    port: value.PORT,
    // Links are this and a path that starts with a slash.
    baseUrl: value.BASE_URL === undefined ? `http://localhost:${value.PORT}` : new URL(value.BASE_URL).origin,
    smtpUrl: value.SMTP_URL ?? null,
    fonts,
    mailFrom: value.MAIL_FROM,
    logLevel: value.LOG_LEVEL,
    uploadMaxBytes: value.UPLOAD_MAX_MB * 1024 * 1024,
    secretKey: value.SECRET_KEY ?? null,
    trustProxy: value.TRUST_PROXY === 'true',
  };
}

/** The name is the one inside the file. A file that is missing or no font is said here, not by the first document that needs it. */
function fontOf(entry: string): ExtraFont {
  const at = entry.indexOf('=');
  const file = path.resolve(entry.slice(at + 1).trim());
  try {
    coverageOf([fs.readFileSync(file)]);
  } catch (error) {
    throw new Error(`FONTS: ${file} can't be used: ${(error as Error).message}`, { cause: error });
  }
  return { family: entry.slice(0, at).trim(), file };
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`;
}

function hasPostgres(folder: string): boolean {
  return ['postgres', 'postgres.exe'].some((name) => fs.existsSync(path.join(folder, name)));
}
