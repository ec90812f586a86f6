// The files that need no invoices: the company, its customers, catalogue, orders and deliveries, and the list of troubles.
import { formatAmount } from '#kernel/money.ts';

import { company, taxRates, terms } from './company.ts';
import { csv } from './csv.ts';
import { contacts, customers } from './customers.ts';
import { makeDeliveries, numberDeliveries } from './deliveries.ts';
import { makeOrders } from './orders.ts';
import { prices, products } from './products.ts';
import { masterTroubles, repeatDeliveries, troubleDeliveries, troubleOrders } from './troubles.ts';
import type { CsvRow } from './csv.ts';
import type { Customer } from './customers.ts';
import type { DeliveryRow } from './deliveries.ts';
import type { Order } from './orders.ts';

export function masterFiles(): Map<string, string> {
  const ordered = troubleOrders(makeOrders());
  const delivered = troubleDeliveries(makeDeliveries(ordered.orders), ordered.orders);
  const repeated = repeatDeliveries(numberDeliveries(delivered.rows));
  const troubles = [...masterTroubles, ...ordered.troubles, ...delivered.troubles, ...repeated.troubles];
  return new Map([
    ['company.json', `${JSON.stringify(company, null, 2)}\n`],
    ['terms.csv', csv(terms)],
    ['tax-rates.csv', csv(taxRates.map(([jurisdiction, tax_class, valid_from, rate, name]) => ({ jurisdiction, tax_class, valid_from, rate, name })))],
    ['customers.csv', csv(customers.map(customerRow))],
    ['ship-tos.csv', csv(customers.flatMap(shipToRows))],
    ['contacts.csv', csv(contacts.map(({ customer, name, email, phone, role }) => ({ customer_number: customer.number, name, email, phone, role, language: customer.language })))],
    ['products.csv', csv(products.map(({ sku, name, description, unit, chargeCode, taxClass }) => ({ sku, name, description, unit, charge_code: chargeCode, tax_class: taxClass })))],
    ['prices.csv', csv(prices.map((price) => ({
      price_book: 'LIST', product: price.sku, customer_number: price.customer, min_quantity: decimalText(BigInt(price.least), 2), unit_price: decimalText(price.price, 4, 2),
      currency: 'EUR', valid_from: price.validFrom, valid_to: price.validTo,
    })))],
    ['orders.csv', csv(ordered.orders.flatMap(orderRows))],
    ['deliveries.csv', csv(repeated.rows.map(deliveryRow))],
    ['troubles.csv', csv(troubles)],
  ]);
}

function customerRow(customer: Customer): CsvRow {
  return {
    customer_number: customer.number, name: customer.name, trade_name: customer.tradeName, street: customer.street, postal_code: customer.postalCode, city: customer.city,
    region: customer.region, country: customer.country, language: customer.language, currency: 'EUR', terms_code: customer.terms, tax_id: customer.taxId,
    tax_treatment: 'standard', credit_limit: `${customer.creditLimit}.00`, on_hold: customer.onHold !== '', hold_reason: customer.onHold,
    invoice_grouping: customer.grouping, delivery_channel: customer.channel, invoice_email: customer.email, order_required: customer.orderRequired, bank_account: customer.iban,
  };
}

function shipToRows(customer: Customer): CsvRow[] {
  return customer.shipTos.map(({ code, name, street, postalCode, city, region, country }) => ({
    customer_number: customer.number, code, name, street, postal_code: postalCode, city, region, country,
  }));
}

function orderRows(order: Order): CsvRow[] {
  return order.lines.map((line) => ({
    order_number: order.number, customer_number: order.customer.number, ordered_on: order.orderedOn, currency: 'EUR', price_rule: order.priceRule,
    not_to_exceed: order.notToExceedMinor === null ? '' : formatAmount(order.notToExceedMinor, 'EUR'), expires_on: order.expiresOn, customer_po: order.customerPo, ship_to: order.shipTo,
    line_no: line.no, product: line.sku, description: line.description, quantity: decimalText(BigInt(line.quantity), 2),
    unit_price: line.unitPrice === null ? '' : decimalText(line.unitPrice, 4, 2), discount_percent: line.discountPercent,
  }));
}

function deliveryRow(row: DeliveryRow): CsvRow {
  return {
    delivery_number: row.number, delivered_on: row.deliveredOn, kind: row.kind, order_number: row.orderNumber, order_line_no: row.orderLineNo,
    quantity: decimalText(BigInt(row.quantity), 2), customer_number: row.customerNumber, product: row.sku,
  };
}

/** Plain decimal text without needless zeros, but with at least so many decimals. */
function decimalText(unscaled: bigint, scale: number, least = 0): string {
  const digits = unscaled.toString().padStart(scale + 1, '0');
  const decimals = digits.slice(-scale).replace(/0+$/, '').padEnd(least, '0');
  return decimals === '' ? digits.slice(0, -scale) : `${digits.slice(0, -scale)}.${decimals}`;
}
