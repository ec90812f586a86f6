// The columns of each report as people download it.

import type { ReportColumn } from '#platform/http/export-report.ts';

export function agingColumns(buckets: readonly number[]): ReportColumn[] {
  const [first, second, third] = buckets;
  return [
    { key: 'number', title: 'Customer', kind: 'text' }, { key: 'name', title: 'Name', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' },
    { key: 'currentMinor', title: 'Not due', kind: 'amount', total: true }, { key: 'bucket1Minor', title: `1-${first}`, kind: 'amount', total: true },
    { key: 'bucket2Minor', title: `${(first ?? 0) + 1}-${second}`, kind: 'amount', total: true }, { key: 'bucket3Minor', title: `${(second ?? 0) + 1}-${third}`, kind: 'amount', total: true },
    { key: 'bucket4Minor', title: `over ${third}`, kind: 'amount', total: true }, { key: 'creditsMinor', title: 'Credits', kind: 'amount', total: true },
    { key: 'unappliedMinor', title: 'Unapplied cash', kind: 'amount', total: true }, { key: 'balanceMinor', title: 'Balance', kind: 'amount', total: true },
  ];
}

export const openItemColumns: readonly ReportColumn[] = [
  { key: 'customerNumber', title: 'Customer', kind: 'text' }, { key: 'customerName', title: 'Name', kind: 'text' }, { key: 'number', title: 'Document', kind: 'text' },
  { key: 'documentKind', title: 'Kind', kind: 'text' }, { key: 'openedOn', title: 'Date', kind: 'date' }, { key: 'dueOn', title: 'Due', kind: 'date' }, { key: 'ageDays', title: 'Days', kind: 'integer' },
  { key: 'currency', title: 'Currency', kind: 'text' }, { key: 'totalMinor', title: 'Total', kind: 'amount' }, { key: 'openMinor', title: 'Open', kind: 'amount', total: true },
];

export const trialBalanceColumns: readonly ReportColumn[] = [
  { key: 'code', title: 'Account', kind: 'text' }, { key: 'name', title: 'Name', kind: 'text' }, { key: 'type', title: 'Type', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' },
  { key: 'debitMinor', title: 'Debit', kind: 'amount', total: true }, { key: 'creditMinor', title: 'Credit', kind: 'amount', total: true }, { key: 'balanceMinor', title: 'Balance', kind: 'amount', total: true },
];

export const taxColumns: readonly ReportColumn[] = [
  { key: 'jurisdiction', title: 'Jurisdiction', kind: 'text' }, { key: 'category', title: 'Category', kind: 'text' }, { key: 'rate', title: 'Rate %', kind: 'percent' }, { key: 'currency', title: 'Currency', kind: 'text' },
  { key: 'documents', title: 'Documents', kind: 'integer' }, { key: 'baseMinor', title: 'Net', kind: 'amount', total: true }, { key: 'taxMinor', title: 'Tax', kind: 'amount', total: true },
];

export const accountColumns: readonly ReportColumn[] = [
  { key: 'postedOn', title: 'Date', kind: 'date' }, { key: 'event', title: 'Event', kind: 'text' }, { key: 'number', title: 'Document', kind: 'text' }, { key: 'currency', title: 'Currency', kind: 'text' },
  { key: 'debitMinor', title: 'Debit', kind: 'amount', total: true }, { key: 'creditMinor', title: 'Credit', kind: 'amount', total: true }, { key: 'balanceMinor', title: 'Balance', kind: 'amount' },
];
