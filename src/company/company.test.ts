// A company can be started, twice the same key gives the same answer, and its books post, reverse, lock and check.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { command } from '#platform/command.ts';
import { findBrokenAuditRow } from '#platform/audit-store.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly, inTransaction } from '#platform/database/database.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { accountsByPurpose } from '#ledger/account-store.ts';
import { ledgerChecks } from '#ledger/checks-store.ts';
import { setPeriodStatus } from '#ledger/period.ts';
import { post, reverseEntry } from '#ledger/post.ts';
import { trialBalance } from '#ledger/queries.ts';
import { createCompany, type NewCompany } from './index.ts';

const company: NewCompany = {
  name: 'Ink and Paper',
  entity: { code: 'MAIN', name: 'Ink and Paper B.V.', baseCurrency: 'EUR', timeZone: 'Europe/Amsterdam', country: 'NL', address: { lines: ['Kade 1'], postalCode: '1011 AA', city: 'Amsterdam', country: 'NL' } },
};

let platform: TestPlatform;
let ctx: Context;

before(async () => {
  platform = await openTestPlatform();
  ctx = await testContext(platform);
});
after(() => platform.close());

test('the same key and input answer the first answer, another input is refused', async () => {
  const call = { name: 'company.create', permission: 'org.manage' as const, key: 'first', input: company };
  const first = await command(platform.database, ctx, call, createCompany);
  const again = await command(platform.database, ctx, call, createCompany);
  assert.deepEqual(again, first);
  await assert.rejects(command(platform.database, ctx, { ...call, input: { ...company, name: 'Other' } }, createCompany), { code: 'idempotency.key_reused' });
});

test('an entry posts, moves balances and items, reverses once, and respects a closed month', async () => {
  const entryId = newId(1);
  const itemId = newId(1);
  const customerId = newId(1);
  const write = <Result extends object>(key: string, verb: (tx: Parameters<typeof createCompany>[0]) => Promise<Result>): Promise<Result> =>
    command(platform.database, ctx, { name: 'test.post', permission: 'org.manage', key, input: { key } }, (tx) => verb(tx));
  await write('post', async (tx) => {
    const accounts = await accountsByPurpose(tx, 1);
    const item = { itemId, documentId: itemId, dueOn: '2026-04-01' };
    await post(tx, ctx.now, [{ entryId, entityId: 1, postedOn: '2026-03-02', event: 'invoice.issued', sourceId: itemId, transfers: [
      { debitAccountId: accounts.get('receivable') ?? 0, creditAccountId: accounts.get('revenue') ?? 0, amountMinor: 10_000n, currency: 'EUR', customerId, documentId: itemId, debitItem: item },
      { debitAccountId: accounts.get('receivable') ?? 0, creditAccountId: accounts.get('tax_payable') ?? 0, amountMinor: 2_100n, currency: 'EUR', customerId, documentId: itemId, debitItem: item },
    ] }]);
    return {};
  });
  const rows = await inReadOnly(platform.database, ctx, (tx) => trialBalance(tx, 1, { asOf: '2026-03-31' }));
  assert.deepEqual(rows.map((row) => [row.code, row.debitMinor, row.creditMinor]), [['1200', 12_100n, 0n], ['2200', 0n, 2_100n], ['4000', 0n, 10_000n]]);
  const reversal = { postedOn: '2026-03-05', event: 'invoice.voided', reason: 'test' };
  const reverse = (key: string): Promise<object> => write(key, async (tx) => ({ entry: (await reverseEntry(tx, ctx.now, entryId, { ...reversal, entryId: newId(2) })).entryId }));
  const setMarch = (status: 'open' | 'closed'): Promise<object> => write(`march ${status}`, async (tx) => {
    await setPeriodStatus(tx, ctx, { entityId: 1, month: '2026-03-01', status, reason: 'month end' });
    return {};
  });
  await setMarch('closed');
  await assert.rejects(reverse('late'), { code: 'period.closed' });
  await setMarch('open');
  await reverse('reverse');
  await assert.rejects(reverse('again'), { code: 'entry.already_reversed' });
  for (const check of ledgerChecks) {
    assert.deepEqual((await inReadOnly(platform.database, ctx, (tx) => check.run(tx))).breaches, [], check.name);
  }
  assert.equal(await inReadOnly(platform.database, ctx, findBrokenAuditRow), null);
});

test('journal rows refuse change and other organisations see nothing', async () => {
  await assert.rejects(inTransaction(platform.database, ctx, (tx) => tx.run({ text: 'update ledger.transfer set amount_minor = 1', values: [] })), /permission denied/);
  await assert.rejects(platform.database.ownerPool.query('delete from ledger.transfer'), /append-only/);
  const stranger = await testContext(platform);
  assert.deepEqual(await inReadOnly(platform.database, stranger, (tx) => tx.many({ text: 'select * from ledger.transfer', values: [] })), []);
});
