// Holds the table of refusals together with its two other homes: the code that refuses and the page that explains.
import { isTestSupport, lineAt, readText } from './tree.ts';
import type { Breach, Rule, Tree } from './tree.ts';

const table = 'src/kernel/refusal-codes.ts';
const page = 'docs/errors.md';
const codeShape = /^[a-z0-9_]+(?:\.[a-z0-9_]+)+$/;

export const refusals: Rule = {
  name: `every refusal code of ${table} is used by the server and explained in ${page}`,
  find: (tree) => {
    const codes = refusalCodes(tree);
    if (codes.length === 0) return [{ path: table, line: 1, rule: 'refusals', detail: 'no refusal code was found in this file' }];
    return [...codes.flatMap(unusedBreach(tree)), ...codes.flatMap(unexplainedBreach(tree)), ...strangers(tree, codes)];
  },
};

type Code = { readonly code: string; readonly line: number };

export function refusalCodes(tree: Tree): Code[] {
  const file = tree.sources.get(table);
  if (file === undefined) return [];
  return file.masked.literals
    .filter(({ end, value, kind }) => kind === 'string' && codeShape.test(value) && /^\s*:/.test(file.masked.code.slice(end, end + 10)))
    .map(({ start, value }) => ({ code: value, line: lineAt(file.text, start) }));
}

function unusedBreach(tree: Tree): (code: Code) => Breach[] {
  const used = new Set(
    [...tree.sources.values()]
      .filter(({ path }) => path.startsWith('src/') && path !== table && !isTestSupport(path))
      .flatMap(({ masked }) => masked.literals.map(({ value }) => value)),
  );
  return ({ code, line }) => (used.has(code) ? [] : [{ path: table, line, rule: 'refusal-unused', detail: `${code} is never refused by the server` }]);
}

function unexplainedBreach(tree: Tree): (code: Code) => Breach[] {
  const explained = new Set(explainedCodes(tree).map(({ code }) => code));
  return ({ code, line }) => (explained.has(code) ? [] : [{ path: table, line, rule: 'refusal-unexplained', detail: `${code} has no entry in ${page}` }]);
}

function strangers(tree: Tree, codes: readonly Code[]): Breach[] {
  const known = new Set(codes.map(({ code }) => code));
  return explainedCodes(tree)
    .filter(({ code }) => !known.has(code))
    .map(({ code, line }) => ({ path: page, line, rule: 'refusal-unknown', detail: `${code} is explained but is no refusal code` }));
}

/** An entry is a heading, a list item or a table row that begins with the code; other mentions don't count. */
function explainedCodes(tree: Tree): Code[] {
  if (!tree.paths.includes(page)) return [];
  return readText(tree, page).split('\n').flatMap((text, index) => {
    const code = /^(?:#{2,6}|[-*]|\|)\s*(?:\*\*)?`?([a-z0-9_]+(?:\.[a-z0-9_]+)+)`?/.exec(text)?.[1];
    return code === undefined ? [] : [{ code, line: index + 1 }];
  });
}
