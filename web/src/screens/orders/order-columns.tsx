// The columns of the order list.
import { dayColumn, moneyColumn, statusColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { counted, isZeroAmount, sharesOf, subtractAmounts } from '../../format/money.ts';
import { Badge } from '../../kit/badge.tsx';
import { orderStatuses, type OrderRow } from './order-wire.ts';

type Column = GridColumn<OrderRow>;

export function orderColumns(today: string, homeCurrency: string): Column[] {
  return [
    textColumn({
      id: 'number', header: 'Order', width: 130, isAnchor: true, sortField: 'number', strong: true, text: (row) => row.number,
      after: (row) => row.blanket && <Badge>Blanket</Badge>,
    }),
    textColumn({ id: 'customer', header: 'Customer', width: 160, grow: true, text: (row) => row.customer_name }),
    textColumn({ id: 'po', header: 'Customer PO', width: 112, text: (row) => row.customer_po }),
    dayColumn({ id: 'ordered_on', header: 'Ordered', sortField: 'ordered_on', today, day: (row) => row.ordered_on }),
    dayColumn({ id: 'expires', header: 'Expires', startsHidden: true, today, day: (row) => row.expires_on }),
    dayColumn({ id: 'last_delivery', header: 'Last delivery', startsHidden: true, today, day: (row) => row.last_delivered_on }),
    statusColumn({ id: 'status', header: 'Status', width: 108, status: (row) => orderStatuses[row.status] }),
    { id: 'progress', header: 'Delivered', width: 84, cell: (row) => <DeliveredBar row={row} /> },
    valueColumn(homeCurrency),
    moneyColumn({ id: 'delivered', header: 'Of it delivered', startsHidden: true, homeCurrency, money: (row) => row.delivered }),
    moneyColumn({ id: 'limit', header: 'Not to exceed', startsHidden: true, homeCurrency, money: (row) => row.not_to_exceed ?? { amount: '0', currency: row.currency } }),
  ];
}

/** Lines without a price of their own are not worth nothing: the price book decides, and it is said. */
function valueColumn(homeCurrency: string): Column {
  const column = moneyColumn<OrderRow, unknown>({ id: 'ordered', header: 'Value', strong: true, homeCurrency, money: (row) => row.ordered });
  return {
    ...column,
    fit: (row) => (row.unpriced_lines === row.lines ? 'Price book' : `${column.fit?.(row) ?? ''}${row.unpriced_lines > 0 ? ' +' : ''}`),
    cell: (row) => {
      if (row.unpriced_lines === 0) return column.cell(row);
      if (row.unpriced_lines === row.lines) return <span className="text-minor text-ink-3">Price book</span>;
      return <span title={`and ${counted(row.unpriced_lines, 'line', 'lines')} at the price of the price book`}>{column.cell(row)} +</span>;
    },
  };
}

/** How much of the value was delivered; told in words for those who don't see the bar. */
function DeliveredBar({ row }: { readonly row: OrderRow }) {
  if (isZeroAmount(row.ordered.amount)) return <span className="text-ink-3">–</span>;
  const rest = subtractAmounts(row.ordered.amount, row.delivered.amount);
  const [share = 0] = sharesOf([row.delivered.amount, rest]);
  const percent = Math.round(share / 10);
  return (
    <span role="img" aria-label={`${percent}% delivered`} title={`${percent}% delivered`} className="block h-1.5 w-full rounded-full bg-line">
      <span className="block h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}
