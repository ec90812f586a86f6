// Matching money to documents: exact sums, what is ticked in advance, and what is left over.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { agrees, draftOf, fillOldest, sumOfDraft, takeRest, tick, type Draft } from './match-draft.ts';
import type { Candidate, SuggestedLine } from './receipt-wire.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const document = (id: string, open: string, due = '2026-03-01'): Candidate => ({
  document_id: id, number: id, kind: open.startsWith('-') ? 'credit_note' : 'invoice', customer_id: 'c', customer_name: 'Customer',
  issued_on: '2026-02-01', due_on: due, open: usd(open), total: usd(open), discount: null, discount_until: null,
});
const line = (id: string, parts: Partial<SuggestedLine>): SuggestedLine =>
  ({ document_id: id, cash: usd('0.00'), credit: usd('0.00'), discount: usd('0.00'), fee: usd('0.00'), tolerance: usd('0.00'), ...parts });
const items = [document('A', '100.00'), document('B', '50.50', '2026-02-10'), document('K', '-20.00')];
const [first, second, credit] = items as [Candidate, Candidate, Candidate];
const none: Draft = new Map();

test('a ticked document takes what is left of the money, at most what is open', () => {
  let draft = tick(12_000n, items, none, first);
  assert.equal(draft.get('A')?.pays, '100.00');
  draft = tick(12_000n, items, draft, second);
  assert.equal(draft.get('B')?.pays, '20.00');
  assert.equal(sumOfDraft(12_000n, items, draft).difference, 0n);
});

test('ticking again unticks', () => {
  assert.equal(tick(12_000n, items, tick(12_000n, items, none, first), first).size, 0);
});

test('a credit note adds to the money', () => {
  const draft = tick(8_000n, items, tick(8_000n, items, none, credit), first);
  assert.equal(draft.get('A')?.pays, '100.00');
  assert.equal(sumOfDraft(8_000n, items, draft).difference, 0n);
});

test('a shortfall called a fee settles the document and is not money', () => {
  const draft: Draft = new Map([['A', { pays: '92.50', rest: 'fee' as const }]]);
  const sum = sumOfDraft(9_250n, items, draft);
  assert.deepEqual([sum.difference, sum.deducted, sum.isWrong], [0n, 750n, false]);
});

test('more than is open on a document can not be posted', () => {
  assert.equal(sumOfDraft(99_900n, items, new Map([['A', { pays: '100.01', rest: 'open' as const }]])).isWrong, true);
});

test('the rest goes to the document that asks for it', () => {
  const draft = takeRest(12_000n, items, tick(12_000n, items, none, first), second);
  assert.equal(draft.get('B')?.pays, '20.00');
});

test('the oldest due of the payer are filled first, nobody else’s', () => {
  const draft = fillOldest(6_000n, [...items, { ...document('Z', '10.00', '2026-01-01'), customer_id: 'other' }], { customerId: 'c', currency: 'USD' });
  assert.deepEqual([draft.get('B')?.pays, draft.get('A')?.pays, draft.has('K'), draft.has('Z')], ['50.50', '9.50', false, false]);
});

test('only a suggestion whose amounts agree is ticked in advance', () => {
  const exact = draftOf({ lines: [line('A', { cash: usd('98.00'), discount: usd('2.00') })], credits: [] }, items);
  assert.equal(agrees(9_800n, items, exact), true);
  assert.equal(agrees(9_900n, items, exact), false, 'money is left over');
  const part = draftOf({ lines: [line('A', { cash: usd('60.00') })], credits: [] }, items);
  assert.equal(agrees(6_000n, items, part), false, 'the document stays partly open');
});

test('a suggested credit note is ticked with what it gives', () => {
  const draft = draftOf({ lines: [line('A', { cash: usd('80.00'), credit: usd('20.00') })], credits: [{ document_id: 'K', number: 'K', used: usd('20.00') }] }, items);
  assert.equal(sumOfDraft(8_000n, items, draft).difference, 0n);
  assert.equal(agrees(8_000n, items, draft), true);
});
