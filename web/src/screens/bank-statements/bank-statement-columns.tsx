// The columns of the list of statements: period, balances, whether they tie, what was new.
import { countColumn, dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { isZeroAmount } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { balanceLooks, type BankStatement } from './bank-wire.ts';

export function bankStatementColumns(today: string, homeCurrency: string): GridColumn<BankStatement>[] {
  const zero = (row: BankStatement) => ({ amount: '0', currency: row.currency });
  return [
    textColumn({ id: 'account', header: 'Account', width: 140, grow: true, isAnchor: true, strong: true, text: (row) => `${row.account_name} ${row.currency}` }),
    textColumn({ id: 'reference', header: 'Statement', width: 150, text: (row) => row.statement_reference }),
    dayColumn({ id: 'from', header: 'From', startsHidden: true, today, day: (row) => row.opening_on }),
    dayColumn({ id: 'to', header: 'To', today, day: (row) => row.closing_on }),
    moneyColumn({ id: 'opening', header: 'Opening', startsHidden: true, look: 'plain', homeCurrency, money: (row) => row.opening ?? zero(row) }),
    moneyColumn({ id: 'closing', header: 'Closing', look: 'plain', homeCurrency, money: (row) => row.closing ?? zero(row) }),
    statusColumn({ id: 'balance', header: 'Balance', status: (row) => balanceLooks[row.balance] }),
    {
      id: 'gap', header: 'Before it', width: 92,
      cell: (row) => (row.gap && !isZeroAmount(row.gap.amount) ? <Badge tone="warn">One missing</Badge> : <span className="text-ink-3">–</span>),
    },
    countColumn({ id: 'lines', header: 'Lines', count: (row) => row.line_count }),
    countColumn({ id: 'new', header: 'New', count: (row) => row.new_lines }),
    textColumn({ id: 'format', header: 'Format', width: 90, startsHidden: true, text: (row) => row.format }),
  ];
}
