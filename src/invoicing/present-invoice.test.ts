// What documents say on paper and in the message that carries them: golden values, reviewed like code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderInvoiceData } from '#platform/typesetting/invoice-data.ts';
import type { Customer } from '#customers/index.ts';
import { messageText } from './message-text.ts';
import { presentInvoice, type Presented } from './present-invoice.ts';
import { addressLines, languageOf } from './present-parties.ts';

const customer: Customer = {
  customerId: 'c', number: '10482', externalId: null, version: 3, validFrom: '2026-01-01', recordedAt: '', recordedBy: '', name: 'Atelier Méridien SARL', tradeName: null, parentCustomerId: null, currency: 'EUR', language: 'fr',
  termsCode: 'SKONTO', taxId: 'FR40303265045', taxTreatment: 'standard', country: 'FR', region: null, billTo: { lines: ['27 rue des Ébénistes'], postalCode: '69003', city: 'Lyon', country: 'FR' }, creditLimitMinor: null, onHold: false,
  holdReason: null, invoiceGrouping: 'order', deliveryChannel: 'email', invoiceEmail: null, orderRequired: false, shortPayToleranceMinor: 0n, bankFeeToleranceMinor: 0n,
};

const presented: Presented = {
  document: {
    kind: 'invoice', number: 'INV-2026-00017', currency: 'EUR', issuedOn: '2026-03-02', dueOn: '2026-04-01', taxPointOn: '2026-02-28', serviceFrom: '2026-02-03', serviceTo: '2026-02-28', orderReference: 'SO-9', customerPo: 'PO-77',
    reason: null, note: 'Thank you', references: null, netMinor: 13_000n, taxMinor: 570n, totalMinor: 13_570n,
    schedule: { dueOn: '2026-04-01', discount: { percent: '2', until: '2026-03-12', discountMinor: 271n }, instalments: [{ no: 1, dueOn: '2026-04-01', amountMinor: 13_570n }] },
  },
  lines: [
    { lineNo: 1, sku: 'P-1', description: 'Paper', serviceOn: '2026-02-03', quantity: '3', unit: 'pcs', unitPrice: '10.00', discountPercent: '0', amountMinor: 3_000n, taxJurisdiction: 'DE', taxCategory: 'S', taxRate: '19.00', taxReason: null, orderReference: 'SO-9', deliveryReference: 'DN-1' },
    { lineNo: 2, sku: null, description: 'Books', serviceOn: '2026-02-28', quantity: '1', unit: 'pcs', unitPrice: '100', discountPercent: '0', amountMinor: 10_000n, taxJurisdiction: 'FR', taxCategory: 'K', taxRate: '0', taxReason: 'Intra-Community supply', orderReference: 'SO-9', deliveryReference: 'DN-2' },
  ],
  taxes: [
    { jurisdiction: 'DE', category: 'S', rate: '19', reason: null, baseMinor: 3_000n, taxMinor: 570n }, { jurisdiction: 'FR', category: 'K', rate: '0', reason: 'Intra-Community supply', baseMinor: 10_000n, taxMinor: 0n },
  ],
  seller: {
    version: 1, name: 'Nordlicht GmbH', address: { lines: ['Speicherstraße 14'], postalCode: '24103', city: 'Kiel', country: 'DE' }, country: 'DE', taxId: 'DE812345678', registration: 'HRB 20481\nA. Petersen', email: 'billing@nordlicht.example',
    phone: null, website: null, bankName: 'Förde Sparkasse', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', language: 'de', page: 'a4', footer: 'Goods remain ours until paid.',
  },
  customer, shipTo: { name: 'Quai 4', address: { lines: ['Quai 4'], postalCode: '69007', city: 'Lyon', country: 'FR' } }, taxInOtherCurrency: null,
};

