// Aging, account and tax as of dates: what was true then is shown then, and everything ties to the books.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { recordOpeningDocuments } from '#invoicing/index.ts';
import { accountFor } from '#ledger/account-store.ts';
import { post } from '#ledger/post.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { seedPendingCharges } from '../../bench/seed.ts';
import { accountRows, openingBalance, type AccountCursor } from './account-queries.ts';
import { agingByCustomer, agingTotals, openItems, type AgingQuestion } from './aging-queries.ts';
import { reportChecks } from './checks-store.ts';
import { EXPORT_ROWS_ASKED, exportReport } from '#platform/http/export-report.ts';
import { agingColumns } from './report-columns.ts';

let platform: TestPlatform;
let ctx: Context;
let customerId: string;

const write = <Result extends object>(key: string, verb: (tx: Tx) => Promise<Result>): Promise<Result> => command(platform.database, { ...ctx, now: platform.clock.now() }, { name: 'test', permission: 'org.manage', key, input: { key } }, (tx) => verb(tx));
const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => inReadOnly(platform.database, ctx, work);
const question = (asOf: string, more: Partial<AgingQuestion> = {}): AgingQuestion => ({ asOf, entityId: 1, basis: 'due', buckets: [30, 60, 90], ...more });

before(async () => {
  platform = await openTestPlatform('2026-03-01T08:00:00.000Z');
  ctx = await testContext(platform);
  await write('company', (tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], country: 'NL' } } }));
  await seedPendingCharges(platform.database.ownerPool, ctx.orgId, { customers: 1, invoices: 1, linesPerInvoice: 1 });
  customerId = (await read((tx) => tx.one<{ customerId: string }>({ text: 'select customer_id from customers.customer', values: [] }))).customerId;
  await write('open', (tx) => recordOpeningDocuments(tx, ctx, { entityId: 1, postedOn: '2026-02-28', documents: [
    { number: 'A', kind: 'invoice', customerId, issuedOn: '2026-01-10', dueOn: '2026-02-09', openMinor: 10_000n, currency: 'EUR' },
    { number: 'B', kind: 'invoice', customerId, issuedOn: '2026-02-20', dueOn: '2026-03-22', openMinor: 2_500n, currency: 'EUR' },
    { number: 'C', kind: 'credit_note', customerId, issuedOn: '2026-02-25', dueOn: '2026-02-25', openMinor: 700n, currency: 'EUR' },
  ] }));
  platform.clock.moveTo('2026-03-20T08:00:00.000Z');
  await write('pay', async (tx) => {
    const [item] = await tx.many<{ itemId: string }>({ text: "select document_id as item_id from invoicing.document where number = 'A'", values: [] });
    await post(tx, platform.clock.now(), [{ entryId: '0195b000-0000-7000-8000-000000000001', entityId: 1, postedOn: '2026-03-15', event: 'test.paid', sourceId: item?.itemId ?? '', transfers: [
      { debitAccountId: await accountFor(tx, 1, 'bank'), creditAccountId: await accountFor(tx, 1, 'receivable'), amountMinor: 4_000n, currency: 'EUR', customerId, creditItem: { itemId: item?.itemId ?? '', documentId: item?.itemId ?? '', dueOn: '2026-02-09' } }] }]);
    return {};
  });
});
after(() => platform.close());

