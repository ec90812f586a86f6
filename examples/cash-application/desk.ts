// A company of its own for the example: books in a data directory, customers, bank accounts, and the verbs that people use.

import { createCompany } from '#company/index.ts';
import { createCustomer, giveBankAccount, seedTermsDefaults } from '#customers/index.ts';
import { cashRuns } from '#cash/jobs.ts';
import { startApplyRun } from '#cash/index.ts';
import type { BankLine, BankStatement } from '#formats/bank-statement.ts';
import { noDetail, proveStatement } from '#formats/bank-statement.ts';
import { recordOpeningDocuments } from '#invoicing/index.ts';
import { newId } from '#kernel/id.ts';
import { parseAmount } from '#kernel/money.ts';
import { dedupeKeys, importStatement, openBankAccount, postableLines } from '#payments/index.ts';
import { command } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { permissionsOfRole } from '#platform/organisation-store.ts';
import { openPlatform, type Platform } from '#platform/platform.ts';
import { findRun } from '#platform/run-store.ts';
import { executeRun } from '#platform/runs.ts';
import { saveSetting } from '#platform/setting-store.ts';
import type { CustomerRow, DocumentRow, Folder, LineRow } from './read-folder.ts';

export type ExampleDesk = { readonly platform: Platform; readonly ctx: Context; write<Result extends object>(verb: (tx: Tx) => Promise<Result>): Promise<Result>; read<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> };

const ENTITY = 1;

/**
 * What this seller lets pass, as it would say in its settings: discounts of up to 3 % whenever they are taken, and bank charges of up
 * to 15.00. The files name no terms of discount, and the bank takes its charges from what it pays out.
 */
const policy = { unearnedDiscountPercent: '3', bankFeeTolerance: 'USD 15.00; EUR 15.00; GBP 15.00' };

export async function openDesk(dataDirectory: string): Promise<ExampleDesk> {
  const platform = await openPlatform({ ...readConfig({}), dataDirectory, logLevel: 'error' });
  const orgId = newId(Date.now());
  const permissions = new Set(await inTransaction(platform.database, { orgId }, (tx) => permissionsOfRole(tx, 'admin')));
  const ctx: Context = { orgId, actor: { kind: 'operator', id: 'example', name: 'Example' }, role: 'admin', permissions, now: platform.clock.now() };
  let keys = 0;
  return {
    platform, ctx,
    write(verb) {
      keys += 1;
      return command(platform.database, { ...ctx, now: platform.clock.now() }, { name: 'example', permission: 'org.manage', key: `example ${keys}`, input: { keys } }, (tx) => verb(tx));
    },
    read: (work) => inReadOnly(platform.database, ctx, work),
  };
}

/** Company, bank accounts in every currency of the lines, terms, policy and customers; answers the customers' keys by their id in the files. */
export async function openBooks(desk: ExampleDesk, { customers, lines }: Folder): Promise<ReadonlyMap<string, string>> {
  const { ctx } = desk;
  const currencies = [...new Set(lines.map((line) => line.currency))].sort();
  await desk.write((tx) => createCompany(tx, ctx, { name: 'Cash application', entity: { code: 'CASH', name: 'Cash application example', baseCurrency: currencies.includes('USD') ? 'USD' : (currencies[0] ?? 'USD'), timeZone: 'UTC', country: 'US', address: { lines: ['1 Example Street'], country: 'US' } } }));
  await desk.write(async (tx) => {
    await seedTermsDefaults(tx, ctx);
    await saveSetting(tx, { name: 'cash', value: policy, now: ctx.now });
    for (const currency of currencies) await openBankAccount(tx, ctx, { entityId: ENTITY, name: `Bank ${currency}`, account: houseAccount(currency), currency });
    return {};
  });
  return addCustomers(desk, customers);
}

export function houseAccount(currency: string): string {
  return `HOUSE00${currency}`;
}

