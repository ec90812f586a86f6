// A desk at which anything may be done in any order: random writes through the API, each as likely to be refused as not.

import { addDays, startOfMonth } from '#kernel/local-date.ts';
import { formatAmount, fromWire, type WireMoney } from '#kernel/money.ts';
import type { Chance } from '#cash/testing/chance.ts';
import { reason, today, type Json, type World } from './writes/world.ts';

export type Known = { readonly id: string; readonly currency: string; readonly entityId: number; readonly minor: bigint; readonly kind: string };

export type Desk = {
  readonly entityIds: readonly number[];
  /** Today, as far as it has moved on. */
  day(): string;
  /** Does one thing; answers its name and what became of it. */
  act(): Promise<string>;
  /** Answers of the server that say it made a mistake. */
  readonly faults: readonly string[];
};

const currencies = ['EUR', 'EUR', 'EUR', 'USD', 'JPY', 'KWD'];

export async function openDesk(world: World, chance: Chance): Promise<Desk> {
  const { app } = world;
  const entityIds = [1, await world.secondEntity()];
  const state = { day: today, documents: [] as Known[], receipts: [] as Known[], refunds: [] as string[], orders: [] as string[], faults: [] as string[] };
  const customers: Json[] = [];
  for (const currency of ['USD', 'JPY']) await world.send('/v1/exchange-rates', { currency, rated_on: '2026-01-01', rate: currency === 'USD' ? '0.92' : '0.0061', source: 'ECB' });
  await world.send('/v1/entities/1/tax-registrations', { jurisdiction: 'NL', number: 'NL123456789B01', valid_from: '2020-01-01' });
  const { product_id: productId } = await world.send('/v1/products', { sku: 'P-1', name: 'Paper', charge_code: 'GOODS', tax_class: 'standard' });
  await world.send('/v1/prices', { price_book: 'LIST', product_id: productId, unit_price: '2.50', valid_from: '2020-01-01' });
  for (let index = 0; index < 4; index += 1) customers.push(await world.get(`/v1/customers/${await world.customer()}`));
  const ask = async (address: string, body: unknown): Promise<{ told: string; body: Json }> => {
    const answer = await app.ask(address, { method: 'POST', key: app.keys[chance.pick(['admin', 'admin', 'manager', 'specialist'] as const)], body });
    if (answer.status >= 500) state.faults.push(`${address} ${JSON.stringify(body)}: ${answer.text.slice(0, 300)}`);
    return { told: String(answer.status < 300 ? 'ok' : answer.body['code']), body: answer.status < 300 ? answer.body : {} };
  };
  const run = async (address: string, body: unknown): Promise<string> => {
    const { told, body: started } = await ask(address, body);
    // A run that is refused says so itself; whatever else ends one is a fault.
    if (told === 'ok') await world.finish(started).catch((error: { code?: string; message?: string }) => void (error.code === undefined && state.faults.push(`${address}: ${error.message}`)));
    return told;
  };
  return {
    entityIds, faults: state.faults, day: () => state.day,
    async act() {
      const acts = { ...documentActs(world, chance, state, ask, customers), ...cashActs(world, chance, state, ask, customers), ...tradeActs(chance, state, ask, run, world, customers) };
      const one = async (weights: typeof likely): Promise<string> => {
        const name = chance.weighted(weights);
        return `${name} ${await acts[name]?.()}`;
      };
      // Now and then two people at once.
      return chance.under(0.12) ? (await Promise.all([one(likely), one(likely)])).join(', ') : one(likely);
    },
  };
}

const likely = [
  ['tick', 5], ['invoice', 14], ['credit', 6], ['applyCredit', 4], ['void', 2], ['receipt', 10], ['apply', 18], ['unapply', 8], ['identify', 3], ['unidentify', 2], ['split', 2], ['reverse', 1], ['refund', 4], ['approve', 3], ['takeBack', 2],
  ['close', 2], ['cashRun', 2], ['order', 3], ['deliver', 5], ['bill', 2],
] as const;

type State = { day: string; documents: Known[]; receipts: Known[]; refunds: string[]; orders: string[]; faults: string[] };
type Ask = (address: string, body: unknown) => Promise<{ told: string; body: Json }>;
type Acts = Record<string, () => Promise<string>>;

const NOTHING = 'nothing to do';

function anyDay(chance: Chance, { day }: State): string {
  return addDays(day, chance.under(0.1) ? 2 : -chance.below(chance.under(0.3) ? 40 : 4));
}

