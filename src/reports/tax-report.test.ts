// The tax report follows what happens after the invoice: credit notes, voids, and discounts taken; it always equals tax payable.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyManually, cashChecks, unapply } from '#cash/index.ts';
import { setTerms } from '#customers/index.ts';
import { openBilledTrade, type BilledTrade } from '#invoicing/testing/billed-trade.ts';
import { money } from '#kernel/money.ts';
import { giveBaseAmounts } from '#ledger/base-amount.ts';
import { insertRates } from '#ledger/rate-store.ts';
import { recordReceipt } from '#payments/index.ts';
import { accountRows, salesByTax, taxPosted } from './account-queries.ts';
import { reportChecks } from './checks-store.ts';

let trade: BilledTrade;

before(async () => {
  trade = await openBilledTrade();
  await trade.write((tx) => setTerms(tx, trade.ctx, { termsCode: 'D2', name: '2/10 net 30', rule: { kind: 'net', days: 30, discount: { percent: '2', days: 10 } } }));
  await trade.customer('C-1', { termsCode: 'D2' });
  await trade.order({ number: 'SO-1', customer: 'C-1', lines: [{ product: 'P-1', quantity: '100' }, { product: 'P-3', quantity: '10' }] });
  await trade.deliver({ number: 'DN-1', on: '2026-02-10', lines: [{ order: 'SO-1', line: 1, quantity: '100' }, { order: 'SO-1', line: 2, quantity: '10' }] });
  await trade.bill('2026-03-01');
});
after(() => trade.close());

const report = (from: string, to: string): Promise<unknown[]> => trade.read(async (tx) => (await salesByTax(tx, { entityId: 1, from, to })).map((row) => [row.rate, row.documents, row.baseMinor, row.taxMinor]));

async function assertChecks(): Promise<void> {
  for (const check of [...reportChecks, ...cashChecks]) assert.deepEqual((await trade.read((tx) => check.run(tx))).breaches, [], check.name);
  await trade.assertChecks();
}

test('a discount taken lowers the tax of its month, and raises it again where it is taken back', async () => {
  const [invoice] = await trade.documents();
  assert.ok(invoice);
  // 1,000.00 at 21 % and 400.00 at 9 % are 1,646.00; 2 % of it are 32.92: 24.20 and 8.72 of the two rates.
  assert.equal(invoice.totalMinor, 164_600n);
  assert.deepEqual(await report('2026-03-01', '2026-03-31'), [['9', 1, 40_000n, 3_600n], ['21', 1, 100_000n, 21_000n]]);
  const eur = (minor: bigint): ReturnType<typeof money> => money(minor, 'EUR');
  const { receiptId } = await trade.write((tx) => recordReceipt(tx, trade.ctx, { entityId: 1, method: 'cheque', receivedOn: '2026-03-02', amountMinor: 161_308n, currency: 'EUR' }));
  const applied = await trade.write((tx) => applyManually(tx, trade.ctx, { receiptId, lines: [{ documentId: invoice.documentId, cash: eur(161_308n), discount: eur(3_292n) }], credits: [], reason: 'paid within ten days', appliedOn: '2026-03-02' }));
  assert.deepEqual(await report('2026-03-01', '2026-03-31'), [['9', 1, 39_200n, 3_528n], ['21', 1, 98_000n, 20_580n]]);
  assert.deepEqual(await report('2026-03-02', '2026-03-02'), [['9', 0, -800n, -72n], ['21', 0, -2_000n, -420n]]);
  // In the customer's account the cash came with the receipt: what the application adds is the discount, and says so.
  const { customerId } = await trade.read((tx) => tx.one<{ customerId: string }>({ text: 'select customer_id from invoicing.document where document_id = $1', values: [invoice.documentId] }));
  const { rows } = await trade.read((tx) => accountRows(tx, { customerId, currency: 'EUR', from: '2026-03-01', to: '2026-03-31', knownAt: null, entityId: null }, 0n, { after: null, limit: 10 }));
  assert.deepEqual(rows.flatMap((row) => (row.event === 'cash.applied' ? [[row.creditMinor, row.letOff]] : [])), [[3_292n, ['discount_allowed']]]);
  await assertChecks();
  await trade.write((tx) => unapply(tx, trade.ctx, { applicationIds: applied.applicationIds, reason: 'the cheque bounced', unappliedOn: '2026-03-02', wrongMatch: false }));
  assert.deepEqual(await report('2026-03-01', '2026-03-31'), [['9', 1, 40_000n, 3_600n], ['21', 1, 100_000n, 21_000n]]);
  await assertChecks();
});

test('tax in a foreign currency is told in that of the books where a rate was known, and what lacks one is counted, not guessed', async () => {
  await trade.customer('C-2', { currency: 'USD' });
  const sell = async (order: string, on: string): Promise<void> => {
    await trade.order({ number: order, customer: 'C-2', lines: [{ product: 'P-1', quantity: '10', price: '100.00' }] });
    await trade.deliver({ number: `DN-${order}`, on, lines: [{ order, line: 1, quantity: '10' }] });
    await trade.bill(on);
  };
  const posted = (): Promise<unknown> => trade.read((tx) => taxPosted(tx, { entityId: 1, from: '2026-03-05', to: '2026-04-30' }));
  await sell('SO-USD-1', '2026-03-05');
  assert.deepEqual(await posted(), [{ currency: 'USD', postedMinor: 21_000n, inBaseMinor: 0n, inBaseCurrency: 'EUR', missing: 1 }]);
  await trade.write(async (tx) => {
    await insertRates(tx, [{ currency: 'USD', baseCurrency: 'EUR', ratedOn: '2026-03-06', rate: '0.9', source: 'ECB' }], trade.ctx.now);
    return {};
  });
  await sell('SO-USD-2', '2026-03-06');
  assert.deepEqual(await posted(), [{ currency: 'USD', postedMinor: 42_000n, inBaseMinor: 18_900n, inBaseCurrency: 'EUR', missing: 1 }]);
  const given = await trade.write(async (tx) => {
    await insertRates(tx, [{ currency: 'USD', baseCurrency: 'EUR', ratedOn: '2026-03-04', rate: '0.8', source: 'ECB' }], trade.ctx.now);
    return { given: await giveBaseAmounts(tx, trade.ctx.now) };
  });
  // Revenue and tax are a transfer each.
  assert.deepEqual(given, { given: 2 });
  assert.deepEqual(await posted(), [{ currency: 'USD', postedMinor: 42_000n, inBaseMinor: 18_900n + 16_800n, inBaseCurrency: 'EUR', missing: 0 }]);
  await assertChecks();
});
