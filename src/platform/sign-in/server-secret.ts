// The secret that signs session cookies and encrypts second factors: SECRET_KEY, or one made once in the data directory.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';

export const SECRET_FILE = 'secret.key';

/** Several processes on one database need the same SECRET_KEY; one process on its own data directory needs to set nothing. */
export function serverSecret(config: Pick<Config, 'secretKey' | 'dataDirectory'>): string {
  if (config.secretKey !== null) return config.secretKey;
  const place = path.join(config.dataDirectory, SECRET_FILE);
  fs.mkdirSync(config.dataDirectory, { recursive: true });
  try {
    // Two processes may start at once: the one that comes second finds the file of the first.
    fs.writeFileSync(place, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(place, 'utf8').trim();
}