test('aging shows each date as it was, credits apart', async () => {
  const figures = async (asOf: string, more: Partial<AgingQuestion> = {}): Promise<bigint[]> => {
    const [row] = await read((tx) => agingByCustomer(tx, question(asOf, more), { limit: 10, offset: 0 }));
    return row === undefined ? [] : [row.currentMinor, row.bucket1Minor, row.bucket2Minor, row.bucket3Minor, row.bucket4Minor, row.creditsMinor, row.balanceMinor];
  };
  assert.deepEqual(await figures('2026-03-20'), [2_500n, 0n, 6_000n, 0n, 0n, 700n, 7_800n]);
  assert.deepEqual(await figures('2026-03-14'), [2_500n, 0n, 10_000n, 0n, 0n, 700n, 11_800n]);
  assert.deepEqual(await figures('2026-02-15'), [0n, 10_000n, 0n, 0n, 0n, 0n, 10_000n]);
  assert.deepEqual(await figures('2026-01-01'), []);
  assert.deepEqual(await figures('2026-03-20', { knownAt: '2026-03-10T00:00:00.000Z' }), [2_500n, 0n, 10_000n, 0n, 0n, 700n, 11_800n]);
  assert.deepEqual(await figures('2026-03-20', { basis: 'issue' }), [0n, 2_500n, 0n, 6_000n, 0n, 700n, 7_800n]);
});

test('totals are the sum of the rows, and the items behind a bucket add up to it', async () => {
  const [total] = await read((tx) => agingTotals(tx, question('2026-03-20')));
  assert.equal(total?.balanceMinor, 7_800n);
  const items = await read((tx) => openItems(tx, { ...question('2026-03-20'), bucket: 2 }, { limit: 10, offset: 0 }));
  assert.deepEqual(items.map((item) => [item.number, item.openMinor]), [['A', 6_000n]]);
  assert.deepEqual((await read((tx) => openItems(tx, { ...question('2026-03-20'), bucket: 0 }, { limit: 10, offset: 0 }))).map((item) => item.number), ['B']);
});

test('the account runs from its opening balance to its closing one', async () => {
  const account = { customerId, currency: 'EUR', from: '2026-02-01', to: '2026-03-31', knownAt: null, entityId: null };
  const opening = await read((tx) => openingBalance(tx, account));
  assert.equal(opening, 10_000n);
  const { rows, closingMinor } = await read((tx) => accountRows(tx, account, opening, { after: null, limit: 100 }));
  assert.deepEqual([rows.map((row) => row.balanceMinor), closingMinor], [[12_500n, 11_800n, 7_800n], 7_800n]);
});

test('page by page the account has the same rows, balances and closing balance', async () => {
  const account = { customerId, currency: 'EUR', from: '2026-02-01', to: '2026-03-31', knownAt: null, entityId: null };
  const balances: bigint[] = [];
  for (let after: AccountCursor | null = null, limit = 1; ;) {
    const { rows, closingMinor } = await read((tx) => accountRows(tx, account, 10_000n, { after, limit }));
    const [row] = rows;
    if (row === undefined) break;
    assert.equal(closingMinor, 7_800n);
    balances.push(row.balanceMinor);
    after = [row.postedOn, row.recordedAt, row.entryId];
  }
  assert.deepEqual(balances, [12_500n, 11_800n, 7_800n]);
});

test('a download has one row per customer and the total as a formula', async () => {
  const rows = await read((tx) => agingByCustomer(tx, question('2026-03-20'), { limit: 10, offset: 0 }));
  const csv = await (await exportReport('csv', { name: 'Aging', columns: agingColumns([30, 60, 90]), rows, notes: [] })).text();
  assert.match(csv, /78\.00/);
  const workbook = await exportReport('xlsx', { name: 'Aging', columns: agingColumns([30, 60, 90]), rows, notes: ['As of 2026-03-20'] });
  assert.equal(new Uint8Array(await workbook.arrayBuffer())[0], 0x50);
});

test('a report of more rows than one file holds is refused, not cut off', async () => {
  const rows = Array.from({ length: EXPORT_ROWS_ASKED }, () => ({ customerNumber: 'C-1' }));
  await assert.rejects(exportReport('csv', { name: 'Aging', columns: agingColumns([30, 60, 90]), rows, notes: [] }), { code: 'request.too_large' });
});

test('the tie-outs hold', async () => {
  for (const check of reportChecks) assert.deepEqual((await read((tx) => check.run(tx))).breaches, [], check.name);
});
