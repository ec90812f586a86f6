// The columns of the receipt list: who paid, how much is still open and for how long, and how sure a suggestion is.
import { countColumn, dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatPercent } from '../../format/date.ts';
import { methodLabels, statusOf, type ReceiptRow, type ReceiptTotals } from './receipt-wire.ts';

type Column = GridColumn<ReceiptRow, ReceiptTotals>;

export function receiptColumns(today: string, homeCurrency: string): Column[] {
  return [
    textColumn({
      id: 'payer', header: 'Payer', width: 150, grow: true, isAnchor: true, strong: true,
      text: (row) => row.customer_name ?? row.payer_name ?? 'Unknown payer',
    }),
    dayColumn({ id: 'received', header: 'Received', today, day: (row) => row.received_on }),
    moneyColumn({ id: 'amount', header: 'Amount', look: 'plain', homeCurrency, money: (row) => row.amount, sum: (total) => total.amount }),
    moneyColumn({ id: 'left', header: 'Not applied', look: 'plain', strong: true, homeCurrency, money: (row) => row.left, sum: (total) => total.left }),
    countColumn({ id: 'age', header: 'Days', count: (row) => row.age_days }),
    {
      id: 'confidence', header: 'Sure', width: 62, align: 'end',
      cell: (row) => (row.match_confidence === null || row.match_status !== 'suggested' || row.match_outdated ? <span className="text-ink-3">–</span> : formatPercent(Number(row.match_confidence))),
    },
    statusColumn({ id: 'status', header: 'Status', status: statusOf }),
    textColumn({ id: 'text', header: 'Payment text', width: 240, text: (row) => row.text.replaceAll('\n', ' ') }),
    textColumn({ id: 'number', header: 'Receipt', fits: true, text: (row) => row.number }),
    textColumn({ id: 'method', header: 'How', width: 104, startsHidden: true, text: (row) => methodLabels[row.method] }),
    textColumn({ id: 'reference', header: 'Reference', width: 140, startsHidden: true, text: (row) => row.reference }),
    textColumn({ id: 'customer_number', header: 'Customer', fits: true, startsHidden: true, text: (row) => row.customer_number }),
  ];
}
