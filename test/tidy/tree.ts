// The tree that the tidy rules look at: every file of the project with its code apart from its comments and literals.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { maskSource } from './mask.ts';
import type { Masked } from './mask.ts';

export type SourceFile = { readonly path: string; readonly text: string; readonly lines: readonly string[]; readonly masked: Masked };
export type Tree = {
  readonly root: string;
  /** Every file that git does not ignore, as a path from the root with forward slashes. */
  readonly paths: readonly string[];
  /** The ones that are code, by path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
};
export type Breach = { readonly path: string; readonly line: number; readonly rule: string; readonly detail: string };
export type Rule = { readonly name: string; readonly find: (tree: Tree) => Breach[] };

const codeFile = /\.(?:ts|tsx|mts|js|mjs)$/;

export function readTree(root: string): Tree {
  const isIgnored = ignoreRules(root);
  const paths = readdirSync(root, { withFileTypes: true })
    .flatMap((entry) => listUnder(root, entry.name, entry.isDirectory(), isIgnored))
    .sort();
  const sources = new Map(paths.filter((path) => codeFile.test(path)).map((path) => [path, readSource(root, path)]));
  return { root, paths, sources };
}

export function readText(tree: Tree, path: string): string {
  return tree.sources.get(path)?.text ?? readFileSync(join(tree.root, path), 'utf8');
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

export function isTest(path: string): boolean {
  return /\.(?:test|spec)\.tsx?$/.test(path) || path.startsWith('test/');
}

/** Support that only tests use, kept beside the code it supports. */
export function isTestSupport(path: string): boolean {
  return isTest(path) || /(?:^|\/)testing(?:\/|\.ts$)/.test(path);
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, lines: text.split('\n'), masked: maskSource(text, path.endsWith('.tsx')) };
}

function listUnder(root: string, path: string, isFolder: boolean, isIgnored: (path: string, isFolder: boolean) => boolean): string[] {
  if (isIgnored(path, isFolder)) return [];
  if (!isFolder) return [path];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) =>
    listUnder(root, `${path}/${entry.name}`, entry.isDirectory(), isIgnored),
  );
}

// The two forms of line that our .gitignore uses: a folder name with a slash at its end, and a star with an ending.
function ignoreRules(root: string): (path: string, isFolder: boolean) => boolean {
  const lines = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').map((line) => line.trim());
  const folders = new Set(['.git', ...lines.filter((line) => line.endsWith('/')).map((line) => line.replaceAll('/', ''))]);
  const endings = lines.filter((line) => line.startsWith('*.')).map((line) => line.slice(1));
  return (path, isFolder) => {
    const name = path.split('/').at(-1) ?? path;
    return isFolder ? folders.has(name) : endings.some((ending) => name.endsWith(ending));
  };
}
