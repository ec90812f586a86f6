// The columns of the list of documents.
import { dayColumn, moneyColumn, statusColumn, textColumn, type StatusLook } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatCount } from '../../format/money.ts';
import { countedAmount, documentName, kindWord, stateLook, type DocumentRow, type DocumentTotals } from './invoice-wire.ts';

type Column = GridColumn<DocumentRow, DocumentTotals>;

/** 'Overdue 6 d': how late is read together with that it is late; days that nobody counts any more are years. */
function stateAndLateness(row: DocumentRow): StatusLook {
  const look = stateLook(row);
  if (row.state !== 'overdue' || !row.days_overdue) return look;
  return { ...look, label: `${look.label} ${row.days_overdue < countedDays ? `${formatCount(row.days_overdue)} d` : `${Math.floor(row.days_overdue / 365.25)} y`}` };
}

const countedDays = 1000;

/** Only open documents are sorted by their due day. */
export function invoiceColumns(today: string, homeCurrency: string, sortsByDue: boolean): Column[] {
  return [
    textColumn({
      id: 'number', header: 'Number', width: 150, isAnchor: true, strong: true, fit: documentName, text: documentName,
    }),
    textColumn({ id: 'customer', header: 'Customer', width: 108, grow: true, text: (row) => row.customer_name }),
    textColumn({ id: 'kind', header: 'Kind', width: 90, startsHidden: true, text: (row) => kindWord(row.kind) }),
    statusColumn({ id: 'state', header: 'State', width: 118, status: stateAndLateness }),
    dayColumn({ id: 'issued', header: 'Issued', sortField: 'issued_on', today, day: (row) => row.issued_on }),
    dayColumn({ id: 'due', header: 'Due', sortField: sortsByDue ? 'due_on' : undefined, today, day: (row) => row.due_on }),
    {
      id: 'late', header: 'Days late', width: 96, align: 'end', startsHidden: true, fit: (row) => formatCount(row.days_overdue ?? 0),
      cell: (row) => (row.days_overdue ? <span className={row.days_overdue > 90 ? 'text-bad' : ''}>{formatCount(row.days_overdue)}</span> : <span className="text-ink-3">–</span>),
    },
    textColumn({ id: 'order', header: 'Order', width: 110, startsHidden: true, text: (row) => row.order_reference }),
    textColumn({ id: 'po', header: 'Customer PO', width: 110, startsHidden: true, text: (row) => row.customer_po }),
    moneyColumn({ id: 'net', header: 'Before tax', startsHidden: true, look: 'plain', homeCurrency, money: (row) => countedAmount(row, row.net) }),
    moneyColumn({ id: 'tax', header: 'Tax', startsHidden: true, look: 'plain', homeCurrency, money: (row) => countedAmount(row, row.tax) }),
    moneyColumn({ id: 'total', header: 'Total', sortField: 'total', strong: true, look: 'plain', homeCurrency, money: (row) => countedAmount(row, row.total), sum: (total) => total.total }),
    moneyColumn({ id: 'open', header: 'Open', look: 'plain', homeCurrency, money: (row) => row.open ?? { amount: '0', currency: row.currency }, sum: (total) => total.open }),
  ];
}
