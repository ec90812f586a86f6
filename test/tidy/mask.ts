// Separates the code of a TypeScript text from its comments, strings, templates and regular expressions, without a compiler.
// TypeScript 7 offers no compiler API; this scanner knows as much of the grammar as the rules of the house need, and no more.

export type Literal = { readonly start: number; readonly end: number; readonly value: string; readonly kind: 'string' | 'template' | 'regex' };
export type Comment = { readonly start: number; readonly end: number; readonly text: string };

/** code has the length and line breaks of the text; everything that is not code is blank, quotes and backticks stay. */
export type Masked = { readonly code: string; readonly literals: readonly Literal[]; readonly comments: readonly Comment[] };

type Scan = { readonly text: string; readonly isJsx: boolean; readonly out: string[]; readonly literals: Literal[]; readonly comments: Comment[] };

const regexAfterWord = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await)$/;

export function maskSource(text: string, isJsx = false): Masked {
  const scan: Scan = { text, isJsx, out: [...splitUnits(text)], literals: [], comments: [] };
  let at = 0;
  if (text.startsWith('#!')) at = skipComment(scan, 0, lineEnd(text, 0));
  at = scanCode(scan, at, null);
  if (at < text.length) throw new Error(`The scanner stopped at offset ${at} of ${text.length}.`);
  return { code: scan.out.join(''), literals: scan.literals, comments: scan.comments };
}

/** Whether every bracket of masked code has its partner; a literal that was misread breaks this. */
export function bracketsPair(code: string): boolean {
  const open: string[] = [];
  for (const char of code) {
    if ('([{'.includes(char)) open.push(char);
    else if (')]}'.includes(char) && open.pop() !== '([{'[')]}'.indexOf(char)]) return false;
  }
  return open.length === 0;
}

function scanCode(scan: Scan, from: number, until: '}' | null): number {
  const { text } = scan;
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (until !== null && char === '}' && depth === 0) return at;
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    const after = skipNonCode(scan, at);
    at = after === at ? at + 1 : after;
  }
  return at;
}

/** Where the comment or literal that starts here ends; the same offset where none starts. */
function skipNonCode(scan: Scan, at: number): number {
  const { text } = scan;
  const char = text[at];
  const next = text[at + 1];
  if (char === '/' && next === '/' && text[at - 1] !== ':') return skipComment(scan, at, lineEnd(text, at));
  if (char === '/' && next === '*') {
    const close = text.indexOf('*/', at + 2);
    return skipComment(scan, at, close === -1 ? text.length : close + 2);
  }
  if (char === "'" || char === '"') return skipString(scan, at, char);
  if (char === '`') return skipTemplate(scan, at);
  if (char === '/' && startsRegex(scan, at)) return skipRegex(scan, at);
  return at;
}

function skipComment(scan: Scan, start: number, end: number): number {
  scan.comments.push({ start, end, text: scan.text.slice(start, end) });
  blank(scan, start, end);
  return end;
}

// An apostrophe right after a letter or digit is one of prose (JSX text): formatted code never starts a string there.
function skipString(scan: Scan, start: number, quote: string): number {
  const { text } = scan;
  if (quote === "'" && /[\p{L}\p{N}]/u.test(text[start - 1] ?? '')) return start;
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    // A string doesn't run over the end of a line; a JSX attribute may.
    if (text[at] === '\n' && !(scan.isJsx && text[start - 1] === '=')) return start;
    at += text[at] === '\\' ? 2 : 1;
  }
  if (at >= text.length) return start;
  scan.literals.push({ start, end: at + 1, value: text.slice(start + 1, at), kind: 'string' });
  blank(scan, start + 1, at);
  return at + 1;
}

function skipTemplate(scan: Scan, start: number): number {
  const { text } = scan;
  let at = start + 1;
  let partStart = at;
  let value = '';
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') {
      at += 2;
    } else if (text[at] === '$' && text[at + 1] === '{') {
      value += `${text.slice(partStart, at)}\${}`;
      blank(scan, partStart, at + 2);
      at = scanCode(scan, at + 2, '}');
      blank(scan, at, at + 1);
      at += 1;
      partStart = at;
    } else {
      at += 1;
    }
  }
  value += text.slice(partStart, at);
  blank(scan, partStart, at);
  scan.literals.push({ start, end: at + 1, value, kind: 'template' });
  return at + 1;
}

function startsRegex(scan: Scan, at: number): boolean {
  const before = scan.out.slice(Math.max(0, at - 40), at).join('').trimEnd();
  const last = before.at(-1);
  if (last === undefined) return before === '' && at < 40;
  if (scan.isJsx && (last === '<' || (last === '>' && before.at(-2) !== '='))) return false;
  if (scan.isJsx && scan.text[at + 1] === '>') return false;
  return '([{,;=:!&|?+-*%^~<>'.includes(last) || regexAfterWord.test(before);
}

function skipRegex(scan: Scan, start: number): number {
  const { text } = scan;
  let inClass = false;
  let at = start + 1;
  while (at < text.length && (inClass || text[at] !== '/')) {
    if (text[at] === '\n') return start;
    if (text[at] === '[') inClass = true;
    if (text[at] === ']') inClass = false;
    at += text[at] === '\\' ? 2 : 1;
  }
  if (at >= text.length) return start;
  scan.literals.push({ start, end: at + 1, value: text.slice(start + 1, at), kind: 'regex' });
  blank(scan, start + 1, at);
  return at + 1;
}

function blank(scan: Scan, start: number, end: number): void {
  for (let at = start; at < Math.min(end, scan.text.length); at += 1) {
    if (scan.text[at] !== '\n' && scan.text[at] !== '\r') scan.out[at] = ' ';
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** UTF-16 units, so that offsets in the masked code are offsets in the text. */
function splitUnits(text: string): string[] {
  return text.split('');
}
