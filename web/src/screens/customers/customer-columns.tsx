// The columns of the customer list; one per age, as many as the company has chosen.
import { dayColumn, moneyColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { AgingBar } from '../../kit/aging-bar.tsx';
import { Badge } from '../../kit/badge.tsx';
import { agedOf, customerStatuses, inOtherCurrencies, type CustomerRow, type CustomerTotals } from './customer-wire.ts';

type Column = GridColumn<CustomerRow, CustomerTotals>;

export function customerColumns(ages: readonly string[], today: string, homeCurrency: string): Column[] {
  return [
    textColumn({
      id: 'name', header: 'Customer', width: 172, grow: true, isAnchor: true, sortField: 'name', strong: true,
      text: (row) => row.name,
      after: (row) => row.status !== 'active' && <Badge tone={customerStatuses[row.status].tone}>{customerStatuses[row.status].label}</Badge>,
    }),
    textColumn({ id: 'number', header: 'Number', fits: true, sortField: 'number', text: (row) => row.number }),
    textColumn({ id: 'terms', header: 'Terms', width: 110, startsHidden: true, text: (row) => row.terms }),
    textColumn({ id: 'currency', header: 'Currency', width: 78, startsHidden: true, text: (row) => row.currency }),
    moneyColumn({ id: 'receivable', header: 'Receivable', sortField: 'receivable', strong: true, homeCurrency, money: (row) => row.receivable, also: (row) => inOtherCurrencies(row, (other) => other.receivable), sum: (total) => total.receivable }),
    moneyColumn({ id: 'overdue', header: 'Overdue', sortField: 'overdue', startsHidden: true, money: (row) => row.overdue, also: (row) => inOtherCurrencies(row, (other) => other.overdue), sum: (total) => total.overdue }),
    moneyColumn({ id: 'unapplied', header: 'Unapplied', startsHidden: true, money: (row) => row.unapplied, also: (row) => inOtherCurrencies(row, (other) => other.unapplied), sum: (total) => total.unapplied }),
    ...ages.map((label, index) => ageColumn(label, index, ages.length)),
    dayColumn({ id: 'last_payment', header: 'Last payment', startsHidden: true, today, day: (row) => row.last_payment_on }),
    { id: 'mix', header: 'Mix', width: 64, cell: (row) => <AgingBar amounts={(agedOf(row)[0] ?? row).aging.map((bucket) => bucket.amount)} /> },
  ];
}

/** Red only for the oldest: a page of red says nothing. */
function ageColumn(label: string, index: number, count: number): Column {
  return moneyColumn({
    id: `age-${index}`,
    header: label,
    late: index === count - 1,
    money: (row) => ({ amount: row.aging[index]?.amount ?? '0', currency: row.currency }),
    also: (row) => inOtherCurrencies(row, (other) => ({ amount: other.aging[index]?.amount ?? '0', currency: other.currency })),
    sum: (total) => ({ amount: total.aging[index]?.amount ?? '0', currency: total.currency }),
  });
}
