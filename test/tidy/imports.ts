// Reads the imports of every source and finds the file that each of them means.
import { posix } from 'node:path';

import { lineAt } from './tree.ts';
import type { Breach, Rule, SourceFile, Tree } from './tree.ts';

/** target is the path of a file of ours, null for a package or a file that is no code. */
export type Import = { readonly from: string; readonly line: number; readonly specifier: string; readonly target: string | null };

const importBefore = /(?:(?<![\w$.])(?:from|import|require)\s*\(?\s*|new\s+URL\(\s*|import\.meta\.resolve\(\s*)$/;
const globBefore = /import\.meta\.glob(?:<[^()]*>)?\(\s*$/;
const cache = new WeakMap<Tree, ReadonlyMap<string, readonly Import[]>>();

export function importsByFile(tree: Tree): ReadonlyMap<string, readonly Import[]> {
  const known = cache.get(tree);
  if (known !== undefined) return known;
  const all = new Map([...tree.sources.values()].map((file) => [file.path, importsOf(tree, file)]));
  cache.set(tree, all);
  return all;
}

export function importsOf(tree: Tree, { path, text, masked }: SourceFile): Import[] {
  return masked.literals.flatMap((literal) => {
    if (literal.kind === 'regex') return [];
    const before = masked.code.slice(Math.max(0, literal.start - 60), literal.start);
    const line = lineAt(text, literal.start);
    if (globBefore.test(before)) return globTargets(tree, path, literal.value).map((target) => ({ from: path, line, specifier: literal.value, target }));
    if (!importBefore.test(before)) return [];
    return [{ from: path, line, specifier: literal.value, target: resolveImport(tree, path, literal.value) }];
  });
}

export function resolveImport(tree: Tree, from: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, '');
  const base = bare.startsWith('#') ? `src/${bare.slice(1)}` : bare.startsWith('.') ? posix.join(posix.dirname(from), bare) : null;
  if (base === null) return null;
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  return candidates.find((candidate) => tree.sources.has(candidate)) ?? null;
}

export const importForm: Rule = {
  name: 'the server is imported by ./file.ts inside a folder and by #folder/file.ts across folders, and what is named exists',
  find: (tree) => [...importsByFile(tree)].filter(([path]) => path.startsWith('src/')).flatMap(([, imports]) => imports.flatMap((item) => formBreach(tree, item))),
};

function formBreach(tree: Tree, { from, line, specifier, target }: Import): Breach[] {
  const breach = (detail: string): Breach[] => [{ path: from, line, rule: 'import-form', detail }];
  const isOurs = specifier.startsWith('.') || specifier.startsWith('#');
  if (!isOurs || specifier.includes('${}')) return [];
  if (target === null) return namesAsset(tree, from, specifier) ? [] : breach(`${specifier} names no file`);
  if (!/\.[a-z]+$/.test(specifier)) return breach(`${specifier} lacks its ending (.ts)`);
  if (specifier.startsWith('.') && target.startsWith('src/') && topFolder(target) !== topFolder(from)) return breach(`${specifier} leaves its folder: write #${target.replace(/^src\//, '')}`);
  return [];
}

function namesAsset(tree: Tree, from: string, specifier: string): boolean {
  const path = specifier.startsWith('#') ? `src/${specifier.slice(1)}` : posix.join(posix.dirname(from), specifier);
  const folder = path.replace(/\/$/, '');
  // A folder above the sources (web/dist, migrations) is reached by URL and may be built later.
  return !folder.startsWith('src/') || tree.paths.some((known) => known === folder || known.startsWith(`${folder}/`));
}

/** The part of a server path that names its floor: 'src/cash/store.ts' gives 'cash'. */
export function topFolder(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'src' && parts.length > 2 ? (parts[1] ?? '') : (parts[0] ?? '');
}

function globTargets(tree: Tree, from: string, pattern: string): string[] {
  const path = posix.join(posix.dirname(from), pattern);
  const expression = path.replace(/[.+^$()|[\]\\]/g, '\\$&').replaceAll('**/', '(?:.*/)?').replaceAll('*', '[^/]*');
  return [...tree.sources.keys()].filter((known) => new RegExp(`^${expression}$`).test(known));
}
