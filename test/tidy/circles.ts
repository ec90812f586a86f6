// Finds circular imports, type imports included: files that need each other are one file in two halves.
import { importsByFile } from './imports.ts';
import type { Import } from './imports.ts';
import type { Breach, Rule } from './tree.ts';

export const circles: Rule = {
  name: 'no circular imports, types included',
  find: (tree) => findCircles(importsByFile(tree)),
};

/** One breach per circle, at the import that closes it. */
export function findCircles(all: ReadonlyMap<string, readonly Import[]>): Breach[] {
  const breaches: Breach[] = [];
  const done = new Set<string>();
  for (const path of all.keys()) visit(path, { all, done, trail: [], breaches });
  return breaches;
}

type Walk = { readonly all: ReadonlyMap<string, readonly Import[]>; readonly done: Set<string>; readonly trail: string[]; readonly breaches: Breach[] };

function visit(path: string, walk: Walk): void {
  if (walk.done.has(path)) return;
  walk.trail.push(path);
  for (const { target, line } of walk.all.get(path) ?? []) {
    if (target === null) continue;
    const start = walk.trail.indexOf(target);
    if (start === -1) {
      visit(target, walk);
    } else {
      const circle = [...walk.trail.slice(start), target].join(' -> ');
      walk.breaches.push({ path, line, rule: 'circle', detail: circle });
    }
  }
  walk.trail.pop();
  walk.done.add(path);
}
