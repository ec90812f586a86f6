// Writes of orders, deliveries and charges.

import { executeRun } from '#platform/runs.ts';
import { assembly } from '#server/assembly.ts';
import { reason, today, type Json, type World, type WriteCases } from './world.ts';

async function orderBody(world: World): Promise<Json> {
  const customer = await world.customer();
  const { product_id: productId, sku } = await world.send('/v1/products', { sku: `P-${world.next()}`, name: 'Paper', charge_code: 'GOODS', tax_class: 'standard' });
  await world.send('/v1/prices', { price_book: 'LIST', product_id: productId, unit_price: '2.50', valid_from: '2020-01-01' });
  const { number } = await world.get(`/v1/customers/${customer}`);
  return { number: `SO-${world.next()}`, customer_number: number, ordered_on: '2026-02-01', lines: [{ product: sku, quantity: '10', unit_price: '2.50' }] };
}

async function deliveryBody(world: World, quantity: string): Promise<Json> {
  const order = await orderBody(world);
  await world.send('/v1/orders', order);
  return { number: `D-${world.next()}`, delivered_on: today, lines: [{ order_number: order['number'], order_line_no: 1, quantity }] };
}

/** More is delivered than was ordered, so the charge is held. */
export const heldCharge = (world: World): Promise<string> => chargeOf(world, '99');

async function chargeOf(world: World, quantity: string): Promise<string> {
  const delivery = await world.send('/v1/deliveries', await deliveryBody(world, quantity));
  const { run_id: runId } = await world.send('/v1/charge-runs', {});
  await executeRun(world.app.platform, assembly.runs, world.app.ctx.orgId, String(runId));
  const { items } = await world.get(`/v1/charges?q=${String(delivery['number'])}`);
  return String((items as Json[])[0]?.['charge_id']);
}

export const evidenceWrites: WriteCases = {
  recordOrder: async (world) => ({ body: await orderBody(world), other: { body: await orderBody(world) } }),
  async closeOrder(world) {
    const params = { order: String((await world.send('/v1/orders', await orderBody(world)))['id']) };
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  recordDelivery: async (world) => ({ body: await deliveryBody(world, '1'), other: { body: await deliveryBody(world, '2') } }),
  async holdCharges(world) {
    const body = { charge_ids: [await chargeOf(world, '1')], reason };
    return { body, other: { body: { ...body, reason: 'for another reason' } } };
  },
  async releaseCharges(world) {
    const body = { charge_ids: [await heldCharge(world)], reason };
    return { body, other: { body: { ...body, reason: 'for another reason' } } };
  },
  async waiveCharges(world) {
    const body = { charge_ids: [await heldCharge(world)], reason };
    return { body, other: { body: { ...body, reason: 'for another reason' } } };
  },
  startChargeRun: () => ({ body: { through: today }, other: { body: { through: '2026-03-01' } } }),
};
