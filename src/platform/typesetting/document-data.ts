// The parts that invoices and statements share, made ready for the templates: every text formatted, every label in its language.
import { printIban } from './bank-identifiers.ts';
import { fillLabel, formatDateFor, formatMoneyFor } from './document-format.ts';
import { labelsFor } from './labels.ts';
import { breakLongWords } from './map-texts.ts';
import { epcQrPayload, qrPicture } from './payment-qr.ts';
import type { DocumentLabels } from './labels-en.ts';
import type { DocumentPresentation, LabelledText, PartyPresentation, PaymentPresentation, SellerPresentation } from './presentation.ts';
import type { LocalDate } from '#kernel/local-date.ts';

export type LogoFormat = 'png' | 'jpg' | 'svg';

/** Bytes that go into the file beside the text: the seller's logo, and files carried inside the PDF (an e-invoice above all). */
export type DocumentFiles = {
  readonly logo?: { readonly format: LogoFormat; readonly bytes: Uint8Array };
  readonly attachments?: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly relationship: 'alternative' | 'data' | 'source' | 'supplement';
    readonly description: string;
    readonly bytes: Uint8Array;
  }[];
};

/** What the typesetter takes: JSON for the template, and the files it names by path. */
export type TypesettingInput = {
  readonly data: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, Uint8Array>>;
};

export type PaymentData = {
  readonly heading: string;
  readonly details: readonly LabelledText[];
  readonly sentence: string | null;
  readonly url: { readonly label: string; readonly address: string } | null;
  readonly code: { readonly svg: string; readonly caption: string; readonly alt: string } | null;
};

const accentDefault = '#1f3a5f';

/** Everything above, below and around the body of a document. */
export function frameData(presentation: DocumentPresentation, facts: { title: string; number: string; date: LocalDate }, files: DocumentFiles): TypesettingInput {
  const labels = labelsFor(presentation.language);
  const { seller } = presentation;
  const shadow: Record<string, Uint8Array> = {};
  if (files.logo !== undefined) shadow['/files/logo'] = files.logo.bytes;
  const attachments = (files.attachments ?? []).map(({ bytes, ...about }, index) => {
    shadow[`/files/attachment-${index}`] = bytes;
    return { ...about, path: `/files/attachment-${index}` };
  });
  const [year, month, day] = facts.date.split('-').map(Number);
  const data = {
    language: presentation.language,
    page: presentation.page,
    accent: accentOf(seller),
    title: facts.title,
    number: facts.number,
    documentTitle: `${facts.title} ${facts.number}`.trim(),
    date: { year, month, day },
    seller: {
      name: seller.name,
      monogram: monogramOf(seller.name),
      logo: files.logo === undefined ? null : { path: '/files/logo', format: files.logo.format, alt: fillLabel(labels.logoOf, { name: seller.name }) },
      returnLine: [seller.name, ...seller.addressLines].join(' · '),
      footer: footerOf(seller),
    },
    recipient: partyLines(presentation.customer),
    labels: { page: labels.page, carriedForward: labels.carriedForward, broughtForward: labels.broughtForward },
    attachments,
  };
  return { data, files: shadow };
}

export function partyLines(party: PartyPresentation): string[] {
  return [party.name, party.attention ?? '', ...party.addressLines].filter((line) => line.trim() !== '');
}

/** How to pay `amount`; null where nothing is asked of the customer. Nobody may pay a draft, so it has no code to scan. */
export function paymentData(presentation: DocumentPresentation, amount: string, withCode: boolean): PaymentData | null {
  const { payment, language, currency } = presentation;
  if (payment === undefined || !/^\d/.test(amount) || !/[1-9]/.test(amount)) return null;
  const labels = labelsFor(language);
  const frame = { heading: labels.payment, details: [], sentence: null, url: null, code: null };
  if (payment.directDebit !== undefined) {
    const { date, mandate, creditor } = payment.directDebit;
    return { ...frame, sentence: fillLabel(labels.directDebit, { date: formatDateFor(language, date), mandate, creditor }) };
  }
  const url = payment.onlineUrl === undefined ? null : { label: labels.payOnline, address: payment.onlineUrl };
  const due = { amount, currency, money: formatMoneyFor(language, amount, currency) };
  return { ...frame, details: paymentDetails(payment, labels), url, code: withCode ? paymentCode(payment, due, labels) : null };
}

function paymentDetails(payment: PaymentPresentation, labels: DocumentLabels): LabelledText[] {
  const rows = [
    { label: labels.payee, value: payment.payee },
    { label: labels.bank, value: payment.bankName },
    { label: 'IBAN', value: payment.iban === undefined ? undefined : printIban(payment.iban) },
    { label: 'BIC', value: payment.bic },
    { label: labels.accountNumber, value: payment.accountNumber },
    ...(payment.otherDetails ?? []),
    { label: labels.paymentReference, value: payment.reference },
  ];
  return rows.flatMap(({ label, value }) => (value === undefined || value === '' ? [] : [breakLongWords({ label, value })]));
}

// A transfer code first; a page to pay on only where no bank's app could be served.
function paymentCode(payment: PaymentPresentation, due: { amount: string; currency: string; money: string }, labels: DocumentLabels): PaymentData['code'] {
  const { payee: name, iban, bic, reference: remittance, onlineUrl } = payment;
  const transfer = iban === undefined ? null : epcQrPayload({ name, iban, amount: due.amount, currency: due.currency, remittance, ...(bic === undefined ? {} : { bic }) });
  if (transfer !== null) {
    return { svg: qrPicture(transfer).svg, caption: labels.scanToPay, alt: fillLabel(labels.codeForTransfer, { amount: due.money, name }) };
  }
  if (onlineUrl === undefined || onlineUrl.length > 300) return null;
  return { svg: qrPicture(onlineUrl).svg, caption: labels.scanToOpen, alt: fillLabel(labels.codeForPage, { url: onlineUrl }) };
}

function footerOf(seller: SellerPresentation): string[][] {
  const taxIds = (seller.taxIds ?? []).map(({ label, value }) => `${label} ${value}`);
  const reach = [seller.phone, seller.email, seller.website].filter((text) => text !== undefined);
  return [[seller.name, ...seller.addressLines], reach, [...(seller.registration ?? []), ...taxIds]].filter((column) => column.length > 0);
}

/** One or two initials stand for a seller without a logo. */
export function monogramOf(name: string): string {
  const words = name.split(/[\s.,&+/-]+/).filter((word) => /^\p{L}/u.test(word));
  const initials = words.map((word) => [...word][0] ?? '');
  const joined = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(initials[0] ?? '') ? initials.slice(0, 1) : initials.slice(0, 2);
  return joined.join('').toUpperCase();
}

// White on a light colour cannot be read: the template gets the text colour with the fill (relative luminance, WCAG 2.2).
function accentOf(seller: SellerPresentation): { fill: string; text: string } {
  const fill = /^#[0-9a-f]{6}$/i.test(seller.accent ?? '') ? (seller.accent ?? accentDefault) : accentDefault;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(fill.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return { fill, text: 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.4 ? '#15181c' : '#ffffff' };
}
