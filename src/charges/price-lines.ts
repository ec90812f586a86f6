// Prices delivered lines with everything loaded at once: customers, prices, tax facts, and what their orders were charged before.

import { addDecimal, formatDecimal, negateDecimal, parseDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { findSetting } from '#platform/setting-store.ts';
import { loadPrices, loadTaxFacts, revenueAccounts } from '#catalog/index.ts';
import { loadCustomersForBilling, loadExemptions, loadShipTos } from '#customers/index.ts';
import { gateDefaults } from './gate.ts';
import type { DeliveryLineToCharge } from './line-store.ts';
import { priceDelivery, type Priced } from './price-delivery.ts';
import { chargedBefore, customerHistories } from './store.ts';

/** Each line after the one before it: what one takes of its order, the next no longer finds. without: charges that count for nothing here. */
export async function priceLines(tx: Tx, entityId: number, lines: readonly DeliveryLineToCharge[], without: readonly string[] = []): Promise<Priced[]> {
  const days = lines.map((line) => line.deliveredOn).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const entity = await findEntity(tx, entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  const customerIds = [...new Set(lines.map((line) => line.customerId))];
  const customers = await loadCustomersForBilling(tx, customerIds);
  const shipTos = await loadShipTos(tx, customerIds);
  const exemptions = await loadExemptions(tx, customerIds, first, last);
  const prices = await loadPrices(tx, [...new Set(lines.map((line) => line.productId))]);
  const tax = await loadTaxFacts(tx, entityId);
  const accounts = await revenueAccounts(tx, entityId);
  const before = await chargedBefore(tx, [...new Set(lines.flatMap((line) => (line.order === null ? [] : [line.order.orderId])))], without);
  const histories = await customerHistories(tx, customerIds);
  const settings = { ...gateDefaults, ...(await findSetting(tx, 'gate')) };
  const quantities = new Map(before.lines);
  const amounts = new Map(before.orders);
  return lines.map((line) => {
    const customer = customers.get(line.customerId);
    invariant(customer !== undefined, `the customer ${line.customerId} vanished`);
    const shipTo = (shipTos.get(line.customerId) ?? []).find((place) => place.code === line.order?.shipToCode) ?? customer;
    const account = accounts.get(line.chargeCode);
    invariant(account !== undefined, `the charge code ${line.chargeCode} has no revenue account`);
    const key = `${line.order?.orderId ?? ''}:${line.order?.lineNo ?? ''}`;
    const charged = { quantity: quantities.get(key) ?? '0', orderMinor: amounts.get(line.order?.orderId ?? '') ?? 0n };
    const priced = priceDelivery({
      entity, line, customer, shipTo: { country: shipTo.country, region: shipTo.region }, exemptions: exemptions.get(line.customerId) ?? [], prices: prices.get(line.productId) ?? [], tax,
      revenueAccountId: account.accountId, taxClass: line.taxClass, supply: account.supply, history: histories.get(`${line.customerId}:${line.order?.currency ?? customer.currency}`) ?? null, charged, settings,
    });
    if (line.order !== null) {
      const moved = line.kind === 'return' ? negateDecimal(parseDecimal(line.quantity)) : parseDecimal(line.quantity);
      quantities.set(key, formatDecimal(addDecimal(parseDecimal(charged.quantity), moved)));
      amounts.set(line.order.orderId, charged.orderMinor + priced.charge.amountMinor);
    }
    return priced;
  });
}
