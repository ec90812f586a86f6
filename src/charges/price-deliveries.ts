// Turns delivery lines that have no charge yet into charges, in batches; what the gate refuses is held.

import { addDecimal, formatDecimal, negateDecimal, parseDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { findSetting } from '#platform/setting-store.ts';
import { loadPrices, loadTaxFacts, revenueAccounts } from '#catalog/index.ts';
import { loadCustomersForBilling, loadExemptions, loadShipTos } from '#customers/index.ts';
import { gateDefaults } from './gate.ts';
import { priceDelivery, type Priced } from './price-delivery.ts';
import { chargedBefore, customerHistories, insertCharges, insertHolds, linesToCharge, lockPricing, type DeliveryLineToCharge, type LineCursor } from './store.ts';

export type PricingBatch = { readonly entityId: number; readonly through: LocalDate; readonly after: LineCursor | null; readonly limit: number; readonly runId: string | null };

export type PricingOutcome = { readonly lines: number; readonly pending: number; readonly held: number; readonly next: LineCursor | null };

export async function priceDeliveries(tx: Tx, ctx: Context, batch: PricingBatch): Promise<PricingOutcome> {
  await lockPricing(tx);
  const lines = await linesToCharge(tx, batch.entityId, batch);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return { lines: 0, pending: 0, held: 0, next: null };
  const priced = await priceLines(tx, batch.entityId, lines, { first, last });
  const charges = priced.map((one) => one.charge);
  const inserted = await insertCharges(tx, charges, batch.runId, ctx.now);
  invariant(inserted === charges.length, `${charges.length} charges were made and ${inserted} inserted`);
  await insertHolds(tx, priced.flatMap((one) => one.failures.map((failure) => ({ ...failure, chargeId: one.charge.chargeId }))), ctx.now);
  const held = charges.filter((charge) => charge.status === 'held').length;
  const outcome = { lines: lines.length, pending: charges.length - held, held };
  tx.audit({ subjectKind: 'charge_batch', after: outcome });
  return { ...outcome, next: { deliveredOn: last.deliveredOn, deliveryId: last.deliveryId, lineNo: last.lineNo } };
}

async function priceLines(
  tx: Tx, entityId: number, lines: readonly DeliveryLineToCharge[], { first, last }: { first: DeliveryLineToCharge; last: DeliveryLineToCharge },
): Promise<Priced[]> {
  const entity = await findEntity(tx, entityId);
  if (entity === null) refuse('request.not_found', `there is no legal entity ${entityId}`, { field: 'entity_id', value: entityId });
  const customerIds = [...new Set(lines.map((line) => line.customerId))];
  const customers = await loadCustomersForBilling(tx, customerIds);
  const shipTos = await loadShipTos(tx, customerIds);
  const exemptions = await loadExemptions(tx, customerIds, first.deliveredOn, last.deliveredOn);
  const prices = await loadPrices(tx, [...new Set(lines.map((line) => line.productId))]);
  const tax = await loadTaxFacts(tx, entityId);
  const accounts = await revenueAccounts(tx, entityId);
  const before = await chargedBefore(tx, [...new Set(lines.flatMap((line) => (line.order === null ? [] : [line.order.orderId])))]);
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
