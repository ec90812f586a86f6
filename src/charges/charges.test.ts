// Charges from orders and deliveries on a real database: what is priced, what is held and why, releases, waivers, the routes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { routeCaller } from '#customers/testing/call-route.ts';
import { holdCustomer } from '#customers/index.ts';
import { closeOrder } from '#evidence/index.ts';
import { findRun, listRuns } from '#platform/run-store.ts';
import { chargesChecks } from './checks-store.ts';
import { chargeRoutes } from './http.ts';
import { chargesListeners } from './jobs.ts';
import { openSmallTrade, type SmallTrade } from './testing/small-trade.ts';

let trade: SmallTrade;

before(async () => {
  trade = await openSmallTrade();
  for (const number of ['C-1', 'C-2', 'C-3', 'C-4']) await trade.customer(number);
});
after(() => trade.close());

const state = async (delivery: string): Promise<unknown[]> => (await trade.charges()).filter((charge) => charge.delivery === delivery).map(({ status, quantity, unitPrice, amountMinor, checks }) => [status, quantity, unitPrice, amountMinor, checks]);

async function assertChecks(): Promise<void> {
  for (const check of chargesChecks) assert.deepEqual((await trade.read((tx) => check.run(tx))).breaches, [], check.name);
}

test('partial deliveries are charged at the order price, and the one beyond the order is held', async () => {
  await trade.order({ number: 'SO-1', customer: 'C-1', lines: [{ product: 'P-1', quantity: '10' }] });
  await trade.deliver({ number: 'DN-1', on: '2026-02-10', lines: [{ order: 'SO-1', line: 1, quantity: '4' }] });
  await trade.deliver({ number: 'DN-2', on: '2026-02-11', lines: [{ order: 'SO-1', line: 1, quantity: '6' }] });
  await trade.deliver({ number: 'DN-3', on: '2026-02-12', lines: [{ order: 'SO-1', line: 1, quantity: '1' }] });
  assert.deepEqual(await trade.price(), { lines: 3, pending: 2, held: 1 });
  assert.deepEqual(await state('DN-1'), [['pending', '4', '10', 4_000n, []]]);
  assert.deepEqual(await state('DN-2'), [['pending', '6', '10', 6_000n, []]]);
  assert.deepEqual(await state('DN-3'), [['held', '1', '10', 1_000n, ['over_ordered']]]);
  assert.deepEqual(await trade.price(), { lines: 0, pending: 0, held: 0 });
});

test('what came back is taken off: a return makes room for another delivery', async () => {
  await trade.order({ number: 'SO-2', customer: 'C-1', lines: [{ product: 'P-2', quantity: '3' }] });
  await trade.deliver({ number: 'DN-4', on: '2026-02-10', lines: [{ order: 'SO-2', line: 1, quantity: '3' }] });
  await trade.deliver({ number: 'RT-1', kind: 'return', on: '2026-02-12', lines: [{ order: 'SO-2', line: 1, quantity: '1' }] });
  await trade.deliver({ number: 'DN-5', on: '2026-02-13', lines: [{ order: 'SO-2', line: 1, quantity: '1' }] });
  await trade.deliver({ number: 'RT-2', kind: 'return', on: '2026-02-14', lines: [{ order: 'SO-2', line: 1, quantity: '9' }] });
  await trade.price();
  assert.deepEqual(await state('RT-1'), [['pending', '-1', '25.5', -2_550n, []]]);
  assert.deepEqual(await state('DN-5'), [['pending', '1', '25.5', 2_550n, []]]);
  assert.deepEqual(await state('RT-2'), [['held', '-9', '25.5', -22_950n, ['return_exceeds']]]);
});

