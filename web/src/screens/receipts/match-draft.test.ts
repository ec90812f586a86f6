// Matching money to documents: exact sums, what is ticked in advance, what is left over, and other currencies.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { applyRequest } from './apply-request.ts';
import { consequenceOf, mayPost } from './match-consequence.ts';
import { agrees, draftOf, fillOldest, goneFrom, restAs, sumOfDraft, takeRest, tick, wasTakenBack, type Draft } from './match-draft.ts';
import { openOfDraft, purseIn, rateText, usedByDefault } from './other-currency.ts';
import type { Application, Candidate, SuggestedLine } from './receipt-wire.ts';
import { viewsWithCounts } from './use-receipt-queue.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const paidOn = '2026-03-05';
const document = (id: string, open: string, due = '2026-03-01', more: Partial<Candidate> = {}): Candidate => ({
  document_id: id, number: id, kind: open.startsWith('-') ? 'credit_note' : 'invoice', customer_id: 'c', customer_number: '1', customer_name: 'Customer',
  issued_on: '2026-02-01', due_on: due, open: usd(open), total: usd(open), discount: null, ...more,
});
const line = (id: string, parts: Partial<SuggestedLine>): SuggestedLine =>
  ({ document_id: id, number: id, cash: usd('0.00'), credit: usd('0.00'), discount: usd('0.00'), fee: usd('0.00'), tolerance: usd('0.00'), ...parts });
const items = [document('A', '100.00'), document('B', '50.50', '2026-02-10'), document('K', '-20.00')];
const [first, second, credit] = items as [Candidate, Candidate, Candidate];
const none: Draft = new Map();

test('a ticked document takes what is left of the money, at most what is open', () => {
  let draft = tick(12_000n, items, none, first, paidOn);
  assert.equal(draft.get('A')?.pays, '100.00');
  draft = tick(12_000n, items, draft, second, paidOn);
  assert.equal(draft.get('B')?.pays, '20.00');
  assert.equal(sumOfDraft(12_000n, items, draft).difference, 0n);
});

test('a suggestion is out of date where a document it counts on is settled, or holds less than it takes', () => {
  const suggestion = { lines: [line('A', { cash: usd('98.00'), discount: usd('2.00') }), line('B', { cash: usd('50.50') })], credits: [{ document_id: 'K', number: 'K', used: usd('20.00') }] };
  assert.deepEqual(goneFrom(suggestion, items), []);
  assert.deepEqual(goneFrom(suggestion, [first, credit]), ['B']);
  assert.deepEqual(goneFrom(suggestion, [document('A', '99.99'), second, document('K', '-19.99')]), ['A', 'K']);
  assert.deepEqual(goneFrom({ lines: [], credits: [] }, []), []);
});

test('ticking again unticks', () => {
  assert.equal(tick(12_000n, items, tick(12_000n, items, none, first, paidOn), first, paidOn).size, 0);
});

test('a document paid less its discount in time is ticked as such, after the day it is a part payment', () => {
  const discounted = document('D', '200.00', '2026-03-01', { discount: { amount: usd('4.00'), until: '2026-03-10' } });
  assert.deepEqual(tick(19_600n, [discounted], none, discounted, paidOn).get('D'), { pays: '196.00', rest: 'discount' });
  assert.equal(tick(19_600n, [discounted], none, discounted, '2026-03-10').get('D')?.rest, 'discount', 'the last day counts');
  assert.deepEqual(tick(19_600n, [discounted], none, discounted, '2026-03-11').get('D'), { pays: '196.00', rest: 'open' });
  assert.deepEqual(tick(20_000n, [discounted], none, discounted, paidOn).get('D'), { pays: '200.00', rest: 'open' });
});

test('a credit note adds to the money', () => {
  const draft = tick(8_000n, items, tick(8_000n, items, none, credit, paidOn), first, paidOn);
  assert.equal(draft.get('A')?.pays, '100.00');
  const { difference, isCreditLeft } = sumOfDraft(8_000n, items, draft);
  assert.deepEqual([difference, isCreditLeft], [0n, false]);
});

