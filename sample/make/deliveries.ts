// What left the warehouse for the orders, in how many parts, and what came back.
import { between, percentOfCases } from './chance.ts';
import { lastDay } from './company.ts';
import { daysAfter } from './orders.ts';
import { productOfSku } from './products.ts';
import type { Order, OrderLine } from './orders.ts';

export type DeliveryKind = 'delivery' | 'service' | 'return';

export type DeliveryRow = {
  readonly number: string;
  readonly deliveredOn: string;
  readonly kind: DeliveryKind;
  readonly orderNumber: string;
  readonly orderLineNo: number;
  /** In hundredths of the unit. */
  readonly quantity: number;
  readonly customerNumber: string;
  readonly sku: string;
};

export type Unnumbered = Omit<DeliveryRow, 'number'>;

export function makeDeliveries(orders: readonly Order[]): Unnumbered[] {
  return orders.flatMap((order) => [...deliveriesOf(order), ...returnsOf(order)]).filter((row) => row.deliveredOn <= lastDay);
}

function deliveriesOf(order: Order): Unnumbered[] {
  // Some orders wait for goods that the supplier does not send.
  if (percentOfCases(`${order.number} waits`, 2)) return [];
  const first = daysAfter(order.orderedOn, between(`${order.number} lead`, 2, 11));
  const second = daysAfter(first, between(`${order.number} rest`, 4, 12));
  const isSplit = percentOfCases(`${order.number} split`, 16);
  return order.lines.flatMap((line) => {
    const whole = rowOf(order, line, line.sku.startsWith('S-') ? daysAfter(first, 1) : first, line.quantity);
    const lot = productOfSku(line.sku).lot;
    const lots = line.quantity / lot;
    if (!isSplit || lots < 2 || whole.kind === 'service') return [whole];
    const firstLots = between(`${order.number} ${line.no} first lots`, 1, lots - 1);
    return [{ ...whole, quantity: firstLots * lot }, { ...whole, deliveredOn: second, quantity: (lots - firstLots) * lot }];
  });
}

function rowOf(order: Order, line: OrderLine, deliveredOn: string, quantity: number): Unnumbered {
  const kind = line.sku.startsWith('S-') ? 'service' : 'delivery';
  return { deliveredOn, kind, orderNumber: order.number, orderLineNo: line.no, quantity, customerNumber: order.customer.number, sku: line.sku };
}

function returnsOf(order: Order): Unnumbered[] {
  const line = order.lines.find((candidate) => /^[TAGP]-/.test(candidate.sku) && candidate.quantity >= productOfSku(candidate.sku).lot * 6);
  if (line === undefined || !percentOfCases(`${order.number} return`, 3)) return [];
  const lot = productOfSku(line.sku).lot;
  const deliveredOn = daysAfter(order.orderedOn, between(`${order.number} return day`, 28, 40));
  return [{ ...rowOf(order, line, deliveredOn, lot * between(`${order.number} return lots`, 1, 2)), kind: 'return' }];
}

const prefixes: Readonly<Record<DeliveryKind, string>> = { delivery: 'SHP', service: 'SRV', return: 'RET' };

/** One note per order, day and kind, numbered in the order in which they were written. */
export function numberDeliveries(rows: readonly Unnumbered[]): DeliveryRow[] {
  const sorted = [...rows].sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en') || a.orderLineNo - b.orderLineNo);
  const numbers = new Map<string, string>();
  const counts: Record<DeliveryKind, number> = { delivery: 0, service: 0, return: 0 };
  return sorted.map((row) => {
    const key = keyOf(row);
    if (!numbers.has(key)) {
      counts[row.kind] += 1;
      numbers.set(key, `${prefixes[row.kind]}-2026-${String(counts[row.kind]).padStart(4, '0')}`);
    }
    return { number: numbers.get(key) ?? '', ...row };
  });
}

function keyOf(row: Unnumbered): string {
  return `${row.deliveredOn} ${row.orderNumber} ${row.kind}`;
}
