// Cash application on a real database: by rule, by person, taken back, returned by the bank; every check true after each step.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { money, type Money } from '#kernel/money.ts';
import { applyCreditNote, applyManually } from './apply-manually.ts';
import { acceptMatch, rejectMatch } from './decide-match.ts';
import { identifyPayer, keepOnAccount, releaseFromAccount, unidentifyPayer } from './identify-payer.ts';
import { cashAccounts } from './books.ts';
import { historyOf } from './history-queries.ts';
import { applicationsOf, pageOfReceipts, type ReceiptOverview } from './queries.ts';
import { matchRates } from './match-rates-queries.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { unapply } from './take-back.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';

let company: SmallCompany;
let birken: string;
let ash: string;

before(async () => {
  company = await openSmallCompany();
  birken = await company.customer('Birkenfeld Optik GmbH', { number: 'C-1001', account: 'DE02120300000000202051' });
  ash = await company.customer('Ashford Bakery Ltd', { number: 'C-1002', currency: 'USD' });
});
after(() => company.close());
afterEach(() => company.assertChecks());

const reason = 'as the customer said on the phone';
const eur = (minor: bigint): Money => money(minor, 'EUR');

async function documentIdOf(number: string): Promise<string> {
  return (await company.read((tx) => tx.one<{ documentId: string }>({ text: 'select document_id from invoicing.document where number = $1', values: [number] }))).documentId;
}

async function receipts(): Promise<Map<string, ReceiptOverview>> {
  const rows = await company.read(async (tx) => pageOfReceipts(tx, await cashAccounts(tx, 1), { asOf: '2026-06-30', statuses: null, matchStatuses: null, customerId: null, receiptId: null, from: null, to: null, search: null, order: 'oldest', after: null, limit: 200 }));
  return new Map(rows.map((row) => [row.number, row]));
}

async function documentId(number: string): Promise<string> {
  return (await company.read((tx) => tx.one<{ documentId: string }>({ text: 'select document_id from invoicing.document where number = $1', values: [number] }))).documentId;
}

test('an exact payment is applied without a person, its payer identified and the account learnt', async () => {
  await company.owe(birken, 'INV-2026-00001', 12_345n);
  await company.pay('2026-03-20', { amountMinor: 12_345n, counterpartyName: 'BIRKENFELD OPTIK GMBH', counterpartyAccount: 'DE99000000000000000001', text: 'Re.Nr. INV-2026-0\n0001' });
  const result = await company.apply('2026-03-31');
  assert.deepEqual([result['applied'], result['suggested'], result['unmatched']], [1, 0, 0]);
  assert.equal(await company.open('INV-2026-00001'), 0n);
  const receipt = (await receipts()).get('RCP-2026-00001');
  assert.deepEqual([receipt?.status, receipt?.customerName, receipt?.leftMinor], ['applied', 'Birkenfeld Optik GmbH', 0n]);
  const [application] = await company.read((tx) => applicationsOf(tx, { sourceId: receipt?.receiptId ?? '' }));
  assert.deepEqual([application?.rule, application?.decidedBy, application?.appliedOn], ['named_exact', 'rule', '2026-03-20']);
  await company.pay('2026-03-21', { amountMinor: 500n, counterpartyName: 'unreadable', counterpartyAccount: 'DE99000000000000000001', text: 'something' });
  await company.apply('2026-03-31');
  assert.equal((await receipts()).get('RCP-2026-00002')?.status, 'unapplied');
});

test('a second run does nothing twice and keeps the work list as it is', async () => {
  const again = await company.apply('2026-03-31');
  assert.deepEqual([again['applied'], again['unmatched']], [0, 1]);
  const { count } = await company.read((tx) => tx.one<{ count: number }>({ text: 'select count(*)::int as count from cash.match', values: [] }));
  assert.equal(count, 2);
});

test('an ambiguous amount is proposed, accepted by a person, and never applied by rule', async () => {
  await company.owe(birken, 'INV-2026-00002', 4_900n);
  await company.owe(birken, 'INV-2026-00003', 4_900n);
  await company.pay('2026-04-02', { amountMinor: 4_900n, counterpartyName: 'Birkenfeld Optik', text: 'payment' });
  const result = await company.apply('2026-04-02');
  assert.deepEqual([result['applied'], result['suggested']], [0, 1]);
  const receipt = (await receipts()).get('RCP-2026-00003');
  assert.deepEqual([receipt?.status, receipt?.matchStatus], ['unapplied', 'suggested']);
  await company.write((tx) => acceptMatch(tx, company.ctx, { matchId: receipt?.matchId ?? '', appliedOn: '2026-04-03' }));
  assert.equal((await company.open('INV-2026-00002')) + (await company.open('INV-2026-00003')), 4_900n);
  await assert.rejects(company.write((tx) => acceptMatch(tx, company.ctx, { matchId: receipt?.matchId ?? '', appliedOn: '2026-04-03' })), { code: 'cash.not_a_proposal' });
});

