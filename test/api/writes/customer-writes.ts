// Writes of customers, their parts, and payment terms.

import { address, reason, type Json, type World, type WriteCases } from './world.ts';

const contact = (world: World): Json => ({ name: `Person ${world.next()}`, email: 'person@customer.example' });
const shipTo = (name: string): Json => ({ name, address });
const certificate = (number: string): Json => ({ jurisdiction: 'NL', certificate_number: number, reason: 'resale of all goods', valid_from: '2026-01-01', valid_to: '2026-12-31' });

export const customerWrites: WriteCases = {
  createCustomer: (world) => ({ body: { name: `Ode ${world.next()}`, bill_to: address }, other: { body: { name: `Ode ${world.next()}`, bill_to: address } } }),
  async changeCustomer(world) {
    const params = { customer: await world.customer() };
    return { params, body: { version: 1, changes: { name: 'Another name' } }, other: { params, body: { version: 1, changes: { name: 'A third name' } } } };
  },
  async holdCustomer(world) {
    const params = { customer: await world.customer() };
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async releaseCustomer(world) {
    const params = { customer: await world.customer() };
    await world.send(`/v1/customers/${params.customer}/hold`, { reason });
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async holdCustomers(world) {
    const ids = [await world.customer(), await world.customer()];
    return { body: { ids, reason }, other: { body: { ids: ids.slice(1), reason } } };
  },
  async releaseCustomers(world) {
    const ids = [await world.customer(), await world.customer()];
    await world.send('/v1/customers/hold', { ids, reason });
    return { body: { ids, reason }, other: { body: { ids: ids.slice(1), reason } } };
  },
  async setShipTo(world) {
    const params = { customer: await world.customer(), code: 'DEPOT' };
    return { params, body: shipTo('Depot'), other: { params: { ...params, code: 'QUAY' }, body: shipTo('Depot') } };
  },
  async addContact(world) {
    const params = { customer: await world.customer() };
    return { params, body: contact(world), other: { params, body: contact(world) } };
  },
  async changeContact(world) {
    const customer = await world.customer();
    const params = { customer, contact_id: String((await world.send(`/v1/customers/${customer}/contacts`, contact(world)))['id']) };
    return { params, body: { name: 'Married now' }, other: { params, body: { name: 'Divorced now' } } };
  },
  async removeContact(world) {
    const customer = await world.customer();
    const [first, second] = [await world.send(`/v1/customers/${customer}/contacts`, contact(world)), await world.send(`/v1/customers/${customer}/contacts`, contact(world))];
    return { params: { customer, contact_id: String(first['id']) }, other: { params: { customer, contact_id: String(second['id']) } } };
  },
  async addBankAccount(world) {
    const params = { customer: await world.customer() };
    return { params, body: { account: 'DE02120300000000202051' }, other: { params, body: { account: 'DE02500105170137075030' } } };
  },
  async recordExemption(world) {
    const params = { customer: await world.customer() };
    return { params, body: certificate('X-1'), other: { params, body: certificate('X-2') } };
  },
  async revokeExemption(world) {
    const customer = await world.customer();
    const kept = await world.send(`/v1/customers/${customer}/exemptions`, certificate('X-3'));
    const params = { customer, exemption_id: String(kept['exemption_id']) };
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  setTerms(world) {
    const params = { terms_code: `N${world.next()}` };
    return { params, body: { name: 'Ten days', rule: { kind: 'net', days: 10 } }, other: { params, body: { name: 'Ten days', rule: { kind: 'net', days: 11 } } } };
  },
};