test('a credit note that gives more than its customer’s documents take can not be posted', () => {
  const other = document('O', '100.00', '2026-03-01', { customer_id: 'other' });
  const all = [...items, other];
  const sum = sumOfDraft(8_000n, all, new Map([['K', { pays: '20.00', rest: 'open' as const }], ['O', { pays: '100.00', rest: 'open' as const }]]));
  assert.deepEqual([sum.difference, sum.isCreditLeft], [0n, true]);
  assert.equal(mayPost({ sum, available: 8_000n, left: 0n, isForeign: false, used: undefined, usedMinor: 0n }), false);
});

test('a shortfall called a fee settles the document and is not money', () => {
  const draft: Draft = new Map([['A', { pays: '92.50', rest: 'fee' as const }]]);
  const sum = sumOfDraft(9_250n, items, draft);
  assert.deepEqual([sum.difference, sum.deducted, sum.isWrong], [0n, 750n, false]);
});

test('a letter says what the rest of a document is, and says it off again', () => {
  const off = restAs(9_900n, items, none, first, 'tolerance');
  assert.deepEqual(off.get('A'), { pays: '99.00', rest: 'tolerance' });
  assert.deepEqual(restAs(9_900n, items, off, first, 'tolerance').get('A'), { pays: '99.00', rest: 'open' });
  assert.deepEqual(restAs(0n, items, none, second, 'tolerance').get('B'), { pays: '0.00', rest: 'tolerance' }, 'without money the whole document is written off');
});

test('more than is open on a document can not be posted', () => {
  assert.equal(sumOfDraft(99_900n, items, new Map([['A', { pays: '100.01', rest: 'open' as const }]])).isWrong, true);
});

test('the rest goes to the document that asks for it', () => {
  const draft = takeRest(12_000n, items, tick(12_000n, items, none, first, paidOn), second);
  assert.equal(draft.get('B')?.pays, '20.00');
  assert.equal(takeRest(undefined, items, none, second).get('B')?.pays, '50.50', 'all that is open where the worth of the money is not known');
});

test('the oldest due of the payer are filled first, nobody else’s', () => {
  const draft = fillOldest(6_000n, [...items, document('Z', '10.00', '2026-01-01', { customer_id: 'other' })], { customerId: 'c', currency: 'USD' });
  assert.deepEqual([draft.get('B')?.pays, draft.get('A')?.pays, draft.has('K'), draft.has('Z')], ['50.50', '9.50', false, false]);
});

test('only a suggestion whose amounts agree is ticked in advance', () => {
  const exact = draftOf({ lines: [line('A', { cash: usd('98.00'), discount: usd('2.00') })], credits: [] }, items);
  assert.equal(agrees(9_800n, items, exact), true);
  assert.equal(agrees(9_900n, items, exact), false, 'money is left over');
  const part = draftOf({ lines: [line('A', { cash: usd('60.00') })], credits: [] }, items);
  assert.equal(agrees(6_000n, items, part), false, 'the document stays partly open');
});

test('a suggestion of what a person took back is known as such', () => {
  const applied = (unappliedOn: string | null) => ({ document_id: 'A', unapplied_on: unappliedOn }) as Application;
  const suggestion = { lines: [line('A', { cash: usd('100.00') })] };
  assert.deepEqual([applied('2026-03-02'), applied(null)].map((one) => wasTakenBack({ applications: [one] }, suggestion)), [true, false]);
  assert.equal(wasTakenBack({ applications: [applied('2026-03-02')] }, { lines: [line('B', {})] }), false);
});

test('a suggested credit note is ticked with what it gives', () => {
  const draft = draftOf({ lines: [line('A', { cash: usd('80.00'), credit: usd('20.00') })], credits: [{ document_id: 'K', number: 'K', used: usd('20.00') }] }, items);
  assert.equal(sumOfDraft(8_000n, items, draft).difference, 0n);
  assert.equal(agrees(8_000n, items, draft), true);
});