function wire(minor: bigint, currency: string): WireMoney {
  return { amount: formatAmount(minor, currency), currency };
}

async function remember(world: World, state: State, documentId: string): Promise<void> {
  const document = await world.get(`/v1/invoices/${documentId}`);
  state.documents.push({ id: documentId, currency: String(document['currency']), entityId: Number(document['entity_id']), minor: fromWire(document['total'] as WireMoney).minor, kind: String(document['kind']) });
}

function documentActs(world: World, chance: Chance, state: State, ask: Ask, customers: readonly Json[]): Acts {
  return {
    async invoice() {
      const lines = Array.from({ length: 1 + chance.below(3) }, () => ({
        charge_code: chance.pick(['GOODS', 'FREIGHT']), description: 'Paper', quantity: chance.pick(['1', '3', '0.333', '7.5', '100']), unit_price: chance.pick(['10', '0.0333', '99.99', '1.005', '0', '1234.5678']), discount_percent: chance.pick(['0', '10', '33.33', '100']),
      }));
      const draft = await ask('/v1/invoices', { entity_id: chance.pick([1, 1, 2]), customer_id: chance.pick(customers)['id'], issued_on: anyDay(chance, state), currency: chance.pick(currencies), lines });
      if (draft.told !== 'ok') return draft.told;
      const documentId = String(draft.body['document_id']);
      const { told } = await ask(`/v1/invoices/${documentId}/issue`, { release_reason: reason });
      if (told === 'ok') await remember(world, state, documentId);
      return told;
    },
    async credit() {
      if (state.documents.length === 0) return NOTHING;
      const { id, currency } = chance.pick(state.documents);
      const lines = Array.from({ length: 1 + chance.below(2) }, () => ({ line_no: 1 + chance.below(2), ...(chance.under(0.5) ? { quantity: chance.pick(['1', '0.5', '0.111']) } : { amount: wire(BigInt(1 + chance.below(1000)), currency) }) }));
      const { told, body } = await ask(`/v1/invoices/${id}/credit`, { issued_on: anyDay(chance, state), reason_code: 'price', reason, ...(chance.under(0.7) ? { lines } : {}) });
      if (told === 'ok') await remember(world, state, String(body['document_id']));
      return told;
    },
    async applyCredit() {
      const notes = state.documents.filter((one) => one.kind === 'credit_note');
      if (notes.length === 0) return NOTHING;
      const note = chance.pick(notes);
      const amount = wire(1n + BigInt(chance.below(Number(note.minor) + 1)), note.currency);
      return (await ask(`/v1/credit-notes/${note.id}/applications`, { lines: [{ document_id: chance.pick(state.documents).id, amount }], reason, applied_on: anyDay(chance, state) })).told;
    },
    async void() {
      return state.documents.length === 0 ? NOTHING : (await ask(`/v1/invoices/${chance.pick(state.documents).id}/void`, { reason, rebill: chance.under(0.5) })).told;
    },
  };
}

