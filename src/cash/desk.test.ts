// The desk of the person who applies cash, on a real database: views and counts, the search, splits, notes, and what the history says.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { money, type Money } from '#kernel/money.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { recordReceipt } from '#payments/index.ts';
import { command } from '#platform/command.ts';
import { cashAccounts } from './books.ts';
import { candidatesFor } from './candidates.ts';
import { countReceipts, moneyOfReceipt, searchOpenDocuments } from './desk-queries.ts';
import { historyOf } from './history-queries.ts';
import { applyAndKeepRest, identifyPayer, keepOnAccount, releaseFromAccount } from './identify-payer.ts';
import { noteReceipt } from './note-receipt.ts';
import { pageOfReceipts, totalsOfReceipts, type ReceiptFilter } from './queries.ts';
import { readReceiptMoney } from './store.ts';
import { splitReceipt } from './split-receipt.ts';
import { unapply } from './take-back.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';
import { readWantedAmount } from '#kernel/wanted-amount.ts';
import { listReceipts } from './waiting-queries.ts';

const today: LocalDate = '2026-06-30';
const reason = 'as the letter of the customer says';
const eur = (minor: bigint): Money => money(minor, 'EUR');
let company: SmallCompany;
let birken: string;
let ash: string;

before(async () => {
  company = await openSmallCompany();
  birken = await company.customer('Birkenfeld Optik GmbH', { number: 'C-1001' });
  ash = await company.customer('Ashford Bakery Ltd', { number: 'C-1002' });
  await company.owe(birken, 'INV-2026-00001', 20_000n);
  await company.owe(ash, 'INV-2026-00002', 118_255n);
  for (const [index, amountMinor] of [30_000n, 50_000n, 70_000n].entries()) await company.pay(`2026-03-2${index}`, { amountMinor, counterpartyName: 'Zentralkasse', text: 'Sammelzahlung' });
});
after(() => company.close());
afterEach(async () => {
  await company.assertChecks();
  await assertWorkLists();
});

/** The lists of work, which read open items, say the same as each receipt worked out by itself, in both orders and page by page. */
async function assertWorkLists(): Promise<void> {
  const all: ReceiptFilter = { asOf: today, statuses: null, matchStatuses: null, customerId: null, receiptId: null, from: null, to: null, search: null, entityId: 1 };
  const asked: readonly Partial<ReceiptFilter>[] = [
    { statuses: ['unidentified'] }, { statuses: ['unapplied'] }, { statuses: ['partly'] }, { statuses: ['unidentified', 'unapplied', 'partly'] }, { matchStatuses: ['suggested'] }, { matchStatuses: ['unmatched', 'on_account'] },
    { isWaiting: true }, { hasNoProposal: true }, { statuses: ['unapplied', 'partly'], hasNoProposal: true }, { statuses: ['unapplied', 'partly'], from: '2026-03-21', to: '2026-03-21' }, { statuses: ['unidentified'], methods: ['cash'] },
  ];
  await company.read(async (tx) => {
    const accounts = await cashAccounts(tx, 1);
    for (const more of asked) {
      const filter = { ...all, ...more };
      for (const order of ['oldest', 'latest'] as const) {
        const expected = await pageOfReceipts(tx, accounts, { ...filter, order, after: null, limit: 50 });
        const { totals, rows } = await listReceipts(tx, accounts, filter, { order, after: null, limit: 50 });
        assert.deepEqual(rows, expected);
        assert.deepEqual(totals, await totalsOfReceipts(tx, accounts, filter));
        const [first] = expected;
        if (first !== undefined) assert.deepEqual((await listReceipts(tx, accounts, filter, { order, after: [first.receivedOn, first.receiptId], limit: 50 })).rows, expected.slice(1));
      }
    }
  });
}

async function counts(): Promise<Record<string, number>> {
  const rows = await company.read(async (tx) => countReceipts(tx, await cashAccounts(tx, 1), { entityId: 1, day: today, timeZone: 'Europe/Amsterdam' }));
  return Object.fromEntries(rows.map((row) => [row.view, row.receipts]));
}

async function numbers(filter: Partial<ReceiptFilter>): Promise<string[]> {
  const all: ReceiptFilter = { asOf: today, statuses: null, matchStatuses: null, customerId: null, receiptId: null, from: null, to: null, search: null, ...filter };
  return (await company.read(async (tx) => pageOfReceipts(tx, await cashAccounts(tx, 1), { ...all, order: 'oldest', after: null, limit: 50 }))).map((row) => row.number);
}

