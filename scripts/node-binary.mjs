// Finds the Node 24 that npm installed beside the dependencies, so that an older Node on the machine is enough to start.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const neededMajor = 24;

export const missingNode =
  `Node ${neededMajor} is needed and was not found (this is Node ${process.versions.node}): run "npm ci" in ${root}, or install Node ${neededMajor}.`;

/** The path of a Node new enough to run the sources; null where there is none. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath;
  const ending = process.platform === 'win32' ? '.exe' : '';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const packages = [`node-${platform}-${process.arch}`, 'node'];
  const candidates = [join(root, 'node_modules', '.bin', `node${ending}`), ...packages.map((name) => insidePackage(name, `bin/node${ending}`))];
  return candidates.find((path) => path !== null && existsSync(path)) ?? null;
}

function insidePackage(name, path) {
  try {
    return join(dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)), path);
  } catch {
    return null;
  }
}
