// The payload of the transfer code, field by field as EPC069-12 lists them, and when there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCreditorReference, printIban } from './bank-identifiers.ts';
import { epcQrPayload, qrPicture } from './payment-qr.ts';
import type { EpcTransfer } from './payment-qr.ts';

const transfer: EpcTransfer = { name: 'Nordlicht GmbH', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX', amount: '3076.65', currency: 'EUR', remittance: 'INV-2026-004217' };

test('the payload has the lines of version 002, the account without spaces, the amount with two digits', () => {
  assert.equal(epcQrPayload({ ...transfer, amount: '3076.6' }), ['BCD', '002', '1', 'SCT', 'COBADEFFXXX', 'Nordlicht GmbH', 'DE89370400440532013000', 'EUR3076.60', '', '', 'INV-2026-004217'].join('\n'));
});

test('an ISO 11649 reference stands in its own field, and free text is left out', () => {
  const lines = epcQrPayload({ ...transfer, remittance: 'RF18 5390 0754 7034' })?.split('\n');
  assert.deepEqual(lines?.slice(8), ['', 'RF18539007547034']);
});

test('without BIC its line is empty; without remittance the payload ends with the amount', () => {
  const { bic: _, ...withoutBic } = transfer;
  const lines = epcQrPayload({ ...withoutBic, remittance: '' })?.split('\n');
  assert.deepEqual(lines, ['BCD', '002', '1', 'SCT', '', 'Nordlicht GmbH', 'DE89370400440532013000', 'EUR3076.65']);
});

test('a line end in a text cannot move the fields after it', () => {
  const lines = epcQrPayload({ ...transfer, name: 'Nordlicht\nDE00\r\nGmbH', remittance: 'a\u{2028}b\tc' })?.split('\n');
  assert.equal(lines?.[5], 'Nordlicht DE00 GmbH');
  assert.equal(lines?.[10], 'a b c');
});

const refused: readonly (readonly [string, Partial<EpcTransfer>])[] = [
  ['another currency', { currency: 'USD' }],
  ['nothing to pay', { amount: '0.00' }],
  ['a negative amount', { amount: '-5.00' }],
  ['more than 999999999.99', { amount: '1000000000.00' }],
  ['a third digit of cents', { amount: '1.005' }],
  ['an IBAN with wrong check digits', { iban: 'DE88370400440532013000' }],
  ['a BIC that is none', { bic: 'COBA' }],
  ['no name', { name: ' ' }],
  ['a remittance of more than 140 characters', { remittance: 'x'.repeat(141) }],
  ['more than 331 bytes', { remittance: '界'.repeat(100) }],
];

for (const [what, change] of refused) {
  test(`there is no code for ${what}`, () => assert.equal(epcQrPayload({ ...transfer, ...change }), null));
}

test('the largest payload still fits version 13 of the code, as the guideline asks', () => {
  const payload = epcQrPayload({ ...transfer, name: 'N'.repeat(90), remittance: 'ä'.repeat(99) });
  assert.ok(payload !== null && Buffer.byteLength(payload) <= 331);
  assert.equal(payload.split('\n')[5]?.length, 70);
  assert.ok(qrPicture(payload).modules - 8 <= 17 + 4 * 13);
});

test('the picture is one path of dark modules, with the three finder patterns and a quiet zone of four', () => {
  const { svg, modules } = qrPicture('https://pay.example/i/1');
  assert.match(svg, new RegExp(`viewBox="0 0 ${modules} ${modules}"`));
  for (const corner of ['M4 4h7v1h-7z', `M${modules - 11} 4h7v1h-7z`, `M4 ${modules - 5}h7v1h-7z`]) assert.ok(svg.includes(corner), corner);
});

test('an IBAN is printed in groups of four, other text as it is', () => {
  assert.equal(printIban('de89370400440532013000').replaceAll('\u{A0}', ' '), 'DE89 3704 0044 0532 0130 00');
  assert.equal(printIban('on request'), 'on request');
  assert.equal(isCreditorReference('RF18539007547035'), false);
});
