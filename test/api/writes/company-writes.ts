// Writes of the company itself: organisation, legal entities, books, people, keys, settings, files, imports and runs.

import { address, reason, type Json, type World, type WriteCases } from './world.ts';

const entity = (world: World): Json => ({ code: `E${world.next()}`, name: 'Ink and Paper Ltd', base_currency: 'GBP', time_zone: 'Europe/London', country: 'GB', address: { ...address, country: 'GB' } });
const person = (world: World): Json => ({ email: `person${world.next()}@example.com`, name: 'Bo', role: 'junior' });
const account = (world: World): Json => ({ code: `7${world.next()}`, name: 'Rebates', type: 'expense' });
const month = (world: World): string => `${1000 + world.next()}-01`;

async function member(world: World): Promise<{ user_id: string }> {
  return { user_id: String((await world.send('/v1/members', person(world)))['user_id']) };
}

async function entityId(world: World): Promise<{ entity_id: string }> {
  return { entity_id: String((await world.send('/v1/entities', entity(world)))['entity_id']) };
}

async function apiKey(world: World): Promise<{ key_id: string }> {
  return { key_id: String((await world.send('/v1/api-keys', { name: `Key ${world.next()}`, role: 'auditor' }))['key_id']) };
}

async function waitingRun(world: World): Promise<{ run_id: string }> {
  return { run_id: String((await world.send('/v1/charge-runs', {}))['run_id']) };
}

export async function keptFile(world: World): Promise<string> {
  return String((await world.send('/v1/files', `order_number,product,quantity\nSO-${world.next()},P-1,1\n`))['file_id']);
}

export const orderMapping = { columns: { order_number: { column: 'order_number' }, product: { column: 'product' }, quantity: { column: 'quantity' }, customer_number: { constant: 'C-1' }, ordered_on: { constant: '2026-02-01' } }, date_format: 'YYYY-MM-DD' };

const setting = (first: Json, second: Json) => () => ({ body: first, other: { body: second } });

export const companyWrites: WriteCases = {
  renameOrganisation: (world) => ({ body: { name: `Ink ${world.next()}` }, other: { body: { name: `Ink ${world.next()}` } } }),
  addEntity: (world) => ({ body: entity(world), other: { body: entity(world) } }),
  async changeEntity(world) {
    const params = await entityId(world);
    const { code: _code, base_currency: _currency, time_zone: _zone, ...facts } = entity(world);
    return { params, body: { ...facts, version: 1, name: 'Ink and Paper plc' }, other: { params, body: { ...facts, version: 1, name: 'Ink and Paper LLP' } } };
  },
  addAccount: (world) => ({ params: { entity_id: '1' }, body: account(world), other: { params: { entity_id: '1' }, body: account(world) } }),
  closePeriod(world) {
    const params = { entity_id: '1', month: month(world) };
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async reopenPeriod(world) {
    const params = { entity_id: '1', month: month(world) };
    await world.send(`/v1/entities/1/periods/${params.month}/close`, { reason });
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  recordExchangeRate(world) {
    const body = { currency: 'USD', rated_on: `${1000 + world.next()}-01-01`, rate: '0.9217', source: 'ECB' };
    return { body, other: { body: { ...body, rate: '0.93' } } };
  },
  giveBaseAmounts: () => ({ body: { reason }, other: { body: { reason: 'for another reason' } } }),
  inviteMember: (world) => ({ body: person(world), other: { body: person(world) }, shownOnce: ['link', 'mail'] }),
  async changeMemberRole(world) {
    const params = await member(world);
    return { params, body: { role: 'senior', reason }, other: { params, body: { role: 'auditor', reason } } };
  },
  async removeMember(world) {
    const params = await member(world);
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } } };
  },
  async resetMemberSignIn(world) {
    const params = await member(world);
    return { params, body: { reason }, other: { params, body: { reason: 'for another reason' } }, shownOnce: ['link', 'mail'] };
  },
  createApiKey: (world) => ({ body: { name: `Key ${world.next()}`, role: 'auditor' }, other: { body: { name: 'Another', role: 'auditor' } }, shownOnce: ['key'] }),
  revokeApiKey: async (world) => ({ params: await apiKey(world), other: { params: await apiKey(world) } }),
  changeGateSettings: setting({ history_factor: '30' }, { history_factor: '31' }),
  changeCashSettings: setting({ discount_grace_days: '4' }, { discount_grace_days: '5' }),
  changeAgingSettings: setting({ days: '15,30,60' }, { days: '20,40,60' }),
  changeSendingSettings: setting({ automatic: 'no' }, { automatic: 'yes' }),
  changeCalendarSettings: setting({ holidays: '2026-12-25' }, { holidays: '2026-12-26' }),
  changeSecuritySettings: setting({ second_factor_roles: 'manager' }, { second_factor_roles: 'senior' }),
  changeNumberingSettings: setting({ credit_note: 'CR-{year}-{number:5}' }, { credit_note: 'CX-{year}-{number:5}' }),
  uploadFile: (world) => ({ body: `a file ${world.next()}`, other: { body: `a file ${world.next()}` } }),
  async startImport(world) {
    const body = { kind: 'orders', mapping: orderMapping, file_id: await keptFile(world) };
    return { body, other: { body: { ...body, skip_bad_rows: false } } };
  },
  keepImportProfile(world) {
    const params = { kind: 'orders', name: `Profile ${world.next()}` };
    return { params, body: { mapping: orderMapping }, other: { params, body: { mapping: { ...orderMapping, skip_lines: 1 } } } };
  },
  cancelRun: async (world) => ({ params: await waitingRun(world), other: { params: await waitingRun(world) } }),
};
