// What an issued document or a draft says on paper, from its rows and the versions of seller and customer it keeps. Pure.

import type { LocalDate } from '#kernel/local-date.ts';
import { formatAmount } from '#kernel/money.ts';
import type { Address } from '#platform/organisation-store.ts';
import { labelsFor } from '#platform/typesetting/labels.ts';
import type { InvoiceKind, InvoiceLinePresentation, InvoicePresentation, PaymentPresentation, PaymentTermsPresentation, TaxGroupPresentation } from '#platform/typesetting/presentation.ts';
import { taxReasonIn } from '#catalog/index.ts';
import type { Customer, Schedule } from '#customers/index.ts';
import { GOODS_RETURNED } from './credit.ts';
import type { SellerVersion } from './document-queries.ts';
import type { DocumentKind } from './numbering.ts';
import { languageOf, partyOf, sellerOf, taxNameOf, type SellerRegistration } from './present-parties.ts';

export type PresentableDocument = {
  readonly kind: DocumentKind; /** Null on a draft. */ readonly number: string | null; readonly currency: string; readonly issuedOn: LocalDate; readonly dueOn: LocalDate | null; readonly taxPointOn: LocalDate | null;
  readonly serviceFrom: LocalDate | null; readonly serviceTo: LocalDate | null; readonly orderReference: string | null; readonly customerPo: string | null; readonly reason: string | null; readonly note: string | null;
  readonly references: { readonly kind: DocumentKind; readonly number: string; readonly issuedOn: LocalDate } | null; readonly schedule: Schedule | null;
  readonly netMinor: bigint; readonly taxMinor: bigint; readonly totalMinor: bigint;
};

export type PresentableLine = {
  readonly lineNo: number; readonly sku: string | null; readonly description: string; readonly serviceOn: LocalDate | null; readonly quantity: string; readonly unit: string; readonly unitPrice: string;
  readonly discountPercent: string; readonly amountMinor: bigint; readonly taxJurisdiction: string; readonly taxCategory: string; readonly taxRate: string; readonly taxReason: string | null;
  readonly orderReference: string | null; readonly deliveryReference: string | null;
  /** The customer's own number of the line's order. */
  readonly customerPo?: string | null;
};

export type PresentableTax = { readonly jurisdiction: string; readonly category: string; readonly rate: string; readonly reason: string | null; readonly baseMinor: bigint; readonly taxMinor: bigint };

export type Presented = {
  readonly document: PresentableDocument;
  readonly lines: readonly PresentableLine[];
  readonly taxes: readonly PresentableTax[];
  readonly seller: SellerVersion;
  /** Where the seller is registered of the places whose tax stands on the document. */
  readonly registrations?: readonly SellerRegistration[];
  readonly customer: Customer;
  readonly shipTo: { readonly name: string; readonly address: Address } | null;
  /** The tax in the seller's own currency, where the document is in another. */
  readonly taxInOtherCurrency: { readonly currency: string; readonly taxMinor: bigint; readonly rate: string } | null;
};

/** A kind as the paper and its labels name it. */
export const invoiceKinds: Readonly<Record<DocumentKind, InvoiceKind>> = { invoice: 'invoice', credit_note: 'credit-note', debit_note: 'debit-note' };

export function presentInvoice({ document, lines, taxes, seller, registrations, customer, shipTo, taxInOtherCurrency }: Presented): InvoicePresentation {
  const { currency } = document;
  const language = languageOf(customer.language, seller.language);
  const amount = (minor: bigint): string => formatAmount(minor, currency);
  const codes = taxCodes(taxes);
  const taxName = taxNameOf(seller.country, language);
  const orderReference = document.customerPo ?? document.orderReference ?? undefined;
  const deliveries = new Set(lines.map((line) => line.deliveryReference));
  const onlyDelivery = deliveries.size === 1 ? [...deliveries][0] ?? undefined : undefined;
  return present({
    kind: invoiceKinds[document.kind], draft: document.number === null, language, page: seller.page === 'us-letter' ? 'us-letter' : 'a4', currency, number: document.number ?? undefined, issueDate: document.issuedOn,
    dueDate: document.kind === 'credit_note' ? undefined : document.dueOn ?? undefined, taxPointDate: document.taxPointOn ?? undefined, ...datesOf(document),
    seller: sellerOf(seller, language, customer.country, registrations), customer: partyOf(customer.name, customer.billTo, seller.country, language), customerNumber: customer.number, customerTaxId: customer.taxId ?? undefined,
    orderReference, deliveryReference: onlyDelivery, taxName,
    shipTo: shipTo === null ? undefined : partyOf(shipTo.name, shipTo.address, seller.country, language),
    original: document.references === null ? undefined : { kind: invoiceKinds[document.references.kind], number: document.references.number, issueDate: document.references.issuedOn }, reason: reasonIn(document.reason, language),
    lines: lines.map((line) => lineOf(line, { amount, codes, section: sectionOf(line, { byDelivery: deliveries.size > 1, byOrder: orderReference === undefined }, language), manyDays: document.serviceFrom !== document.serviceTo })),
    taxGroups: taxes.map((tax): TaxGroupPresentation => present({ code: codes.get(keyOf(tax)) ?? tax.category, ratePercent: tax.rate, basis: amount(tax.baseMinor), tax: amount(tax.taxMinor), reason: tax.reason === null ? undefined : taxReasonIn(tax.reason, language) })),
    taxInOtherCurrency: taxInOtherCurrency === null ? undefined : { currency: taxInOtherCurrency.currency, tax: formatAmount(taxInOtherCurrency.taxMinor, taxInOtherCurrency.currency), rate: taxInOtherCurrency.rate },
    totals: { lines: amount(document.netMinor), net: amount(document.netMinor), tax: amount(document.taxMinor), gross: amount(document.totalMinor), due: amount(document.totalMinor) },
    terms: document.kind === 'credit_note' ? undefined : termsOf(document, amount),
    payment: paymentOf(document, seller, customer), notes: [document.note, britishDiscountNote(document, seller), seller.footer ?? null].filter((text): text is string => text !== null && text.trim() !== ''),
  });
}

