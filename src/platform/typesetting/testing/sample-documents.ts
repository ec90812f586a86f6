// Documents of an invented seller: what the tests set, and what a person looks at after changing a template.
import { formatAmount, parseAmount } from '#kernel/money.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import { lineAmount, percentOf } from '#kernel/rounding.ts';
import type { InvoiceLinePresentation, InvoicePresentation, SellerPresentation, StatementPresentation, StatementRowPresentation } from '../presentation.ts';

export const sampleSeller: SellerPresentation = {
  name: 'Nordlicht Werkzeughandel GmbH',
  addressLines: ['Speicherstraße 14', '24103 Kiel', 'Germany'],
  accent: '#1d4f63',
  taxIds: [{ label: 'VAT ID', value: 'DE 812 345 678' }],
  phone: '+49 431 555 0190',
  email: 'billing@nordlicht.example',
  website: 'www.nordlicht.example',
  registration: ['Amtsgericht Kiel, HRB 20481', 'Managing directors: A. Petersen, J. Voß'],
};

const goods = [
  ['HX-1042', 'Hex key set, chrome vanadium, 9 pieces', 'set', '18.40', '0'],
  ['CL-3300-B', 'Cordless drill driver 18 V with two batteries and charger', 'pcs', '164.90', '12.5'],
  ['SC-0045', 'Wood screws 4.5 × 50 mm, box of 500', 'box', '11.2', '0'],
  ['GL-210', 'Cut-resistant gloves, level D', 'pair', '6.735', '5'],
  ['OIL-5', 'Chain oil, sold by volume', 'l', '4.0125', '0'],
  ['MS-77', 'Laser distance meter 50 m, calibrated, with certificate and holster for the belt', 'pcs', '89', '0'],
] as const;

export function sampleLines(count: number): InvoiceLinePresentation[] {
  return Array.from({ length: count }, (_, index) => {
    const [code, description, unit, unitPrice, discountPercent] = goods[index % goods.length] ?? goods[0];
    const quantity = index % 5 === 4 ? '12.5' : String(1 + ((index * 7) % 24));
    const minor = lineAmount({ quantity: parseDecimal(quantity), unitPrice: parseDecimal(unitPrice), discountPercent: parseDecimal(discountPercent), currency: 'EUR', mode: 'half-up' });
    return {
      position: String(index + 1), code, description, quantity, unit, unitPrice, discountPercent, amount: formatAmount(minor, 'EUR'),
      date: `2026-11-${String(3 + (index % 12)).padStart(2, '0')}`, taxCode: index % 6 === 3 ? 'R' : 'S',
      ...(index % 9 === 1 ? { details: ['Serial no. 8841-20B, 8841-21B · your order line 20'] } : {}),
    };
  });
}

