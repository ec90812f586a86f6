// Holds how a file looks from outside: its name, its first line and its length.
import { isTest } from './tree.ts';
import type { Breach, Rule, SourceFile, Tree } from './tree.ts';

const longestFile = 300;
const emptyWords = new Set(['util', 'helper', 'common', 'manager', 'service', 'handler', 'processor'].flatMap((word) => [word, `${word}s`]));
const opensWithSentence = /^\/\/ \S+(?: \S+){2,}/;

export const fileLength: Rule = {
  name: `a file has at most ${longestFile} lines`,
  find: (tree) => ours(tree).flatMap((file) => {
    const length = file.text.endsWith('\n') ? file.lines.length - 1 : file.lines.length;
    return length <= longestFile ? [] : [breach(file, longestFile + 1, 'file-length', `${length} lines; at most ${longestFile}`)];
  }),
};

export const firstLine: Rule = {
  name: 'line one of a TypeScript file says in a comment what the file is for',
  find: (tree) => ours(tree)
    .filter(({ path }) => /\.tsx?$/.test(path))
    .flatMap((file) => (opensWithSentence.test(file.lines[0] ?? '') ? [] : [breach(file, 1, 'first-line', 'line one is no // sentence that says what the file is for')])),
};

export const fileNames: Rule = {
  name: 'files and folders are kebab-case and named for what they hold',
  find: (tree) => ours(tree).flatMap((file) => [...emptyNames(file), ...shapes(file)]),
};

function ours(tree: Tree): SourceFile[] {
  return [...tree.sources.values()];
}

/** The whole name, or its last word: error-handler says no more than handler, but service-confirmation is a word of the trade. */
function emptyNames(file: SourceFile): Breach[] {
  const parts = file.path.split('/').map((part) => part.split('.')[0]?.split('-').at(-1) ?? '');
  const empty = parts.find((word) => emptyWords.has(word.toLowerCase()));
  return empty === undefined ? [] : [breach(file, 1, 'empty-name', `${empty} says nothing: name the file for what it holds`)];
}

function shapes(file: SourceFile): Breach[] {
  const parts = file.path.split('/');
  const odd = parts.find((part) => !/^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/.test(part));
  return odd === undefined || isTest(odd) ? [] : [breach(file, 1, 'kebab-case', `${odd} is not kebab-case`)];
}

function breach(file: SourceFile, line: number, rule: string, detail: string): Breach {
  return { path: file.path, line, rule, detail };
}
