// Payments in another currency: applied for what the payer sent, and taken back for what was booked, whatever the rate is by then.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { explainReceipt } from './explain-receipt.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';
import { unapply } from './take-back.ts';

let company: SmallCompany;

before(async () => {
  company = await openSmallCompany();
  const ash = await company.customer('Ashford Bakery Ltd');
  for (const [on, rate] of [['2026-04-01', '0.90'], ['2026-05-25', '0.80']]) {
    await company.platform.database.ownerPool.query(`insert into ledger.fx_rate (org_id, currency, base_currency, rated_on, revision, rate, source, recorded_at) values ($1, 'USD', 'EUR', $2, 1, $3, 'ECB', now())`, [company.ctx.orgId, on, rate]);
  }
  await company.owe(ash, 'INV-2026-00008', 250_00n, { currency: 'USD', on: '2026-04-02' });
  await company.pay('2026-05-20', { amountMinor: 212_00n, counterpartyName: 'ASHFORD BAKERY LTD', text: 'INV-2026-00008 /OCMT/USD250.00/EXCH/0.848/' });
  await company.apply('2026-05-20');
});
after(() => company.close());

const based = (event: string): Promise<{ currency: string; amountMinor: bigint; baseMinor: bigint | null }[]> => company.read((tx) =>
  tx.many({ text: 'select t.currency, t.amount_minor, t.base_minor from ledger.transfer t join ledger.entry e on e.org_id = t.org_id and e.entry_id = t.entry_id where e.event = $1 order by t.line', values: [event] }));

test('the payment goes through currency exchange at the day’s rate, and its proof says where the difference stands', async () => {
  assert.equal(await company.open('INV-2026-00008'), 0n);
  assert.deepEqual(await based('cash.applied'), [{ currency: 'EUR', amountMinor: 212_00n, baseMinor: 212_00n }, { currency: 'USD', amountMinor: 250_00n, baseMinor: 225_00n }]);
  const [{ receiptId = '' } = {}] = await company.read((tx) => tx.many<{ receiptId: string }>({ text: 'select receipt_id from payments.receipt', values: [] }));
  const proof = JSON.stringify(await company.read((tx) => explainReceipt(tx, receiptId)), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  assert.match(proof, /the difference of the rates stands on currency exchange/);
});

test('taken back on a day with another rate, it is taken back for what was booked', async () => {
  const [{ applicationId = '' } = {}] = await company.read((tx) => tx.many<{ applicationId: string }>({ text: 'select application_id from cash.application', values: [] }));
  await company.write((tx) => unapply(tx, company.ctx, { applicationIds: [applicationId], reason: 'another invoice was meant', unappliedOn: '2026-05-28', wrongMatch: true }));
  assert.deepEqual(await based('cash.unapplied'), await based('cash.applied'));
  assert.equal(await company.open('INV-2026-00008'), 250_00n);
  await company.assertChecks();
});
