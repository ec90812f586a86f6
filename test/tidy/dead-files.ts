// Finds files that no entry point reaches: code that only its own test knows is dead.
import { importsByFile } from './imports.ts';
import { isTest, isTestSupport, readText } from './tree.ts';
import type { Import } from './imports.ts';
import type { Breach, Rule, Tree } from './tree.ts';

const entryFolders = ['bench/', 'web/scripts/', 'examples/', 'scripts/', 'sample/', 'bin/', 'migrations/'];

export const deadFiles: Rule = {
  name: 'every file is reached from an entry point (command line, page, script, benchmark, example)',
  find: (tree) => {
    const all = importsByFile(tree);
    const live = reachable(all, [...tree.sources.keys()].filter((path) => isEntry(tree, path)));
    const tested = reachable(all, [...tree.sources.keys()].filter((path) => isTestEntry(tree, path)));
    return [...tree.sources.keys()].flatMap((path) => deadBreach(path, live, tested));
  },
};

function deadBreach(path: string, live: ReadonlySet<string>, tested: ReadonlySet<string>): Breach[] {
  if (live.has(path) || path.endsWith('.d.ts') || /\.config\.(?:ts|js|mjs)$/.test(path)) return [];
  if (isTestSupport(path) && tested.has(path)) return [];
  const detail = tested.has(path) ? 'only tests reach this file' : 'nothing reaches this file';
  return [{ path, line: 1, rule: 'dead-file', detail }];
}

function isEntry(tree: Tree, path: string): boolean {
  if (isTestSupport(path)) return false;
  if (entryFolders.some((folder) => path.startsWith(folder)) || path === 'src/cli/main.ts') return true;
  return /\.config\.(?:ts|js|mjs)$/.test(path) || namedByPage(tree, path);
}

function isTestEntry(tree: Tree, path: string): boolean {
  return isEntry(tree, path) || (isTest(path) && (/\.(?:test|spec)\.tsx?$/.test(path) || path.endsWith('.config.ts')));
}

// The workbench starts at the script that its page names; a build setting may name a script by its path too.
function namedByPage(tree: Tree, path: string): boolean {
  if (!path.startsWith('web/')) return false;
  const inside = path.slice('web/'.length);
  const naming = ['web/index.html', 'web/vite.config.ts'].filter((page) => tree.paths.includes(page));
  return naming.some((page) => readText(tree, page).includes(inside));
}

function reachable(all: ReadonlyMap<string, readonly Import[]>, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set(entries);
  const queue = [...entries];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const { target } of all.get(path) ?? []) {
      if (target === null || found.has(target)) continue;
      found.add(target);
      queue.push(target);
    }
  }
  return found;
}