test('expired, closed, used up, unknown, unpriced, mispriced, on hold and twice: each held with its reason', async () => {
  await trade.order({ number: 'SO-3', customer: 'C-2', expiresOn: '2026-02-15', lines: [{ product: 'P-1', quantity: '99' }] });
  await trade.order({ number: 'SO-4', customer: 'C-2', notToExceed: '30.00', lines: [{ product: 'P-1', quantity: '99' }] });
  await trade.order({ number: 'SO-5', customer: 'C-2', lines: [{ product: 'P-4', quantity: '9' }, { product: 'P-2', quantity: '9', price: '20.00' }] });
  const closed = await trade.order({ number: 'SO-6', customer: 'C-2', lines: [{ product: 'P-1', quantity: '99' }] });
  await trade.write((tx) => closeOrder(tx, trade.ctx, { orderId: closed, closedOn: '2026-02-16', reason: 'the project ended' }));
  await trade.order({ number: 'SO-7', customer: 'C-3', lines: [{ product: 'P-1', quantity: '99' }] });
  const held = await trade.customer('C-5');
  await trade.write((tx) => holdCustomer(tx, trade.ctx, { customerId: held.customerId, reason: 'insolvent' }));
  await trade.order({ number: 'SO-8', customer: 'C-5', lines: [{ product: 'P-1', quantity: '99' }] });
  await trade.deliver({ number: 'DN-10', on: '2026-02-15', lines: [{ order: 'SO-3', line: 1, quantity: '1' }] });
  await trade.deliver({ number: 'DN-11', on: '2026-02-16', lines: [{ order: 'SO-3', line: 1, quantity: '2' }] });
  await trade.deliver({ number: 'DN-12', on: '2026-02-16', lines: [{ order: 'SO-4', line: 1, quantity: '2' }] });
  await trade.deliver({ number: 'DN-13', on: '2026-02-17', lines: [{ order: 'SO-4', line: 1, quantity: '2' }] });
  await trade.deliver({ number: 'DN-14', on: '2026-02-17', lines: [{ order: 'SO-5', line: 1, quantity: '1' }, { order: 'SO-5', line: 2, quantity: '1' }] });
  await trade.deliver({ number: 'DN-15', on: '2026-02-18', customer: 'C-2', lines: [{ product: 'P-1', quantity: '1', order: 'SO-99' }] });
  await trade.deliver({ number: 'DN-16', on: '2026-02-18', lines: [{ order: 'SO-7', line: 1, quantity: '5' }] });
  await trade.deliver({ number: 'DN-17', on: '2026-02-18', lines: [{ order: 'SO-7', line: 1, quantity: '5' }] });
  await trade.deliver({ number: 'DN-18', on: '2026-02-18', lines: [{ order: 'SO-6', line: 1, quantity: '3' }] });
  await trade.deliver({ number: 'DN-19', on: '2026-02-18', lines: [{ order: 'SO-8', line: 1, quantity: '3' }] });
  await trade.price();
  assert.deepEqual(await state('DN-10'), [['pending', '1', '10', 1_000n, []]]);
  assert.deepEqual(await state('DN-11'), [['held', '2', '10', 2_000n, ['order_expired']]]);
  assert.deepEqual(await state('DN-12'), [['pending', '2', '10', 2_000n, []]]);
  assert.deepEqual(await state('DN-13'), [['held', '2', '10', 2_000n, ['order_exhausted']]]);
  assert.deepEqual(await state('DN-14'), [['held', '1', '0', 0n, ['price_missing']], ['held', '1', '20', 2_000n, ['price_differs']]]);
  assert.deepEqual(await state('DN-15'), [['held', '1', '10', 1_000n, ['not_ordered']]]);
  assert.deepEqual(await state('DN-16'), [['pending', '5', '10', 5_000n, []]]);
  assert.deepEqual(await state('DN-17'), [['held', '5', '10', 5_000n, ['possible_duplicate']]]);
  assert.deepEqual(await state('DN-18'), [['held', '3', '10', 3_000n, ['order_closed']]]);
  assert.deepEqual(await state('DN-19'), [['held', '3', '10', 3_000n, ['customer_on_hold']]]);
  await assertChecks();
});

