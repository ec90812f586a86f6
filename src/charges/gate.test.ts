// The gate as tables: what each check lets through and what it holds, with the owner and the money at risk.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideGate, gateDefaults, type GateFacts, type GateSettings } from './gate.ts';

const order: NonNullable<GateFacts['order']> = {
  number: 'SO-1', expiresOn: null, closedOn: null, notToExceedMinor: null, chargedMinor: 0n, orderedQuantity: '10', chargedQuantity: '0',
};

const clean: GateFacts = {
  kind: 'delivery', on: '2026-03-01', quantity: '5', amountMinor: 5_000n, currency: 'EUR', unitPrice: '10.00', priceFrom: 'order', agreedPrice: '10.00', agreedFrom: 'price_book', order, orderReference: 'SO-1', orderRecorded: false, orderRequired: false, holdReason: null,
  taxProblem: null, duplicateOf: null, history: null,
};

function checksOf(facts: Partial<GateFacts>, settings: Partial<GateSettings> = {}): string[] {
  return decideGate({ ...clean, ...facts }, { ...gateDefaults, ...settings }).map((failure) => failure.check);
}

test('a line that is ordered, delivered and priced as agreed passes', () => assert.deepEqual(checksOf({}), []));

const table: readonly (readonly [string, Partial<GateFacts>, Partial<GateSettings>, readonly string[]])[] = [
  ['an order that is not recorded', { order: null }, {}, ['not_ordered']],
  ['a delivery without any order', { order: null, orderReference: null }, {}, ['not_ordered']],
  ['no order where the customer demands one', { order: null, orderReference: null, orderRequired: true }, {}, ['order_required']],
  ['a hand-made line without an order', { kind: 'manual', order: null, orderReference: null }, {}, []],
  ['a hand-made line without an order where the customer demands one', { kind: 'manual', order: null, orderReference: null, orderRequired: true }, {}, ['order_required']],
  ['the last of what was ordered', { order: { ...order, chargedQuantity: '5' } }, {}, []],
  ['one more than ordered', { order: { ...order, chargedQuantity: '5.0001' } }, {}, ['over_ordered']],
  ['over-delivery within the percentage', { quantity: '10.5' }, { overQuantityPercent: '5' }, []],
  ['over-delivery beyond the percentage, counted over all deliveries', { quantity: '0.6', order: { ...order, chargedQuantity: '10' } }, { overQuantityPercent: '5' }, ['over_ordered']],
  ['over-delivery worth less than the amount allowed', { quantity: '10.5' }, { overAmount: '5.00' }, []],
  ['over-delivery worth a cent more than the amount allowed', { quantity: '10.501' }, { overAmount: '5.00' }, ['over_ordered']],
  ['a return of what was charged', { kind: 'return', quantity: '4', amountMinor: -4_000n, order: { ...order, chargedQuantity: '4' } }, {}, []],
  ['a return of more than was charged', { kind: 'return', quantity: '4', amountMinor: -4_000n, order: { ...order, chargedQuantity: '3' } }, {}, ['return_exceeds']],
  ['no price anywhere', { unitPrice: null, agreedPrice: null, amountMinor: 0n }, {}, ['price_missing']],
  ['an order price where no book has one', { agreedPrice: null }, {}, []],
  ['an order price other than the book price', { unitPrice: '9.99' }, {}, ['price_differs']],
  ['the same price written longer', { unitPrice: '10.000' }, {}, []],
  ['another price within the percentage', { unitPrice: '9.80' }, { priceDifferencePercent: '2' }, []],
  ['another price a trifle beyond the percentage', { unitPrice: '9.7999' }, { priceDifferencePercent: '2' }, ['price_differs']],
  ['another price within the amount of the line', { unitPrice: '9.80' }, { priceDifferenceAmount: '1.00' }, []],
  ['another price beyond the amount of the line', { unitPrice: '9.79' }, { priceDifferenceAmount: '1.00' }, ['price_differs']],
  ['another price within the amount of the line, but not of all deliveries so far', { unitPrice: '9.80', quantity: '1', order: { ...order, chargedQuantity: '5' } }, { priceDifferenceAmount: '1.00' }, ['price_differs']],
  ['another price of what came back', { kind: 'return', quantity: '1', amountMinor: -1_000n, unitPrice: '9.00', order: { ...order, chargedQuantity: '5' } }, {}, []],
  ['no price of what came back', { kind: 'return', quantity: '1', amountMinor: 0n, unitPrice: null, order: { ...order, chargedQuantity: '5' } }, {}, []],
  ['the largest amount that a line may have', { amountMinor: 10n ** 15n }, {}, []],
  ['a cent more than that', { amountMinor: 10n ** 15n + 1n }, {}, ['amount_too_large']],
  ['a delivery on the day the order expires', { order: { ...order, expiresOn: '2026-03-01' } }, {}, []],
  ['a delivery after the order expired', { order: { ...order, expiresOn: '2026-02-28' } }, {}, ['order_expired']],
  ['a delivery after the order was closed', { order: { ...order, closedOn: '2026-02-28', expiresOn: '2026-02-27' } }, {}, ['order_closed']],
  ['a return after the order expired', { kind: 'return', quantity: '1', amountMinor: -1_000n, order: { ...order, expiresOn: '2026-02-28', chargedQuantity: '5' } }, {}, []],
  ['the order just used up', { order: { ...order, notToExceedMinor: 12_000n, chargedMinor: 7_000n } }, {}, []],
  ['the order exceeded by a cent', { order: { ...order, notToExceedMinor: 11_999n, chargedMinor: 7_000n } }, {}, ['order_exhausted']],
  ['tax that cannot be decided', { taxProblem: 'no rate' }, {}, ['tax_undecidable']],
  ['a customer on hold', { holdReason: 'insolvent' }, {}, ['customer_on_hold']],
  ['the same delivery again', { duplicateOf: 'DN-1' }, {}, ['possible_duplicate']],
  ['a large amount of a new customer', { amountMinor: 9_999_999n, history: { lines: 19n, largestMinor: 100n } }, {}, []],
  ['25 times the largest so far', { amountMinor: 2_500n, history: { lines: 20n, largestMinor: 100n } }, {}, []],
  ['more than 25 times the largest so far', { amountMinor: 2_501n, history: { lines: 20n, largestMinor: 100n } }, {}, ['unusual_amount']],
  ['a factor with decimals', { amountMinor: 251n, history: { lines: 20n, largestMinor: 100n } }, { historyFactor: '2.5' }, ['unusual_amount']],
  ['several failures at once', { unitPrice: '9', holdReason: 'insolvent', order: { ...order, expiresOn: '2026-01-01' } }, {}, ['price_differs', 'order_expired', 'customer_on_hold']],
];

