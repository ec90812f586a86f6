// The pool of typesetting workers: what happens to a document whose worker dies, hangs, or is not there yet.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { InvariantFailure } from '#kernel/invariant.ts';
import { Refusal } from '#kernel/refusal.ts';
import { createTypesetter } from './typesetter.ts';
import type { Typesetter, TypesetterOptions } from './typesetter.ts';

const workerFile = new URL('./testing/failing-worker.ts', import.meta.url);

async function withPool<Result>(options: TypesetterOptions, use: (typesetter: Typesetter) => Promise<Result>): Promise<Result> {
  const typesetter = createTypesetter({ workerFile, ...options });
  try {
    return await use(typesetter);
  } finally {
    await typesetter.close();
  }
}

async function processOf(typesetter: Typesetter): Promise<string> {
  return Buffer.from(await typesetter.render('invoice', {})).toString();
}

test('a worker that dies fails its own document only, and the next one gets a new worker', () => withPool({ workers: 1 }, async (typesetter) => {
  const before = await processOf(typesetter);
  const [dead, after] = await Promise.allSettled([typesetter.render('invoice', { die: true }), processOf(typesetter)]);
  assert.ok(dead.status === 'rejected' && dead.reason instanceof Refusal);
  assert.equal(dead.reason.code, 'typesetting.interrupted');
  assert.match(dead.reason.message, /SIGKILL/);
  assert.ok(after.status === 'fulfilled');
  assert.notEqual(after.value, before);
}));

test('a document that takes too long is given up, and its worker is replaced', () => withPool({ workers: 1, documentTimeoutMs: 1500 }, async (typesetter) => {
  const before = await processOf(typesetter);
  await assert.rejects(typesetter.render('invoice', { hang: true }), (error) => error instanceof Refusal && /longer than 1.5 seconds/.test(error.message));
  assert.notEqual(await processOf(typesetter), before);
}));

test('a worker is kept for the next document, and ended when none comes', () => withPool({ workers: 1, idleCloseMs: 400 }, async (typesetter) => {
  const first = await processOf(typesetter);
  assert.equal(await processOf(typesetter), first);
  await new Promise((resolve) => setTimeout(resolve, 900));
  assert.notEqual(await processOf(typesetter), first);
}));

test('documents beyond the memory of the queue are refused, those before them are made', () => withPool({ workers: 1, queueBytesMax: 300 }, async (typesetter) => {
  const made = ['x'.repeat(100), 'y'.repeat(100), 'z'.repeat(100)].map((text) => typesetter.render('statement', { text }));
  const results = await Promise.allSettled(made);
  assert.deepEqual(results.map(({ status }) => status), ['fulfilled', 'fulfilled', 'rejected']);
  const last = results[2];
  assert.ok(last?.status === 'rejected' && last.reason instanceof Refusal);
  assert.equal(last.reason.code, 'typesetting.busy');
}));

test('closing lets the document in work finish and refuses the ones that wait', async () => {
  const typesetter = createTypesetter({ workerFile, workers: 1 });
  const results = Promise.allSettled([processOf(typesetter), processOf(typesetter)]);
  await typesetter.close();
  assert.deepEqual((await results).map(({ status }) => status), ['fulfilled', 'rejected']);
  await assert.rejects(processOf(typesetter), (error) => error instanceof Refusal && error.code === 'typesetting.interrupted');
});

test('a worker that cannot start fails the document instead of waiting for ever', () => withPool({ workerFile: pathToFileURL('/no/such/worker.ts') }, async (typesetter) => {
  await assert.rejects(processOf(typesetter), Refusal);
}));

test('data that does not fit its template is a bug, and says where', () => withPool({ workers: 1, workerFile: new URL('./typesetting-worker.ts', import.meta.url) }, async (typesetter) => {
  await assert.rejects(typesetter.render('invoice', { language: 'en' }), (error) => error instanceof InvariantFailure && /template invoice.*does not contain key/.test(error.message));
}));

test('an idle worker does not keep the program from ending', async () => {
  const program = `
    import { createTypesetter } from ${JSON.stringify(new URL('./typesetter.ts', import.meta.url).href)};
    const pdf = await createTypesetter({ workerFile: new URL(${JSON.stringify(workerFile.href)}) }).render('invoice', {});
    process.stdout.write(Buffer.from(pdf).toString());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { timeout: 20_000 });
  const worker = Number(stdout.split(' ')[1]);
  // It leaves by itself when the program that started it has gone.
  for (let tries = 0; tries < 100 && isRunning(worker); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(isRunning(worker), false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
