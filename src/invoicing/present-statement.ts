// What a statement of account says on paper. Pure.

import { formatAmount } from '#kernel/money.ts';
import type { DocumentLanguage } from '#platform/typesetting/labels.ts';
import { labelsFor } from '#platform/typesetting/labels.ts';
import type { PaymentPresentation, StatementPresentation, StatementRowPresentation } from '#platform/typesetting/presentation.ts';
import { languageOf, partyOf, sellerOf } from './present-parties.ts';
import type { Statement, StatementSheet } from './statement.ts';

export type StatementForm = 'open-item' | 'activity';

/** The activity form needs a sheet with activity. On it payments not yet applied are part of the balance; the open-item form shows them apart. */
export function presentStatement(statement: Statement, sheet: StatementSheet, form: StatementForm): StatementPresentation {
  const { customer, seller, asOf } = statement;
  const { currency, activity } = sheet;
  const language = languageOf(customer.language, seller.language);
  const amount = (minor: bigint): string => formatAmount(minor, currency);
  const isActivity = form === 'activity' && activity !== null;
  const common = {
    language, page: seller.page === 'us-letter' ? 'us-letter' as const : 'a4' as const, currency, asOf, seller: sellerOf(seller, language, customer.country),
    customer: partyOf(customer.name, customer.billTo, seller.country, language), customerNumber: customer.number, ...paymentOf(statement),
    aging: sheet.aging.map((bucket) => ({ ...(bucket.fromDays === null ? {} : { fromDays: bucket.fromDays }), ...(bucket.toDays === null ? {} : { toDays: bucket.toDays }), amount: amount(bucket.amountMinor) })),
    overdue: amount(sheet.overdueMinor), balanceDue: amount(sheet.balanceMinor),
    remittanceItems: sheet.openItems.map((item) => ({ document: item.number, dueDate: item.dueOn, open: amount(item.openMinor) })),
  };
  if (isActivity) {
    return { ...common, form: 'activity', period: { from: activity.from, to: asOf }, openingBalance: amount(activity.openingMinor), rows: activityRows(activity, language, amount), closingBalance: amount(activity.closingMinor), unappliedCredits: [], unappliedTotal: amount(0n) };
  }
  return {
    ...common, form: 'open-item', rows: openRows(sheet, language, amount), closingBalance: amount(sheet.openMinor), unappliedTotal: amount(sheet.unappliedMinor),
    unappliedCredits: sheet.unapplied.map((row) => ({ date: row.openedOn, document: row.number, description: describe(row.kind, row.reference, language), amount: amount(row.openMinor) })),
  };
}

function openRows(sheet: StatementSheet, language: DocumentLanguage, amount: (minor: bigint) => string): StatementRowPresentation[] {
  return sheet.openItems.map((item) => ({
    date: item.openedOn, dueDate: item.dueOn, document: item.number, description: describe(item.kind, item.reference, language), debit: amount(item.amountMinor), open: amount(item.openMinor), daysOverdue: item.daysOverdue,
  }));
}

function activityRows(activity: NonNullable<StatementSheet['activity']>, language: DocumentLanguage, amount: (minor: bigint) => string): StatementRowPresentation[] {
  return activity.rows.map((row) => ({
    date: row.postedOn, document: row.number ?? '', description: describe(row.kind ?? '', row.reference ?? row.reason, language), ...(row.netMinor > 0n ? { debit: amount(row.netMinor) } : { credit: amount(-row.netMinor) }),
    balance: amount(row.balanceMinor),
  }));
}

const paymentWords: Readonly<Record<DocumentLanguage, string>> = { en: 'Payment', de: 'Zahlung', fr: 'Paiement', es: 'Pago' };

function describe(kind: string, reference: string | null, language: DocumentLanguage): string {
  const labels = labelsFor(language);
  const words: Readonly<Record<string, string>> = { invoice: labels.invoice, credit_note: labels['credit-note'], debit_note: labels['debit-note'], receipt: paymentWords[language] };
  return [words[kind] ?? '', reference ?? ''].filter((text) => text !== '').join(', ');
}

function paymentOf({ seller, customer, asOf }: Statement): { payment?: PaymentPresentation } {
  const { iban, bic, bankName } = seller;
  if (iban === null || iban === undefined) return {};
  return { payment: { payee: seller.name, iban, ...(bic === null || bic === undefined ? {} : { bic }), ...(bankName === null || bankName === undefined ? {} : { bankName }), reference: `${customer.number} / ${asOf}` } };
}
