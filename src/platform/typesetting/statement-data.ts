// A statement of account made ready for its template: open items or activity, ages, what is not applied yet, and the slip to send back.
import { formatAmount, parseAmount } from '#kernel/money.ts';
import { fillLabel, formatAmountFor, formatDateFor, formatDatesFor, formatMoneyFor } from './document-format.ts';
import { breakLongWords } from './map-texts.ts';
import { frameData, paymentData } from './document-data.ts';
import { labelsFor } from './labels.ts';
import type { DocumentLabels } from './labels-en.ts';
import type { DocumentFiles, TypesettingInput } from './document-data.ts';
import type { LabelledText, StatementPresentation, StatementRowPresentation } from './presentation.ts';

type ColumnKey = 'date' | 'document' | 'description' | 'dueDate' | 'daysOverdue' | 'debit' | 'credit' | 'last';

export function renderStatementData(given: StatementPresentation, files: DocumentFiles = {}): TypesettingInput {
  const presentation = { ...breakLongWords(given), payment: given.payment };
  const { language, asOf, currency, form, balanceDue } = presentation;
  const labels = labelsFor(language);
  const frame = frameData(presentation, { title: labels.statement, number: formatDateFor(language, asOf), date: asOf }, files);
  const payment = paymentData(presentation, balanceDue, true);
  const data = {
    ...frame.data,
    meta: metaOf(presentation, labels),
    facts: factsOf(presentation, labels),
    table: {
      heading: form === 'open-item' ? labels.openItems : labels.activity,
      columns: columnsOf(presentation, labels),
      rows: rowsOf(presentation),
      opening: form === 'activity' ? { label: labels.openingBalance, value: formatAmountFor(language, presentation.openingBalance ?? '0', currency) } : null,
      closing: { label: form === 'activity' ? labels.closingBalance : labels.totalOpen, value: formatAmountFor(language, presentation.closingBalance, currency) },
      empty: form === 'activity' ? labels.noActivity : labels.noOpenItems,
    },
    aging: agingOf(presentation, labels),
    unapplied: unappliedOf(presentation, labels),
    balance: balanceOf(presentation, labels),
    payment,
    slip: payment === null || payment.sentence !== null ? null : slipOf(presentation, labels),
    notes: { heading: labels.notes, paragraphs: presentation.notes ?? [] },
  };
  return { data, files: frame.files };
}

function metaOf({ customerNumber, currency }: StatementPresentation, labels: DocumentLabels): LabelledText[] {
  const number = customerNumber === undefined ? [] : [{ label: labels.customerNumber, value: customerNumber }];
  return [...number, { label: labels.currency, value: currency }];
}

function factsOf(presentation: StatementPresentation, labels: DocumentLabels): LabelledText[] {
  const { language, asOf, period, currency, overdue, form, balanceDue } = presentation;
  const facts = [{ label: labels.asOf, value: formatDateFor(language, asOf) }];
  if (form === 'activity' && period !== undefined) facts.push({ label: labels.period, value: formatDatesFor(language, period.from, period.to) });
  facts.push({ label: labels.overdue, value: formatMoneyFor(language, overdue, currency) });
  const inFavour = balanceDue.startsWith('-');
  facts.push({ label: inFavour ? labels.balanceInYourFavour : labels.balanceDue, value: formatMoneyFor(language, inFavour ? balanceDue.slice(1) : balanceDue, currency) });
  return facts;
}

// A column that no row fills is left out.
function columnsOf(presentation: StatementPresentation, labels: DocumentLabels): { key: ColumnKey; label: string }[] {
  const { form, rows, currency } = presentation;
  const some = (has: (row: StatementRowPresentation) => boolean): boolean => rows.some(has);
  const columns: (readonly [ColumnKey, string, boolean])[] = [
    ['date', labels.date, true],
    ['document', labels.document, true],
    ['description', labels.description, true],
    ['dueDate', labels.dueDate, form === 'open-item' && some((row) => row.dueDate !== undefined)],
    ['daysOverdue', labels.daysOverdue, form === 'open-item' && some((row) => (row.daysOverdue ?? 0) > 0)],
    ['debit', labels.debit, form === 'activity' || some((row) => row.debit !== undefined)],
    ['credit', labels.credit, form === 'activity' || some((row) => row.credit !== undefined)],
    ['last', fillLabel(form === 'activity' ? labels.balance : labels.open, { currency }), true],
  ];
  return columns.flatMap(([key, label, kept]) => (kept ? [{ key, label }] : []));
}