/**
 * The tax of a British invoice follows a discount that is taken without a credit note only where the invoice says this (HMRC, VAT Notice 700,
 * paragraph 7.3.2, in its own words).
 */
function britishDiscountNote({ kind, schedule, taxMinor }: PresentableDocument, seller: SellerVersion): string | null {
  const discount = schedule?.discount ?? null;
  if (seller.country !== 'GB' || kind === 'credit_note' || discount === null || taxMinor === 0n) return null;
  return `A discount of ${discount.percent}% of the full price applies if payment is made by ${discount.until}. No credit note will be issued. Following payment you must ensure you have only recovered the VAT actually paid.`;
}

const ownReasons: Readonly<Record<string, Readonly<Record<InvoicePresentation['language'], string>>>> = {
  [GOODS_RETURNED]: { en: GOODS_RETURNED, de: 'Ware zurückgegeben', fr: 'Marchandise retournée', es: 'Mercancía devuelta' },
};

/** A reason that the program gave is told in the customer's language, a person's own as it was written. */
function reasonIn(reason: string | null, language: InvoicePresentation['language']): string | undefined {
  return reason === null ? undefined : ownReasons[reason]?.[language] ?? reason;
}

/** A field without a value is absent, not undefined. */
function present<Value>(value: { readonly [Key in keyof Value]: Value[Key] | undefined }): Value {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value;
}

function datesOf({ serviceFrom, serviceTo, issuedOn }: PresentableDocument): Pick<Partial<InvoicePresentation>, 'servicePeriod' | 'deliveryDate'> {
  if (serviceFrom === null || serviceTo === null) return {};
  if (serviceFrom !== serviceTo) return { servicePeriod: { from: serviceFrom, to: serviceTo } };
  return serviceTo === issuedOn ? {} : { deliveryDate: serviceTo };
}

type Around = { readonly amount: (minor: bigint) => string; readonly codes: ReadonlyMap<string, string>; readonly section: string | undefined; readonly manyDays: boolean };

function lineOf(line: PresentableLine, { amount, codes, section, manyDays }: Around): InvoiceLinePresentation {
  const key = keyOf({ jurisdiction: line.taxJurisdiction, category: line.taxCategory, rate: line.taxRate, reason: line.taxReason });
  return present({
    position: String(line.lineNo), code: line.sku ?? undefined, description: line.description, section, date: manyDays ? line.serviceOn ?? undefined : undefined, quantity: line.quantity, unit: line.unit,
    unitPrice: line.unitPrice, discountPercent: line.discountPercent, taxCode: codes.get(key), amount: amount(line.amountMinor),
  });
}

/** Where a document bills several deliveries, or orders of several numbers, each gets a heading that names it. */
function sectionOf({ deliveryReference, customerPo, orderReference }: PresentableLine, by: { byDelivery: boolean; byOrder: boolean }, language: InvoicePresentation['language']): string | undefined {
  const labels = labelsFor(language);
  const order = customerPo ?? orderReference;
  const parts = [by.byDelivery && deliveryReference !== null ? `${labels.deliveryReference} ${deliveryReference}` : '', by.byOrder && order !== null ? `${labels.orderReference} ${order}` : ''].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

type TaxKey = Pick<PresentableTax, 'jurisdiction' | 'category' | 'rate' | 'reason'>;

function keyOf({ jurisdiction, category, rate, reason }: TaxKey): string {
  return [jurisdiction, category.trim(), rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate, reason ?? ''].join('|');
}

/** The category's letter; numbered where one category has several rates. */
function taxCodes(taxes: readonly PresentableTax[]): ReadonlyMap<string, string> {
  return new Map(taxes.map((tax) => {
    const same = taxes.filter((other) => other.category === tax.category);
    return [keyOf(tax), same.length === 1 ? tax.category : `${tax.category}${same.indexOf(tax) + 1}`];
  }));
}

function termsOf({ schedule, totalMinor }: PresentableDocument, amount: (minor: bigint) => string): PaymentTermsPresentation | undefined {
  if (schedule === null) return undefined;
  const { discount, instalments } = schedule;
  return present({
    discounts: discount === null ? undefined : [{ percent: discount.percent, until: discount.until, discount: amount(discount.discountMinor), payable: amount(totalMinor - discount.discountMinor) }],
    instalments: instalments.length < 2 ? undefined : instalments.map((part) => ({ date: part.dueOn, amount: amount(part.amountMinor) })),
  });
}

function paymentOf(document: PresentableDocument, seller: SellerVersion, customer: Customer): PaymentPresentation | undefined {
  if (document.kind === 'credit_note' || (seller.iban ?? null) === null) return undefined;
  return present({
    payee: seller.name, bankName: seller.bankName ?? undefined, iban: seller.iban ?? undefined, bic: seller.bic ?? undefined,
    reference: document.number === null ? customer.number : `${document.number} / ${customer.number}`,
  });
}
