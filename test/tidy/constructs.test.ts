// Every banned construct is shown to the rule in the forms it takes, beside look-alikes that are allowed.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { constructs } from './constructs.ts';
import { breaches } from './samples.ts';

type Case = { readonly rule: string; readonly path?: string; readonly bad: readonly string[]; readonly good: readonly string[] };

const cases: readonly Case[] = [
  { rule: 'no-any', bad: ['let a: any;', 'f(x as any);', 'let b: Map<string, any>;', 'let c: any[];', 'type D = string | any | null;'], good: ['Promise.any([]);', 'let a: anyone;', "const b = 'x: any';", '// as any', 'sql`a = any(${b})`;'] },
  { rule: 'no-non-null', bad: ['a!.b;', 'f(a!);', 'a[0]!;', 'const b = f()! as C;', 'let d!: string;', 'g(a! + 1);', 'a!\n  .b();'], good: ['if (a !== b) c;', 'if (!a) b;', "const s = 'a!';", 'f(!a);', 'a != b;'] },
  { rule: 'no-non-null', path: 'web/src/a.tsx', bad: ['f(a!);'], good: ['const a = <p>Done!</p>;', 'const b = (\n  <p>\n    All done!\n  </p>\n);'] },
  { rule: 'no-enum', bad: ['enum A { b }', 'export const enum A { b }'], good: ['const enumerated = { a };'] },
  { rule: 'no-namespace', bad: ['namespace A { }', 'declare module A.B { }'], good: ["declare module 'a' { }", 'const namespace = {};'] },
  { rule: 'no-default-export', bad: ['export default a;', 'export { a as default };'], good: ['import { default as a } from "b";', 'switch (a) { default: b; }'] },
  { rule: 'no-parameter-property', bad: ['class A { constructor(private a: string) {} }', 'class A { constructor(a: string, readonly b: string) {} }'], good: ['class A { constructor(a: readonly string[]) {} }'] },
  { rule: 'clock', bad: ['new Date();', 'new Date(x);', 'Date.now();', 'Date();'], good: ['Date.UTC(1);', 'ctx.now;', 'type A = Date;'] },
  { rule: 'clock', path: 'src/cash/a.test.ts', bad: [], good: ['new Date();'] },
  { rule: 'clock', path: 'src/platform/clock.ts', bad: [], good: ['Date.now();'] },
  { rule: 'no-chance', bad: ['Math.random();'], good: ['Math.max(1);'] },
  { rule: 'no-floats', bad: ['parseFloat(a);', 'a.toFixed(2);', 'Number.parseFloat(a);'], good: ['Number(a);'] },
  { rule: 'no-floats', path: 'web/src/list/page.ts', bad: ['a.toFixed(2);'], good: [] },
  { rule: 'no-floats', path: 'web/src/format/amount.ts', bad: [], good: ['a.toFixed(2);'] },
  { rule: 'no-console', bad: ['console.log(a);', 'console.error(a);'], good: ['log.info(a);'] },
  { rule: 'no-console', path: 'src/cli/a.ts', bad: [], good: ['console.log(a);'] },
  { rule: 'no-empty-catch', bad: ['try { a; } catch {}', 'try { a; } catch (e) {\n}', 'a.catch(() => {});'], good: ['try { a; } catch {\n  // It is gone already.\n}', 'try { a; } catch { b; }', 'a.catch(() => null);'] },
  { rule: 'tests-run', path: 'src/cash/a.test.ts', bad: ["test.skip('a', f);", "describe.only('a', f);", "it.todo('a');", "test('a', { skip: slow }, f);", "test('a', { only: true }, f);"], good: ["test('a', { timeout: 1 }, f);", "test('skip: a', f);", 'list({ skip: 10 });'] },
  { rule: 'no-silenced-types', bad: [`// ${'@ts-'}ignore`, `/* ${'@ts-'}nocheck */`, `// ${'@ts-'}expect-error x`], good: ["const a = 'ts-ignore';"] },
  { rule: 'no-leftovers', bad: [`// ${'TO'}DO: later`, `/* ${'FIX'}ME */`], good: ['// A to-do list of the user.', "const a = 'TODO';"] },
];

for (const { rule, path = 'src/cash/a.ts', bad, good } of cases) {
  test(`${rule} in ${path}`, () => {
    for (const text of bad) assert.deepEqual(breaches(constructs, { [path]: `\n${text}\n` }), [`${path}:2 ${rule}`], text);
    for (const text of good) assert.deepEqual(breaches(constructs, { [path]: `\n${text}\n` }), [], text);
  });
}

test('a configuration file may export by default', () => {
  assert.deepEqual(breaches(constructs, { 'web/vite.config.ts': 'export default {};\n' }), []);
});
