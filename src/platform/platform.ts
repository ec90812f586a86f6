// Everything a capability needs from the machine, opened once: database, files, clock, log, typesetter.

import path from 'node:path';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './database/database.ts';
import { openFiles, type Files } from './files.ts';
import { openLog, type Log } from './log.ts';
import type { Typesetter } from './typesetting/typesetter.ts';

export type Platform = {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly database: Database;
  readonly files: Files;
  /** Loaded on first use, so that a start doesn't wait for it. */
  typesetter(): Promise<Typesetter>;
  close(): Promise<void>;
};

export async function openPlatform(config: Config): Promise<Platform> {
  const log = openLog(config.logLevel);
  return assemblePlatform({ config, log, clock: systemClock, database: await openDatabase(config, log) });
}

/** Puts a platform together around an opened database; tests bring their own clock. */
export function assemblePlatform(parts: Pick<Platform, 'config' | 'log' | 'clock' | 'database'>): Platform {
  let typesetterOnce: Promise<Typesetter> | undefined;
  return {
    ...parts,
    files: openFiles(path.join(parts.config.dataDirectory, 'files')),
    typesetter() {
      typesetterOnce ??= import('./typesetting/typesetter.ts').then(({ createTypesetter }) => createTypesetter({ extraFonts: parts.config.fonts }));
      return typesetterOnce;
    },
    async close() {
      await (await typesetterOnce)?.close();
      await parts.database.close();
    },
  };
}
