// What a credit note may take back, as tables; and how returns are spread over the lines that billed them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  ['the rest after a part, to the cent', { creditedMinor: 1_333n, creditedQuantity: '4' }, { lineNo: 1 }, ['1', '20.00', 2_000n]],
  ['the rest named by its quantity, to the cent', { creditedMinor: 1_333n, creditedQuantity: '4' }, { lineNo: 1, quantity: '6' }, ['1', '20.00', 2_000n]],
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

const group = { rate: '19', baseMinor: 1_003n, taxMinor: 191n, creditedBaseMinor: 0n, creditedTaxMinor: 0n };

for (const [name, change, base, expected] of [
  ['a part at the original rate', {}, 500n, 95n], ['the whole takes the whole tax', {}, 1_003n, 191n], ['the rest takes what is left', { creditedBaseMinor: 500n, creditedTaxMinor: 95n }, 503n, 96n],
  ['never more than is left', { creditedBaseMinor: 900n, creditedTaxMinor: 190n }, 100n, 1n],
] as const) {
  test(`tax of a credit: ${name}`, () => assert.equal(creditTax({ ...group, ...change }, base), expected));
}

test('crediting a group in any number of parts gives back exactly its tax', () => {
  for (let parts = 1; parts <= 40; parts += 1) {
    let [creditedBaseMinor, creditedTaxMinor] = [0n, 0n];
    for (let part = 1; part <= parts; part += 1) {
      const base = part === parts ? group.baseMinor - creditedBaseMinor : group.baseMinor / BigInt(parts);
      creditedTaxMinor += creditTax({ ...group, creditedBaseMinor, creditedTaxMinor }, base);
      creditedBaseMinor += base;
      assert.ok(creditedTaxMinor <= group.taxMinor);
    }
    assert.equal(creditedTaxMinor, group.taxMinor, `${parts} parts`);
  }
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
