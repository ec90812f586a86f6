// An invoice, credit note or debit note made ready for its template: the one place that knows what stands where.
import { formatAmount, parseAmount } from '#kernel/money.ts';
import { invariant } from '#kernel/invariant.ts';
import { fillLabel, formatAmountFor, formatDateFor, formatDatesFor, formatMoneyFor, formatNumberFor, formatPercentFor } from './document-format.ts';
import { breakLongWords } from './map-texts.ts';
import { frameData, partyLines, paymentData } from './document-data.ts';
import { lineTable } from './invoice-lines.ts';
import { labelsFor } from './labels.ts';
import type { DocumentLabels } from './labels-en.ts';
import type { DocumentFiles, TypesettingInput } from './document-data.ts';
import type { InvoicePresentation, LabelledText } from './presentation.ts';

export function renderInvoiceData(given: InvoicePresentation, files: DocumentFiles = {}): TypesettingInput {
  const presentation = { ...breakLongWords(given), payment: given.payment };
  invariant(presentation.draft || presentation.number !== undefined, 'a document that is not a draft has a number');
  const labels = labelsFor(presentation.language);
  const frame = frameData(presentation, {
    title: labels[presentation.kind],
    number: presentation.number ?? labels.draftNumber,
    date: presentation.issueDate,
  }, files);
  const { shipTo, kind } = presentation;
  const data = {
    ...frame.data,
    draftMark: presentation.draft ? labels[draftMarks[kind]] : null,
    shipTo: shipTo === undefined ? null : { label: labels.shipTo, lines: partyLines(shipTo) },
    meta: metaOf(presentation, labels),
    facts: factsOf(presentation, labels),
    correction: correctionOf(presentation, labels),
    introduction: presentation.introduction ?? null,
    table: lineTable(presentation, runningTotals(presentation)),
    tax: taxSummary(presentation, labels),
    totals: totalsOf(presentation, labels),
    due: dueOf(presentation, labels),
    terms: { heading: labels.terms, sentences: termsOf(presentation, labels) },
    payment: kind === 'credit-note' ? null : paymentData(presentation, presentation.totals.due, !presentation.draft),
    notes: { heading: labels.notes, paragraphs: presentation.notes ?? [] },
  };
  return { data, files: frame.files };
}

const draftMarks = { invoice: 'draftInvoice', 'credit-note': 'draftCreditNote', 'debit-note': 'draftDebitNote' } as const;

