// The facts of an order that decide what may be billed: the customer's number, the limit, the last day, the price rule.
import { formatDate } from '../../format/date.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import type { Fact } from '../../kit/side-panel.tsx';
import type { OrderRow } from './order-wire.ts';

export function orderFacts(order: OrderRow): Fact[] {
  return [
    { label: 'Customer PO', value: order.customer_po ?? '–' },
    { label: 'Ordered', value: day(order.ordered_on) },
    { label: 'Not to exceed', value: order.not_to_exceed ? <MoneyText money={order.not_to_exceed} /> : 'No limit' },
    { label: 'Expires', value: order.expires_on ? day(order.expires_on) : 'Never' },
    { label: 'Price of', value: order.price_rule === 'order' ? 'Day of the order' : 'Day of the delivery' },
    { label: 'Ship to', value: order.ship_to_code ?? 'Bill-to address' },
    ...(order.last_delivered_on ? [{ label: 'Last delivery', value: day(order.last_delivered_on) }] : []),
    ...(order.unpriced_lines > 0 ? [{ label: 'Lines without a price', value: String(order.unpriced_lines) }] : []),
  ];
}

function day(value: string) {
  return <time dateTime={value} title={formatDate(value, 'long')}>{formatDate(value)}</time>;
}