test('an invoice says what its rows say, in the customer\'s language, and is complete', () => {
  assert.deepEqual(presentInvoice(presented), {
    kind: 'invoice', draft: false, language: 'fr', page: 'a4', currency: 'EUR', number: 'INV-2026-00017', issueDate: '2026-03-02', dueDate: '2026-04-01', taxPointDate: '2026-02-28', servicePeriod: { from: '2026-02-03', to: '2026-02-28' },
    seller: { name: 'Nordlicht GmbH', addressLines: ['Speicherstraße 14', '24103 Kiel', 'Allemagne'], taxIds: [{ label: 'N° TVA', value: 'DE812345678' }], email: 'billing@nordlicht.example', registration: ['HRB 20481', 'A. Petersen'] },
    customer: { name: 'Atelier Méridien SARL', addressLines: ['27 rue des Ébénistes', '69003 Lyon', 'France'] }, customerNumber: '10482', customerTaxId: 'FR40303265045', orderReference: 'PO-77',
    shipTo: { name: 'Quai 4', addressLines: ['Quai 4', '69007 Lyon', 'France'] },
    lines: [
      { position: '1', code: 'P-1', description: 'Paper', section: 'Bon de livraison DN-1', date: '2026-02-03', quantity: '3', unit: 'pcs', unitPrice: '10.00', discountPercent: '0', taxCode: 'S', amount: '30.00' },
      { position: '2', description: 'Books', section: 'Bon de livraison DN-2', date: '2026-02-28', quantity: '1', unit: 'pcs', unitPrice: '100', discountPercent: '0', taxCode: 'K', amount: '100.00' },
    ],
    taxGroups: [{ code: 'S', ratePercent: '19', basis: '30.00', tax: '5.70' }, { code: 'K', ratePercent: '0', basis: '100.00', tax: '0.00', reason: 'Intra-Community supply' }],
    totals: { lines: '130.00', net: '130.00', tax: '5.70', gross: '135.70', due: '135.70' }, terms: { discounts: [{ percent: '2', until: '2026-03-12', discount: '2.71', payable: '132.99' }] },
    payment: { payee: 'Nordlicht GmbH', bankName: 'Förde Sparkasse', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', reference: 'INV-2026-00017 / 10482' }, notes: ['Thank you', 'Goods remain ours until paid.'],
  });
  assert.equal(renderInvoiceData(presentInvoice(presented)).data['number'], 'INV-2026-00017');
});

test('a credit note names what it corrects and asks for no money; two rates of one category get numbers', () => {
  const paper = presentInvoice({
    ...presented, document: { ...presented.document, kind: 'credit_note', reason: 'Goods returned', references: { kind: 'invoice', number: 'INV-2026-00003', issuedOn: '2026-01-05' } },
    taxes: [{ jurisdiction: 'DE', category: 'S', rate: '7', reason: null, baseMinor: 10_000n, taxMinor: 700n }, { jurisdiction: 'DE', category: 'S', rate: '19', reason: null, baseMinor: 3_000n, taxMinor: 570n }],
  });
  assert.deepEqual([paper.kind, paper.original, paper.reason, paper.payment, paper.terms, paper.dueDate], ['credit-note', { kind: 'invoice', number: 'INV-2026-00003', issueDate: '2026-01-05' }, 'Marchandise retournée', undefined, undefined, undefined]);
  assert.deepEqual(paper.taxGroups.map((group) => group.code), ['S1', 'S2']);
  assert.equal(paper.lines[0]?.taxCode, 'S2');
});

test('the numbers under which the tax of other places is charged stand beside the seller\'s own; the reason for no tax is in the customer\'s language', () => {
  const paper = presentInvoice({
    ...presented, registrations: [{ jurisdiction: 'DE', number: 'DE812345678' }, { jurisdiction: 'FR', number: 'FR83404833048' }],
    taxes: [{ jurisdiction: 'FR', category: 'K', rate: '0', reason: 'Intra-Community supply exempt from VAT (Article 138, Directive 2006/112/EC).', baseMinor: 13_000n, taxMinor: 0n }],
  });
  assert.deepEqual(paper.seller.taxIds?.map((entry) => `${entry.label} ${entry.value}`), ['N° TVA DE812345678', 'N° TVA FR FR83404833048']);
  assert.equal(paper.taxGroups[0]?.reason, 'Livraison intracommunautaire exonérée de TVA (article 138 de la directive 2006/112/CE).');
});

test('a seller whose id stands only with its registration still shows it', () => {
  const paper = presentInvoice({ ...presented, seller: { ...presented.seller, taxId: null }, registrations: [{ jurisdiction: 'DE', number: 'DE812345678' }] });
  assert.deepEqual(paper.seller.taxIds, [{ label: 'N° TVA', value: 'DE812345678' }]);
});

test('a British invoice with a discount says what the law wants said where no credit note follows', () => {
  const british = presentInvoice({ ...presented, seller: { ...presented.seller, country: 'GB' } });
  assert.match(british.notes?.[1] ?? '', /^A discount of 2% of the full price applies if payment is made by 2026-03-12\. No credit note will be issued\./);
});

test('orders of several numbers are named above their lines, since the head can name none', () => {
  const [first, second] = presented.lines;
  assert.ok(first && second);
  const paper = presentInvoice({ ...presented, document: { ...presented.document, orderReference: null, customerPo: null }, lines: [{ ...first, customerPo: 'PO-1' }, { ...second, orderReference: 'SO-10' }] });
  assert.deepEqual([paper.orderReference, ...paper.lines.map((line) => line.section)], [undefined, 'Bon de livraison DN-1 · Votre commande PO-1', 'Bon de livraison DN-2 · Votre commande SO-10']);
});

test('instalments are listed, and a draft is one', () => {
  const instalments = [{ no: 1, dueOn: '2026-03-12', amountMinor: 10_000n }, { no: 2, dueOn: '2026-04-01', amountMinor: 3_570n }];
  const paper = presentInvoice({ ...presented, document: { ...presented.document, number: null, schedule: { dueOn: '2026-04-01', discount: null, instalments } } });
  assert.deepEqual([paper.draft, paper.number, paper.terms?.instalments], [true, undefined, [{ date: '2026-03-12', amount: '100.00' }, { date: '2026-04-01', amount: '35.70' }]]);
});

test('tax in the seller\'s currency is told where the document is in another', () => {
  const paper = presentInvoice({ ...presented, taxInOtherCurrency: { currency: 'SEK', taxMinor: 6_430n, rate: '11.28' } });
  assert.deepEqual(paper.taxInOtherCurrency, { currency: 'SEK', tax: '64.30', rate: '11.28' });
});

for (const [address, other, language, expected] of [
  [{ lines: ['Kade 1'], postalCode: '1011 AA', city: 'Amsterdam', country: 'NL' }, 'NL', 'en', ['Kade 1', '1011 AA Amsterdam']],
  [{ lines: ['1 Main St', 'Floor 2'], postalCode: '94105', city: 'San Francisco', region: 'CA', country: 'US' }, 'NL', 'en', ['1 Main St', 'Floor 2', 'San Francisco, CA 94105', 'United States']],
  [{ lines: ['10 Downing Street'], postalCode: 'SW1A 2AA', city: 'London', country: 'GB' }, 'DE', 'de', ['10 Downing Street', 'London', 'SW1A 2AA', 'Vereinigtes Königreich']],
  [{ lines: ['x'], country: 'FR' }, 'FR', 'fr', ['x']],
] as const) test(`an address in ${address.country} seen from ${other}`, () => assert.deepEqual(addressLines(address, other, language), expected));

test('a document is in the customer\'s language, else the seller\'s, else in English', () => {
  assert.deepEqual([languageOf('de', 'fr'), languageOf('nl', 'fr'), languageOf('nl', 'pt'), languageOf(null, undefined), languageOf('ES-mx')], ['de', 'fr', 'en', 'en', 'es']);
});

for (const [language, subject, text] of [
  ['en', 'Invoice INV-1 from Trader', 'Dear Sir or Madam,\n\nplease find attached invoice INV-1 of EUR 1,234.50.\nYour order: PO-7\nPlease pay by 1 Apr 2026.\n\nKind regards\nTrader\n'],
  ['de', 'Rechnung INV-1 von Trader', 'Sehr geehrte Damen und Herren,\n\nanbei erhalten Sie die Rechnung INV-1 über 1.234,50 EUR.\nIhre Bestellung: PO-7\nBitte zahlen Sie bis zum 01.04.2026.\n\nMit freundlichen Grüßen\nTrader\n'],
  ['fr', 'Facture INV-1 de Trader', 'Madame, Monsieur,\n\nveuillez trouver ci-joint le document facture INV-1 d’un montant de 1 234,50 EUR.\nVotre commande : PO-7\nMerci de payer au plus tard le 01/04/2026.\n\nCordialement\nTrader\n'],
  ['es', 'Factura INV-1 de Trader', 'Estimados señores:\n\nadjuntamos la factura INV-1 por un importe de 1.234,50 EUR.\nSu pedido: PO-7\nRogamos el pago antes del 01/04/2026.\n\nUn cordial saludo\nTrader\n'],
] as const) {
  test(`the message in ${language}`, () => assert.deepEqual(messageText(language, { kind: 'invoice', number: 'INV-1', seller: 'Trader', customer: 'x', total: '1234.50', currency: 'EUR', dueOn: '2026-04-01', orderReference: 'PO-7' }), { subject, text }));
}
