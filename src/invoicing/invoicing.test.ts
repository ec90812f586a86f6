// From delivered goods to issued invoices, credit notes and voids, on a real database, with every check true at the end.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#company/index.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findRun } from '#platform/run-store.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { creditDocument, issueDraft, recordOpeningDocuments, runBilling, saveDraft, startBillRun, voidDocument } from './index.ts';
import { invoicingChecks, replayChecks } from './checks-store.ts';
import { seedPendingCharges } from '../../bench/seed.ts';

let platform: TestPlatform;
let ctx: Context;

before(async () => {
  platform = await openTestPlatform('2026-02-01T08:00:00.000Z');
  ctx = await testContext(platform);
  await write('company', (tx) => createCompany(tx, ctx, { name: 'Trader', entity: { code: 'T', name: 'Trader', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], country: 'NL' } } }));
  await seedPendingCharges(platform.database.ownerPool, ctx.orgId, { customers: 12, invoices: 30, linesPerInvoice: 4 });
});
after(() => platform.close());

function write<Result extends object>(key: string, verb: (tx: Tx) => Promise<Result>): Promise<Result> {
  return command(platform.database, ctx, { name: 'test', permission: 'org.manage', key, input: { key } }, (tx) => verb(tx));
}

async function bill(key: string): Promise<{ documents: number; lines: number }> {
  const { runId } = await write(key, (tx) => startBillRun(tx, ctx, { entityId: 1, through: '2026-01-31', issuedOn: '2026-02-01', customerId: null }));
  const run = await inReadOnly(platform.database, ctx, (tx) => findRun(tx, runId));
  assert.ok(run);
  return (await runBilling({ platform, ctx, run, isCancelled: async () => false })) as { documents: number; lines: number };
}

async function numbers(): Promise<{ documentId: string; number: string; totalMinor: bigint; kind: string }[]> {
  return inReadOnly(platform.database, ctx, (tx) => tx.many({ text: "select document_id, number, total_minor, kind from invoicing.document where status = 'issued' order by kind, sequence", values: [] }));
}

async function assertChecks(): Promise<void> {
  for (const check of [...ledgerChecks, ...invoicingChecks, ...replayChecks]) {
    assert.deepEqual((await inReadOnly(platform.database, ctx, (tx) => check.run(tx))).breaches, [], check.name);
  }
}

test('two bill runs at the same time bill everything once, with gapless numbers', async () => {
  const [first, second] = await Promise.all([bill('run one'), bill('run two')]);
  assert.equal(first.lines + second.lines, 120);
  const issued = await numbers();
  assert.equal(issued.length, first.documents + second.documents);
  assert.deepEqual(issued.map((row) => row.number), issued.map((_row, index) => `INV-2026-${String(index + 1).padStart(5, '0')}`));
  await assertChecks();
});

test('a repeated run bills nothing', async () => {
  assert.equal((await bill('run three')).documents, 0);
});

test('a credit note takes a line back once, at its tax, and lowers the open amount', async () => {
  const [original] = await numbers();
  assert.ok(original);
  const credit = (key: string, lines: { lineNo: number }[] | null): Promise<object> => write(key, (tx) => creditDocument(tx, ctx, { documentId: original.documentId, issuedOn: '2026-02-02', reasonCode: 'price', reason: 'agreed reduction', lines }));
  const first = (await credit('credit 1', [{ lineNo: 1 }])) as { number: string; offsetMinor: string; totalMinor: string };
  assert.equal(first.number, 'CN-2026-00001');
  assert.equal(first.offsetMinor, first.totalMinor);
  await assert.rejects(credit('credit 2', [{ lineNo: 1 }]), { code: 'credit.nothing_left' });
  await credit('credit 3', null);
  const open = await inReadOnly(platform.database, ctx, (tx) => tx.one<{ open: bigint }>({ text: 'select sum(open_minor)::bigint as open from ledger.open_item where document_id = $1', values: [original.documentId] }));
  assert.equal(open.open, 0n);
  await assertChecks();
});