async function documentId(number: string): Promise<string> {
  return (await company.read((tx) => tx.one<{ documentId: string }>({ text: 'select document_id from invoicing.document where number = $1', values: [number] }))).documentId;
}

const stands = async (receiptId: string): Promise<unknown[]> => (await company.read(async (tx) => moneyOfReceipt(tx, await cashAccounts(tx, 1), receiptId))).map((row) => [row.customerName, row.leftMinor]);

test('open documents of anybody are found by number, amount and customer', async () => {
  const search = async (text: string): Promise<string[]> => (await company.read(async (tx) => searchOpenDocuments(tx, { entityId: 1, receivable: (await cashAccounts(tx, 1)).receivable }, text))).map((row) => row.number);
  assert.deepEqual(await search('00002'), ['INV-2026-00002']);
  assert.deepEqual(await search('inv 2026 0 0001'), ['INV-2026-00001']);
  assert.deepEqual(await search('1,182.55'), ['INV-2026-00002']);
  assert.deepEqual(await search('birkenfeld'), ['INV-2026-00001']);
  assert.deepEqual(await search('%'), []);
});

test('a receipt is found by its amount and by what is left of it', async () => {
  assert.deepEqual(await numbers({ search: '500', amount: readWantedAmount('500') }), ['RCP-2026-00002']);
  assert.deepEqual(await numbers({ search: 'zentral' }), ['RCP-2026-00001', 'RCP-2026-00002', 'RCP-2026-00003']);
  assert.deepEqual(await numbers({ search: '499.99', amount: readWantedAmount('499.99') }), []);
});

test('a receipt is found by any part of its number, payer and text, however it is written, and no sign is a pattern', async () => {
  assert.deepEqual(await numbers({ search: 'cp-2026-00003' }), ['RCP-2026-00003']);
  assert.deepEqual(await numbers({ search: 'MELZAHLUNG' }), ['RCP-2026-00001', 'RCP-2026-00002', 'RCP-2026-00003']);
  for (const pattern of ['%', '_', 'Zentral%', '\\']) assert.deepEqual(await numbers({ search: pattern }), [], pattern);
});

test('the rest of an applied receipt stays on a customer’s account on purpose, and the views say so', async () => {
  const receiptId = await company.receiptId('RCP-2026-00001');
  assert.deepEqual(await counts(), { all: 3, to_match: 3, unidentified: 3 });
  const line = { documentId: await documentId('INV-2026-00001'), cash: eur(20_000n) };
  const { applicationIds } = await company.write((tx) => applyAndKeepRest(tx, company.ctx, { receiptId, lines: [line], credits: [], reason, appliedOn: today, restOnAccountOf: ash }));
  assert.equal(applicationIds.length, 1);
  assert.deepEqual(await stands(receiptId), [['Ashford Bakery Ltd', 10_000n]]);
  for (const called of ['ashförd', 'c-1002', 'bakery']) assert.deepEqual(await numbers({ search: called }), ['RCP-2026-00001'], called);
  assert.deepEqual(await counts(), { all: 3, applied_today: 1, on_account: 1, partly: 1, to_match: 2, unidentified: 2 });
  assert.deepEqual(await numbers({ isWaiting: true }), ['RCP-2026-00002', 'RCP-2026-00003']);
  assert.deepEqual(await numbers({ hasNoProposal: true, statuses: ['partly'] }), []);
  assert.deepEqual(await numbers({ appliedToday: { day: today, timeZone: 'Europe/Amsterdam' } }), ['RCP-2026-00001']);
  assert.deepEqual(await numbers({ appliedToday: { day: '2026-06-29', timeZone: 'Europe/Amsterdam' } }), []);

  await company.write((tx) => unapply(tx, company.ctx, { applicationIds, reason, unappliedOn: today, wrongMatch: true }));
  assert.equal((await counts())['applied_today'], undefined);
});

