// Runs all tests, or the parts that are named: types, tidy, unit (with database and API), browser; the last line sums them up.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildWeb } from './build-web.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { findNode, missingNode, root } from './node-binary.mjs';

const parts = {
  types: { heading: 'Types', run: runTypes },
  tidy: { heading: 'Tidy', run: () => runTests(testFiles('test').filter(isTidy)) },
  unit: { heading: 'Unit, database and API', run: () => runTests([...testFiles('src'), ...testFiles('web/src'), ...testFiles('test')].filter((path) => !isTidy(path) && !isBrowser(path))) },
  browser: { heading: 'Browser', run: runBrowser },
};

/** A test that waits for ever must not keep the others waiting. */
const longestTestMs = 900_000;

const node = findNode();
const scratch = mkdtempSync(join(tmpdir(), 'counterfoil-test-'));
// Started by root, the database runs as another user and passes through here.
chmodSync(scratch, 0o755);

try {
  process.exitCode = main(process.argv.slice(2));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function main(names) {
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined || node === null) {
    process.stderr.write(`${node === null ? missingNode : `There is no part "${unknown}": name some of ${Object.keys(parts).join(', ')}.`}\n`);
    return 1;
  }
  const results = (names.length === 0 ? Object.keys(parts) : names).map((name) => runPart(parts[name]));
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function runPart({ heading, run }) {
  process.stdout.write(`\n== ${heading} ==\n`);
  const start = performance.now();
  const result = run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`-- ${heading}: ${result.passed} passed, ${result.failed} failed, ${seconds} s\n`);
  return result;
}

function runTypes() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const results = ['tsconfig.json', 'web/tsconfig.json', 'test/browser/tsconfig.json'].map((project) => {
    const isRight = runNode([compiler, '--noEmit', '-p', join(root, project)]) === 0;
    process.stdout.write(`  ${isRight ? '✔' : '✖'} ${project}\n`);
    return isRight;
  });
  return count(results.filter((isRight) => isRight).length, results.filter((isRight) => !isRight).length);
}

function runTests(files) {
  if (files.length === 0) return broken('No test file was found.');
  const countsFile = join(scratch, `counts-${process.hrtime.bigint()}.json`);
  const reporter = new URL('./test-reporter.mjs', import.meta.url).href;
  const status = runNode(['--test', '--test-concurrency=2', `--test-timeout=${longestTestMs}`, `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', ...files], { TEST_COUNTS_FILE: countsFile });
  if (!existsSync(countsFile)) return broken('The test runner ended without a count.');
  const { passed, failed } = JSON.parse(readFileSync(countsFile, 'utf8'));
  return count(passed, status !== 0 && failed === 0 ? 1 : failed);
}

function runBrowser() {
  const config = join(root, 'test', 'browser', 'playwright.config.ts');
  if (!existsSync(config)) return broken('test/browser/playwright.config.ts is missing: there are no browser tests to run.');
  const chromium = ensureChromium();
  if (chromium === null || !buildWeb()) return count(0, 1);
  if (runNode([join(root, 'web', 'scripts', 'size.mjs')]) !== 0) return broken('The workbench is larger than its budget.');
  const reportFile = join(scratch, 'browser.json');
  const browserData = mkdtempSync(join(scratch, 'browser-'));
  const runner = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const status = runNode([runner, 'test', '--config', config, '--reporter=list,json'], { CHROMIUM_PATH: chromium, BROWSER_TEST_DATA: browserData, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile });
  if (!existsSync(reportFile)) return broken('Playwright ended without a report.');
  const { stats, errors } = JSON.parse(readFileSync(reportFile, 'utf8'));
  // A test that passed only when tried again, or did not run, has not passed.
  const failed = stats.unexpected + stats.flaky + stats.skipped + (errors ?? []).length;
  return count(stats.expected, status !== 0 && failed === 0 ? 1 : failed);
}

function testFiles(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

function isTidy(path) {
  return path === 'test/tidy.test.ts' || path.startsWith('test/tidy/');
}

function isBrowser(path) {
  return path.startsWith('test/browser/');
}

function runNode(args, env = {}) {
  // A parent that is itself a test would make the child report to it instead of to us.
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  return spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...inherited, ...env } }).status;
}

function broken(reason) {
  process.stdout.write(`  ✖ ${reason}\n`);
  return count(0, 1);
}

function count(passed, failed) {
  return { passed, failed };
}
