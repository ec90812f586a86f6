// How documents write numbers, money and dates in each language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { InvariantFailure } from '#kernel/invariant.ts';
import {
  decimalPads, fillLabel, formatAmountFor, formatDateFor, formatDatesFor, formatMoneyFor, formatPercentFor, formatQuantityFor, formatUnitPriceFor,
} from './document-format.ts';
import { documentLanguages, labelsFor } from './labels.ts';

const spaced = (text: string): string => text.replaceAll('\u{A0}', ' ').replaceAll('\u{2212}', '-');

const amounts = [
  ['en', '1234567.5', 'EUR', '1,234,567.50'], ['de', '1234567.50', 'EUR', '1.234.567,50'], ['fr', '1234.5', 'EUR', '1 234,50'], ['es', '1234.50', 'EUR', '1.234,50'],
  ['en', '-0.05', 'EUR', '-0.05'], ['en', '-0.00', 'EUR', '0.00'], ['en', '1234', 'JPY', '1,234'], ['en', '1234.00', 'JPY', '1,234'], ['de', '1.5', 'KWD', '1,500'],
  ['en', '007.1', 'EUR', '7.10'], ['en', '1.2300', 'EUR', '1.23'], ['de', '92233720368547758.07', 'EUR', '92.233.720.368.547.758,07'],
] as const;

for (const [language, amount, currency, text] of amounts) {
  test(`${amount} ${currency} is ${text} in ${language}`, () => assert.equal(spaced(formatAmountFor(language, amount, currency)), text));
}

test('an amount with more digits than its currency is a bug, not something to cut off', () => {
  assert.throws(() => formatAmountFor('en', '1.234', 'EUR'), InvariantFailure);
  assert.throws(() => formatAmountFor('en', '1.5', 'JPY'), InvariantFailure);
  for (const wrong of ['1e5', '1,234.50', '', 'NaN', '--1', ' 1']) assert.throws(() => formatAmountFor('en', wrong, 'EUR'), InvariantFailure);
});

test('the currency stands where the language puts it', () => {
  assert.deepEqual(documentLanguages.map((language) => spaced(formatMoneyFor(language, '1234.5', 'EUR'))), ['EUR 1,234.50', '1.234,50 EUR', '1 234,50 EUR', '1.234,50 EUR']);
});

test('unit prices keep every digit they have, and at least those of the currency', () => {
  assert.deepEqual(['89', '11.2', '6.735', '0.01250'].map((price) => formatUnitPriceFor('en', price, 'EUR')), ['89.00', '11.20', '6.735', '0.0125']);
});

test('quantities and percentages lose trailing zeros', () => {
  assert.deepEqual(['2.500', '10', '100', '0.0'].map((quantity) => formatQuantityFor('de', quantity)), ['2,5', '10', '100', '0']);
  assert.deepEqual(['19.00', '5.5'].map((percent) => spaced(formatPercentFor('de', percent))), ['19 %', '5,5 %']);
  assert.equal(formatPercentFor('en', '7.0'), '7%');
});

test('dates cannot be read in two ways', () => {
  assert.deepEqual(documentLanguages.map((language) => spaced(formatDateFor(language, '2026-02-03'))), ['3 Feb 2026', '03.02.2026', '03/02/2026', '03/02/2026']);
  assert.equal(spaced(formatDatesFor('en', '2026-11-03', '2026-11-14')), '3–14 Nov 2026');
  assert.equal(spaced(formatDatesFor('en', '2026-11-03', '2026-12-14')), '3 Nov 2026 – 14 Dec 2026');
  assert.equal(formatDatesFor('de', '2026-11-03', '2026-11-03'), '03.11.2026');
  assert.throws(() => formatDateFor('en', '2026-02-30'), InvariantFailure);
});

test('numbers are padded to one decimal point', () => {
  assert.deepEqual(decimalPads('en', ['12.50', '6.735', '4', '1,000']), ['0', '', '.000', '.000']);
  assert.deepEqual(decimalPads('en', ['12', '1,000']), ['', '']);
});

test('formatting loses nothing: without grouping, the digits are those of the amount', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.constantFrom(...documentLanguages), (minor, language) => {
    const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
    const amount = `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    const read = formatAmountFor(language, amount, 'EUR').replace('\u{2212}', '-').replace(/\D(?=\d{2}$)/, '!').replace(/[^\d!-]/g, '').replace('!', '.');
    assert.equal(read, amount);
  }), { seed: Number(process.env['SEED'] ?? 20260101) });
});

test('every language has the braces of the English label, so that no value is lost', () => {
  const braces = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([brace]) => brace).sort();
  for (const language of documentLanguages) {
    for (const [key, english] of Object.entries(labelsFor('en'))) {
      const label = Object.entries(labelsFor(language)).find(([name]) => name === key)?.[1] ?? '';
      assert.deepEqual(braces(label), braces(english), `${language} ${key}`);
    }
  }
});

test('a value cannot fill other braces, turn the words around it, or be forgotten', () => {
  assert.equal(fillLabel('Reason: {reason}', { reason: '{reason} $& {x}' }), 'Reason: {reason} $& {x}');
  assert.equal(fillLabel('Reason: {reason}.', { reason: 'سعر' }), 'Reason: \u{2068}سعر\u{2069}.');
  assert.throws(() => fillLabel('Reason: {reason}', {}), InvariantFailure);
});
