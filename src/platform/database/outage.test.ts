// What is an outage and what is not: a fault must never be waited out, nor an outage be called a fault.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { outageOf } from './outage.ts';
import { throughOutages } from './through-outages.ts';

const failing = (properties: object, message = 'failed'): Error => Object.assign(new Error(message), properties);

const cases: readonly (readonly [string, unknown, string | null])[] = [
  ['a server that shuts down', failing({ code: '57P01' }), 'database.unavailable'],
  ['a server that comes up', failing({ code: '57P03' }), 'database.unavailable'],
  ['too many connections', failing({ code: '53300' }), 'database.unavailable'],
  ['a refused connection', failing({ code: 'ECONNREFUSED' }), 'database.unavailable'],
  ['a socket that is gone', failing({ code: 'ENOENT', syscall: 'connect' }), 'database.unavailable'],
  ['a connection that broke', failing({}, 'Connection terminated unexpectedly'), 'database.unavailable'],
  ['a disk of the database that is full', failing({ code: '53100' }), 'storage.full'],
  ['a disk of the files that is full', failing({ code: 'ENOSPC' }), 'storage.full'],
  ['a missing file', failing({ code: 'ENOENT', syscall: 'open' }), null],
  ['a broken constraint', failing({ code: '23505' }), null],
  ['a mail server that is away', failing({ code: 'ECONNREFUSED', command: 'CONN' }), null],
  ['another refusal', new Refusal('period.closed', 'closed'), null],
  ['a program that ended with a number', failing({ code: 1 }), null],
  ['a fault of ours', new TypeError('x is not a function'), null],
];

for (const [name, error, code] of cases) {
  test(`${name} is ${code === null ? 'no outage' : code}`, () => {
    assert.equal(outageOf(error)?.code ?? null, code);
  });
}

test('work goes on after an outage, and ends with what is none', async () => {
  let attempts = 0;
  const patience = { signal: new AbortController().signal, onOutage: () => undefined };
  const work = async (): Promise<number> => {
    attempts += 1;
    if (attempts < 2) throw failing({ code: '57P01' });
    return attempts;
  };
  assert.equal(await throughOutages(work, patience), 2);
  await assert.rejects(throughOutages(() => Promise.reject(failing({ code: '23505' })), patience), { code: '23505' });
});

test('who stops waiting is told of the outage', async () => {
  const stop = new AbortController();
  const waiting = throughOutages(() => Promise.reject(failing({ code: '57P01' })), { signal: stop.signal, onOutage: () => setTimeout(() => stop.abort(), 10) });
  await assert.rejects(waiting, { code: '57P01' });
});