test('a rejected proposal is not made again, and the receipt is left to people', async () => {
  await company.owe(birken, 'INV-2026-00004', 7_700n);
  await company.owe(birken, 'INV-2026-00005', 7_700n);
  await company.pay('2026-04-04', { amountMinor: 7_700n, counterpartyName: 'Birkenfeld Optik', text: '' });
  await company.apply('2026-04-04');
  const first = (await receipts()).get('RCP-2026-00004');
  await company.write((tx) => rejectMatch(tx, company.ctx, { matchId: first?.matchId ?? '', reason }));
  await company.apply('2026-04-04');
  const second = (await receipts()).get('RCP-2026-00004');
  assert.equal(second?.matchStatus, 'suggested');
  assert.notEqual(second?.matchId, first?.matchId);
});

test('an application is taken back as an event: the money returns, the document opens, no run repeats it', async () => {
  const receipt = (await receipts()).get('RCP-2026-00001');
  const [application] = await company.read((tx) => applicationsOf(tx, { sourceId: receipt?.receiptId ?? '' }));
  const take = (): Promise<object> => company.write((tx) => unapply(tx, company.ctx, { applicationIds: [application?.applicationId ?? ''], reason, unappliedOn: '2026-04-10', wrongMatch: true }));
  await take();
  assert.equal(await company.open('INV-2026-00001'), 12_345n);
  assert.deepEqual([(await receipts()).get('RCP-2026-00001')?.status, (await receipts()).get('RCP-2026-00001')?.leftMinor], ['unapplied', 12_345n]);
  await assert.rejects(take(), { code: 'cash.already_unapplied' });
  const result = await company.apply('2026-04-10');
  assert.equal(result['applied'], 0);
  const [march] = await company.read((tx) => matchRates(tx, { from: '2026-03-01', to: '2026-03-31' }));
  assert.deepEqual([march?.receipts, march?.automatic, march?.wrong], [2, 1, 1]);
});

test('a person applies to several documents with discount and charge, and not more than is open or left', async () => {
  await company.owe(birken, 'INV-2026-00006', 10_000n);
  const receiptId = await company.receiptId('RCP-2026-00001');
  const [one, six] = [await documentId('INV-2026-00001'), await documentId('INV-2026-00006')];
  const apply = (lines: Parameters<typeof applyManually>[2]['lines'], why = reason): Promise<object> =>
    company.write((tx) => applyManually(tx, company.ctx, { receiptId, lines, credits: [], reason: why, appliedOn: '2026-04-12' }));
  await assert.rejects(apply([{ documentId: six, cash: eur(10_001n) }]), { code: 'item.overapplied' });
  await assert.rejects(apply([{ documentId: one, cash: eur(12_345n) }, { documentId: six, cash: eur(1n) }]), { code: 'cash.nothing_left' });
  await assert.rejects(apply([{ documentId: six, cash: eur(9_000n), fee: eur(1_000n) }], ''), { code: 'cash.write_off_reason' });
  await apply([{ documentId: six, cash: eur(9_300n), discount: eur(200n), fee: eur(500n) }, { documentId: one, cash: eur(3_045n) }]);
  assert.deepEqual([await company.open('INV-2026-00006'), await company.open('INV-2026-00001'), await company.open('RCP-2026-00001')], [0n, 9_300n, 0n]);
  await assert.rejects(apply([{ documentId: six, cash: eur(1n) }]), { code: 'cash.nothing_open' });
});

test('a credit note settles an invoice of its customer, alone or with a receipt', async () => {
  await company.owe(birken, 'CN-2026-00001', 2_000n, { kind: 'credit_note' });
  const credit = await documentId('CN-2026-00001');
  const settle = (documentId: string, amountMinor: bigint): Promise<object> =>
    company.write((tx) => applyCreditNote(tx, company.ctx, { creditDocumentId: credit, lines: [{ documentId, amount: eur(amountMinor) }], reason, appliedOn: '2026-04-13' }));
  const one = await documentId('INV-2026-00001');
  await assert.rejects(settle(credit, 1n), { code: 'cash.nothing_open' });
  await assert.rejects(settle(one, 2_001n), { code: 'cash.nothing_left' });
  await settle(one, 500n);
  assert.deepEqual([await company.open('CN-2026-00001'), await company.open('INV-2026-00001')], [-1_500n, 8_800n]);
  await company.pay('2026-04-14', { amountMinor: 7_300n, counterpartyName: 'Birkenfeld Optik', text: 'INV-2026-00001 less CN-2026-00001' });
  const result = await company.apply('2026-04-14');
  assert.equal(result['applied'], 1);
  assert.deepEqual([await company.open('CN-2026-00001'), await company.open('INV-2026-00001')], [0n, 0n]);
});

