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
  const building = `${cluster}.building`;
  fs.rmSync(building, { recursive: true, force: true });
  // The built-in C.UTF-8 collation is the same on every machine: no index breaks when the data moves to another server.
  const flags = ['--username=counterfoil', '--auth=trust', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await run(path.join(binaries.bin, 'initdb'), ['-D', building, ...flags], { ...identity, cwd: path.dirname(cluster), env: binaries.environment });
  fs.renameSync(building, cluster);
}
