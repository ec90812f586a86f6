// Two runs at once apply nothing twice, and no order of applying, taking back, naming and reversing breaks an invariant.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { money } from '#kernel/money.ts';
import { Refusal } from '#kernel/refusal.ts';
import { numberKey } from './matching/number-key.ts';
import { applyCreditNote, applyManually } from './apply-manually.ts';
import { identifyPayer, keepOnAccount, releaseFromAccount, unidentifyPayer } from './identify-payer.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { unapply } from './take-back.ts';
import { openSmallCompany, type SmallCompany } from './testing/small-company.ts';

let company: SmallCompany;
const customers: string[] = [];

before(async () => {
  company = await openSmallCompany();
  for (const name of ['Birkenfeld Optik GmbH', 'Ashford Bakery Ltd', 'Quellbach Textil SARL']) customers.push(await company.customer(name));
});
after(() => company.close());

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => company.read((tx) => tx.many<Row>({ text, values }));

test('two runs at the same time apply each receipt once and no document beyond its amount', async () => {
  for (let index = 0; index < 60; index += 1) await company.owe(customers[index % 3] ?? '', `INV-2026-${String(index).padStart(5, '0')}`, 10_000n + BigInt(index), { on: '2026-03-01' });
  for (let index = 0; index < 60; index += 1) await company.pay('2026-03-20', { amountMinor: 10_000n + BigInt(index), counterpartyName: ['Birkenfeld Optik GmbH', 'Ashford Bakery Ltd', 'Quellbach Textil SARL'][index % 3] ?? '', text: `INV-2026-${String(index).padStart(5, '0')}` });
  // The same documents paid again: whoever comes second must find them settled.
  for (let index = 0; index < 20; index += 1) await company.pay('2026-03-21', { amountMinor: 10_000n + BigInt(index), counterpartyName: ['Birkenfeld Optik GmbH', 'Ashford Bakery Ltd', 'Quellbach Textil SARL'][index % 3] ?? '', text: `INV-2026-${String(index).padStart(5, '0')} again` });
  const [one, two] = await Promise.all([company.apply('2026-03-31'), company.apply('2026-03-31')]);
  assert.equal((one['applied'] ?? 0) + (two['applied'] ?? 0), 60);
  const [applied] = await rows<{ count: number; sources: number }>('select count(*)::int as count, count(distinct source_id)::int as sources from cash.application');
  assert.deepEqual(applied, { count: 60, sources: 60 });
  await company.assertChecks();
});

test('a run after them finds nothing left to do', async () => {
  const before = await rows('select count(*)::int as count from cash.application');
  const again = await company.apply('2026-03-31');
  assert.equal(again['applied'], 0);
  assert.deepEqual(await rows('select count(*)::int as count from cash.application'), before);
});

test('the database’s key of a number and the code’s are one', async () => {
  const numbers = ['INV-2026-00001', 'RE2013/4711', 'oil 0Il', 'Ä-17 b', '  --', 'x'.repeat(60), 'R.N°12'];
  for (const number of numbers) {
    const [row] = await rows<{ key: string }>('select cash.number_key($1) as key', [number]);
    assert.equal(row?.key, numberKey(number), number);
  }
});

type Step = { readonly act: 'apply' | 'unapply' | 'identify' | 'unidentify' | 'keep' | 'release' | 'reverse' | 'credit' | 'run' | 'pay'; readonly a: number; readonly b: number; readonly part: number };

const step: fc.Arbitrary<Step> = fc.record({ act: fc.constantFrom('apply', 'apply', 'apply', 'unapply', 'unapply', 'identify', 'unidentify', 'keep', 'release', 'reverse', 'credit', 'run', 'pay'), a: fc.nat(50), b: fc.nat(50), part: fc.integer({ min: 1, max: 120 }) });

const reason = 'a step of the test';
const on = '2026-05-20';

