// Makes the embedded database's cluster, once: built aside and moved into place, so a kill in between leaves nothing half-made.

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries, ServerIdentity } from './embedded-binaries.ts';

const run = promisify(execFile);

export async function initialiseCluster(options: { binaries: Binaries; cluster: string; identity: ServerIdentity | null }): Promise<void> {
  const { binaries, cluster, identity } = options;
  if (fs.existsSync(path.join(cluster, 'PG_VERSION'))) return;
  const building = fs.mkdtempSync(`${cluster}.building-`);
  removeAbandoned(building);
  if (identity !== null) fs.chownSync(building, identity.uid, identity.gid);
  // The built-in C.UTF-8 collation is the same on every machine: no index breaks when the data moves to another server.
  const flags = ['--username=counterfoil', '--auth=trust', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await run(path.join(binaries.bin, 'initdb'), ['-D', building, ...flags], { ...identity, cwd: path.dirname(cluster), env: binaries.environment });
  try {
    fs.renameSync(building, cluster);
  } catch (error) {
    // Two programs made it at the same time: the first one in place is everybody's.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    fs.rmSync(building, { recursive: true, force: true });
  }
}

/** A making takes seconds; what is older than a quarter of an hour was killed. */
function removeAbandoned(ours: string): void {
  const home = path.dirname(ours);
  const now = fs.statSync(ours).mtimeMs;
  for (const name of fs.readdirSync(home)) {
    const other = path.join(home, name);
    if (name.includes('.building') && now - fs.statSync(other).mtimeMs > 900_000) fs.rmSync(other, { recursive: true, force: true });
  }
}
