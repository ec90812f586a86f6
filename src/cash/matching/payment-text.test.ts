// What a text is read as: tokens, hints, months, charges, and the amount in the payer's own currency.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPaymentText } from './payment-text.ts';

test('field names of banks are left out, line breaks cut tokens, amounts and days are figures', () => {
  const { tokens } = readPaymentText('SVWZ+Rg.-Nr. RE201242\n3925 vom 12.03.2012 1.234,50', 'EUR');
  assert.deepEqual(tokens.map(({ key, isFigure }) => (isFigure ? `(${key})` : key)), ['RG', 'NR', 'RE201242', '3925', 'V0M', '(12)', '(03)', '(2012)', '(1)', '(234)', '(50)']);
});

test('words explain a payment in several languages', () => {
  const cases: readonly (readonly [string, string])[] = [['INV 1 2% SKONTO', 'discount'], ['Restzahlung', 'rest'], ['Teil 1', 'part'], ['goods DAMAGED', 'dispute'], ['abzgl. Mängel', 'dispute'], ['Anzahlung', 'on_account'], ['a conto', 'on_account'],
    ['diverse Rechnungen', 'several'], ['CHGS 5.00', 'charge'], ['facture, escompte', 'discount'], ['LITIGE', 'dispute']];
  for (const [text, hint] of cases) assert.ok(readPaymentText(text, 'EUR').hints.has(hint as 'part'), `${text} says ${hint}`);
  assert.equal(readPaymentText('Restaurant Partner Interstate', 'EUR').hints.size, 0);
});

test('a charge and the instructed amount are read exactly, and their digits are no document numbers', () => {
  const text = readPaymentText('INV-7614261 CHGS 7.03 /OCMT/USD25.00/EXCH/0.848/', 'EUR');
  assert.equal(text.chargeMinor, 703n);
  assert.deepEqual(text.instructed, { minor: 2_500n, currency: 'USD' });
  assert.deepEqual(text.tokens.map(({ raw }) => raw), ['INV', '7614261', 'CHGS']);
  assert.deepEqual(readPaymentText('/OCMT/JPY1000/', 'EUR').instructed, { minor: 1_000n, currency: 'JPY' });
  assert.equal(readPaymentText('/OCMT/ZZZ1000/', 'EUR').instructed, null);
});

test('months are read in several languages', () => {
  assert.deepEqual([...readPaymentText('June invoice', 'USD').months], [6]);
  assert.deepEqual([...readPaymentText('Rechnung März und octobre', 'EUR').months], [3, 10]);
});

test('hostile lengths end quickly', () => {
  const start = performance.now();
  readPaymentText('1 '.repeat(1_000_000), 'EUR');
  readPaymentText(`${'9'.repeat(50_000)}.`, 'EUR');
  assert.ok(performance.now() - start < 500);
});