/** Carries out a step against whatever there is; a refusal is a fine answer, a broken invariant is not. */
async function carryOut({ act, a, b, part }: Step): Promise<void> {
  const receipts = await rows<{ receiptId: string; amountMinor: bigint }>("select receipt_id, amount_minor from payments.receipt where received_on >= '2026-05-01' order by number");
  const documents = await rows<{ documentId: string; totalMinor: bigint }>("select document_id, total_minor from invoicing.document where number like 'RE-%' order by number");
  const credits = await rows<{ documentId: string }>("select document_id from invoicing.document where number like 'CN-%' order by number");
  const applications = await rows<{ applicationId: string }>("select application_id from cash.application where applied_on >= '2026-05-01' order by application_id");
  const pick = <Item>(list: readonly Item[], place: number): Item | undefined => list[place % Math.max(1, list.length)];
  const [receipt, document, credit, application] = [pick(receipts, a), pick(documents, b), pick(credits, a), pick(applications, a)];
  const customerId = pick(customers, b) ?? '';
  const receiptId = receipt?.receiptId ?? '';
  const { write, ctx } = company;
  if (act === 'run') return void (await company.apply('2026-06-01'));
  if (act === 'pay' || receipt === undefined || document === undefined) return company.pay('2026-05-05', { amountMinor: BigInt(part) * 100n, counterpartyName: 'Birkenfeld Optik GmbH', text: b % 2 === 0 ? `RE-2026-0${b % 6}` : 'x' });
  const amount = (document.totalMinor * BigInt(part)) / 100n;
  if (act === 'apply') await write((tx) => applyManually(tx, ctx, { receiptId, lines: [{ documentId: document.documentId, cash: money(amount, 'EUR'), ...(b % 3 === 0 ? { fee: money(100n, 'EUR') } : {}) }], credits: [], reason, appliedOn: on }));
  if (act === 'unapply' && application !== undefined) await write((tx) => unapply(tx, ctx, { applicationIds: [application.applicationId], reason, unappliedOn: on, wrongMatch: false }));
  if (act === 'identify') await write((tx) => identifyPayer(tx, ctx, { receiptId, customerId, reason, on }));
  if (act === 'unidentify') await write((tx) => unidentifyPayer(tx, ctx, { receiptId, reason, on }));
  if (act === 'keep') await write((tx) => keepOnAccount(tx, ctx, { receiptId, reason }));
  if (act === 'release') await write((tx) => releaseFromAccount(tx, ctx, { receiptId, reason }));
  if (act === 'reverse') await write((tx) => reverseReceipt(tx, ctx, { receiptId, reversedOn: on, reason }));
  if (act === 'credit' && credit !== undefined) await write((tx) => applyCreditNote(tx, ctx, { creditDocumentId: credit.documentId, lines: [{ documentId: document.documentId, amount: money(BigInt(part) * 10n, 'EUR') }], reason, appliedOn: on }));
}

test('any sequence of applying, taking back, naming and reversing keeps every invariant', async () => {
  for (let index = 0; index < 6; index += 1) await company.owe(customers[index % 3] ?? '', `RE-2026-0${index}`, 5_000n + BigInt(index) * 700n, { on: '2026-05-02' });
  await company.owe(customers[0] ?? '', 'CN-2026-01', 2_000n, { on: '2026-05-02', kind: 'credit_note' });
  for (let index = 0; index < 4; index += 1) await company.pay('2026-05-04', { amountMinor: 4_000n + BigInt(index) * 1_500n, counterpartyName: ['Ashford Bakery Ltd', 'nobody'][index % 2] ?? '', text: 'x' });
  const seed = 20_260_704;
  let refused = 0;
  let done = 0;
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
    for (const one of steps) {
      try {
        await carryOut(one);
        done += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused += 1;
      }
    }
    await company.assertChecks();
  }), { numRuns: 8, seed, endOnFailure: true });
  assert.ok(done > 30, `${done} steps were done, ${refused} refused (seed ${seed})`);
});