for (const [name, facts, settings, expected] of table) {
  test(`the gate on ${name}: ${expected.length === 0 ? 'passes' : expected.join(', ')}`, () => assert.deepEqual(checksOf(facts, settings), expected));
}

test('a failure names its owner and puts the whole line at risk, also that of a return', () => {
  const [failure] = decideGate({ ...clean, kind: 'return', amountMinor: -5_000n, holdReason: 'insolvent', order: { ...order, chargedQuantity: '9' } }, gateDefaults);
  assert.deepEqual(failure, { check: 'customer_on_hold', ownerRole: 'manager', riskMinor: 5_000n, reason: 'the customer is on hold: insolvent' });
});

const reasonOf = (facts: Partial<GateFacts>): string | undefined => decideGate({ ...clean, ...facts }, gateDefaults)[0]?.reason;

for (const [name, facts, reason] of [
  ['the order against the price book', { unitPrice: '9.99' }, 'the order says 9.99 each, the price book 10.00'],
  ['a hand-made line against the price book', { kind: 'manual', order: null, orderReference: null, unitPrice: '9.99', priceFrom: 'person' }, 'the line says 9.99 each, the price book 10.00'],
  ['a hand-made line against the order', { kind: 'manual', unitPrice: '9.99', priceFrom: 'person', agreedFrom: 'order' }, 'the line says 9.99 each, the order 10.00'],
  ['a hand-made line of no order', { kind: 'manual', order: null, orderReference: null, orderRequired: true }, 'the line names no order'],
  ['an order that is recorded without such a line', { order: null, orderReference: 'SO-9', orderRecorded: true }, 'the delivery names the order SO-9, but none of its lines fits'],
] as const) test(`the reason names who says what: ${name}`, () => assert.equal(reasonOf(facts), reason));
