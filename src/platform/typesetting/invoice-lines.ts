// The lines of an invoice as a table for the template: which columns it has, and every cell as text.
import { decimalPads, fillLabel, formatAmountFor, formatDatesFor, formatPercentFor, formatQuantityFor, formatUnitPriceFor } from './document-format.ts';
import { labelsFor } from './labels.ts';
import type { InvoiceLinePresentation, InvoicePresentation } from './presentation.ts';

export type ColumnKey = 'position' | 'code' | 'description' | 'date' | 'quantity' | 'unitPrice' | 'discount' | 'tax' | 'amount';

/** `pad` is set unseen behind the text, so that decimal points stand below each other. */
export type CellData = { readonly text: string; readonly pad: string };

export type LineRowData = {
  readonly section: string | null;
  readonly cells: { readonly [key in ColumnKey]: CellData };
  readonly unit: string;
  readonly details: readonly string[];
  /** Sum of the lines up to and with this one, printed where the page breaks behind it. */
  readonly running: string;
};

export type LineTableData = {
  readonly columns: readonly { readonly key: ColumnKey; readonly label: string }[];
  readonly units: boolean;
  readonly rows: readonly LineRowData[];
};

type Cells = { readonly [key in ColumnKey]: readonly CellData[] };

export function lineTable(presentation: InvoicePresentation, runningTotals: readonly string[]): LineTableData {
  const { lines, language, currency } = presentation;
  const labels = labelsFor(language);
  const cells = cellsOf(presentation);
  const columns = chooseColumns(cells, presentation.page);
  const has = (key: ColumnKey): boolean => columns.includes(key);
  const words = { position: labels.position, code: labels.code, description: labels.description, date: labels.date, quantity: labels.quantity,
    unitPrice: labels.unitPrice, discount: labels.discount, tax: presentation.taxName ?? labels.taxName, amount: fillLabel(labels.amount, { currency }) };
  const rows = lines.map((line, index): LineRowData => {
    const cell = (key: ColumnKey): CellData => cells[key][index] ?? { text: '', pad: '' };
    const displaced = [has('code') ? '' : cell('code').text, has('date') ? '' : cell('date').text].filter((text) => text !== '').join(' · ');
    return {
      section: line.section !== undefined && line.section !== lines[index - 1]?.section ? line.section : null,
      cells: { position: cell('position'), code: cell('code'), description: cell('description'), date: cell('date'), quantity: cell('quantity'),
        unitPrice: cell('unitPrice'), discount: cell('discount'), tax: cell('tax'), amount: cell('amount') },
      unit: line.unit ?? '',
      details: [displaced, ...(line.details ?? [])].filter((text) => text !== ''),
      running: formatAmountFor(language, runningTotals[index] ?? '0', currency),
    };
  });
  return { columns: columns.map((key) => ({ key, label: words[key] })), units: lines.some((line) => (line.unit ?? '') !== ''), rows };
}

function cellsOf({ lines, language, currency }: InvoicePresentation): Cells {
  const plain = (text: (line: InvoiceLinePresentation) => string): CellData[] => lines.map((line) => ({ text: text(line), pad: '' }));
  const aligned = (text: (line: InvoiceLinePresentation) => string): CellData[] => {
    const texts = lines.map(text);
    const pads = decimalPads(language, texts);
    return texts.map((written, index) => ({ text: written, pad: pads[index] ?? '' }));
  };
  return {
    position: plain((line) => line.position),
    code: plain((line) => line.code ?? ''),
    description: plain((line) => line.description),
    date: plain((line) => datesOf(line, language)),
    quantity: aligned((line) => formatQuantityFor(language, line.quantity)),
    unitPrice: aligned((line) => formatUnitPriceFor(language, line.unitPrice, currency)),
    discount: plain((line) => (line.discountPercent === undefined || !/[1-9]/.test(line.discountPercent) ? '' : formatPercentFor(language, line.discountPercent))),
    tax: plain((line) => line.taxCode ?? ''),
    amount: plain((line) => formatAmountFor(language, line.amount, currency)),
  };
}

function datesOf(line: InvoiceLinePresentation, language: InvoicePresentation['language']): string {
  if (line.period !== undefined) return formatDatesFor(language, line.period.from, line.period.to);
  return line.date === undefined ? '' : formatDatesFor(language, line.date, line.date);
}

// Estimates that only decide where code and date go; the template measures the real widths.
const signWidthMm = 1.6;
const gutterMm = 3;
const descriptionWidthMinMm = 70;

// Code and date get columns of their own while the description keeps room; otherwise they stand in small type below it.
function chooseColumns(cells: Cells, page: InvoicePresentation['page']): ColumnKey[] {
  const width = (key: ColumnKey): number => cells[key].reduce((longest, { text, pad }) => Math.max(longest, text.length + pad.length), 4) * signWidthMm + gutterMm;
  const filled = (key: ColumnKey): boolean => cells[key].some(({ text }) => text !== '');
  const kept = new Set<ColumnKey>(['position', 'description', 'quantity', 'unitPrice', 'amount']);
  for (const key of ['discount', 'tax'] as const) if (filled(key)) kept.add(key);
  const unitsMm = 9;
  let room = (page === 'a4' ? 170 : 178) - unitsMm - [...kept].reduce((sum, key) => sum + (key === 'description' ? 0 : width(key)), 0);
  for (const key of ['code', 'date'] as const) {
    if (!filled(key) || room - width(key) < descriptionWidthMinMm) continue;
    kept.add(key);
    room -= width(key);
  }
  const order: readonly ColumnKey[] = ['position', 'code', 'description', 'date', 'quantity', 'unitPrice', 'discount', 'tax', 'amount'];
  return order.filter((key) => kept.has(key));
}