function metaOf(presentation: InvoicePresentation, labels: DocumentLabels): LabelledText[] {
  const rows = [
    { label: labels.customerNumber, value: presentation.customerNumber },
    { label: labels.taxIdBuyer, value: presentation.customerTaxId },
    { label: labels.orderReference, value: presentation.orderReference },
    { label: labels.buyerReference, value: presentation.buyerReference },
    { label: labels.contractReference, value: presentation.contractReference },
    { label: labels.deliveryReference, value: presentation.deliveryReference },
    { label: labels.sellerContact, value: presentation.sellerContact },
  ];
  return rows.flatMap(({ label, value }) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

/** The strip below the title: when, for when, until when, how much. */
function factsOf(presentation: InvoicePresentation, labels: DocumentLabels): LabelledText[] {
  const { language, issueDate, taxPointDate, servicePeriod, deliveryDate, dueDate, totals, currency, kind } = presentation;
  const facts = [{ label: labels.issueDate, value: formatDateFor(language, issueDate) }];
  if (servicePeriod !== undefined) facts.push({ label: labels.servicePeriod, value: formatDatesFor(language, servicePeriod.from, servicePeriod.to) });
  if (deliveryDate !== undefined) facts.push({ label: labels.deliveryDate, value: formatDateFor(language, deliveryDate) });
  if (taxPointDate !== undefined && taxPointDate !== issueDate) facts.push({ label: labels.taxPointDate, value: formatDateFor(language, taxPointDate) });
  if (dueDate !== undefined && kind !== 'credit-note') facts.push({ label: labels.dueDate, value: formatDateFor(language, dueDate) });
  facts.push({ label: kind === 'credit-note' ? labels.amountCredited : labels.amountDue, value: formatMoneyFor(language, totals.due, currency) });
  return facts;
}

function correctionOf({ original, reason, language }: InvoicePresentation, labels: DocumentLabels): string[] {
  const sentences: string[] = [];
  if (original !== undefined) {
    sentences.push(fillLabel(labels.correctsOne, { document: labels[original.kind], number: original.number, date: formatDateFor(language, original.issueDate) }));
  }
  if (reason !== undefined) sentences.push(fillLabel(labels.reason, { reason }));
  return sentences;
}

function runningTotals({ lines, currency }: InvoicePresentation): string[] {
  let sum = 0n;
  return lines.map((line) => {
    sum += parseAmount(line.amount, currency);
    return formatAmount(sum, currency);
  });
}

function taxSummary(presentation: InvoicePresentation, labels: DocumentLabels): Readonly<Record<string, unknown>> {
  const { language, currency, taxGroups, taxInOtherCurrency } = presentation;
  const rows = taxGroups.map((group) => ({
    code: group.code,
    rate: formatPercentFor(language, group.ratePercent),
    basis: formatAmountFor(language, group.basis, currency),
    tax: formatAmountFor(language, group.tax, currency),
    reason: group.reason ?? null,
  }));
  const other = taxInOtherCurrency === undefined ? null : {
    label: fillLabel(labels.taxInOtherCurrency, { currency: taxInOtherCurrency.currency }),
    value: formatAmountFor(language, taxInOtherCurrency.tax, taxInOtherCurrency.currency),
    rate: fillLabel(labels.exchangeRate, { from: currency, to: taxInOtherCurrency.currency, rate: formatNumberFor(language, taxInOtherCurrency.rate) }),
  };
  return { heading: labels.taxSummary, columns: [labels.taxCode, labels.taxRate, labels.taxBasis, presentation.taxName ?? labels.taxAmount], rows, other };
}

function totalsOf(presentation: InvoicePresentation, labels: DocumentLabels): { label: string; value: string; strong: boolean }[] {
  const { totals, language, currency } = presentation;
  const row = (label: string, amount: string, strong = false): { label: string; value: string; strong: boolean } => ({ label, value: formatAmountFor(language, amount, currency), strong });
  const adjustments = totals.adjustments ?? [];
  const rows = adjustments.length === 0 ? [] : [row(labels.lineTotal, totals.lines), ...adjustments.map(({ label, amount }) => row(label, amount))];
  rows.push(row(labels.netTotal, totals.net), row(fillLabel(labels.taxTotal, { tax: presentation.taxName ?? labels.taxName }), totals.tax));
  if (totals.rounding !== undefined && /[1-9]/.test(totals.rounding)) rows.push(row(labels.rounding, totals.rounding));
  if (totals.prepaid !== undefined && /[1-9]/.test(totals.prepaid)) {
    rows.push(row(labels.grossTotal, totals.gross, true), row(labels.prepaid, negated(totals.prepaid)));
  }
  return rows;
}

function dueOf({ kind, totals, language, currency }: InvoicePresentation, labels: DocumentLabels): Readonly<Record<string, unknown>> {
  const settled = !/[1-9]/.test(totals.due) && /[1-9]/.test(totals.gross);
  return {
    label: kind === 'credit-note' ? labels.amountCredited : labels.amountDue,
    value: formatMoneyFor(language, totals.due, currency),
    remark: settled ? labels.settled : null,
  };
}

function termsOf(presentation: InvoicePresentation, labels: DocumentLabels): string[] {
  const { terms, language, currency, dueDate, kind, payment } = presentation;
  const sentences: string[] = [];
  if (terms?.text !== undefined) sentences.push(terms.text);
  else if (dueDate !== undefined && kind !== 'credit-note' && payment?.directDebit === undefined && terms?.instalments === undefined) {
    sentences.push(fillLabel(labels.payBy, { date: formatDateFor(language, dueDate) }));
  }
  for (const { percent, until, discount, payable } of terms?.discounts ?? []) {
    sentences.push(fillLabel(labels.discountTerm, {
      percent: formatPercentFor(language, percent),
      date: formatDateFor(language, until),
      discount: formatMoneyFor(language, discount, currency),
      payable: formatMoneyFor(language, payable, currency),
    }));
  }
  for (const [index, { date, amount }] of (terms?.instalments ?? []).entries()) {
    sentences.push(fillLabel(labels.instalment, { number: String(index + 1), amount: formatMoneyFor(language, amount, currency), date: formatDateFor(language, date) }));
  }
  return sentences;
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
