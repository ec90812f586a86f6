// The constructs that are banned here, each with what to write instead.
import { isTestSupport, lineAt } from './tree.ts';
import type { Breach, Rule, SourceFile } from './tree.ts';

type Ban = {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly instead: string;
  readonly applies?: (path: string) => boolean;
};

// Tools that load a file by its path take its default export: configurations, and the reporter of node --test.
const takenByDefault = (path: string): boolean => /\.config\.(?:ts|js|mjs)$/.test(path) || path === 'scripts/test-reporter.mjs';
const inServer = (path: string): boolean => path.startsWith('src/') && !isTestSupport(path);
const inProduct = (path: string): boolean => inServer(path) || (path.startsWith('web/src/') && !isTestSupport(path));
const isTyped = (path: string): boolean => /\.tsx?$/.test(path);
const isClock = (path: string): boolean => path === 'src/platform/clock.ts';
// The only parts of the server that speak to a terminal.
const speaks = (path: string): boolean => path.startsWith('src/cli/') || /^src\/server\/(?:start|main|serve)[\w-]*\.ts$/.test(path);
const formatsInBrowser = (path: string): boolean => /^web\/src\/(?:.*\/)?[\w-]*format[\w-]*(?:\/.*|\.tsx?)$/.test(path);

const codeBans: readonly Ban[] = [
  { rule: 'no-any', pattern: /:\s*any\b(?!\s*[\w(])|\bas\s+any\b(?!\s+\w)|[<,|&]\s*any\s*[>,|&[]/g, instead: 'name the type, or take unknown and check it', applies: isTyped },
  { rule: 'no-non-null', pattern: /(?<=[\w$)\]])!(?=[.;,)\]}[(:?]|\s*\n\s*[.?)\]},;]|[ \t]+(?:[-+*/%<>&|?:=]|as\b|in\b))/g, instead: 'prove it with invariant or handle the missing value', applies: isTyped },
  { rule: 'no-enum', pattern: /\benum\s+\w+\s*\{/g, instead: 'a union of string literals', applies: isTyped },
  { rule: 'no-namespace', pattern: /\b(?:namespace|module)\s+[\w.]+\s*\{/g, instead: 'a file', applies: isTyped },
  { rule: 'no-default-export', pattern: /\bexport\s+default\b|\bas\s+default\b/g, instead: 'export it by name', applies: (path) => !takenByDefault(path) },
  { rule: 'no-parameter-property', pattern: /\bconstructor\s*\((?:[^)]*,)?\s*(?:private|public|protected|readonly|override)\s+\w/g, instead: 'declare the field and assign it', applies: isTyped },
  { rule: 'clock', pattern: /\bnew\s+Date\b|(?<![\w$.])Date\s*\(\s*\)|\bDate\.now\b/g, instead: 'take ctx.now; only platform/clock.ts reads the clock', applies: (path) => inServer(path) && !isClock(path) },
  { rule: 'no-chance', pattern: /\bMath\.random\b/g, instead: 'derive it, or use node:crypto in platform', applies: inServer },
  { rule: 'no-floats', pattern: /\bparseFloat\b|\.toFixed\b/g, instead: 'Decimal or minor units from kernel', applies: (path) => inProduct(path) && !formatsInBrowser(path) },
  { rule: 'no-console', pattern: /(?<![\w$.])console\.\w+/g, instead: 'the log of platform', applies: (path) => inServer(path) && !speaks(path) },
  { rule: 'tests-run', pattern: /\b(?:test|it|describe|suite|t)(?:\.\w+)*\.(?:skip|only|todo|fixme)\b|(?<=[{,]\s*)(?:(?:skip|todo)\s*:(?!\s*(?:false\b|\d))|only\s*:\s*true\b)/g, instead: 'a test that runs: one that is passed over proves nothing', applies: isTestSupport },
];

// Written in two halves, so that this file doesn't hold what it looks for.
const ts = '@ts-';
const leftoverWords = ['TO' + 'DO', 'FIX' + 'ME'];
const commentBans: readonly Ban[] = [
  { rule: 'no-silenced-types', pattern: new RegExp(`${ts}(?:ignore|nocheck)`, 'g'), instead: 'make the types true' },
  // A test may expect that the compiler refuses a line; the product may not live on it.
  { rule: 'no-silenced-types', pattern: new RegExp(`${ts}expect-error`, 'g'), instead: 'make the types true', applies: (path) => !isTestSupport(path) },
  { rule: 'no-leftovers', pattern: new RegExp(`\\b(?:${leftoverWords.join('|')})\\b`, 'g'), instead: 'finish it, or write an issue' },
];

export const constructs: Rule = {
  name: `banned constructs: ${[...new Set([...codeBans, ...commentBans].map((ban) => ban.rule))].join(', ')}, no-empty-catch`,
  find: (tree) => [...tree.sources.values()].flatMap((file) => [...inCode(file), ...inComments(file), ...emptyCatches(file)]),
};

function inCode(file: SourceFile): Breach[] {
  return codeBans
    .filter((ban) => ban.applies?.(file.path) ?? true)
    .flatMap((ban) => [...file.masked.code.matchAll(ban.pattern)].map((match) => breach(file, match.index, ban)));
}

function inComments(file: SourceFile): Breach[] {
  return commentBans.filter((ban) => ban.applies?.(file.path) ?? true).flatMap((ban) =>
    file.masked.comments.flatMap((comment) => [...comment.text.matchAll(ban.pattern)].map((match) => breach(file, comment.start + match.index, ban))),
  );
}

// A catch that holds a comment gives its reason; one that holds nothing hides a failure.
function emptyCatches(file: SourceFile): Breach[] {
  const found = file.masked.code.matchAll(/\bcatch\s*(?:\([^)]*\)\s*)?\{(\s*)\}|\.catch\(\s*\(\s*\w*\s*\)\s*=>\s*\{(\s*)\}\s*\)/g);
  return [...found]
    .filter((match) => !file.masked.comments.some(({ start }) => start > match.index && start < match.index + match[0].length))
    .map((match) => ({ path: file.path, line: lineAt(file.text, match.index), rule: 'no-empty-catch', detail: 'nothing is caught to be silenced: handle it, or say in a comment why it may be dropped' }));
}

function breach(file: SourceFile, offset: number, ban: Ban): Breach {
  const line = lineAt(file.text, offset);
  return { path: file.path, line, rule: ban.rule, detail: `${(file.lines[line - 1] ?? '').trim().slice(0, 80)} — instead: ${ban.instead}` };
}
