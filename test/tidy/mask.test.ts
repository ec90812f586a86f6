// The scanner must see code where there is code and nothing but blanks where there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { functionSpans } from './function-length.ts';
import { bracketsPair, maskSource } from './mask.ts';

function code(text: string, isJsx = false): string {
  return maskSource(text, isJsx).code;
}

const masked: readonly (readonly [what: string, text: string, code: string])[] = [
  ['a line comment', 'a // b', 'a     '],
  ['a block comment over lines', 'a /* {\n} */ b', 'a     \n     b'],
  ['a comment mark in a string', "a = '//x'; b", "a = '   '; b"],
  ['an escaped quote', String.raw`a('\'{') + b`, "a('   ') + b"],
  ['a regular expression with quotes and braces', String.raw`x.match(/['"{\/]/g) + y`, 'x.match(/       /g) + y'],
  ['a division', 'a / b / c', 'a / b / c'],
  ['a division after a bracket', '(a) / b / (c)', '(a) / b / (c)'],
  ['an address in a comment', 'a // see https://example.org', 'a                           '],
];

for (const [what, text, expected] of masked) {
  test(`${what} is masked`, () => {
    assert.equal(code(text), expected);
    assert.equal(code(text).length, text.length);
  });
}

test('code inside a template stays code, the text around it goes', () => {
  const seen = code('f(`any { ${deep(`${inner}`)} }`)');
  assert.match(seen, /deep\(/);
  assert.match(seen, /inner/);
  assert.doesNotMatch(seen, /any|\{|\}/);
});

test('prose in JSX is no string, comment or regular expression', () => {
  const page = "const a = <p>Don't stop</p>;\nconst b = <a href=\"x\">it's</a>;\nconst c = <br />;\nconst d = { e: 1 };\n";
  assert.match(code(page, true), /const d = \{ e: 1 \};/);
  assert.match(code(page, true), /const c = <br \/>;/);
});

test('brackets that do not pair show that a literal was misread', () => {
  assert.ok(bracketsPair(code("f({ a: ['(', `[${x}`] });")));
  for (const broken of ['f(', 'f)', '{ [ } ]', 'f({)']) assert.ok(!bracketsPair(broken), broken);
});

function spans(text: string): string[] {
  const file = { path: 'a.ts', text, lines: text.split('\n'), masked: maskSource(text) };
  return functionSpans(file).map(({ name, firstLine, lastLine }) => `${name} ${firstLine}-${lastLine}`);
}

const functions: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['a function', 'function a(b: string): void {\n  b;\n}', ['a 1-3']],
  ['a return type that is an object', 'function a(): { x: number } {\n  return f;\n}', ['a 1-3']],
  ['a return type that is a union of objects', 'function a(): { x: 1 } | { y: 2 } {\n}', ['a 1-2']],
  ['a type guard', 'function a(x: unknown): x is string {\n}', ['a 1-2']],
  ['type parameters with defaults', 'export async function a<T extends { x: 1 } = { x: 1 }>(b: T): Promise<Map<string, T[]>> {\n}', ['a 1-2']],
  ['parameters over lines', 'function a(\n  b: string,\n  c = () => 1,\n): void {\n}', ['a 1-5']],
  ['an arrow with a block', 'const a = async (b: string): Promise<void> => {\n  b;\n};', ['a 1-3']],
  ['an arrow with an expression over lines', 'const a = () => (\n  1\n);', ['a 1-3']],
  ['a method', 'class A {\n  b(c: string): void {\n    c;\n  }\n}', ['b 2-4']],
  ['a getter and a private method', 'class A {\n  get b(): number {\n  }\n  #c<T>(d: T) {\n  }\n}', ['b 2-3', '#c 4-5']],
  ['no function in control flow', 'if (a) {\n} else if (b) {\n}\nfor (const c of d) {\n}\nwhile (e) {\n}', []],
  ['no function in a call', 'a(b);\n{\n}', []],
  ['no function in an overload', 'function a(b: string): void;\n', []],
];

for (const [what, text, found] of functions) {
  test(`functions: ${what}`, () => assert.deepEqual(spans(text), found));
}