test('an amount far from the customer\'s own history is held', async () => {
  await trade.setGate({ historyMinLines: '3', historyFactor: '10' });
  await trade.order({ number: 'SO-20', customer: 'C-4', lines: [{ product: 'P-1', quantity: '9999' }] });
  for (const [index, quantity] of ['1', '2', '3'].entries()) await trade.deliver({ number: `DN-2${index}`, on: '2026-02-20', lines: [{ order: 'SO-20', line: 1, quantity }] });
  await trade.price();
  await trade.deliver({ number: 'DN-24', on: '2026-02-21', lines: [{ order: 'SO-20', line: 1, quantity: '30' }] });
  await trade.deliver({ number: 'DN-25', on: '2026-02-22', lines: [{ order: 'SO-20', line: 1, quantity: '31' }] });
  await trade.price();
  assert.deepEqual(await state('DN-24'), [['pending', '30', '10', 30_000n, []]]);
  assert.deepEqual(await state('DN-25'), [['held', '31', '10', 31_000n, ['unusual_amount']]]);
});

test('the list pages through every charge once, and its totals are of the whole filter', async () => {
  const call = routeCaller(trade.platform, chargeRoutes);
  const all = await trade.charges();
  const held = all.filter((charge) => charge.status === 'held');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(trade.ctx, 'listCharges', { query: { status: 'held', limit: '3', cursor } });
    assert.equal(page['total'], held.length);
    const [total] = page['totals'] as { amount: { amount: string } }[];
    assert.equal(total?.amount.amount, `${held.reduce((sum, charge) => sum + charge.amountMinor, 0n)}`.replace(/(\d\d)$/, '.$1'));
    seen.push(...(page.items ?? []).map((row) => String(row['charge_id'])));
    cursor = (page['next_cursor'] as string | null) ?? undefined;
  } while (cursor !== undefined);
  assert.equal(new Set(seen).size, held.length);
  const owned = await call(trade.ctx, 'listCharges', { query: { owner_role: 'senior', status: 'held' } });
  assert.deepEqual((owned.items ?? []).flatMap((row) => (row['holds'] as { check_code: string }[]).map((hold) => hold.check_code)).sort(), ['price_differs', 'price_missing', 'unusual_amount']);
  const found = await call(trade.ctx, 'listCharges', { query: { q: 'SO-2' } });
  assert.ok((found.items ?? []).length > 5 && (found.items ?? []).every((row) => String(row['order_number']).startsWith('SO-2')));
  await assert.rejects(call(trade.ctx, 'listCharges', { query: { cursor: 'bm9uc2Vuc2U' } }), { code: 'request.malformed' });
});

test('one charge tells its proof; the summary tells what is held by whom and what is pending for whom', async () => {
  const call = routeCaller(trade.platform, chargeRoutes);
  const [row] = (await call(trade.ctx, 'listCharges', { query: { q: 'DN-1' , status: 'pending' } })).items ?? [];
  const charge = await call(trade.ctx, 'getCharge', { params: { charge_id: row?.['charge_id'] } });
  const steps = (charge['proof'] as { steps: { step: string; unitPrice?: string; source?: string }[] }).steps;
  assert.deepEqual(steps.map((step) => step.step), ['evidence', 'order', 'price', 'amount', 'tax']);
  assert.equal(steps[2]?.source, 'price_book');
  const summary = await call(trade.ctx, 'summariseCharges');
  const checks = (summary['held'] as { check_code: string; owner_role: string }[]).map((hold) => `${hold.check_code} ${hold.owner_role}`);
  assert.ok(checks.includes('customer_on_hold manager') && checks.includes('order_expired specialist'));
  assert.ok((summary['pending'] as { customer_number: string }[]).some((pending) => pending.customer_number === 'C-1'));
  await assert.rejects(call(trade.ctx, 'getCharge', { params: { charge_id: trade.ctx.orgId } }), { code: 'request.not_found' });
});

