// Reports a run of node --test for people: a line per file, the whole story of what failed, and the counts in a file for the caller.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

import { root } from './node-binary.mjs';

const countsFile = process.env.TEST_COUNTS_FILE;

export default async function* report(events) {
  const files = new Map();
  let totals = null;
  for await (const { type, data } of events) {
    const name = data?.file === undefined ? '' : relative(root, data.file);
    if (type === 'test:stdout' || type === 'test:stderr') fileOf(files, name).output.push(data.message);
    if (type === 'test:diagnostic' && name !== '') fileOf(files, name).output.push(`${data.message}\n`);
    if (type === 'test:pass' || type === 'test:fail') note(fileOf(files, name), type, data);
    if (type === 'test:summary' && data.file === undefined) totals = data.counts;
    if (type === 'test:summary' && data.file !== undefined) yield* fileLines(name, data, fileOf(files, name));
  }
  for (const [name, file] of files) if (file.failures.length > 0) yield `  ✖ ${name} broke outside of its tests\n${story(file)}`;
  if (countsFile !== undefined) writeFileSync(countsFile, JSON.stringify(countsOf(totals)));
}

function fileOf(files, name) {
  if (!files.has(name)) files.set(name, { failures: [], output: [] });
  return files.get(name);
}

function note(file, type, data) {
  const { error } = data.details;
  if (data.skip !== undefined || data.todo !== undefined) file.failures.push(`${data.name}\nwas passed over: a test that does not run proves nothing`);
  // A suite fails because a test in it failed, and a file because of a test in it: those have been told.
  else if (type === 'test:fail' && error?.failureType !== 'subtestsFailed') file.failures.push(`${data.name}\n${failureText(error)}`);
}

function failureText(error) {
  const cause = error?.cause ?? error;
  // A failed assertion with a message of its own says it all; the stack of the test runner says nothing.
  if (cause?.code === 'ERR_ASSERTION' && cause.generatedMessage === false) return `${cause.message}\n${ownFrames(cause.stack)}`;
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 6 });
}

function ownFrames(stack) {
  return String(stack).split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node:')).join('\n');
}

function* fileLines(name, { counts, duration_ms: duration }, file) {
  const { passed, failed } = countsOf(counts);
  yield `  ${failed === 0 ? '✔' : '✖'} ${name}  ${passed} passed${failed === 0 ? '' : `, ${failed} failed`}  ${(duration / 1000).toFixed(1)} s\n`;
  if (failed > 0) yield story(file);
}

/** What went wrong in a file and what it printed, told once. */
function story(file) {
  const failures = file.failures.splice(0).map((failure) => `${failure.replace(/^/gm, '      ')}\n`);
  const output = file.output.splice(0).join('').trimEnd();
  return `${failures.join('')}${output === '' ? '' : `${output.replace(/^/gm, '      | ')}\n`}`;
}

/** A test that was cancelled or passed over has not passed. No summary at all means that the runner itself broke. */
function countsOf(counts) {
  if (counts === null) return { passed: 0, failed: 1 };
  return { passed: counts.passed, failed: counts.failed + counts.cancelled + counts.skipped + counts.todo };
}
