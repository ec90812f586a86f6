// Commands that post twice meet on the same sums, in whatever order they take them: everyone gets through, and the sums are right.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { money } from '#kernel/money.ts';
import { applyManually } from './apply-manually.ts';
import { identifyPayer } from './identify-payer.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';

let company: SmallCompany;
const payers = 12;
const customers: string[] = [];

before(async () => {
  company = await openSmallCompany();
  for (let index = 0; index < payers; index += 1) {
    customers.push(await company.customer(`Payer ${index}`));
    // Due on two days that all share, and received on two others: sums of days are everybody's.
    await company.owe(customers[index] ?? '', `INV-2026-1${index}`, 1_000n, { on: '2026-03-01' });
    await company.owe(customers[index] ?? '', `INV-2026-2${index}`, 1_000n, { on: '2026-03-02' });
    await company.pay(index % 2 === 0 ? '2026-03-20' : '2026-03-21', { amountMinor: 2_000n, counterpartyName: `Nobody ${index}`, text: `x ${index}` });
  }
});
after(() => company.close());

async function deadlocks(): Promise<number> {
  await sleep(1_500);
  const { rows } = await company.platform.database.ownerPool.query<{ deadlocks: string }>('select deadlocks from pg_stat_database where datname = current_database()');
  return Number(rows[0]?.deadlocks ?? 0);
}

test('documents paid by many at once, across the same days and in both orders, wait for each other in no circle', async () => {
  const { write, ctx } = company;
  const documents = new Map((await company.read((tx) => tx.many<{ number: string; documentId: string }>({ text: 'select number, document_id from invoicing.document', values: [] }))).map((row) => [row.number, row.documentId]));
  const receipts = new Map((await company.read((tx) => tx.many<{ payerName: string; receiptId: string }>({ text: 'select payer_name, receipt_id from payments.receipt', values: [] }))).map((row) => [row.payerName, row.receiptId]));
  const receiptOf = (index: number): string => receipts.get(`Nobody ${index}`) ?? assert.fail(`receipt ${index}`);
  for (const [index, customerId] of customers.entries()) await write((tx) => identifyPayer(tx, ctx, { receiptId: receiptOf(index), customerId, reason: 'told so', on: '2026-04-01' }));
  const before = await deadlocks();
  await Promise.all(customers.map((_customerId, index) => write(async (tx) => {
    // Half of them pay the later document first.
    for (const day of index % 2 === 0 ? [1, 2] : [2, 1]) {
      await applyManually(tx, ctx, { receiptId: receiptOf(index), lines: [{ documentId: documents.get(`INV-2026-${day}${index}`) ?? '', cash: money(1_000n, 'EUR') }], credits: [], reason: 'told so', appliedOn: '2026-04-01' });
    }
    return {};
  })));
  assert.equal((await deadlocks()) - before, 0, 'deadlocks');
  const { open } = await company.read((tx) => tx.one<{ open: bigint }>({ text: 'select coalesce(sum(open_minor), 0)::bigint as open from ledger.open_item', values: [] }));
  assert.equal(open, 0n);
  await company.assertChecks();
});
