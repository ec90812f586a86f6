// Finds what belongs to the machine on which the project was written and not to the project: absolute paths and registry hosts.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

import { readText } from './tree.ts';
import type { Breach, Rule, Tree } from './tree.ts';

// Put together here, so that this file doesn't hold what it looks for.
const slash = '/';
const machinePath = new RegExp(
  `(?<![\\w.~$\\-}])${slash}(?:root|tmp${slash}bash_jobs[\\w.]*|work${slash}(?:main|shared|brief|\\.)|home${slash}[a-z][\\w-]*|Users${slash}\\w+)(?:${slash}|\\b)`,
  'g',
);
const registryHost = new RegExp(['registry\\.npm' + 'js\\.org', 'registry\\.yarn' + 'pkg\\.com', 'npm\\.pkg\\.git' + 'hub\\.com', 'artifact' + 'ory', 'verdac' + 'cio'].join('|'), 'gi');
const resolvedAddress = /"resolved":\s*"https?:[^"]*"/g;
/** Larger files are data, and none of ours is that large. */
const largestBytes = 4 * 1024 * 1024;

export const foreignTraces: Rule = {
  name: 'no absolute path of a machine and no registry host in any file',
  find: (tree) => tree.paths.filter((path) => isText(tree, path)).flatMap((path) => traces(tree, path)),
};

function traces(tree: Tree, path: string): Breach[] {
  return readText(tree, path).split('\n').flatMap((text, index) => {
    const at = (rule: string, found: string): Breach => ({ path, line: index + 1, rule, detail: found.trim().slice(0, 100) });
    const addresses = path.endsWith('package-lock.json') ? [...text.matchAll(resolvedAddress)] : [];
    return [
      ...[...text.matchAll(machinePath)].map((match) => at('machine-path', match[0])),
      ...[...text.matchAll(registryHost), ...addresses].map((match) => at('registry-host', match[0])),
    ];
  });
}

function isText(tree: Tree, path: string): boolean {
  const file = openSync(join(tree.root, path), 'r');
  try {
    const head = Buffer.alloc(4096);
    return !head.subarray(0, readSync(file, head)).includes(0) && readText(tree, path).length <= largestBytes;
  } finally {
    closeSync(file);
  }
}
