// Who a name may be: without legal form, accents and signs; cut off by the bank; written alike; never when it could be two.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payerName } from './payer-name.ts';
import { openPayerIndex, type PayerProfile } from './payer-index.ts';

const profile = (customerId: string, name: string, more: Partial<PayerProfile> = {}): PayerProfile => ({ customerId, number: `C-${customerId}`, name, tradeName: null, parentCustomerId: null, ...more });

const index = openPayerIndex([
  profile('mueller', 'Müller & Söhne Maschinenbau GmbH & Co. KG'), profile('birken', 'Birkenfeld Optik GmbH'), profile('birken-ag', 'Birkenfeld Chemie AG', { tradeName: 'Birkenfeld' }),
  profile('twin-gmbh', 'Falkental Software GmbH'), profile('twin-ag', 'Falkental Software AG'), profile('group', 'Rosenhof Holding B.V.'), profile('child', 'Quellbach Textil S.A.R.L.', { parentCustomerId: 'group' }),
  profile('grandchild', 'Lindenwick Design Ltd', { parentCustomerId: 'child' }), profile('person', 'Hans Peter Grau'),
]);

test('spellings of one name are one name', () => {
  const same = ['Müller & Söhne Maschinenbau GmbH & Co. KG', 'MUELLER UND SOEHNE MASCHINENBAU GMBH CO KG', 'Mueller + Soehne Maschinenbau G.m.b.H. & Co. KG'].map((name) => payerName(name).bare);
  assert.deepEqual(new Set(same).size, 1);
  assert.equal(payerName('Quellbach Textil S.A.R.L.').full, payerName('QUELLBACH TEXTIL SARL').full);
});

test('names find their customers, and say how', () => {
  const cases: readonly (readonly [string, Record<string, string>])[] = [
    ['BIRKENFELD OPTIK GMBH', { birken: 'name' }], ['Birkenfeld Optik', { birken: 'name' }], ['Birkenfeld', { birken: 'part of name', 'birken-ag': 'trade name' }], ['MUELLER & SOEHNE MA', { mueller: 'cut name' }], ['Falkental Software AG', { 'twin-ag': 'name' }],
    ['FALKENTAL SOFTWARE', { 'twin-gmbh': 'name', 'twin-ag': 'name' }], ['Grau Hans Peter', { person: 'name' }], ['Birkenfeld Optiik GmbH', { birken: 'similar name' }], ['Birkenfeld Optik Werk Nord GmbH', { birken: 'part of name' }], ['Somebody Else Ltd', {}], ['', {}], ['GmbH', {}],
  ];
  for (const [name, expected] of cases) assert.deepEqual(Object.fromEntries(index.byName(name)), expected, name);
});

test('a parent may pay for its daughters at any depth, not the other way round', () => {
  assert.deepEqual(index.familyOf('group'), ['group', 'child', 'grandchild']);
  assert.deepEqual(index.familyOf('child'), ['child', 'grandchild']);
});
