// Every tidy rule is shown a breach that it must find and a neighbour that it must leave alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { circles } from './circles.ts';
import { deadFiles } from './dead-files.ts';
import { doors, floors, knownFolders, purity } from './floors.ts';
import { foreignTraces } from './foreign-traces.ts';
import { functionLength } from './function-length.ts';
import { importForm } from './imports.ts';
import { fileLength, fileNames, firstLine } from './layout.ts';
import { lockfile } from './lockfile.ts';
import { refusals } from './refusals.ts';
import { breaches } from './samples.ts';
import { sqlPlaces } from './sql-places.ts';
import type { Files } from './samples.ts';
import type { Rule } from './tree.ts';

const leaf = 'export const x = 1;\n';
const longBody = Array.from({ length: 59 }, (_, n) => `  f(${n});`).join('\n');

const cases: readonly (readonly [what: string, rule: Rule, files: Files, found: readonly string[]])[] = [
  ['a lower floor that imports a higher one', floors, { 'src/kernel/a.ts': "\nimport { x } from '#cash/index.ts';\n", 'src/cash/index.ts': leaf }, ['src/kernel/a.ts:2 floor']],
  ['a type import counts too', floors, { 'src/customers/a.ts': "import type { X } from '#cash/index.ts';\n", 'src/cash/index.ts': leaf }, ['src/customers/a.ts:1 floor']],
  ['an export from and a late import count too', floors, { 'src/ledger/a.ts': "export * from '#work/index.ts';\nconst b = await import('#server/b.ts');\n", 'src/work/index.ts': leaf, 'src/server/b.ts': leaf }, ['src/ledger/a.ts:1 floor', 'src/ledger/a.ts:2 floor']],
  ['a lower floor may be imported', floors, { 'src/cash/a.ts': "import { x } from '#kernel/a.ts';\nimport { y } from '#invoicing/index.ts';\n", 'src/kernel/a.ts': leaf, 'src/invoicing/index.ts': leaf }, []],
  ['an import in a string is none', floors, { 'src/kernel/a.ts': "const text = `import { x } from '#cash/index.ts';`;\n", 'src/cash/index.ts': leaf }, []],
  ['the server may not import from outside src', floors, { 'src/cli/a.ts': "import { x } from '../../scripts/a.ts';\n", 'scripts/a.ts': leaf }, ['src/cli/a.ts:1 floor']],
  ['a capability entered behind its door', doors, { 'src/cash/a.ts': "import { x } from '#invoicing/store.ts';\n", 'src/invoicing/store.ts': leaf }, ['src/cash/a.ts:1 door']],
  ['ground floors need no door', doors, { 'src/cash/a.ts': "import { x } from '#ledger/store.ts';\n", 'src/ledger/store.ts': leaf }, []],
  ['the server mounts http.ts, cli.ts and jobs.ts, and nothing inside', doors, { 'src/server/a.ts': "import { x } from '#cash/http.ts';\nimport { y } from '#cash/cli.ts';\nimport { z } from '#cash/store.ts';\n", 'src/cash/http.ts': leaf, 'src/cash/cli.ts': leaf, 'src/cash/store.ts': leaf }, ['src/server/a.ts:3 door']],
  ['a pure floor that reads files', purity, { 'src/formats/a.ts': "import { readFileSync } from 'node:fs';\nimport { createHash } from 'node:crypto';\n" }, ['src/formats/a.ts:1 purity']],
  ['a folder without a floor', knownFolders, { 'src/misc/a.ts': leaf }, ['src/misc/a.ts:1 floor-unknown']],
  ['an import across folders by dots', importForm, { 'src/cash/a.ts': "import { x } from '../kernel/a.ts';\n", 'src/kernel/a.ts': leaf }, ['src/cash/a.ts:1 import-form']],
  ['an import without its ending, and one of nothing', importForm, { 'src/cash/a.ts': "import { x } from './b';\nimport { y } from './c.ts';\n", 'src/cash/b.ts': leaf }, ['src/cash/a.ts:1 import-form', 'src/cash/a.ts:2 import-form']],
  ['a circle of three, one by type', circles, { 'src/a/a.ts': "import './b.ts';\n", 'src/a/b.ts': "\nimport './c.ts';\n", 'src/a/c.ts': "\n\nimport type { X } from './a.ts';\n" }, ['src/a/c.ts:3 circle']],
  ['a circle of one', circles, { 'src/a/a.ts': "import './a.ts';\n" }, ['src/a/a.ts:1 circle']],
  ['a diamond is no circle', circles, { 'src/a/a.ts': "import './b.ts';\nimport './c.ts';\n", 'src/a/b.ts': "import './d.ts';\n", 'src/a/c.ts': "import './d.ts';\n", 'src/a/d.ts': leaf }, []],
  ['the sql tag outside a store', sqlPlaces, { 'src/cash/a.ts': 'const a = sql`now()`;\nconst b = sql<{ x: string }>`now()`;\n' }, ['src/cash/a.ts:1 sql-place', 'src/cash/a.ts:2 sql-place']],
  ['plain SQL text outside a store', sqlPlaces, { 'src/cash/a.ts': "const a = 'select a from b';\nconst b = `update t\n set x = 1`;\nconst c = 'select a file from the list'.length;\n" }, ['src/cash/a.ts:1 sql-place', 'src/cash/a.ts:2 sql-place', 'src/cash/a.ts:4 sql-place']],
  ['SQL where it belongs', sqlPlaces, { 'src/cash/store.ts': 'sql`a`;\n', 'src/cash/match-queries.ts': 'sql`a`;\n', 'src/ledger/checks.ts': 'sql`a`;\n', 'src/cash/store.test.ts': 'sql`a`;\n', 'src/platform/database/a.ts': "run('begin; select 1 from a');\nsql`a`;\n" }, []],
  ['a file that does not say what it is for', firstLine, { 'src/a/a.ts': leaf, 'web/src/b.tsx': '\n// Too late to say what this is.\n', 'test/c.ts': '// x\n', 'src/a/d.ts': '// The days on which banks are open.\n' }, ['src/a/a.ts:1 first-line', 'test/c.ts:1 first-line', 'web/src/b.tsx:1 first-line']],
  ['a file of 301 lines', fileLength, { 'src/a/a.ts': 'a;\n'.repeat(301), 'src/a/b.ts': 'a;\n'.repeat(300) }, ['src/a/a.ts:301 file-length']],
  ['a function of 61 lines', functionLength, { 'src/a/a.ts': `\nfunction a() {\n${longBody}\n}\n`, 'src/a/b.ts': `function b() {\n${longBody.replace(/\n.*$/, '')}\n}\n` }, ['src/a/a.ts:2 function-length']],
  ['a suite groups tests, a test is a function', functionLength, { 'src/a/a.test.ts': `describe('a', () => {\n${longBody}\n});\n`, 'src/a/b.test.ts': `test('b', () => {\n${longBody}\n});\n` }, ['src/a/b.test.ts:1 function-length']],
  ['names that say nothing', fileNames, { 'src/a/utils.ts': leaf, 'src/a/order-service.ts': leaf, 'web/src/common/a.tsx': leaf, 'src/a/service-confirmation.ts': leaf, 'src/a/errorHandler.ts': leaf }, ['src/a/errorHandler.ts:1 kebab-case', 'src/a/order-service.ts:1 empty-name', 'src/a/utils.ts:1 empty-name', 'web/src/common/a.tsx:1 empty-name']],
  ['a file that nobody reaches', deadFiles, { 'src/cli/main.ts': "import './a.ts';\n", 'src/cli/a.ts': leaf, 'src/cli/b.ts': leaf, 'src/cli/c.ts': leaf, 'src/cli/c.test.ts': "import './c.ts';\n" }, ['src/cli/b.ts:1 dead-file', 'src/cli/c.ts:1 dead-file']],
  ['a worker by its address, the page and its script, and support of tests are alive', deadFiles, { 'src/cli/main.ts': "new Worker(new URL('./w.ts', import.meta.url));\nawait import('./late.ts');\n", 'src/cli/w.ts': leaf, 'src/cli/late.ts': leaf, 'web/index.html': '<script src="/src/main.tsx">', 'web/src/main.tsx': "import './page';\n", 'web/src/page.tsx': leaf, 'src/platform/testing/a.ts': leaf, 'src/a/b.test.ts': "import '#platform/testing/a.ts';\n" }, []],
  ['an island of two is dead', deadFiles, { 'src/cli/main.ts': leaf, 'src/cli/a.ts': "import './b.ts';\n", 'src/cli/b.ts': "import type { A } from './a.ts';\n" }, ['src/cli/a.ts:1 dead-file', 'src/cli/b.ts:1 dead-file']],
  ['a lockfile that needs what it does not have', lockfile, { 'package-lock.json': '{ "packages": { "": { "dependencies": { "a": "1" } },\n"node_modules/a": { "optionalDependencies": {\n"@b/linux": "1",\n"@b/mac": "1" } },\n"node_modules/a/node_modules/@b/linux": {} } }' }, ['package-lock.json:4 lockfile-gap']],
];