test('the payer can be named, changed, taken back, and the money kept on account', async () => {
  await company.pay('2026-05-02', { amountMinor: 3_333n, counterpartyName: 'Nobody Known', text: 'thanks' });
  await company.apply('2026-05-02');
  const number = [...(await receipts()).values()].at(-1)?.number ?? '';
  const receiptId = await company.receiptId(number);
  const status = async (): Promise<unknown[]> => [(await receipts()).get(number)?.status, (await receipts()).get(number)?.customerName, (await receipts()).get(number)?.matchStatus];
  assert.deepEqual(await status(), ['unidentified', null, 'unmatched']);
  await assert.rejects(company.write((tx) => keepOnAccount(tx, company.ctx, { receiptId, reason })), { code: 'cash.nothing_left' });
  await company.write((tx) => identifyPayer(tx, company.ctx, { receiptId, customerId: birken, reason, on: '2026-05-03' }));
  await company.write((tx) => identifyPayer(tx, company.ctx, { receiptId, customerId: ash, reason, on: '2026-05-03' }));
  assert.deepEqual(await status(), ['unapplied', 'Ashford Bakery Ltd', null]);
  await company.write((tx) => unidentifyPayer(tx, company.ctx, { receiptId, reason, on: '2026-05-04' }));
  await company.write((tx) => identifyPayer(tx, company.ctx, { receiptId, customerId: birken, reason, on: '2026-05-05' }));
  await company.write((tx) => keepOnAccount(tx, company.ctx, { receiptId, reason }));
  assert.deepEqual(await status(), ['unapplied', 'Birkenfeld Optik GmbH', 'on_account']);
  await company.write((tx) => releaseFromAccount(tx, company.ctx, { receiptId, reason }));
  const events = (await company.read((tx) => historyOf(tx, receiptId))).map((event) => event.event);
  assert.deepEqual(events, ['received', 'payer identified', 'payer taken back', 'payer identified', 'payer taken back', 'payer identified', 'kept on account']);
});

