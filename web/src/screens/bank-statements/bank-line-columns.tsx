// The columns of bank lines: who, what was written, how much, and what became of it.
import { Link } from '@tanstack/react-router';

import { dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatMoney } from '../../format/money.ts';
import { kindLabel, lineStatuses, type BankLine, type BankLineTotals } from './bank-wire.ts';

type Column = GridColumn<BankLine, BankLineTotals>;

export function bankLineColumns(today: string, homeCurrency: string): Column[] {
  return [
    dayColumn({ id: 'booked', header: 'Booked', today, day: (row) => row.booked_on }),
    textColumn({ id: 'payer', header: 'Payer', width: 170, grow: true, isAnchor: true, strong: true, text: (row) => row.payer_name ?? (row.text.split('\n')[0] || 'No name') }),
    textColumn({ id: 'account', header: 'Their account', width: 110, startsHidden: true, text: (row) => row.payer_account }),
    textColumn({ id: 'text', header: 'Text', width: 240, text: (row) => row.text.replaceAll('\n', ' ') }),
    statusColumn({ id: 'status', header: 'Taken for', width: 126, status: (row) => lineStatuses[row.status] }),
    {
      id: 'became', header: 'Became', width: 150,
      cell: (row) => {
        if (row.receipt_id && (row.status === 'receipt' || row.status === 'return')) {
          return <Link to={`/receipts/${row.receipt_id}` as never} className="font-medium text-accent hover:underline">{row.receipt_number ?? 'Receipt'}{row.receipts > 1 ? ` and ${row.receipts - 1} more` : ''}{row.fee && ` + ${formatMoney(row.fee)} fee`}</Link>;
        }
        const kind = kindLabel(row.kind);
        return <span title={row.decision_reason ?? undefined} className="truncate">{[kind, row.account_code].filter(Boolean).join(' · ') || '–'}</span>;
      },
    },
    textColumn({ id: 'by', header: 'Decided by', width: 96, startsHidden: true, text: (row) => (row.decided_by === 'rule' ? 'a rule' : row.decided_by === 'person' ? 'a person' : undefined) }),
    moneyColumn({ id: 'amount', header: 'Amount', look: 'plain', strong: true, homeCurrency, money: (row) => row.amount, sum: (total) => total.amount }),
  ];
}
