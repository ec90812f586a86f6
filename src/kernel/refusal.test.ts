// Refusals: what they carry, and that the one table of codes is well formed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalCodes } from './refusal-codes.ts';
import { Refusal, excerpt, refuse } from './refusal.ts';

test('a refusal carries the status and the next step of its code', () => {
  const refusal = new Refusal('conflict.stale', 'The invoice was changed at 10:15.');
  assert.ok(refusal instanceof Error);
  assert.equal(refusal.message, 'The invoice was changed at 10:15.');
  assert.equal(refusal.status, 409);
  assert.equal(refusal.next, refusalCodes['conflict.stale'].next);
});

test('a refusal says in which row and field the value stood', () => {
  const details = { allowed: ['EUR'] };
  assert.throws(() => refuse('money.malformed', 'Not an amount.', { row: 7, field: 'price', value: '1,5', details }), {
    code: 'money.malformed', row: 7, field: 'price', value: '1,5', details,
  });
});

test('a value is given back as one short line of well-formed text', () => {
  const { value } = new Refusal('request.malformed', 'Too odd.', { value: `a\n\u202Eb\0${'😀'.repeat(500)}` });
  assert.ok(value !== undefined && value.startsWith('a\u{FFFD}\u{FFFD}b\u{FFFD}😀') && value.endsWith('…'));
  assert.ok(value.length <= 121 && value.isWellFormed());
  assert.ok(excerpt(`x${'😀'.repeat(500)}`).isWellFormed());
});

test('a value of any type is taken, and an object of the input is never asked for its text', () => {
  const valueOf = (value: unknown) => new Refusal('request.malformed', 'Odd.', { value }).value;
  assert.equal(valueOf(12n), '12');
  assert.equal(valueOf(null), 'null');
  assert.equal(valueOf(undefined), undefined);
  assert.equal(valueOf({ toString: 1 }), 'an object');
  assert.equal(valueOf([1]), 'a list');
});

test('every code is area.reason, has a client status and a sentence for the person who meets it', () => {
  for (const [code, { status, next }] of Object.entries(refusalCodes)) {
    assert.match(code, /^[a-z_]+\.[a-z_]+$/, code);
    // Outages are the server's: the database is away (503), the disk is full (507).
    assert.ok((status >= 400 && status < 500) || status === 503 || status === 507, `${code} has status ${status}`);
    assert.match(next, /^[A-Z].{19,}[.?]$/, code);
  }
});

test('the codes stand in alphabetical order', () => {
  const codes = Object.keys(refusalCodes);
  assert.deepEqual(codes, codes.toSorted());
});
