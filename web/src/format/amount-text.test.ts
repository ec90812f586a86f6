// Reading of typed amounts: exact, in the reader's locale, and strict where a text can be read in two ways.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAmount, typedAmount } from './amount-text.ts';
import { setLocale } from './locale.ts';

const cases: readonly (readonly [locale: string, typed: string, amount: string | undefined])[] = [
  ['en-US', '1234.5', '1234.50'],
  ['en-US', '1,234.50', '1234.50'],
  ['en-US', ' 12,345,678.9 ', '12345678.90'],
  ['en-US', '.5', '0.50'],
  ['en-US', '007', '7.00'],
  ['en-US', '(12.00)', '-12.00'],
  ['en-US', '12-', '-12.00'],
  ['en-US', '−3.10', '-3.10'],
  ['en-US', '-0', '0.00'],
  ['en-US', '90071992547409.93', '90071992547409.93'],
  ['en-US', '12,5', undefined],
  ['en-US', '1.234.567', undefined],
  ['en-US', '1.234', undefined],
  ['en-US', '1e5', undefined],
  ['en-US', '$5', undefined],
  ['en-US', '', undefined],
  ['en-US', '-', undefined],
  ['en-US', '123456789012345678901', undefined],
  ['de-DE', '1.234,50', '1234.50'],
  ['de-DE', '1234,5', '1234.50'],
  ['de-DE', '12.5', undefined],
  ['de-CH', "1'234.50", '1234.50'],
  ['fr-FR', '1 234,50', '1234.50'],
  ['hi-IN', '12,34,567.50', '1234567.50'],
  ['ar-EG', '١٬٢٣٤٫٥٠', '1234.50'],
  ['en-US', '٣٤', '34.00'],
  ['en-US', '１２３', '123.00'],
];

for (const [locale, typed, amount] of cases) {
  test(`${locale} reads "${typed}" as ${amount ?? 'a refusal'}`, () => {
    setLocale(locale);
    const reading = readAmount(typed, { fractionDigits: 2, negative: true });
    assert.equal(reading.ok ? reading.amount : undefined, amount);
  });
}

test('a currency without decimals refuses them and says so', () => {
  setLocale('en-US');
  assert.deepEqual(readAmount('12.5', { fractionDigits: 0 }), { ok: false, reason: 'This currency has no decimals.' });
});

test('a negative amount is refused where only positive ones make sense', () => {
  assert.equal(readAmount('-5', { fractionDigits: 2 }).ok, false);
});

test('what was read is shown back in the reader’s own signs', () => {
  setLocale('de-DE');
  assert.equal(typedAmount('1234.50'), '1234,50');
});