test('a credit note settles documents of its own customer only, and each part of it once', () => {
  const other = document('O', '100.00', '2026-02-01', { customer_id: 'other' });
  const draft: Draft = new Map([['O', '100.00'], ['A', '100.00'], ['B', '50.50'], ['K', '20.00']].map(([id = '', pays]) => [id, { pays, rest: 'open' as const }]));
  const { body } = applyRequest({ receiptId: 'r', appliedOn: paidOn, items: [other, ...items], draft, reason: 'x', source: undefined, restOnAccountOf: undefined });
  const { lines, credits } = body as { lines: { document_id: string; cash: object; credit: object }[]; credits: object[] };
  assert.deepEqual(lines.map(({ document_id: id, cash, credit: by }) => [id, cash, by]), [['O', usd('100.00'), usd('0.00')], ['A', usd('80.00'), usd('20.00')], ['B', usd('50.50'), usd('0.00')]]);
  assert.deepEqual(credits, [{ document_id: 'K', used: usd('20.00') }]);
});

const inEuro = { amount: { amount: '92.00', currency: 'EUR' }, left: { amount: '46.00', currency: 'EUR' }, original: usd('100.00') };

test('a payment is worth what the payer sent, as far as it is left; of other currencies nothing is known', () => {
  assert.deepEqual([purseIn('EUR', inEuro), purseIn('USD', inEuro), purseIn('CHF', inEuro), purseIn('USD', { ...inEuro, original: null })], [4_600n, 5_000n, undefined, undefined]);
});

test('documents in another currency take their share of the payment, or all of it where its worth is not known', () => {
  const draft = tick(5_000n, items, none, first, paidOn);
  assert.deepEqual([openOfDraft(items, draft)?.currency, draft.get('A')?.pays], ['USD', '50.00']);
  const part: Draft = new Map([['A', { pays: '25.00', rest: 'open' as const }]]);
  assert.equal(usedByDefault(4_600n, 5_000n, sumOfDraft(5_000n, items, part)), 2_300n);
  assert.equal(usedByDefault(4_600n, 2_000n, sumOfDraft(2_000n, items, part)), 4_600n, 'never more than is left');
  const unknown = tick(undefined, items, none, first, paidOn);
  assert.equal(unknown.get('A')?.pays, '100.00', 'all that is open');
  assert.equal(usedByDefault(4_600n, undefined, sumOfDraft(undefined, items, unknown)), 4_600n);
  assert.equal(rateText({ minor: 4_600n, digits: 2, currency: 'EUR' }, { minor: 5_000n, digits: 2, currency: 'USD' }), '1 EUR = 1.0869 USD');
  assert.equal(rateText({ minor: 100n, digits: 2, currency: 'EUR' }, { minor: 163n, digits: 0, currency: 'JPY' }), '1 EUR = 163.0000 JPY');
});

test('in another currency at most what is left of the payment is used, and something is', () => {
  const sum = sumOfDraft(undefined, items, tick(undefined, items, none, first, paidOn));
  const posting = { sum, available: 4_600n, left: 0n, isForeign: true, used: '46.00', usedMinor: 4_600n };
  assert.deepEqual([mayPost(posting), mayPost({ ...posting, used: '0.00', usedMinor: 0n, left: 4_600n }), mayPost({ ...posting, left: -1n })], [true, false, false]);
  assert.match(consequenceOf({ ...posting, used: '0.00', usedMinor: 0n, left: 4_600n }), /Say what of the payment is used/);
});

test('tabs count what waits, over all currencies, and show nothing where nothing was counted', () => {
  const counts = ['EUR', 'USD'].map((currency) => ({ view: 'to_match', currency, receipts: 2, left: usd('1.00') }));
  const views = new Map(viewsWithCounts('partly', counts).map((view) => [view.id, view.count]));
  assert.deepEqual([views.get('to_match'), views.get('suggested'), views.get('not_a_receipt')], [4, 0, undefined]);
  assert.deepEqual([views.has('partly'), views.has('unapplied')], [true, false], 'a view aside is a tab while it is chosen');
});
