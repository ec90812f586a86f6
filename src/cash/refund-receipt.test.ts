// Paying back a customer's money: alone up to a limit, else by two; never more than stands there, not applied meanwhile, and undone whole.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { money } from '#kernel/money.ts';
import { trialBalance } from '#ledger/queries.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { explainReceipt } from './explain-receipt.ts';
import { historyOf } from './history-queries.ts';
import { approveRefund, rejectRefund, requestRefund, takeRefundBack, type RefundOutcome } from './refund-receipt.ts';
import { pageOfRefunds } from './refund-store.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';

let company: SmallCompany;
let other: Context;
let keys = 0;

before(async () => {
  company = await openSmallCompany();
  await company.customer('Birkenfeld Optik GmbH', { account: 'DE02120300000000202051' });
  other = { ...company.ctx, actor: { ...company.ctx.actor, id: 'second', name: 'Second Person' } };
  await company.setPolicy({ refundAlone: 'EUR 50.00' });
});
after(() => company.close());

const on = '2026-05-10';
const reason = 'the customer asked for it';

function asOther<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> {
  return command(company.platform.database, other, { name: 'test', permission: 'org.manage', key: `other ${(keys += 1)}`, input: { keys } }, (tx) => verb(tx));
}

async function deposit(minor: bigint): Promise<string> {
  await company.pay('2026-05-02', { amountMinor: minor, counterpartyName: 'Birkenfeld Optik GmbH', counterpartyAccount: 'DE02120300000000202051', text: 'deposit' });
  await company.apply('2026-05-02');
  const [row] = await company.read((tx) => tx.many<{ receiptId: string }>({ text: 'select receipt_id from payments.receipt order by number desc limit 1', values: [] }));
  return row?.receiptId ?? '';
}

async function balances(): Promise<Record<string, bigint>> {
  const rows = await company.read((tx) => trialBalance(tx, 1, { asOf: '2026-12-31' }));
  return Object.fromEntries(rows.map((row) => [row.code, row.debitMinor - row.creditMinor]));
}

const ask = (receiptId: string, minor?: bigint): Promise<RefundOutcome> => company.write((tx) => requestRefund(tx, company.ctx, { receiptId, ...(minor === undefined ? {} : { amount: money(minor, 'EUR') }), reason, on }));
const events = async (receiptId: string): Promise<string[]> => (await company.read((tx) => historyOf(tx, receiptId))).map((event) => event.event);

test('a small refund is paid at once: the money leaves the account for what is not yet at the bank', async () => {
  const receiptId = await deposit(80_00n);
  assert.deepEqual({ ...(await ask(receiptId, 30_00n)), refundId: '' }, { refundId: '', status: 'paid', amount: { amount: '30.00', currency: 'EUR' } });
  const now = await balances();
  assert.deepEqual([now['2100'], now['1050']], [-50_00n, -30_00n]);
  await assert.rejects(ask(receiptId, 50_01n), { code: 'cash.nothing_left' });
  await assert.rejects(ask(receiptId, 0n), { code: 'money.malformed' });
  await assert.rejects(company.write((tx) => requestRefund(tx, company.ctx, { receiptId, amount: money(1n, 'USD'), reason, on })), { code: 'cash.currency' });
  assert.equal((await ask(receiptId)).amount.amount, '50.00');
  const proof = JSON.stringify(await company.read((tx) => explainReceipt(tx, receiptId)), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  assert.match(proof, /receipt\.refunded: debit 2100, credit 1050/);
  await company.assertChecks();
});

test('a larger one waits for another person, and no run applies the money meanwhile', async () => {
  const receiptId = await deposit(200_00n);
  const asked = await ask(receiptId);
  assert.equal(asked.status, 'requested');
  const [birken] = await company.read((tx) => tx.many<{ customerId: string }>({ text: 'select customer_id from customers.customer limit 1', values: [] }));
  await company.owe(birken?.customerId ?? '', 'INV-2026-00009', 200_00n, { on: '2026-05-01' });
  await company.apply('2026-05-20');
  assert.equal(await company.open('INV-2026-00009'), 200_00n);
  await assert.rejects(company.write((tx) => approveRefund(tx, company.ctx, { refundId: asked.refundId, on })), { code: 'refund.own_request' });
  assert.equal((await asOther((tx) => approveRefund(tx, other, { refundId: asked.refundId, on }))).status, 'paid');
  await assert.rejects(asOther((tx) => approveRefund(tx, other, { refundId: asked.refundId, on })), { code: 'refund.not_open' });
  const [row] = await company.read((tx) => pageOfRefunds(tx, { status: 'paid', receiptId, after: null, limit: 5 }));
  assert.deepEqual([row?.requestedBy === row?.decidedBy, row?.decidedBy, row?.paidOn], [false, 'Second Person', on]);
  for (const unlawful of ['approved_by_key = requested_by_key', "approved_by_key = null, decided_at = requested_at + interval '1 second'"]) {
    await assert.rejects(company.platform.database.ownerPool.query(`update cash.refund set ${unlawful} where refund_id = $1`, [asked.refundId]), { constraint: 'refund_by_two' });
  }
  await company.assertChecks();
});

test('a refund that did not go out is taken back; until then the receipt is not reversed', async () => {
  const [{ refundId = '', receiptId = '' } = {}] = await company.read((tx) => pageOfRefunds(tx, { status: 'paid', receiptId: null, after: null, limit: 1 }));
  const reverse = (): Promise<object> => company.write((tx) => reverseReceipt(tx, company.ctx, { receiptId, reversedOn: '2026-05-21', reason: 'the bank took it back' }));
  await assert.rejects(reverse(), { code: 'refund.stands' });
  const back = (): Promise<object> => company.write((tx) => takeRefundBack(tx, company.ctx, { refundId, reason: 'the account was closed', on: '2026-05-20' }));
  await back();
  await assert.rejects(back(), { code: 'refund.not_open' });
  await company.assertChecks();
  await reverse();
  assert.deepEqual((await events(receiptId)).filter((event) => event.startsWith('refund') || event === 'reversed'), ['refund asked for', 'refunded', 'refund taken back', 'reversed']);
  await company.assertChecks();
});

test('a rejected one leaves the money where it stands; money of nobody is not paid back', async () => {
  const receiptId = await deposit(90_00n);
  const { refundId } = await ask(receiptId);
  await asOther((tx) => rejectRefund(tx, other, { refundId, reason: 'they owe more than that' }));
  await assert.rejects(asOther((tx) => approveRefund(tx, other, { refundId, on })), { code: 'refund.not_open' });
  assert.deepEqual((await events(receiptId)).filter((event) => event.startsWith('refund')), ['refund asked for', 'refund rejected']);
  await company.pay('2026-05-03', { amountMinor: 10_00n, counterpartyName: 'Nobody Known', text: 'hello' });
  const [stranger] = await company.read((tx) => tx.many<{ receiptId: string }>({ text: 'select receipt_id from payments.receipt order by number desc limit 1', values: [] }));
  await assert.rejects(ask(stranger?.receiptId ?? ''), { code: 'cash.nothing_left' });
  await company.assertChecks();
});
