// Holds the lockfile complete: npm leaves out optional packages of other platforms when it cannot look them up, and then refuses every clean install.
import { readText } from './tree.ts';
import type { Breach, Rule } from './tree.ts';

const path = 'package-lock.json';

type Locked = { readonly dependencies?: Readonly<Record<string, string>>; readonly optionalDependencies?: Readonly<Record<string, string>> };

export const lockfile: Rule = {
  name: 'the lockfile has an entry for every package that an entry of it needs',
  find: (tree) => {
    if (!tree.paths.includes(path)) return [];
    const text = readText(tree, path);
    const { packages = {} } = JSON.parse(text) as { readonly packages?: Readonly<Record<string, Locked>> };
    const present = new Set(Object.keys(packages).map((key) => key.split('node_modules/').at(-1)));
    const wanted = new Set(Object.values(packages).flatMap((entry) => Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })));
    return [...wanted].filter((name) => !present.has(name)).map((name) => missing(text, name));
  },
};

function missing(text: string, name: string): Breach {
  const line = text.slice(0, Math.max(0, text.indexOf(`"${name}":`))).split('\n').length;
  return { path, line, rule: 'lockfile-gap', detail: `${name} is needed but has no entry: npm ci refuses, or leaves it out on the platform that needs it` };
}