test('a senior releases and waives with a reason, and is told of each charge that cannot be', async () => {
  const call = routeCaller(trade.platform, chargeRoutes);
  const senior = await trade.as('senior');
  const held = ((await call(senior, 'listCharges', { query: { status: 'held' } })).items ?? []).map((row) => String(row['charge_id']));
  const pending = String((await call(senior, 'listCharges', { query: { status: 'pending', limit: '1' } })).items?.[0]?.['charge_id']);
  const answer = await call(senior, 'releaseCharges', { body: { charge_ids: [held[0], pending, trade.ctx.orgId], reason: 'agreed with the customer' } });
  assert.deepEqual((answer['results'] as { done: boolean; code: string | null }[]).map((result) => result.code), [null, 'move.not_allowed', 'request.not_found']);
  const released = await call(senior, 'getCharge', { params: { charge_id: held[0] } });
  assert.deepEqual([released['status'], (released['history'] as { released_by: string; release_reason: string }[]).map((hold) => hold.release_reason)], ['pending', ['agreed with the customer']]);
  const waived = await call(senior, 'waiveCharges', { body: { charge_ids: [held[1], pending], reason: 'goodwill' } });
  assert.equal(waived['done'], 2);
  await assert.rejects(call(await trade.as('specialist'), 'releaseCharges', { body: { charge_ids: [held[2]], reason: 'because' } }));
  await assertChecks();
});

test('a specialist holds by hand what is ready to bill; no pricing lets it go, a senior does', async () => {
  const call = routeCaller(trade.platform, chargeRoutes);
  const specialist = await trade.as('specialist');
  const held = String((await call(specialist, 'listCharges', { query: { status: 'held', limit: '1' } })).items?.[0]?.['charge_id']);
  const chargeId = String((await call(specialist, 'listCharges', { query: { status: 'pending', limit: '1' } })).items?.[0]?.['charge_id']);
  const answer = await call(specialist, 'holdCharges', { body: { charge_ids: [chargeId, held], reason: 'the delivery is disputed' } });
  assert.deepEqual((answer['results'] as { status: string; code: string | null }[]).map((result) => [result.status, result.code]), [['held', null], ['held', 'move.not_allowed']]);
  await trade.price();
  const charge = async (): Promise<Record<string, unknown>> => call(specialist, 'getCharge', { params: { charge_id: chargeId } });
  const { status, holds } = await charge();
  assert.deepEqual([status, (holds as { check_code: string; owner_role: string }[]).map((hold) => [hold.check_code, hold.owner_role])], ['held', [['by_hand', 'senior']]]);
  assert.match((holds as { reason: string }[])[0]?.reason ?? '', / holds it: the delivery is disputed$/);
  assert.ok(((await call(specialist, 'listCharges', { query: { check: 'by_hand' } })).items ?? []).some((row) => row['charge_id'] === chargeId));
  await assertChecks();
  await assert.rejects(call(await trade.as('sales'), 'holdCharges', { body: { charge_ids: [chargeId], reason: 'because' } }));
  await call(await trade.as('senior'), 'releaseCharges', { body: { charge_ids: [chargeId], reason: 'it is settled' } });
  assert.equal((await charge())['status'], 'pending');
  await assertChecks();
});

test('news of recorded deliveries start one pricing run, and another one only when it has begun', async () => {
  const listener = chargesListeners.get('evidence.deliveries_recorded');
  assert.ok(listener);
  const waitingBefore = (await trade.read((tx) => listRuns(tx, { kind: 'price-deliveries', limit: 100 }))).length;
  for (const outboxId of ['n1', 'n2', 'n2']) await listener(trade.platform, { orgId: trade.ctx.orgId, outboxId, topic: 'evidence.deliveries_recorded', subjectId: null, payload: { entityId: 1 } });
  const runs = await trade.read((tx) => listRuns(tx, { kind: 'price-deliveries', limit: 100 }));
  assert.equal(runs.length, waitingBefore + 1);
  assert.equal((await trade.read((tx) => findRun(tx, runs[0]?.runId ?? '')))?.createdBy, 'Recorded deliveries');
});

test('two pricings at once charge every line once', async () => {
  await trade.deliver({ number: 'DN-30', on: '2026-02-25', lines: [{ order: 'SO-20', line: 1, quantity: '5' }, { order: 'SO-20', line: 1, quantity: '6' }] });
  const [first, second] = await Promise.all([trade.price(), trade.price()]);
  assert.equal(first.lines + second.lines, 2);
  await assertChecks();
});