test('an untouched invoice can be voided once, its charges are billed again', async () => {
  const original = (await numbers()).filter((row) => row.kind === 'invoice').at(-1);
  assert.ok(original);
  const cancel = (key: string): Promise<object> => write(key, (tx) => voidDocument(tx, ctx, { documentId: original.documentId, reason: 'wrong customer', rebill: true }));
  await cancel('void');
  await assert.rejects(cancel('void again'), { code: 'void.not_allowed' });
  assert.ok((await bill('run four')).documents >= 1);
  await assertChecks();
});

test('the database refuses every change of an issued document', async () => {
  const [original] = await numbers();
  const change = (text: string): Promise<number> => inTransaction(platform.database, ctx, (tx) => tx.run({ text, values: [original?.documentId] }));
  await assert.rejects(change('update invoicing.document set note = \'x\' where document_id = $1'), /never changes/);
  await assert.rejects(change('delete from invoicing.document where document_id = $1'), /never changes/);
  await assert.rejects(change('update invoicing.document_line set description = \'x\' where document_id = $1'), /never changes/);
  await assert.rejects(change('insert into invoicing.document_tax (org_id, document_id, group_no, jurisdiction, category, rate, base_minor, tax_minor) select org_id, document_id, 99, \'NL\', \'S\', 21, 0, 0 from invoicing.document where document_id = $1'), /no further line/);
});

test('opening documents keep their numbers and open the receivable', async () => {
  const customer = await inReadOnly(platform.database, ctx, (tx) => tx.one<{ customerId: string }>({ text: 'select customer_id from customers.customer order by number limit 1', values: [] }));
  await write('opening', (tx) => recordOpeningDocuments(tx, ctx, { entityId: 1, postedOn: '2026-01-31', documents: [
    { number: 'OLD-1', kind: 'invoice', customerId: customer.customerId, issuedOn: '2026-01-05', dueOn: '2026-02-05', openMinor: 12_345n, currency: 'EUR' },
    { number: 'OLD-2', kind: 'credit_note', customerId: customer.customerId, issuedOn: '2026-01-06', dueOn: '2026-01-06', openMinor: 500n, currency: 'EUR' },
  ] }));
  await assertChecks();
});

test('a draft on hold needs a release, a clean one gets the next number', async () => {
  const customer = await inReadOnly(platform.database, ctx, (tx) => tx.one<{ customerId: string }>({ text: 'select customer_id from customers.customer order by number limit 1', values: [] }));
  await inTransaction(platform.database, ctx, (tx) => tx.run({ text: "insert into catalog.charge_code (org_id, charge_code, name, revenue_account_code, tax_class, supply, recorded_at) values ($1, 'GOODS', 'Goods', '4000', 'standard', 'goods', now()) on conflict do nothing", values: [ctx.orgId] }));
  const input = { kind: 'invoice' as const, entityId: 1, customerId: customer.customerId, issuedOn: '2026-02-03', lines: [{ description: 'Installation', quantity: '2', unitPrice: '150.00', serviceOn: '2026-02-03' }] };
  const saved = (await write('draft', (tx) => saveDraft(tx, ctx, input))) as { documentId: string; status: string };
  assert.equal(saved.status, 'draft');
  const issued = (await write('issue', (tx) => issueDraft(tx, ctx, { documentId: saved.documentId }))) as { number: string };
  assert.match(issued.number, /^INV-2026-\d{5}$/);
  const twin = (await write('twin', (tx) => saveDraft(tx, ctx, input))) as { documentId: string; status: string };
  assert.equal(twin.status, 'held');
  await assert.rejects(write('issue twin', (tx) => issueDraft(tx, ctx, { documentId: twin.documentId })), { code: 'gate.held' });
  await write('release twin', (tx) => issueDraft(tx, ctx, { documentId: twin.documentId, releaseReason: 'second visit the same day' }));
  await assertChecks();
});
