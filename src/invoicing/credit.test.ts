// What a credit note may take back, as tables; and how returns are spread over the lines that billed them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDecimal, compareDecimal, formatDecimal, isZeroDecimal, parseDecimal, subtractDecimal } from '#kernel/decimal.ts';
import { lineAmount, percentOf } from '#kernel/rounding.ts';
import { creditTax, decideCredit, type CreditRequest } from './credit.ts';
import { planCredits } from './credit-returns.ts';
import type { BilledLine } from './credit-returns-store.ts';
import type { CreditableLine } from './document-store.ts';

const line: CreditableLine = {
  lineNo: 1, chargeId: null, productId: null, chargeCode: 'GOODS', description: 'Thing', serviceOn: '2026-01-01', quantity: '10', unit: 'pcs', unitPrice: '3.333', discountPercent: '0', amountMinor: 3_333n, taxJurisdiction: 'NL',
  taxCategory: 'S', taxRate: '21', taxReason: null, revenueAccountId: 1, orderReference: null, deliveryReference: null, creditedMinor: 0n, creditedQuantity: '0',
};

type Row = readonly [string, Partial<CreditableLine>, CreditRequest | null, readonly [quantity: string, unitPrice: string, minor: bigint] | string];

const table: readonly Row[] = [
  ['all of an untouched line', {}, null, ['10', '3.333', 3_333n]],
  ['the line, named', {}, { lineNo: 1 }, ['10', '3.333', 3_333n]],
  ['part of it at its price', {}, { lineNo: 1, quantity: '4' }, ['4', '3.333', 1_333n]],
  ['the rest after a part, to the cent', { creditedMinor: 1_333n, creditedQuantity: '4' }, { lineNo: 1 }, ['6', '3.333', 2_000n]],
  ['the rest named by its quantity, to the cent', { creditedMinor: 1_333n, creditedQuantity: '4' }, { lineNo: 1, quantity: '6' }, ['6', '3.333', 2_000n]],
  ['the rest where it is no multiple of the price', { creditedMinor: 1_334n, creditedQuantity: '4' }, { lineNo: 1 }, ['1', '19.99', 1_999n]],
  ['goods whose price was corrected, at what is left of it', { creditedMinor: 333n, creditedQuantity: '0' }, { lineNo: 1, quantity: '5' }, ['1', '15.00', 1_500n]],
  ['all pieces after a corrected price', { creditedMinor: 333n, creditedQuantity: '0' }, { lineNo: 1, quantity: '10' }, ['1', '30.00', 3_000n]],
  ['pieces that cost nothing', { amountMinor: 0n, unitPrice: '0' }, { lineNo: 1, quantity: '3' }, ['3', '0', 0n]],
  ['pieces whose price was credited whole', { creditedMinor: 3_333n, creditedQuantity: '0' }, { lineNo: 1, quantity: '3' }, ['1', '0.00', 0n]],
  ['no pieces', {}, { lineNo: 1, quantity: '0' }, 'credit.exceeds_line'],
  ['an amount', {}, { lineNo: 1, amountMinor: 500n }, ['1', '5.00', 500n]],
  ['the last cent of it', { creditedMinor: 3_332n }, { lineNo: 1, amountMinor: 1n }, ['1', '0.01', 1n]],
  ['a cent more than is left', { creditedMinor: 3_333n - 500n }, { lineNo: 1, amountMinor: 501n }, 'credit.exceeds_line'],
  ['more pieces than the line has', {}, { lineNo: 1, quantity: '10.01' }, 'credit.exceeds_line'],
  ['nothing', {}, { lineNo: 1, amountMinor: 0n }, 'credit.exceeds_line'],
  ['less than nothing', {}, { lineNo: 1, amountMinor: -1n }, 'credit.exceeds_line'],
  ['a line that is credited already', { creditedMinor: 3_333n, creditedQuantity: '10' }, { lineNo: 1 }, 'credit.nothing_left'],
  ['everything, where nothing is left', { creditedMinor: 3_333n, creditedQuantity: '10' }, null, 'credit.nothing_left'],
  ['a line that is not there', {}, { lineNo: 9 }, 'credit.line_unknown'],
];

for (const [name, change, request, expected] of table) {
  test(`crediting ${name}: ${typeof expected === 'string' ? `refused as ${expected}` : expected.join(' ')}`, () => {
    const decide = (): unknown => decideCredit([{ ...line, ...change }], request === null ? null : [request], 'EUR').map((credited) => [credited.quantity, credited.unitPrice, credited.amountMinor]);
    if (typeof expected === 'string') assert.throws(decide, { code: expected });
    else assert.deepEqual(decide(), [expected]);
  });
}

const group = { baseMinor: 1_003n, taxMinor: 191n, creditedBaseMinor: 0n, creditedTaxMinor: 0n };

for (const [name, change, base, expected] of [
  ['a part at the original rate', {}, 500n, 95n], ['the whole takes the whole tax', {}, 1_003n, 191n], ['the rest takes what is left', { creditedBaseMinor: 500n, creditedTaxMinor: 95n }, 503n, 96n],
  ['what earlier parts rounded up is not taken twice', { creditedBaseMinor: 900n, creditedTaxMinor: 190n }, 100n, 0n],
] as const) {
  test(`tax of a credit: ${name}`, () => assert.equal(creditTax({ ...group, ...change }, base), expected));
}

const cents = fc.bigInt({ min: 0n, max: 1_000_000_000n });