for (const [what, rule, files, found] of cases) {
  test(what, () => assert.deepEqual(breaches(rule, files).sort(), found));
}

test('a refusal code must be used and explained, and the page explains nothing else', () => {
  const table = "// Codes.\nexport const refusalCodes = {\n  'a.used': { status: 422, next: 'x.y' },\n  'a.unused': { status: 422, next: 'x' },\n  'a.unexplained': { status: 422, next: 'x' },\n};\n";
  const files = {
    'src/kernel/refusal-codes.ts': table,
    'src/cash/a.ts': "refuse('a.used', 'x');\nrefuse('a.unexplained', 'x');\n",
    'src/cash/a.test.ts': "assert.equal(code, 'a.unused');\n",
    'docs/errors.md': '# Errors\n\n### `a.used`\n\nx\n\n### a.unused\n\nSee `a.unexplained`.\n\n- `a.stranger`: x\n',
  };
  assert.deepEqual(breaches(refusals, files), [
    'src/kernel/refusal-codes.ts:4 refusal-unused',
    'src/kernel/refusal-codes.ts:5 refusal-unexplained',
    'docs/errors.md:11 refusal-unknown',
  ]);
});

test('paths of a machine and registry hosts are found in every file, addresses of ours are left alone', () => {
  const at = (...parts: string[]): string => ['', ...parts].join('/');
  const host = ['registry', 'npmjs', 'org'].join('.');
  const files = {
    'docs/a.md': `fine\nrun ${at('root', 'x')}\nsee ${at('home', 'anna', 'x')}\n`,
    'a.sh': `cat ${at('work', 'main', 'x')}\ncat ${at('tmp', 'bash_jobs.0', 'x')}\n`,
    'package-lock.json': `{\n"resolved": "https://${host}/a.tgz",\n"resolved": "http://10.0.0.1/a.tgz"\n}\n`,
    'src/a/http.ts': "get('/v1/work/items'); open('/work/items'); see('~/root/x', './root/y');\n",
    'node_modules/a/a.md': at('root', 'x'),
  };
  assert.deepEqual(breaches(foreignTraces, files), [
    'a.sh:1 machine-path',
    'a.sh:2 machine-path',
    'docs/a.md:2 machine-path',
    'docs/a.md:3 machine-path',
    'package-lock.json:2 registry-host',
    'package-lock.json:2 registry-host',
    'package-lock.json:3 registry-host',
  ]);
});