test('one payment is split among the accounts of several customers, and what nobody gets is unidentified', async () => {
  const receiptId = await company.receiptId('RCP-2026-00002');
  const split = (parts: readonly [string, bigint][]) => company.write((tx) => splitReceipt(tx, company.ctx, { receiptId, parts: parts.map(([customerId, minor]) => ({ customerId, amount: eur(minor) })), reason, on: today }));
  await split([[birken, 15_000n], [ash, 20_000n]]);
  assert.deepEqual(await stands(receiptId), [['Ashford Bakery Ltd', 20_000n], ['Birkenfeld Optik GmbH', 15_000n], [null, 15_000n]]);
  await split([[ash, 50_000n]]);
  assert.deepEqual(await stands(receiptId), [['Ashford Bakery Ltd', 50_000n]]);
  await assert.rejects(split([[ash, 40_000n], [birken, 10_001n]]), { code: 'cash.nothing_left' });
  await assert.rejects(split([[ash, 10n], [ash, 10n]]), { code: 'request.malformed' });
  await assert.rejects(split([[ash, 0n]]), { code: 'money.malformed' });
});

test('the documents of whomever a person looks at are shown, though the text names another’s to the cent', async () => {
  await company.owe(ash, 'INV-2026-00011', 4_400n);
  await company.owe(birken, 'INV-2026-00012', 9_900n);
  const { receiptId } = await company.write((tx) => recordReceipt(tx, company.ctx, { entityId: 1, method: 'cheque', receivedOn: today, amountMinor: 4_400n, currency: 'EUR', customerId: ash, text: 'INV-2026-00011' }));
  const shown = await company.read(async (tx) => {
    const accounts = await cashAccounts(tx, 1);
    const receipt = await readReceiptMoney(tx, accounts, receiptId);
    assert.ok(receipt !== null);
    return (await candidatesFor(tx, company.ctx, receipt, accounts, { customerIds: [birken] })).items.map((item) => item.number);
  });
  assert.deepEqual(['INV-2026-00011', 'INV-2026-00012'].map((number) => shown.includes(number)), [true, true]);
});

test('the customer named when a cheque is entered is the payer by a person’s word', async () => {
  const enter = (customerId: string | null) => company.write((tx) => recordReceipt(tx, company.ctx, { entityId: 1, method: 'cheque', receivedOn: today, amountMinor: 5_000n, currency: 'EUR', customerId, payerName: 'Somebody' }));
  const known = async (customerId: string | null): Promise<boolean | undefined> => {
    const { receiptId } = await enter(customerId);
    return (await company.read(async (tx) => readReceiptMoney(tx, await cashAccounts(tx, 1), receiptId)))?.byPerson;
  };
  assert.deepEqual([await known(birken), await known(null)], [true, false]);
});

test('the history tells who did what and why, with notes and decisions about the rest', async () => {
  const receiptId = await company.receiptId('RCP-2026-00003');
  let keys = 0;
  const as = <Result extends object>(name: string, verb: Parameters<typeof command<object, Result>>[3]): Promise<Result> => command(company.platform.database, company.ctx, { name, permission: 'cash.apply', key: `${name} ${keys += 1}`, input: { keys } }, verb);
  await as('receipt.note', (tx, ctx) => noteReceipt(tx, ctx, { receiptId, text: 'Ms Keller will send the list tomorrow' }));
  await as('cash.keep_on_account', async (tx, ctx) => {
    await identifyPayer(tx, ctx, { receiptId, customerId: birken, reason, on: today });
    return keepOnAccount(tx, ctx, { receiptId, reason });
  });
  await as('cash.release', (tx, ctx) => releaseFromAccount(tx, ctx, { receiptId, reason: 'the list came' }));
  await assert.rejects(as('cash.release', (tx, ctx) => releaseFromAccount(tx, ctx, { receiptId, reason: 'once more' })), { code: 'cash.not_on_account' });
  await as('cash.apply', async (tx, ctx) => applyAndKeepRest(tx, ctx, { receiptId, lines: [{ documentId: await documentId('INV-2026-00002'), cash: eur(70_000n) }], credits: [], reason: 'see the list', appliedOn: today }));
  const events = (await company.read((tx) => historyOf(tx, receiptId))).map((event) => [event.event, event.amountMinor, event.reason]);
  assert.deepEqual(events, [
    ['received', 70_000n, null], ['payer identified', 70_000n, reason], ['applied', 70_000n, 'see the list'],
    ['note', null, 'Ms Keller will send the list tomorrow'], ['kept on account', 70_000n, reason], ['released from the account', null, 'the list came'],
  ]);
  await assert.rejects(as('receipt.note', (tx, ctx) => noteReceipt(tx, ctx, { receiptId: birken, text: 'x' })), { code: 'request.not_found' });
});
