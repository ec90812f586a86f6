// Columns of reports from the names of their fields: text, day, amount, count, share.
import { Link } from '@tanstack/react-router';

import type { WireMoney } from '../../api/types.ts';
import { countColumn, dayColumn, moneyColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatPercent } from '../../format/date.ts';
import { formatAccounting } from '../../format/money.ts';
import type { ReportRow } from './report-table.tsx';

type Column = GridColumn<ReportRow, ReportRow>;
type Extra = Partial<Column> & { readonly strong?: boolean };

export function textOf(row: ReportRow, key: string): string {
  const value = row[key];
  return value === null || value === undefined ? '' : String(value);
}

export function amountOf(row: ReportRow, key: string): WireMoney {
  const value = row[key] as WireMoney | null | undefined;
  return value ?? { amount: '0', currency: textOf(row, 'currency') };
}

export function text(key: string, header: string, extra: Extra = {}): Column {
  return textColumn({ id: key, header, text: (row) => textOf(row, key), ...extra });
}

export function day(key: string, header: string, today: string): Column {
  return dayColumn({ id: key, header, today, day: (row) => textOf(row, key) || undefined });
}

/** Exact, negatives in parentheses, the sum of the filter at the foot. */
export function amount(key: string, header: string, extra: Extra & { readonly noSum?: boolean } = {}): Column {
  const { noSum = false, ...rest } = extra;
  return moneyColumn({
    id: key,
    header,
    look: 'plain',
    money: (row) => amountOf(row, key),
    cell: (row) => <span className={rest.strong ? 'font-semibold' : ''}>{formatAccounting(amountOf(row, key))}</span>,
    fitTotal: noSum ? undefined : (total) => (total[key] ? formatAccounting(amountOf(total, key)) : ''),
    total: noSum ? undefined : (total) => total[key] !== undefined && formatAccounting(amountOf(total, key)),
    ...rest,
  });
}

export function count(key: string, header: string): Column {
  return countColumn({ id: key, header, count: (row) => Number(row[key] ?? 0) });
}

/** Asset, liability, equity, income, expense. */
export function accountType(): Column {
  return text('type', 'Type', { width: 84, cell: (row) => <span className="capitalize">{textOf(row, 'type')}</span> });
}

/** A fraction such as 0.9718, shown in percent. */
export function share(key: string, header: string): Column {
  return { id: key, header, width: 78, align: 'end', cell: (row) => formatPercent(Number(row[key] ?? 0)) };
}

/** A number that leads to its document. */
export function link(key: string, header: string, to: (row: ReportRow) => string | undefined, extra: Extra = {}): Column {
  return textColumn({
    id: key,
    header,
    text: (row) => textOf(row, key),
    cell: (row) => {
      const address = to(row);
      const shown = textOf(row, key) || '–';
      return address ? <Link to={address as never} tabIndex={-1} className="truncate font-medium text-accent hover:underline">{shown}</Link> : <span className="truncate">{shown}</span>;
    },
    ...extra,
  });
}
