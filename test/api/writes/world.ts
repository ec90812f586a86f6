// A company in which every write of the API can be tried: short ways to bring about what a write needs, through the API itself.

import assert from 'node:assert/strict';
import { seedCatalogDefaults } from '#catalog/index.ts';
import { seedTermsDefaults } from '#customers/index.ts';
import { importDay } from '#payments/testing/bank-day.ts';
import { command } from '#platform/command.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { executeRun } from '#platform/runs.ts';
import { assembly } from '#server/assembly.ts';
import { openTestApp, type TestApp } from '#server/testing/test-app.ts';

export type Json = Record<string, unknown>;

/** The parts of a request that a write is told by. */
export type Parts = { readonly params?: Readonly<Record<string, string>>; readonly query?: string; readonly body?: unknown };

/** A request that must succeed, and another for which its key must not be used again. */
export type Attempt = Parts & {
  readonly other: Parts;
  /** A secret that only the first answer shows, and what became of it; a repeated one has null in their place. */
  readonly shownOnce?: readonly string[];
};

/** By operation: brings about what the write needs, each time anew. */
export type WriteCases = Readonly<Record<string, (world: World) => Attempt | Promise<Attempt>>>;

export type World = {
  readonly app: TestApp;
  /** Another number each time, for names that must be free. */
  next(): number;
  get(address: string): Promise<Json>;
  /** The items of a list page after page, as a person who scrolls gets them. */
  pages(address: string, limit: number): Promise<Json[]>;
  send(address: string, body?: unknown, method?: string): Promise<Json>;
  /** Carries out a run that a write started. */
  finish(started: Json): Promise<void>;
  customer(): Promise<string>;
  draft(customerId: string, price?: string): Promise<string>;
  invoice(customerId: string, price?: string): Promise<string>;
  receipt(amount: string, customerId?: string): Promise<string>;
  bankLine(): Promise<string>;
  /** The number of another legal entity, made when it is first asked for. */
  secondEntity(): Promise<number>;
  close(): Promise<void>;
};

export const reason = 'as agreed on the phone';
export const today = '2026-03-02';
export const eur = (amount: string): Json => ({ amount, currency: 'EUR' });
export const address = { lines: ['Dam 2'], postal_code: '1012 JS', city: 'Amsterdam', country: 'NL' };
export const houseAccount = 'NL91ABNA0417164300';

export const draftOf = (customerId: string, price = '10.00'): Json => ({ customer_id: customerId, issued_on: today, lines: [{ charge_code: 'GOODS', description: 'Paper', quantity: '1', unit_price: price }] });

export async function openWorld(): Promise<World> {
  const app = await openTestApp();
  let last = 100;
  const next = (): number => (last += 1);
  const write = <Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> =>
    command(app.platform.database, app.ctx, { name: 'test.arrange', permission: 'org.manage', key: `arranged ${next()}`, input: {} }, (tx) => verb(tx));
  const told = async (address: string, method: string, body?: unknown): Promise<Json> => {
    const answer = await app.ask(address, { method, key: app.keys.admin, body });
    assert.ok(answer.status < 300, `${method} ${address}: ${answer.status} ${answer.text.slice(0, 400)}`);
    return answer.body;
  };
  const send: World['send'] = (address, body, method = 'POST') => told(address, method, body);
  await write(async (tx) => {
    await seedTermsDefaults(tx, app.ctx);
    await seedCatalogDefaults(tx, app.ctx);
    return {};
  });
  await send('/v1/bank-accounts', { name: 'House bank', account: houseAccount, currency: 'EUR' });
  await send('/v1/bank-accounts', { name: 'House bank, dollars', account: 'US7700010002', currency: 'USD' });
  const idOf = async (answer: Promise<Json>, field: string): Promise<string> => String((await answer)[field]);
  const draft: World['draft'] = (customerId, price) => idOf(send('/v1/invoices', draftOf(customerId, price)), 'document_id');
  return {
    app, next, send, draft,
    get: (address) => told(address, 'GET'),
    async pages(address, limit) {
      const items: Json[] = [];
      for (let cursor: unknown = ''; cursor !== null;) {
        const page = await told(`${address}?limit=${limit}${cursor === '' ? '' : `&cursor=${String(cursor)}`}`, 'GET');
        items.push(...(page['items'] as Json[]));
        cursor = page['next_cursor'];
      }
      return items;
    },
    finish: ({ run_id: runId }) => executeRun(app.platform, assembly.runs, app.ctx.orgId, String(runId)).then(() => undefined),
    customer: () => idOf(send('/v1/customers', { name: `Customer ${next()}`, number: `C-${last}`, bill_to: address, invoice_email: 'bills@customer.example' }), 'id'),
    async invoice(customerId, price) {
      const documentId = await draft(customerId, price);
      return idOf(send(`/v1/invoices/${documentId}/issue`, { release_reason: reason }), 'document_id');
    },
    receipt: (amount, customerId) => idOf(send('/v1/receipts', { method: 'cheque', received_on: today, amount: eur(amount), customer_id: customerId, payer_name: 'A payer' }), 'receipt_id'),
    async bankLine() {
      const reference = `S ${next()}`;
      await write((tx) => importDay(tx, app.ctx, { account: houseAccount, currency: 'EUR', on: today, reference, lines: [{ amountMinor: BigInt(5000 + next()), bankReference: `${reference}/1`, text: 'a transfer', counterpartyName: 'Somebody' }] }));
      const [line] = (await told('/v1/bank-lines?status=receipt&limit=1', 'GET'))['items'] as { bank_line_id: string }[];
      assert.ok(line !== undefined, 'the statement has a line');
      return line.bank_line_id;
    },
    async secondEntity() {
      const { items } = await told('/v1/entities', 'GET');
      const known = (items as { entity_id: number; code: string }[]).find(({ code }) => code === 'TWO');
      return known?.entity_id ?? Number((await send('/v1/entities', { code: 'TWO', name: 'Ink and Paper GmbH', base_currency: 'EUR', time_zone: 'Europe/Berlin', country: 'DE', address: { ...address, country: 'DE' } }))['entity_id']);
    },
    close: () => app.close(),
  };
}