function cashActs(world: World, chance: Chance, state: State, ask: Ask, customers: readonly Json[]): Acts {
  const onReceipt = async (verb: string, bodyOf: (receipt: Known) => Json): Promise<{ told: string; body: Json }> => {
    if (state.receipts.length === 0) return { told: NOTHING, body: {} };
    const receipt = chance.pick(state.receipts);
    return ask(`/v1/receipts/${receipt.id}/${verb}`, { reason, ...bodyOf(receipt) });
  };
  const on = (): string => anyDay(chance, state);
  const onRefund = async (verb: string, body: Json): Promise<string> => (state.refunds.length === 0 ? NOTHING : (await ask(`/v1/refunds/${chance.pick(state.refunds)}/${verb}`, body)).told);
  return {
    async receipt() {
      const target = state.documents.length > 0 && chance.under(0.7) ? chance.pick(state.documents) : { currency: chance.pick(currencies), entityId: chance.pick([1, 2]), minor: BigInt(1 + chance.below(200_000)) };
      const minor = target.minor + BigInt(chance.pick([0, 0, -1, 1, 300]));
      const { told, body } = await ask('/v1/receipts', {
        entity_id: target.entityId, method: 'cheque', received_on: on(), amount: wire(minor < 1n ? 1n : minor, target.currency), payer_name: 'A payer', ...(chance.under(0.7) ? { customer_id: chance.pick(customers)['id'] } : {}),
      });
      if (told === 'ok') state.receipts.push({ ...target, minor, kind: 'receipt', id: String(body['receipt_id']) });
      return told;
    },
    async apply() {
      const document = state.documents.length === 0 ? null : chance.pick(state.documents);
      const fitting = state.receipts.filter((receipt) => receipt.entityId === document?.entityId && (receipt.currency === document.currency || chance.under(0.2)));
      if (document === null || fitting.length === 0) return NOTHING;
      const open = fromWire((await world.get(`/v1/invoices/${document.id}`))['open'] as WireMoney).minor;
      const cash = chance.pick([open, open, open / 2n, open - 3n, open + 1n]);
      const small = (): WireMoney => wire(BigInt(chance.below(4)), document.currency);
      const line = { document_id: document.id, cash: wire(cash < 0n ? 0n : cash, document.currency), ...(chance.under(0.3) ? { discount: small(), fee: small(), tolerance: small() } : {}) };
      return (await ask(`/v1/receipts/${chance.pick(fitting).id}/applications`, { lines: [line], reason, applied_on: on() })).told;
    },
    async unapply() {
      if (state.receipts.length === 0) return NOTHING;
      const applied = (await world.get(`/v1/applications?source_id=${chance.pick([...state.receipts, ...state.documents]).id}`))['items'] as Json[];
      return applied.length === 0 ? NOTHING : (await ask(`/v1/applications/${String(chance.pick(applied)['application_id'])}/unapply`, { reason, unapplied_on: on(), wrong_match: false })).told;
    },
    identify: async () => (await onReceipt('identify', () => ({ customer_id: chance.pick(customers)['id'], on: on() }))).told,
    unidentify: async () => (await onReceipt('unidentify', () => ({ on: on() }))).told,
    split: async () => (await onReceipt('split', ({ minor, currency }) => ({ on: on(), parts: customers.slice(0, 2).map((customer) => ({ customer_id: customer['id'], amount: wire(minor / 2n, currency) })) }))).told,
    reverse: async () => (await onReceipt('reverse', () => ({ reversed_on: on() }))).told,
    async refund() {
      const { told, body } = await onReceipt('refunds', ({ minor, currency }) => ({ on: on(), ...(chance.under(0.5) ? { amount: wire(minor / 3n, currency) } : {}) }));
      if (told === 'ok') state.refunds.push(String(body['refund_id']));
      return told;
    },
    approve: () => onRefund('approve', { on: on() }),
    takeBack: () => onRefund('take-back', { on: on(), reason }),
  };
}

function tradeActs(chance: Chance, state: State, ask: Ask, run: (address: string, body: unknown) => Promise<string>, world: World, customers: readonly Json[]): Acts {
  const on = (): string => anyDay(chance, state);
  return {
    async tick() {
      state.day = addDays(state.day, 1 + chance.below(3));
      world.app.platform.clock.moveTo(`${state.day}T09:00:00.000Z`);
      return 'ok';
    },
    close: async () => (await ask(`/v1/entities/${chance.pick([1, 2])}/periods/${startOfMonth(addDays(state.day, -35)).slice(0, 7)}/${chance.pick(['close', 'close', 'reopen'])}`, { reason })).told,
    cashRun: () => run('/v1/cash-runs', { entity_id: chance.pick([1, 2]), through: on() }),
    async order() {
      const number = `SO-${world.next()}`;
      const { told } = await ask('/v1/orders', { number, customer_number: chance.pick(customers)['number'], ordered_on: on(), lines: [{ product: 'P-1', quantity: String(1 + chance.below(20)), unit_price: chance.pick(['2.50', '2.4999']) }] });
      if (told === 'ok') state.orders.push(number);
      return told;
    },
    async deliver() {
      const line = { order_number: chance.pick(state.orders), order_line_no: 1, quantity: chance.pick(['1', '2', '0.5', '10']) };
      return state.orders.length === 0 ? NOTHING : (await ask('/v1/deliveries', { number: `D-${world.next()}`, kind: chance.pick(['delivery', 'delivery', 'return']), delivered_on: on(), lines: [line] })).told;
    },
    async bill() {
      await run('/v1/charge-runs', { through: state.day });
      const told = await run('/v1/bill-runs', { through: state.day, issued_on: on() });
      const { items } = await world.get('/v1/invoices?limit=20');
      for (const item of items as Json[]) if (item['number'] !== null && !state.documents.some((one) => one.id === item['document_id'])) await remember(world, state, String(item['document_id']));
      return told;
    },
  };
}