test('however a group is credited in parts, they make its tax to the cent, and no part is further than a cent from its share', () => {
  fc.assert(fc.property(fc.array(cents, { minLength: 1, maxLength: 30 }), fc.constantFrom('5.5', '7', '8.875', '19', '21'), fc.bigInt({ min: -15n, max: 15n }), (parts, rate, lineRounding) => {
    const baseMinor = parts.reduce((sum, part) => sum + part, 0n);
    // Where each line was rounded, the group's tax differs from its rate by some cents.
    const taxMinor = baseMinor === 0n ? 0n : percentOf(baseMinor, parseDecimal(rate), 'half-up') + lineRounding;
    let [creditedBaseMinor, creditedTaxMinor] = [0n, 0n];
    for (const part of parts) {
      const tax = creditTax({ baseMinor, taxMinor, creditedBaseMinor, creditedTaxMinor }, part);
      const exact = baseMinor === 0n ? 0 : (Number(taxMinor) * Number(part)) / Number(baseMinor);
      assert.ok(Math.abs(Number(tax) - exact) <= 1.0001, `${tax} is not ${exact}`);
      creditedBaseMinor += part;
      creditedTaxMinor += tax;
    }
    assert.equal(creditedTaxMinor, taxMinor);
  }), { numRuns: 500 });
});

test('however a line is credited in quantities and amounts, never more than it is taken back, and all of it in the end', () => {
  const request = fc.oneof(fc.record({ thousandths: fc.integer({ min: 1, max: 1000 }) }), fc.record({ shareOfRest: fc.integer({ min: 1, max: 100 }) }));
  fc.assert(fc.property(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 99 }), fc.array(request, { maxLength: 25 }), (quantity, price, discount, requests) => {
    const billedLine = { ...line, quantity: (quantity / 100).toFixed(2), unitPrice: (price / 10_000).toFixed(4), discountPercent: String(discount) };
    const amountMinor = lineAmount({ quantity: parseDecimal(billedLine.quantity), unitPrice: parseDecimal(billedLine.unitPrice), discountPercent: parseDecimal(billedLine.discountPercent), currency: 'EUR', mode: 'half-up' });
    let [creditedMinor, creditedQuantity] = [0n, parseDecimal('0')];
    const take = (one: CreditRequest): void => {
      const [taken] = decideCredit([{ ...billedLine, amountMinor, creditedMinor, creditedQuantity: formatDecimal(creditedQuantity) }], [one], 'EUR');
      assert.ok(taken !== undefined && taken.amountMinor >= 0n);
      assert.equal(lineAmount({ quantity: parseDecimal(taken.quantity), unitPrice: parseDecimal(taken.unitPrice), discountPercent: parseDecimal(taken.discountPercent), currency: 'EUR', mode: 'half-up' }), taken.amountMinor);
      creditedMinor += taken.amountMinor;
      creditedQuantity = addDecimal(creditedQuantity, parseDecimal(taken.creditsQuantity));
      assert.ok(creditedMinor <= amountMinor && compareDecimal(creditedQuantity, parseDecimal(billedLine.quantity)) <= 0);
    };
    for (const one of requests) {
      const left = subtractDecimal(parseDecimal(billedLine.quantity), creditedQuantity);
      if ('shareOfRest' in one) {
        const wanted = ((amountMinor - creditedMinor) * BigInt(one.shareOfRest)) / 100n;
        if (wanted > 0n) take({ lineNo: 1, amountMinor: wanted });
      } else if (compareDecimal(parseDecimal((one.thousandths / 1000).toFixed(3)), left) <= 0) take({ lineNo: 1, quantity: (one.thousandths / 1000).toFixed(3) });
    }
    const rest = subtractDecimal(parseDecimal(billedLine.quantity), creditedQuantity);
    if (!isZeroDecimal(rest)) take({ lineNo: 1, quantity: formatDecimal(rest) });
    else if (creditedMinor < amountMinor) take({ lineNo: 1 });
    assert.equal(creditedMinor, amountMinor);
  }), { numRuns: 300 });
});

const billed = (documentId: string, lineNo: number, creditableQuantity: string): BilledLine => ({ documentId, lineNo, orderId: 'o', orderLineNo: 1, creditableQuantity });
const back = (chargeId: string, quantity: string): { chargeId: string; orderId: string; orderLineNo: number; quantity: string } => ({ chargeId, orderId: 'o', orderLineNo: 1, quantity });
const told = (returns: ReturnType<typeof back>[], lines: BilledLine[]): unknown => planCredits(returns, lines).map((note) => [note.documentId, note.lines.map((one) => `${one.lineNo}:${one.quantity}`), [...note.charges.values()]]);

for (const [name, returns, lines, expected] of [
  ['one return, one line', [back('r', '2')], [billed('A', 1, '3')], [['A', ['1:2'], ['r']]]],
  ['a line with enough goes before several', [back('r', '3')], [billed('A', 1, '2'), billed('B', 1, '4')], [['B', ['1:3'], ['r']]]],
  ['split over two invoices', [back('r', '5')], [billed('A', 1, '3'), billed('B', 1, '4')], [['A', ['1:3'], ['r']], ['B', ['1:2'], []]]],
  ['two returns of one line make two notes', [back('r', '1'), back('s', '1')], [billed('A', 1, '3')], [['A', ['1:1'], ['r']], ['A', ['1:1'], ['s']]]],
  ['more than was billed waits', [back('r', '9'), back('s', '1')], [billed('A', 1, '3')], [['A', ['1:1'], ['s']]]],
  ['nothing billed', [back('r', '1')], [], []],
] as const) {
  test(`returns: ${name}`, () => assert.deepEqual(told([...returns], [...lines]), expected));
}
