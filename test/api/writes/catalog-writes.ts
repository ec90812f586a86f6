// Writes of products, prices, charge codes and tax.

import { reason, type Json, type World, type WriteCases } from './world.ts';

const facts = { name: 'Paper', charge_code: 'GOODS', tax_class: 'standard' };
const product = (world: World): Json => ({ sku: `SKU-${world.next()}`, ...facts });
const code = (world: World): Json => ({ charge_code: `CODE${world.next()}`, name: 'Other goods', revenue_account_code: '4000', tax_class: 'standard' });
const book = (world: World): Json => ({ price_book: `BOOK${world.next()}`, name: 'A book', currency: 'EUR' });

/** Another day each time: rates and registrations are told apart by theirs. */
const day = (world: World): string => `${2000 + (world.next() % 900)}-01-01`;
const somewhere = (world: World): string => `${String.fromCharCode(65 + (world.next() % 26))}${String.fromCharCode(65 + (Math.floor(world.next() / 26) % 26))}`;

async function register(world: World): Promise<string> {
  const jurisdiction = `US-${somewhere(world)}`;
  await world.send('/v1/entities/1/tax-registrations', { jurisdiction, number: '1', valid_from: '2020-01-01' });
  return jurisdiction;
}

export const catalogWrites: WriteCases = {
  createProduct: (world) => ({ body: product(world), other: { body: product(world) } }),
  async changeProduct(world) {
    const params = { product: String((await world.send('/v1/products', product(world)))['product_id']) };
    return { params, body: { version: 1, ...facts, name: 'Paper, white' }, other: { params, body: { version: 1, ...facts, name: 'Paper, grey' } } };
  },
  async addPrice(world) {
    const body = { price_book: 'LIST', product_id: (await world.send('/v1/products', product(world)))['product_id'], unit_price: '2.50', valid_from: '2026-01-01' };
    return { body, other: { body: { ...body, unit_price: '2.60' } } };
  },
  createPriceBook: (world) => ({ body: book(world), other: { body: book(world) } }),
  createChargeCode: (world) => ({ body: code(world), other: { body: code(world) } }),
  createTaxRate(world) {
    const body = { jurisdiction: 'NO', tax_class: 'standard', valid_from: day(world), rate: '25', name: 'MVA' };
    return { body, other: { body: { ...body, rate: '26' } } };
  },
  addTaxRegistration(world) {
    const body = { jurisdiction: `CA-${somewhere(world)}`, number: '77', valid_from: '2026-01-01' };
    return { params: { entity_id: '1' }, body, other: { params: { entity_id: '1' }, body: { ...body, number: '78' } } };
  },
  async endTaxRegistration(world) {
    const params = { entity_id: '1', jurisdiction: await register(world) };
    return { params, body: { last_day: '2026-12-31', reason }, other: { params, body: { last_day: '2027-12-31', reason } } };
  },
};