/** Parents are named in the files; one that is no customer itself becomes one, so that its payments are known. */
async function addCustomers(desk: ExampleDesk, customers: readonly CustomerRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const byName = new Map(customers.map((customer) => [customer.name, customer.id]));
  const strangers = [...new Set(customers.map((customer) => customer.parent).filter((parent) => parent !== '' && !byName.has(parent)))];
  const parents = strangers.map((name, index): CustomerRow => ({ id: `PARENT-${index + 1}`, name, tradeName: '', country: 'US', parent: '', bankAccount: '' }));
  const waiting = [...parents, ...customers].sort((a, b) => Number(a.parent !== '') - Number(b.parent !== ''));
  for (const row of waiting) {
    const parentId = row.parent === '' ? null : (ids.get(byName.get(row.parent) ?? parents.find((parent) => parent.name === row.parent)?.id ?? '') ?? null);
    const { customerId } = await desk.write((tx) => createCustomer(tx, desk.ctx, {
      number: row.id, externalId: row.id, name: row.name, tradeName: row.tradeName === '' ? null : row.tradeName, parentCustomerId: parentId, billTo: { lines: ['-'], country: row.country === '' ? 'US' : row.country },
    }));
    ids.set(row.id, customerId);
    if (row.bankAccount !== '') await desk.write((tx) => giveBankAccount(tx, desk.ctx, { customerId, account: row.bankAccount }));
  }
  return ids;
}

/** Documents of one day, brought over as open items. */
export async function issueDay(desk: ExampleDesk, on: string, documents: readonly DocumentRow[], customers: ReadonlyMap<string, string>): Promise<void> {
  await desk.write((tx) => recordOpeningDocuments(tx, desk.ctx, {
    entityId: ENTITY, postedOn: on,
    documents: documents.map((row) => ({ number: row.number, kind: row.kind, customerId: customers.get(row.customer) ?? '', issuedOn: row.issuedOn, dueOn: row.dueOn, openMinor: parseAmount(row.amount, row.currency), currency: row.currency })),
  }));
}

/** The bank lines of one day, one statement per currency. */
export async function receiveDay(desk: ExampleDesk, on: string, lines: readonly LineRow[]): Promise<void> {
  for (const [currency, ofCurrency] of Map.groupBy(lines, (line) => line.currency)) {
    const statement = statementOf(on, currency, ofCurrency);
    const postable = postableLines(statement).lines;
    await desk.write((tx) => importStatement(tx, desk.ctx, { statement, lines: postable, keys: dedupeKeys(postable), bankAccountId: null, fileId: null, runId: null }));
  }
}

function statementOf(on: string, currency: string, rows: readonly LineRow[]): BankStatement {
  const lines = rows.map((row, index): BankLine => ({
    ...noDetail, lineNo: index + 1, bookedOn: row.on, valueOn: row.on, amountMinor: parseAmount(row.amount, currency), currency, counterpartyName: row.payerName, counterpartyAccount: row.payerAccount.replace(/\s/g, ''),
    text: row.text, rawText: row.text, bankReference: row.id, transactionCode: '', reversal: false, status: 'booked', details: [], raw: JSON.stringify(row),
    ...(row.originalAmount === '' ? {} : { originalAmount: { amount: row.originalAmount, currency: row.originalCurrency } }),
  }));
  return proveStatement({ format: 'csv', statementId: `${currency} ${on}`, statementNumber: '', accountId: houseAccount(currency), currency, openingMinor: null, openingOn: null, closingMinor: null, closingOn: null, lines, warnings: [] });
}

export async function applyDay(desk: ExampleDesk, through: string): Promise<void> {
  const { runId } = await desk.write((tx) => startApplyRun(tx, desk.ctx, { entityId: ENTITY, through }));
  await executeRun(desk.platform, cashRuns, desk.ctx.orgId, runId);
  const run = await desk.read((tx) => findRun(tx, runId));
  if (run?.status !== 'done') throw new Error(`the run of ${through} ended as ${run?.status}: ${JSON.stringify(run?.failure)}`);
}
