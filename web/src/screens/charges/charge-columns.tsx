// The columns of charges that wait: what it is, what it rests on, why it is held and by whom it is decided.
import { dayColumn, moneyColumn, textColumn } from '../../grid/column-makers.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import { formatCount, formatDecimal } from '../../format/money.ts';
import { roleLabel } from './check-names.ts';
import type { ChargeRow, ChargeTotals } from './charge-wire.ts';
import { HoldChips } from './hold-chips.tsx';

type Column = GridColumn<ChargeRow, ChargeTotals>;

/** Older than this a waiting charge is worth a colour. */
const oldDays = 30;

export function chargeColumns(today: string, homeCurrency: string, isHeld: boolean): Column[] {
  return [
    textColumn({ id: 'customer', header: 'Customer', width: 140, grow: true, isAnchor: true, strong: true, text: (row) => row.customer_name }),
    textColumn({ id: 'description', header: 'What', width: isHeld ? 116 : 150, text: (row) => row.description }),
    ...(isHeld ? heldColumns() : []),
    textColumn({ id: 'order', header: 'Order', fits: true, text: (row) => row.order_number }),
    textColumn({ id: 'delivery', header: 'Delivery', fits: true, startsHidden: true, text: (row) => row.delivery_number }),
    textColumn({ id: 'po', header: 'Customer PO', width: 110, startsHidden: true, text: (row) => row.customer_po }),
    dayColumn({ id: 'service', header: 'Service', startsHidden: isHeld, today, day: (row) => row.service_on }),
    {
      id: 'age', header: 'Days', width: 96, align: 'end',
      fit: (row) => formatCount(Math.max(0, row.age_days)),
      cell: (row) => <span className={isHeld && row.age_days > oldDays ? 'text-warn' : ''}>{formatCount(Math.max(0, row.age_days))}</span>,
    },
    {
      id: 'quantity', header: 'Quantity', width: 130, align: 'end', startsHidden: isHeld,
      fit: (row) => `${formatDecimal(row.quantity)} ${row.unit}`,
      cell: (row) => <>{formatDecimal(row.quantity)} <span className="text-ink-3">{row.unit}</span></>,
    },
    textColumn({ id: 'sku', header: 'Product', fits: true, startsHidden: true, text: (row) => row.sku }),
    moneyColumn({
      id: 'amount', header: isHeld ? 'At risk' : 'Amount', strong: true, look: 'plain', homeCurrency,
      money: (row) => row.amount, sum: (total) => total.amount,
    }),
  ];
}

function heldColumns(): Column[] {
  return [
    { id: 'reasons', header: 'Held for', width: 150, cell: (row) => <HoldChips holds={row.holds} /> },
    textColumn({ id: 'owner', header: 'Decides', width: 84, text: (row) => [...new Set(row.holds.map((hold) => roleLabel(hold.owner_role)))].join(', ') }),
  ];
}
