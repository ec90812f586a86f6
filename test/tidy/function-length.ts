// Finds every function of a masked source with its first and last line, so that its length can be held to one screen.
import { lineAt } from './tree.ts';
import type { Breach, Rule, SourceFile } from './tree.ts';

const longestFunction = 60;

export type FunctionSpan = { readonly name: string; readonly firstLine: number; readonly lastLine: number };

export const functionLength: Rule = {
  name: `a function fits one screen: at most ${longestFunction} lines`,
  find: (tree) => [...tree.sources.values()].flatMap(tooLong),
};

function tooLong(file: SourceFile): Breach[] {
  return functionSpans(file)
    .filter((span) => span.lastLine - span.firstLine + 1 > longestFunction)
    .map((span) => ({
      path: file.path,
      line: span.firstLine,
      rule: 'function-length',
      detail: `${span.name} has ${span.lastLine - span.firstLine + 1} lines; at most ${longestFunction}`,
    }));
}

export function functionSpans({ text, masked: { code } }: SourceFile): FunctionSpan[] {
  const found = [...arrowSpans(code), ...keywordSpans(code), ...methodSpans(code)];
  return found.map(({ name, start, end }) => ({ name, firstLine: lineAt(text, start), lastLine: lineAt(text, end) }));
}

type Span = { readonly name: string; readonly start: number; readonly end: number };

// A suite only groups its tests: its callback is a heading, not a function to be read at once.
const suiteCall = /(?:^|[^\w$.])(?:describe|suite|test\.describe)\(\s*(?:['"`][^\n]*,\s*)?(?:async\s*)?$/;

function arrowSpans(code: string): Span[] {
  const spans: Span[] = [];
  for (const match of code.matchAll(/=>\s*(?=[{(])/g)) {
    const open = match.index + match[0].length;
    const start = arrowStart(code, match.index);
    if (suiteCall.test(code.slice(Math.max(0, start - 200), start))) continue;
    const lineStart = code.lastIndexOf('\n', start) + 1;
    const name = /(?:const|let)\s+([\w$]+)[^;]*$/.exec(code.slice(lineStart, start))?.[1] ?? 'this function';
    spans.push({ name, start, end: closing(code, open) });
  }
  return spans;
}

function arrowStart(code: string, arrow: number): number {
  const before = code.slice(0, arrow).trimEnd();
  if (before.endsWith(')')) return opening(code, before.length - 1);
  const typed = /\)\s*:[^()=;]*$/.exec(before.slice(-200));
  if (typed !== null) return opening(code, before.length - typed[0].length);
  return before.length - (/[\w$]*$/.exec(before)?.[0].length ?? 0);
}

function keywordSpans(code: string): Span[] {
  const spans: Span[] = [];
  for (const match of code.matchAll(/(?<![\w$.])function\b\s*\*?\s*([\w$]*)/g)) {
    const body = bodyAfterSignature(code, match.index + match[0].length);
    if (body !== -1) spans.push({ name: match[1] || 'this function', start: match.index, end: closing(code, body) });
  }
  return spans;
}

// A method's name starts its line; the words that are followed by parentheses and a block without being methods are left out.
const methodHead = /^[ \t]*(?:(?:static|async|get|set|override|private|protected|public)\s+)*\*?\s*(#?[\w$]+|\[[^\]\n]+\])\s*(?=[(<])/gm;
const controlWord = /^(?:if|for|while|switch|catch|with|function|return|await|new|throw|typeof|else|do)$/;

function methodSpans(code: string): Span[] {
  const spans: Span[] = [];
  for (const match of code.matchAll(methodHead)) {
    const name = match[1] ?? '';
    if (controlWord.test(name)) continue;
    const body = bodyAfterSignature(code, match.index + match[0].length);
    if (body !== -1) spans.push({ name, start: match.index + match[0].search(/\S/), end: closing(code, body) });
  }
  return spans;
}

/** The opening brace of the body whose type parameters or parameters start here; -1 where there is no body. */
function bodyAfterSignature(code: string, from: number): number {
  let at = skipBlank(code, from);
  if (code[at] === '<') at = skipBlank(code, closing(code, at) + 1);
  if (code[at] !== '(') return -1;
  at = skipBlank(code, closing(code, at) + 1);
  if (code[at] === '{') return at;
  if (code[at] !== ':') return -1;
  return bodyAfterType(code, at + 1);
}

// A brace belongs to the type where the type still wants an operand, else it opens the body.
function bodyAfterType(code: string, from: number): number {
  let wantsOperand = true;
  for (let at = skipBlank(code, from); at < code.length; at = skipBlank(code, at)) {
    const char = code[at] ?? '';
    if (char === '{' && !wantsOperand) return at;
    if (char === ';' || char === '}' || char === ')' || (char === '=' && code[at + 1] !== '>')) return -1;
    if ('{([<'.includes(char)) {
      at = closing(code, at) + 1;
      wantsOperand = false;
    } else if (char === '=' || '|&?:,'.includes(char)) {
      at += char === '=' ? 2 : 1;
      wantsOperand = true;
    } else {
      const word = /^(?:[\w$.]+|'[^'\n]*'|"[^"\n]*"|`[^`]*`|.)/.exec(code.slice(at, at + 400))?.[0] ?? char;
      at += word.length;
      wantsOperand = /^(?:is|keyof|typeof|readonly|asserts|infer|extends|unique)$/.test(word);
    }
  }
  return -1;
}

function skipBlank(code: string, from: number): number {
  let at = from;
  while (at < code.length && /\s/.test(code[at] ?? '')) at += 1;
  return at;
}

const closerOf: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']', '<': '>' };

/** The offset of the bracket that closes the one at this offset; the end of the code where none does. */
export function closing(code: string, open: number): number {
  const opener = code[open] ?? '';
  const closer = closerOf[opener] ?? '';
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === opener) depth += 1;
    // The head of an arrow is not the end of type parameters.
    if (code[at] === closer && !(closer === '>' && code[at - 1] === '=')) depth -= 1;
    if (depth === 0) return at;
  }
  return code.length;
}

function opening(code: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    if (code[at] === ')') depth += 1;
    if (code[at] === '(') depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}
