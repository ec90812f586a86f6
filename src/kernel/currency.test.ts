// The currency table against the digits that ISO 4217 gives where common sources err.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencyCodes, currencyDigits, isCurrency } from './currency.ts';

const digitsByStandard = [
  ['EUR', 2], ['USD', 2], ['JPY', 0], ['KRW', 0], ['ISK', 0], ['UGX', 0], ['XOF', 0], ['KWD', 3], ['TND', 3], ['IQD', 3], ['CLF', 4],
  ['UYW', 4], ['HUF', 2], ['IDR', 2], ['COP', 2], ['LBP', 2], ['MGA', 2], ['XCG', 2], ['ZWG', 2], ['VED', 2],
] as const;

for (const [code, digits] of digitsByStandard) {
  test(`${code} has ${digits} digits after the dot`, () => assert.equal(currencyDigits(code), digits));
}

test('every code is three capitals and stands in the table once', () => {
  assert.ok(currencyCodes.length > 160, `${currencyCodes.length} codes`);
  assert.equal(new Set(currencyCodes).size, currencyCodes.length);
  for (const code of currencyCodes) assert.match(code, /^[A-Z]{3}$/);
});

test('a withdrawn currency is still read, because documents in it are still open', () => {
  assert.equal(currencyDigits('HRK'), 2);
});

for (const text of ['', 'eur', 'EURO', ' EUR', 'XXX', 'XAU', 'XTS', 'toString', '__proto__', 'ＥＵＲ']) {
  test(`${JSON.stringify(text)} is no currency and is refused`, () => {
    assert.equal(isCurrency(text), false);
    assert.throws(() => currencyDigits(text), { name: 'Refusal', code: 'currency.unknown', field: 'currency', value: text });
  });
}
