// The usual troubles, put into orders and deliveries that were right; each is written down, so that it can be looked for.
import { addDays } from '#kernel/local-date.ts';

import { priceChangeDay } from './company.ts';
import { daysAfter, listAmount } from './orders.ts';
import { bookPrice, productOfSku } from './products.ts';
import type { DeliveryRow, Unnumbered } from './deliveries.ts';
import type { Order, OrderLine } from './orders.ts';

export type Trouble = { readonly trouble: string; readonly reference: string; readonly what: string };

/** Before delivery: prices that differ from the book, orders that end too early or are limited too low. */
export function troubleOrders(orders: readonly Order[]): { readonly orders: readonly Order[]; readonly troubles: readonly Trouble[] } {
  const plain = orders.filter((order) => !order.customer.orderRequired && order.customer.onHold === '' && order.orderedOn < '2026-10-10');
  const priced = plain.filter((order) => order.priceRule === 'order' && order.lines.some(hasOwnPrice));
  const afterChange = priced.filter((order) => order.orderedOn >= priceChangeDay && order.lines.some((line) => dearerNow(order, line)));
  const changes = new Map<string, { readonly order: Order; readonly trouble: Trouble }>();
  const change = (order: Order, trouble: string, what: string): void => void changes.set(order.number, { order, trouble: { trouble, reference: order.number, what } });

  for (const order of every(afterChange, 4)) change(withPrice(order, dearerNow, oldPrice), 'old price', 'ordered at the price of before the change of 1 August');
  for (const order of every(priced.filter((candidate) => candidate.orderedOn < priceChangeDay), 2)) change(withPrice(order, () => true, swapped), 'wrong price', 'two digits of the price changed places');
  const left = plain.filter((order) => !changes.has(order.number));
  for (const order of every(left.slice(20), 2)) change({ ...order, expiresOn: addDays(order.orderedOn, 1) }, 'expired order', 'the order ends before the goods leave');
  const untouched = left.filter((order) => !changes.has(order.number) && order.lines.length >= 2);
  for (const order of every(untouched.slice(35), 2)) change({ ...order, notToExceedMinor: limitOf(order) }, 'order limit', 'the order may not exceed less than it comes to');
  return { orders: orders.map((order) => changes.get(order.number)?.order ?? order), troubles: [...changes.values()].map(({ trouble }) => trouble) };
}

/** Items spread evenly over a list. */
function every<Item>(list: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, index) => list[Math.floor(((index + 0.5) * list.length) / count)]).filter((item) => item !== undefined);
}

function hasOwnPrice(line: OrderLine): boolean {
  return line.unitPrice !== null && /^[TAGP]-/.test(line.sku) && line.unitPrice >= 100_000n;
}

function oldPrice(order: Order, line: OrderLine): bigint {
  return bookPrice(line.sku, order.customer.number, line.quantity, addDays(priceChangeDay, -1));
}

function dearerNow(order: Order, line: OrderLine): boolean {
  return hasOwnPrice(line) && order.orderedOn >= priceChangeDay && oldPrice(order, line) !== line.unitPrice;
}

function withPrice(order: Order, fits: (order: Order, line: OrderLine) => boolean, price: (order: Order, line: OrderLine) => bigint): Order {
  const wrong = order.lines.find((line) => hasOwnPrice(line) && fits(order, line));
  return { ...order, lines: order.lines.map((line) => (line === wrong ? { ...line, unitPrice: price(order, line) } : line)) };
}

// 18.40 becomes 14.80: the euro's last digit and the first of the cents.
function swapped(_order: Order, line: OrderLine): bigint {
  const price = line.unitPrice ?? 0n;
  const tenCents = (price / 1_000n) % 10n;
  const euros = (price / 10_000n) % 10n;
  return euros === tenCents ? price + 10_000n : price + (tenCents - euros) * 10_000n + (euros - tenCents) * 1_000n;
}

// What all lines but the last come to: the last one is too much.
function limitOf(order: Order): bigint {
  const amounts = order.lines.map((line) => listAmount(line, order.customer.number, order.orderedOn));
  return amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n) + (amounts.at(-1) ?? 0n) / 2n;
}

/** Before numbering: more delivered than ordered, and goods of an order that we don't have. */
export function troubleDeliveries(rows: readonly Unnumbered[], orders: readonly Order[]): { readonly rows: readonly Unnumbered[]; readonly troubles: readonly Trouble[] } {
  const once = rows.filter((row) => row.kind === 'delivery' && row.sku.startsWith('T-') && rows.filter((other) => other.orderNumber === row.orderNumber && other.orderLineNo === row.orderLineNo).length === 1);
  const over = every(once, 2);
  const unknown = every(orders.filter((order) => order.orderedOn > '2026-06-01' && order.orderedOn < '2026-09-30'), 2).map((order, index): Unnumbered => ({
    deliveredOn: daysAfter(order.orderedOn, 3), kind: 'delivery', orderNumber: `SO-2026-9${String(index + 1).padStart(3, '0')}`, orderLineNo: 10,
    quantity: productOfSku('A-FLEX-25').lot * 20, customerNumber: order.customer.number, sku: 'A-FLEX-25',
  }));
  return {
    rows: [...rows.map((row) => (over.includes(row) ? { ...row, quantity: row.quantity + productOfSku(row.sku).lot * 2 } : row)), ...unknown],
    troubles: [
      ...over.map((row) => ({ trouble: 'too much delivered', reference: `${row.orderNumber} line ${row.orderLineNo}`, what: 'two boxes more than were ordered' })),
      ...unknown.map((row) => ({ trouble: 'unknown order', reference: row.orderNumber, what: 'goods were delivered for an order that was never recorded' })),
    ],
  };
}

/** After numbering: notes that were sent twice, in the three ways in which it happens. */
export function repeatDeliveries(rows: readonly DeliveryRow[]): { readonly rows: readonly DeliveryRow[]; readonly troubles: readonly Trouble[] } {
  const single = rows.filter((row) => row.kind === 'delivery' && rows.filter((other) => other.number === row.number).length === 1 && row.deliveredOn < '2026-10-15');
  const [same, sameToo, other, otherToo, renamed] = every(single, 5);
  if (same === undefined || sameToo === undefined || other === undefined || otherToo === undefined || renamed === undefined) throw new Error('There are too few deliveries.');
  const again = [
    { ...same },
    { ...sameToo },
    ...[other, otherToo].map((row) => ({ ...row, deliveredOn: daysAfter(row.deliveredOn, 2), quantity: row.quantity + productOfSku(row.sku).lot })),
    { ...renamed, number: `${renamed.number}-B` },
  ];
  return {
    rows: [...rows, ...again],
    troubles: [
      ...[same, sameToo].map(({ number }) => ({ trouble: 'delivery sent twice', reference: number, what: 'the same row stands in the file once more: it changes nothing' })),
      ...[other, otherToo].map(({ number }) => ({ trouble: 'duplicate delivery number', reference: number, what: 'the number stands in the file again with another day and quantity' })),
      { trouble: 'delivered under two numbers', reference: `${renamed.number} and ${renamed.number}-B`, what: 'the same goods of the same order and day' },
    ],
  };
}

/** Troubles of the master data, which hold every line of their customer or place. */
export const masterTroubles: readonly Trouble[] = [
  { trouble: 'customer on hold', reference: '50003', what: 'insolvency proceedings announced' },
  { trouble: 'tax id too short', reference: '20010', what: 'the last digit is missing, so that the tax cannot be decided' },
  { trouble: 'place without a state', reference: '60002 JOBSITE', what: 'the tax of a place in the United States needs its state' },
];
