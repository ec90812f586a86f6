// A small company for tests of cash application: customers, open documents, a bank account, and short ways to use the verbs.

import assert from 'node:assert/strict';
import { createCompany } from '#company/index.ts';
import { createCustomer, giveBankAccount, seedTermsDefaults } from '#customers/index.ts';
import { invoicingChecks } from '#invoicing/index.ts';
import { recordOpeningDocuments } from '#invoicing/index.ts';
import { addDays } from '#kernel/local-date.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { openBankAccount, paymentChecks } from '#payments/index.ts';
import { importDay, type DayLine } from '#payments/testing/bank-day.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findRun } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { saveSetting } from '#platform/setting-store.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { startApplyRun } from '../apply-run.ts';
import { cashChecks } from '../checks-store.ts';
import { cashRuns } from '../jobs.ts';

export type SmallCompany = {
  readonly platform: TestPlatform;
  readonly ctx: Context;
  write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result>;
  read<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  customer(name: string, more?: { number?: string; account?: string; currency?: string; tradeName?: string; parentCustomerId?: string }): Promise<string>;
  owe(customerId: string, number: string, minor: bigint, more?: { on?: string; currency?: string; kind?: 'invoice' | 'credit_note' }): Promise<void>;
  pay(on: string, line: DayLine, currency?: string): Promise<void>;
  apply(through: string): Promise<Record<string, number>>;
  /** Open amount of a document, and of a receipt by its number. */
  open(number: string): Promise<bigint>;
  receiptId(number: string): Promise<string>;
  setPolicy(value: Record<string, string>): Promise<void>;
  assertChecks(): Promise<void>;
  close(): Promise<void>;
};

export const houseAccount = { EUR: 'NL91ABNA0417164300', USD: 'US7700010002' } as const;

export async function openSmallCompany(): Promise<SmallCompany> {
  const platform = await openTestPlatform('2026-06-30T08:00:00.000Z');
  const ctx = await testContext(platform);
  let keys = 0;
  const write = <Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result> => {
    keys += 1;
    return command(platform.database, ctx, { name: 'test', permission: 'org.manage', key: `key ${keys}`, input: { keys } }, (tx) => verb(tx));
  };
  const read = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => inReadOnly(platform.database, ctx, work);
  await write((tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], country: 'NL' } } }));
  await write(async (tx) => {
    await seedTermsDefaults(tx, ctx);
    for (const [currency, account] of Object.entries(houseAccount)) await openBankAccount(tx, ctx, { entityId: 1, name: `Bank ${currency}`, account, currency });
    return {};
  });
  const company: SmallCompany = {
    platform, ctx, write, read,
    async customer(name, more = {}) {
      const { account, ...facts } = more;
      const { customerId } = await write((tx) => createCustomer(tx, ctx, { name, billTo: { lines: ['x'], country: 'NL' }, ...facts }));
      if (account !== undefined) await write((tx) => giveBankAccount(tx, ctx, { customerId, account }));
      return customerId;
    },
    async owe(customerId, number, minor, { on = '2026-03-01', currency = 'EUR', kind = 'invoice' } = {}) {
      await write((tx) => recordOpeningDocuments(tx, ctx, { entityId: 1, postedOn: on, documents: [{ number, kind, customerId, issuedOn: on, dueOn: addDays(on, 30), openMinor: minor, currency }] }));
    },
    async pay(on, line, currency = 'EUR') {
      keys += 1;
      await write((tx) => importDay(tx, ctx, { account: houseAccount[currency as 'EUR'], currency, on, reference: `S ${keys}`, lines: [{ bankReference: `R${keys}x0`, ...line }] }));
    },
    async apply(through) {
      const { runId } = await write((tx) => startApplyRun(tx, ctx, { entityId: 1, through }));
      await executeRun(platform, cashRuns, ctx.orgId, runId);
      const run = await read((tx) => findRun(tx, runId));
      assert.equal(run?.status, 'done', JSON.stringify(run?.failure));
      return run?.result as Record<string, number>;
    },
    open: (number) => read(async (tx) => {
      const row = await tx.one<{ open: bigint }>({ text: "select coalesce(sum(i.open_minor), 0)::bigint as open from ledger.open_item i where i.document_id in (select document_id from invoicing.document where number = $1 union all select receipt_id from payments.receipt where number = $1)", values: [number] });
      return row.open;
    }),
    receiptId: (number) => read(async (tx) => (await tx.one<{ receiptId: string }>({ text: 'select receipt_id from payments.receipt where number = $1', values: [number] })).receiptId),
    async setPolicy(value) {
      await write(async (tx) => {
        await saveSetting(tx, { name: 'cash', value, now: ctx.now });
        return {};
      });
    },
    async assertChecks() {
      for (const check of [...ledgerChecks, ...invoicingChecks, ...paymentChecks, ...cashChecks]) assert.deepEqual((await read((tx) => check.run(tx))).breaches, [], check.name);
    },
    close: () => platform.close(),
  };
  return company;
}
