// Writes small trees into a temporary folder, so that each tidy rule can be shown a breach it must find.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { breachText } from './rules.ts';
import { readTree } from './tree.ts';
import type { Rule, Tree } from './tree.ts';

export type Files = Readonly<Record<string, string>>;

export function withTree<Result>(files: Files, use: (tree: Tree) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), 'tidy-'));
  try {
    for (const [path, text] of Object.entries({ '.gitignore': 'node_modules/\ndist/\n*.log\n', ...files })) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(readTree(root));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The breaches of one rule as 'path:line rule', without their explanation. */
export function breaches(rule: Rule, files: Files): string[] {
  return withTree(files, (tree) => rule.find(tree).map((breach) => breachText(breach).replace(/: [\s\S]*$/, '')));
}