test('a bank’s return opens the invoice again and leaves the receipt reversed', async () => {
  await company.owe(birken, 'INV-2026-00007', 6_543n);
  await company.pay('2026-05-10', { amountMinor: 6_543n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00007' });
  await company.apply('2026-05-10');
  const receiptId = await company.receiptId([...(await receipts()).values()].at(-1)?.number ?? '');
  const because = (await company.read((tx) => historyOf(tx, receiptId))).find((event) => event.event === 'applied')?.reason;
  assert.equal(because, 'the text names INV-2026-00007; 99.5% sure', 'in words that a person reads, not by the name of the rule');
  assert.equal(await company.open('INV-2026-00007'), 0n);
  await company.pay('2026-05-13', { amountMinor: -6_543n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'RUECKLASTSCHRIFT AC04 INV-2026-00007' });
  const result = await company.apply('2026-05-13');
  assert.equal(result['returns'], 1);
  assert.equal(await company.open('INV-2026-00007'), 6_543n);
  const number = [...(await receipts()).values()].at(-1)?.number ?? '';
  assert.equal((await receipts()).get(number)?.status, 'reversed');
  await assert.rejects(company.write(async (tx) => reverseReceipt(tx, company.ctx, { receiptId: await company.receiptId(number), reversedOn: '2026-05-14', reason })), { code: 'receipt.reversed' });
});

test('a payment in another currency is applied for what the payer sent, through currency exchange', async () => {
  await company.owe(ash, 'INV-2026-00008', 25_000n, { currency: 'USD' });
  await company.pay('2026-05-20', { amountMinor: 21_200n, counterpartyName: 'ASHFORD BAKERY LTD', text: 'INV-2026-00008 /OCMT/USD250.00/EXCH/0.848/' });
  const result = await company.apply('2026-05-20');
  assert.equal(result['applied'], 1);
  assert.equal(await company.open('INV-2026-00008'), 0n);
});

test('unearned discounts and bank charges are written off only as far as the house allows', async () => {
  await company.owe(birken, 'INV-2026-00009', 20_000n);
  await company.owe(birken, 'INV-2026-00010', 30_000n);
  await company.pay('2026-06-01', { amountMinor: 19_600n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00009 2% Skonto' });
  await company.pay('2026-06-01', { amountMinor: 29_000n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00010 CHGS 10.00' });
  await company.apply('2026-06-01');
  assert.deepEqual([await company.open('INV-2026-00009'), await company.open('INV-2026-00010')], [400n, 1_000n]);
  await company.setPolicy({ unearnedDiscountPercent: '3', bankFeeTolerance: 'EUR 15.00; USD 15.00' });
  await company.owe(birken, 'INV-2026-00011', 20_000n);
  await company.owe(birken, 'INV-2026-00012', 30_000n);
  await company.pay('2026-06-02', { amountMinor: 19_600n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00011 2% Skonto' });
  await company.pay('2026-06-02', { amountMinor: 29_000n, counterpartyName: 'Birkenfeld Optik GmbH', text: 'INV-2026-00012 CHGS 10.00' });
  await company.apply('2026-06-02');
  assert.deepEqual([await company.open('INV-2026-00011'), await company.open('INV-2026-00012')], [0n, 0n]);
});

test('of two equal payments of a day the one that stands first on the statement pays, the other stays on the account', async () => {
  const numbers = ['0', '1', '2', '3', '4', '5'].map((digit) => `INV-2026-077${digit}0`);
  for (const [index, number] of numbers.entries()) await company.owe(birken, number, 31_000n + BigInt(index), { on: '2026-06-01' });
  const before = (await receipts()).size;
  for (const [index, number] of numbers.entries()) for (const _time of ['first', 'again']) await company.pay('2026-06-18', { amountMinor: 31_000n + BigInt(index), counterpartyName: 'Birkenfeld Optik GmbH', text: number });
  await company.apply('2026-06-30');
  const paid = [...(await receipts()).values()].toSorted((a, b) => (a.number < b.number ? -1 : 1)).slice(before).map((row) => row.status);
  assert.deepEqual(paid, numbers.flatMap(() => ['applied', 'unapplied']));
});

test('a number with a slip is no document that another payment happened to bring along, where a second one is as near', async () => {
  const near = await company.customer('Nachbar Werke GmbH', { number: 'C-1900' });
  await company.owe(near, 'NW-700377', 2_500n);
  await company.owe(near, 'NW-700378', 2_500n);
  // The first may mean either; the second lays only one of the two on the desk.
  await company.pay('2026-04-20', { amountMinor: 2_500n, counterpartyName: 'Nachbar Werke GmbH', counterpartyAccount: '', text: 'NW-70037' });
  await company.pay('2026-04-20', { amountMinor: 2_500n, counterpartyName: 'Nachbar Werke GmbH', counterpartyAccount: '', text: 'Invoice NW-700377' });
  await company.apply('2026-04-30');
  const applied = await company.read((tx) => tx.many<{ text: string }>({ text: "select r.text from cash.match m join payments.receipt r on r.org_id = m.org_id and r.receipt_id = m.receipt_id where m.outcome = 'applied' and r.text like '%NW-70037%'", values: [] }));
  assert.deepEqual(applied.map(({ text }) => text), ['Invoice NW-700377']);
});

test('a suggestion whose document was paid meanwhile is told to be outdated', async () => {
  await company.owe(birken, 'INV-2026-00090', 3_310n);
  await company.owe(birken, 'INV-2026-00091', 3_310n);
  await company.pay('2026-06-20', { amountMinor: 3_310n, counterpartyName: 'Birkenfeld Optik', text: 'outdated soon' });
  await company.apply('2026-06-20');
  const suggested = async (): Promise<ReceiptOverview | undefined> => [...(await receipts()).values()].find((row) => row.text === 'outdated soon');
  assert.deepEqual([(await suggested())?.matchStatus, (await suggested())?.matchOutdated], ['suggested', false]);
  await company.pay('2026-06-21', { amountMinor: 6_620n, counterpartyName: 'Birkenfeld Optik', text: 'both' });
  const both = [...(await receipts()).values()].find((row) => row.text === 'both');
  const lines = await Promise.all(['INV-2026-00090', 'INV-2026-00091'].map(async (number) => ({ documentId: await documentIdOf(number), cash: eur(3_310n) })));
  await company.write((tx) => applyManually(tx, company.ctx, { receiptId: both?.receiptId ?? '', lines, credits: [], reason, appliedOn: '2026-06-21' }));
  assert.deepEqual([(await suggested())?.matchStatus, (await suggested())?.matchOutdated], ['suggested', true]);
});
