// Builds the workbench into web/dist, unless what lies there was built from exactly these sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findNode, missingNode, root } from './node-binary.mjs';

const web = join(root, 'web');
const stamp = join(web, 'dist', '.built-from');
/** What the build reads; src because the workbench may share types with the server's kernel and formats. */
const inputs = ['web/index.html', 'web/vite.config.ts', 'web/package.json', 'web/tsconfig.json', 'web/src', 'web/build', 'web/public', 'src/kernel', 'src/formats', 'package-lock.json'];

export function buildWeb() {
  const sources = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources && existsSync(join(web, 'dist', 'index.html'))) return true;
  const node = findNode();
  if (node === null) return fail(missingNode);
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) return fail(`The build tool of the workbench is missing: run "npm ci" in ${root}.`);
  process.stderr.write('Building the workbench …\n');
  rmSync(stamp, { force: true });
  const built = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: web, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) return fail('The workbench could not be built; the reason stands above.');
  writeFileSync(stamp, sources);
  return true;
}

/** By content and not by time: a checkout or a copy sets times that say nothing. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesUnder(join(root, input))).sort()) {
    hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

function fail(reason) {
  process.stderr.write(`${reason}\n`);
  return false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildWeb() ? 0 : 1;
