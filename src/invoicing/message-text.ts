// The words of the message with which a document is sent, in the customer's language. Pure.

import { formatDateFor, formatMoneyFor } from '#platform/typesetting/document-format.ts';
import { labelsFor, type DocumentLanguage } from '#platform/typesetting/labels.ts';
import type { DocumentKind } from './numbering.ts';
import { invoiceKinds } from './present-invoice.ts';

export type MessageFacts = {
  readonly kind: DocumentKind; readonly number: string; readonly seller: string; readonly customer: string; readonly total: string; readonly currency: string; readonly dueOn: string | null;
  readonly orderReference: string | null;
};

type Words = {
  readonly from: (kind: string, number: string, seller: string) => string;
  readonly greeting: string;
  readonly attached: (kind: string, number: string, total: string) => string;
  readonly order: (reference: string) => string;
  readonly due: (date: string) => string;
  readonly regards: string;
};

const words: Readonly<Record<DocumentLanguage, Words>> = {
  en: {
    from: (kind, number, seller) => `${kind} ${number} from ${seller}`, greeting: 'Dear Sir or Madam,',
    attached: (kind, number, total) => `please find attached ${kind.toLowerCase()} ${number} of ${total}.`, order: (reference) => `Your order: ${reference}`, due: (date) => `Please pay by ${date}.`, regards: 'Kind regards',
  },
  de: {
    from: (kind, number, seller) => `${kind} ${number} von ${seller}`, greeting: 'Sehr geehrte Damen und Herren,',
    attached: (kind, number, total) => `anbei erhalten Sie die ${kind} ${number} über ${total}.`, order: (reference) => `Ihre Bestellung: ${reference}`, due: (date) => `Bitte zahlen Sie bis zum ${date}.`, regards: 'Mit freundlichen Grüßen',
  },
  fr: {
    from: (kind, number, seller) => `${kind} ${number} de ${seller}`, greeting: 'Madame, Monsieur,',
    attached: (kind, number, total) => `veuillez trouver ci-joint le document ${kind.toLowerCase()} ${number} d’un montant de ${total}.`, order: (reference) => `Votre commande : ${reference}`, due: (date) => `Merci de payer au plus tard le ${date}.`, regards: 'Cordialement',
  },
  es: {
    from: (kind, number, seller) => `${kind} ${number} de ${seller}`, greeting: 'Estimados señores:',
    attached: (kind, number, total) => `adjuntamos la ${kind.toLowerCase()} ${number} por un importe de ${total}.`, order: (reference) => `Su pedido: ${reference}`, due: (date) => `Rogamos el pago antes del ${date}.`, regards: 'Un cordial saludo',
  },
};

export function messageText(language: DocumentLanguage, facts: MessageFacts): { subject: string; text: string } {
  const own = words[language];
  const kind = labelsFor(language)[invoiceKinds[facts.kind]];
  const lines = [
    own.greeting, '', own.attached(kind, facts.number, formatMoneyFor(language, facts.total, facts.currency)), ...(facts.orderReference === null ? [] : [own.order(facts.orderReference)]),
    ...(facts.dueOn === null || facts.kind === 'credit_note' ? [] : [own.due(formatDateFor(language, facts.dueOn))]), '', own.regards, facts.seller, '',
  ];
  // No-break spaces are for paper; mail programs break lines as they like.
  return { subject: own.from(kind, facts.number, facts.seller).replaceAll('\u{A0}', ' '), text: lines.join('\n').replaceAll('\u{A0}', ' ') };
}