function rowsOf({ rows, form, language, currency, openingBalance }: StatementPresentation): { cells: Record<ColumnKey, string>; running: string }[] {
  const amount = (text: string | undefined): string => (text === undefined ? '' : formatAmountFor(language, text, currency));
  let open = parseAmount(openingBalance ?? '0', currency);
  return rows.map((row) => {
    open += parseAmount(row.open ?? '0', currency);
    const late = row.daysOverdue ?? 0;
    return {
      cells: {
        date: formatDateFor(language, row.date), document: row.document, description: row.description,
        dueDate: row.dueDate === undefined ? '' : formatDateFor(language, row.dueDate), daysOverdue: late > 0 ? String(late) : '',
        debit: amount(row.debit), credit: amount(row.credit), last: amount(form === 'activity' ? row.balance : row.open),
      },
      running: form === 'activity' ? amount(row.balance) : formatAmountFor(language, formatAmount(open, currency), currency),
    };
  });
}

function agingOf({ aging, language, currency }: StatementPresentation, labels: DocumentLabels): Readonly<Record<string, unknown>> {
  const minors = aging.map(({ amount }) => parseAmount(amount, currency));
  const whole = minors.reduce((sum, minor) => sum + (minor > 0n ? minor : 0n), 0n);
  const buckets = aging.map(({ fromDays, toDays, amount }, index) => {
    const minor = minors[index] ?? 0n;
    return {
      label: fromDays === undefined ? labels.notDue
        : toDays === undefined ? fillLabel(labels.daysOver, { days: String(fromDays - 1) })
          : fillLabel(labels.daysRange, { from: String(fromDays), to: String(toDays) }),
      value: formatAmountFor(language, amount, currency),
      // Length of the bar, for the eye only.
      sharePerMille: whole === 0n || minor <= 0n ? 0 : Number((minor * 1000n) / whole),
      late: fromDays !== undefined,
    };
  });
  return { heading: labels.aging, buckets };
}

function unappliedOf({ unappliedCredits, language, currency }: StatementPresentation, labels: DocumentLabels): Readonly<Record<string, unknown>> {
  const rows = unappliedCredits.map(({ date, document, description, amount }) => ({
    date: formatDateFor(language, date), document, description, amount: formatAmountFor(language, amount, currency),
  }));
  return { heading: labels.unappliedCredits, columns: [labels.date, labels.document, labels.description, fillLabel(labels.amount, { currency })], rows };
}

function balanceOf(presentation: StatementPresentation, labels: DocumentLabels): Readonly<Record<string, unknown>> {
  const { form, closingBalance, unappliedTotal, balanceDue, language, currency } = presentation;
  const inFavour = balanceDue.startsWith('-');
  const unapplied = parseAmount(unappliedTotal, currency);
  const rows = [{ label: form === 'activity' ? labels.closingBalance : labels.totalOpen, value: formatAmountFor(language, closingBalance, currency) }];
  if (unapplied !== 0n) rows.push({ label: labels.unappliedTotal, value: formatAmountFor(language, formatAmount(-unapplied, currency), currency) });
  return {
    rows,
    due: { label: inFavour ? labels.balanceInYourFavour : labels.balanceDue, value: formatMoneyFor(language, inFavour ? balanceDue.slice(1) : balanceDue, currency) },
  };
}

function slipOf(presentation: StatementPresentation, labels: DocumentLabels): Readonly<Record<string, unknown>> {
  const { remittanceItems, language, currency, customer, customerNumber, asOf, balanceDue } = presentation;
  const facts = [
    { label: labels.customerNumber, value: customerNumber ?? '' },
    { label: labels.asOf, value: formatDateFor(language, asOf) },
    { label: labels.balanceDue, value: formatMoneyFor(language, balanceDue, currency) },
  ];
  return {
    heading: labels.remittance,
    hint: labels.remittanceHint,
    cut: labels.cutHere,
    customer: customer.name,
    facts: facts.filter(({ value }) => value !== ''),
    items: remittanceItems.map(({ document, dueDate, open }) => ({
      document, dueDate: dueDate === undefined ? '' : formatDateFor(language, dueDate), open: formatAmountFor(language, open, currency),
    })),
    columns: [labels.document, labels.dueDate, fillLabel(labels.open, { currency })],
  };
}
