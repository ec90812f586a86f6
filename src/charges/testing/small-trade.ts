// A small trading company for tests: a catalogue with prices, customers, and short ways to order, deliver and price.

import assert from 'node:assert/strict';
import { addPrice, createProduct, seedCatalogDefaults } from '#catalog/index.ts';
import { createCompany } from '#company/index.ts';
import { createCustomer, seedTermsDefaults, type Customer, type NewCustomer } from '#customers/index.ts';
import { recordDelivery, recordOrder } from '#evidence/index.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findRun } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { saveSetting } from '#platform/setting-store.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { chargesRuns } from '../jobs.ts';
import { startPricingRun } from '../pricing-run.ts';

export type OrderOf = {
  readonly number: string; readonly customer: string; readonly on?: string; readonly lines: readonly { readonly product: string; readonly quantity: string; readonly price?: string; readonly discount?: string }[];
  readonly expiresOn?: string; readonly notToExceed?: string; readonly priceRule?: 'order' | 'delivery'; readonly customerPo?: string;
};

export type DeliveryOf = {
  readonly number: string; readonly on: string; readonly kind?: 'delivery' | 'service' | 'return'; readonly customer?: string;
  readonly lines: readonly { readonly order?: string; readonly line?: number; readonly product?: string; readonly quantity: string }[];
};

export type ChargeState = { readonly delivery: string; readonly status: string; readonly quantity: string; readonly unitPrice: string; readonly amountMinor: bigint; readonly checks: readonly string[] };

export type SmallTrade = {
  readonly platform: TestPlatform;
  readonly ctx: Context;
  write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result>;
  read<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  as(role: Context['role']): Promise<Context>;
  customer(number: string, more?: Partial<NewCustomer>): Promise<Customer>;
  order(order: OrderOf): Promise<string>;
  deliver(delivery: DeliveryOf): Promise<void>;
  price(through?: string): Promise<{ lines: number; pending: number; held: number }>;
  /** In the order of their deliveries. */
  charges(): Promise<ChargeState[]>;
  setGate(value: Record<string, string>): Promise<void>;
  close(): Promise<void>;
};

const list = [['P-1', 'Paper, box of 5', 'standard', '10.00'], ['P-2', 'Ink, bottle', 'standard', '25.50'], ['P-3', 'Atlas of roads', 'reduced', '40.00'], ['P-4', 'Unpriced thing', 'standard', null]] as const;

/** Today is 2026-03-02; prices hold from 2025-01-01; VAT of the Netherlands. */
export async function openSmallTrade(start = '2026-03-02T09:00:00.000Z'): Promise<SmallTrade> {
  const platform = await openTestPlatform(start);
  const ctx = await testContext(platform);
  let keys = 0;
  const write: SmallTrade['write'] = (verb) => {
    keys += 1;
    return command(platform.database, { ...ctx, now: platform.clock.now() }, { name: 'test', permission: 'org.manage', key: `key ${keys}`, input: { keys } }, (tx) => verb(tx));
  };
  const read: SmallTrade['read'] = (work) => inReadOnly(platform.database, ctx, work);
  await write((tx) => createCompany(tx, ctx, { name: 'Trader', entity: {
    code: 'T', name: 'Trader B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], postalCode: '1011 AA', city: 'Amsterdam', country: 'NL' }, taxId: 'NL123456782B90',
    iban: 'NL91ABNA0417164300', bic: 'ABNANL2A', bankName: 'ABN AMRO', email: 'billing@trader.example', registration: 'KvK 12345678',
  } }));
  await write(async (tx) => {
    await seedTermsDefaults(tx, ctx);
    await seedCatalogDefaults(tx, ctx);
    for (const [sku, name, taxClass, unitPrice] of list) {
      const { productId } = await createProduct(tx, ctx, { sku, name, description: null, unit: 'pcs', chargeCode: 'GOODS', taxClass, active: true });
      if (unitPrice !== null) await addPrice(tx, ctx, { priceBook: 'LIST', productId, customerId: null, minQuantity: '0', unitPrice, validFrom: '2025-01-01', validTo: null });
    }
    return {};
  });
  return {
    platform, ctx, write, read,
    as: (role) => testContext(platform, { orgId: ctx.orgId, role }),
    customer: (number, more = {}) => write((tx) => createCustomer(tx, ctx, { number, name: `Customer ${number}`, billTo: { lines: ['Dam 2'], postalCode: '1012 JS', city: 'Amsterdam', country: 'NL' }, invoiceEmail: `${number.toLowerCase()}@customer.example`, ...more })),
    async order(order) {
      const { orderId } = await write((tx) => recordOrder(tx, ctx, {
        entityId: 1, number: order.number, customer: order.customer, orderedOn: order.on ?? '2026-02-01', currency: null, priceRule: order.priceRule ?? 'order', blanket: false, notToExceed: order.notToExceed ?? null,
        expiresOn: order.expiresOn ?? null, customerPo: order.customerPo ?? null, shipTo: null,
        lines: order.lines.map((line, index) => ({ lineNo: index + 1, product: line.product, description: null, quantity: line.quantity, unitPrice: line.price ?? null, discountPercent: line.discount ?? null })),
      }));
      return orderId;
    },
    async deliver(delivery) {
      await write((tx) => recordDelivery(tx, ctx, {
        entityId: 1, number: delivery.number, kind: delivery.kind ?? 'delivery', deliveredOn: delivery.on, customer: delivery.customer ?? null, confirmedBy: null,
        lines: delivery.lines.map((line) => ({ orderNumber: line.order ?? null, orderLineNo: line.line ?? null, product: line.product ?? null, quantity: line.quantity })),
      }));
    },
    async price(through) {
      const { runId } = await write((tx) => startPricingRun(tx, ctx, { entityId: 1, through: through ?? null }));
      await executeRun(platform, chargesRuns, ctx.orgId, runId);
      const run = await read((tx) => findRun(tx, runId));
      assert.equal(run?.status, 'done', JSON.stringify(run?.failure));
      return run.result as { lines: number; pending: number; held: number };
    },
    charges: () => read((tx) => tx.many<ChargeState>({ text: `
      select d.number as delivery, c.status, trim_scale(c.quantity) as quantity, trim_scale(c.unit_price) as unit_price, c.amount_minor,
        array(select h.check_code from charges.hold h where h.charge_id = c.charge_id and h.released_at is null order by 1) as checks
      from charges.charge c left join evidence.delivery d on d.delivery_id = c.delivery_id order by c.service_on, d.number, c.delivery_line_no, c.evidence_key`, values: [] })),
    async setGate(value) {
      await write(async (tx) => {
        await saveSetting(tx, { name: 'gate', value, now: ctx.now });
        return {};
      });
    },
    close: () => platform.close(),
  };
}
