// Which price counts, as a table of one product's prices and questions.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolvePrice, type PriceQuestion, type PriceRow } from './price.ts';

const product = 'p1';
const row = (priceId: string, unitPrice: string, more: Partial<PriceRow> = {}): PriceRow => ({
  priceId, priceBook: 'LIST', productId: product, customerId: null, currency: 'EUR', minQuantity: '0', unitPrice, validFrom: '2026-01-01', validTo: null,
  recordedAt: '2026-01-01T00:00:00Z', ...more });

const prices: readonly PriceRow[] = [
  row('list', '10'),
  row('list from March', '11', { validFrom: '2026-03-01' }),
  row('ten and more', '9', { minQuantity: '10' }),
  row('half a pallet', '8.5', { minQuantity: '12.5' }),
  row('summer only', '7', { validFrom: '2026-06-01', validTo: '2026-06-30' }),
  row('summer corrected', '7.5', { validFrom: '2026-06-01', validTo: '2026-06-30', recordedAt: '2026-05-02T00:00:00.5Z' }),
  row('customer A', '6', { customerId: 'a', validFrom: '2026-04-01' }),
  row('customer A many', '5', { customerId: 'a', minQuantity: '100', validFrom: '2026-04-01' }),
  row('dollars', '12', { priceBook: 'EXPORT', currency: 'USD' }),
  row('another product', '1', { productId: 'p2' }),
];

const cases: readonly [string, Partial<PriceQuestion>, string | null][] = [
  ['before the first day', { on: '2025-12-31' }, null],
  ['on the first day', { on: '2026-01-01' }, 'list'],
  ['a later first day supersedes', { on: '2026-03-01' }, 'list from March'],
  ['a quantity reached goes before a later start', { on: '2026-03-01', quantity: '10' }, 'ten and more'],
  ['just below a quantity', { on: '2026-02-01', quantity: '9.9999' }, 'list'],
  ['the largest quantity reached', { on: '2026-03-01', quantity: '12.50' }, 'half a pallet'],
  ['the latest recorded of one day corrects', { on: '2026-06-01' }, 'summer corrected'],
  ['the last day still counts', { on: '2026-06-30' }, 'summer corrected'],
  ['after the last day the earlier price returns', { on: '2026-07-01' }, 'list from March'],
  ['the customer goes before the quantity', { on: '2026-04-01', customerId: 'a', quantity: '50' }, 'customer A'],
  ['and has quantities of its own', { on: '2026-04-01', customerId: 'a', quantity: '100' }, 'customer A many'],
  ['a customer without prices has the general one', { on: '2026-04-01', customerId: 'b' }, 'list from March'],
  ['before the customer has its own', { on: '2026-03-31', customerId: 'a' }, 'list from March'],
  ['in another currency', { on: '2026-04-01', currency: 'USD' }, 'dollars'],
  ['in a currency without price', { on: '2026-04-01', currency: 'GBP' }, null],
  ['in another book', { on: '2026-04-01', currency: undefined, priceBook: 'EXPORT' }, 'dollars'],
];

for (const [name, question, expected] of cases) {
  test(`price: ${name}`, () => {
    const full: PriceQuestion = { productId: product, customerId: null, quantity: '1', on: '2026-01-01', currency: 'EUR', ...question };
    assert.equal(resolvePrice(prices, full)?.priceId ?? null, expected);
    assert.equal(resolvePrice(prices.toReversed(), full)?.priceId ?? null, expected, 'the order of the rows does not matter');
  });
}

test('prices of one import follow each other by their ids', () => {
  assert.equal(resolvePrice([row('b', '2'), row('a', '1')], { productId: product, customerId: null, quantity: '1', on: '2026-01-01' })?.priceId, 'b');
});
