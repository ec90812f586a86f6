// The orders of six months: who ordered what, when and at which price. Troubles are added afterwards.
import { addDays, dayOfWeek } from '#kernel/local-date.ts';
import { lineAmount } from '#kernel/rounding.ts';

import { below, between, percentOfCases, pick, pickWeighted } from './chance.ts';
import { firstDay, lastDay } from './company.ts';
import { customers } from './customers.ts';
import { bookPrice, productOfSku, products } from './products.ts';
import type { Customer } from './customers.ts';

export type OrderLine = {
  readonly no: number;
  readonly sku: string;
  readonly description: string;
  /** In hundredths of the unit. */
  readonly quantity: number;
  /** In ten-thousandths of a euro; null leaves it to the price book. */
  readonly unitPrice: bigint | null;
  readonly discountPercent: string;
};

export type Order = {
  readonly number: string;
  readonly customer: Customer;
  readonly orderedOn: string;
  readonly priceRule: 'order' | 'delivery';
  readonly notToExceedMinor: bigint | null;
  readonly expiresOn: string;
  readonly customerPo: string;
  readonly shipTo: string;
  readonly lines: readonly OrderLine[];
};

const orderCount = 450;
/** These customers have agreed to pay the price of the day of delivery. */
const pricedAtDelivery = new Set(['10010', '30002']);

export function makeOrders(): Order[] {
  const days = businessDays(firstDay, lastDay);
  return Array.from({ length: orderCount }, (_, index) => {
    const number = `SO-2026-${String(index + 1).padStart(4, '0')}`;
    return makeOrder(number, days[Math.floor((index * days.length) / orderCount)] ?? firstDay);
  });
}

function makeOrder(number: string, orderedOn: string): Order {
  const customer = pickWeighted(`${number} customer`, customers);
  const priceRule = pricedAtDelivery.has(customer.number) ? 'delivery' : 'order';
  const leftToBook = priceRule === 'delivery' || percentOfCases(`${number} no prices`, 15);
  const discountPercent = percentOfCases(`${number} discount`, 12) ? pick(`${number} discount size`, ['2.5', '5']) : '0';
  const lines = skusOf(number).map((sku, index): OrderLine => {
    const product = productOfSku(sku);
    const most = percentOfCases(`${number} ${sku} large`, 20) ? product.lotsMost : Math.max(1, Math.floor(product.lotsMost / 3));
    const quantity = product.lot * between(`${number} ${sku} lots`, 1, most);
    const unitPrice = leftToBook ? null : bookPrice(sku, customer.number, quantity, orderedOn);
    // Freight and services are sold without discount.
    return { no: (index + 1) * 10, sku, description: product.name, quantity, unitPrice, discountPercent: /^[FS]-/.test(sku) ? '0' : discountPercent };
  });
  const shipTos = customer.shipTos.map((shipTo) => shipTo.code);
  return {
    number, customer, orderedOn, priceRule, lines,
    notToExceedMinor: customer.orderRequired ? roundedUp(lines.reduce((sum, line) => sum + listAmount(line, customer.number, orderedOn), 0n)) : null,
    expiresOn: customer.orderRequired ? addDays(orderedOn, 90) : '',
    customerPo: customer.orderRequired || percentOfCases(`${number} po`, 55) ? poOf(number, customer) : '',
    shipTo: percentOfCases(`${number} ship-to`, 45) ? pick(`${number} which ship-to`, ['', ...shipTos, ...shipTos]) : '',
  };
}

function skusOf(number: string): string[] {
  const count = pickWeighted(`${number} lines`, [{ lines: 1, weight: 17 }, { lines: 2, weight: 26 }, { lines: 3, weight: 26 }, { lines: 4, weight: 19 }, { lines: 5, weight: 12 }]).lines;
  const goods = products.filter((product) => !product.sku.startsWith('F-'));
  const chosen = new Set<string>();
  for (let attempt = 0; chosen.size < count; attempt += 1) chosen.add(pick(`${number} article ${attempt}`, goods).sku);
  return percentOfCases(`${number} freight`, 18) ? [...chosen, 'F-PALLET'] : [...chosen];
}

// Each customer numbers its orders in its own way.
function poOf(number: string, customer: Customer): string {
  const count = String(between(`${number} po number`, 1000, 9999));
  const forms = [`PO-${count}`, `45000${count}`, `${customer.city.slice(0, 3).toUpperCase()}/26/${count}`, `B26-${count}`];
  return forms[below(`${customer.number} po form`, forms.length)] ?? count;
}

export function listAmount(line: OrderLine, customer: string, on: string): bigint {
  const unitPrice = line.unitPrice ?? bookPrice(line.sku, customer, line.quantity, on);
  return lineAmount({
    quantity: { unscaled: BigInt(line.quantity), scale: 2 },
    unitPrice: { unscaled: unitPrice, scale: 4 },
    discountPercent: { unscaled: BigInt(Number(line.discountPercent) * 10), scale: 1 },
    currency: 'EUR',
    mode: 'half-up',
  });
}

function roundedUp(minor: bigint): bigint {
  return ((minor + 9_999n) / 10_000n) * 10_000n;
}

export function businessDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (dayOfWeek(day) <= 5) days.push(day);
  return days;
}

/** Number of business days after a day; weekends don't count. */
export function daysAfter(day: string, count: number): string {
  let found = day;
  for (let left = count; left > 0; left -= dayOfWeek(found) <= 5 ? 1 : 0) found = addDays(found, 1);
  return found;
}