/** An invoice that adds up, with as many lines as asked for. */
export function sampleInvoice(lineCount: number, changes: Partial<InvoicePresentation> = {}): InvoicePresentation {
  const lines = changes.lines ?? sampleLines(lineCount);
  const sum = (code: string): bigint => lines.filter((line) => line.taxCode === code).reduce((total, line) => total + parseAmount(line.amount, 'EUR'), 0n);
  const groups = [['S', '19'], ['R', '7']].flatMap(([code = '', rate = '']) => {
    const basis = sum(code);
    return basis === 0n ? [] : [{ code, rate, basis, tax: percentOf(basis, parseDecimal(rate), 'half-up') }];
  });
  const net = groups.reduce((total, group) => total + group.basis, 0n);
  const tax = groups.reduce((total, group) => total + group.tax, 0n);
  const text = (minor: bigint): string => formatAmount(minor, 'EUR');
  const discount = percentOf(net + tax, parseDecimal('2'), 'half-up');
  return {
    kind: 'invoice', draft: false, language: 'en', page: 'a4', currency: 'EUR', number: 'INV-2026-004217',
    issueDate: '2026-11-16', dueDate: '2026-12-16', servicePeriod: { from: '2026-11-03', to: '2026-11-14' },
    seller: sampleSeller,
    customer: { name: 'Atelier Méridien SARL', attention: 'Comptabilité fournisseurs, Mme Élodie Lefèvre', addressLines: ['27 rue des Ébénistes', '69003 Lyon', 'France'] },
    customerNumber: '10482', customerTaxId: 'FR 40 303265045', orderReference: 'PO-77120 / 2026', contractReference: 'FR-2025-08', sellerContact: 'Jana Voß, +49 431 555 0191',
    taxName: 'VAT', lines,
    taxGroups: groups.map(({ code, rate, basis, tax: groupTax }) => ({ code, ratePercent: rate, basis: text(basis), tax: text(groupTax) })),
    totals: { lines: text(net), net: text(net), tax: text(tax), gross: text(net + tax), due: text(net + tax) },
    terms: { discounts: [{ percent: '2', until: '2026-11-26', discount: text(discount), payable: text(net + tax - discount) }] },
    payment: { payee: 'Nordlicht Werkzeughandel GmbH', bankName: 'Förde Sparkasse', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', reference: 'INV-2026-004217 / 10482' },
    notes: ['Goods remain our property until paid in full. Please report visible damage within seven days of delivery.'],
    ...changes,
  };
}

/** A statement that adds up: invoices every few days, a payment for every third, one payment not yet applied. */
export function sampleStatement(rowCount: number, form: StatementPresentation['form'], changes: Partial<StatementPresentation> = {}): StatementPresentation {
  const text = (minor: bigint): string => formatAmount(minor, 'EUR');
  let balance = form === 'activity' ? 125_050n : 0n;
  const rows = Array.from({ length: rowCount }, (_, index): StatementRowPresentation => {
    const pays = form === 'activity' && index % 3 === 2;
    const minor = BigInt(24_130 + ((index * 7919) % 190_000));
    balance += pays ? -minor : minor;
    const month = String(7 + (index % 4)).padStart(2, '0');
    const day = String(2 + ((index * 3) % 26)).padStart(2, '0');
    const date = form === 'activity' ? `2026-10-${String(1 + Math.floor((index * 30) / rowCount)).padStart(2, '0')}` : `2026-${month}-${day}`;
    if (pays) return { date, document: `REC-${7000 + index}`, description: 'Bank transfer received', credit: text(minor), balance: text(balance) };
    const document = `INV-2026-${String(3100 + index * 7).padStart(6, '0')}`;
    if (form === 'activity') return { date, document, description: `Invoice, your order PO-${77000 + index}`, debit: text(minor), balance: text(balance) };
    const daysOverdue = Math.max(0, 31 * (11 - Number(month)) - Number(day));
    return { date, dueDate: `2026-${String(Number(month) + 1).padStart(2, '0')}-${day}`, document, description: `Your order PO-${77000 + index}`, debit: text(minor), open: text(minor), daysOverdue: Math.max(0, daysOverdue - 20) };
  });
  const unapplied = 50_000n;
  const part = balance / 5n;
  const items = rows.filter((row) => row.debit !== undefined);
  return {
    form, language: 'en', page: 'a4', currency: 'EUR', asOf: '2026-10-31', period: { from: '2026-10-01', to: '2026-10-31' },
    seller: sampleSeller, customer: { name: 'Atelier Méridien SARL', addressLines: ['27 rue des Ébénistes', '69003 Lyon', 'France'] }, customerNumber: '10482',
    openingBalance: '1250.50', rows, closingBalance: text(balance),
    aging: [
      { amount: text(balance - 4n * part) }, { fromDays: 1, toDays: 30, amount: text(2n * part) }, { fromDays: 31, toDays: 60, amount: text(part) },
      { fromDays: 61, toDays: 90, amount: text(part) }, { fromDays: 91, amount: '0.00' },
    ],
    overdue: text(4n * part),
    unappliedCredits: [{ date: '2026-10-28', document: 'REC-7391', description: 'Bank transfer without reference', amount: text(unapplied) }],
    unappliedTotal: text(unapplied), balanceDue: text(balance - unapplied),
    remittanceItems: items.map((row) => ({ document: row.document, dueDate: row.dueDate ?? '2026-11-15', open: row.debit ?? '0.00' })),
    payment: { payee: 'Nordlicht Werkzeughandel GmbH', bankName: 'Förde Sparkasse', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', reference: 'Customer 10482, statement 2026-10' },
    ...changes,
  };
}
