// Totals: the tax groups always add up, in code and in the database alike, whichever way the entity rounds.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel/id.ts';
import { inTransaction } from '#platform/database/database.ts';
import { openTestPlatform, testContext, type TestPlatform } from '#platform/testing/test-platform.ts';
import { measureStage, openBillingStage, stageTaxes } from './stage-store.ts';
import { computeTotals, plainRate, type TaxedLine } from './totals.ts';

let platform: TestPlatform;

before(async () => {
  platform = await openTestPlatform();
});
after(() => platform.close());

const rates = ['0', '5.5', '7', '8.875', '19', '21.00', '21'];
const aLine: fc.Arbitrary<TaxedLine> = fc.record({
  amountMinor: fc.bigInt({ min: -1_000_000n, max: 10n ** 12n }), taxJurisdiction: fc.constantFrom('NL', 'US-CA'), taxCategory: fc.constantFrom('S', 'E'), taxRate: fc.constantFrom(...rates),
  taxReason: fc.constantFrom(null, 'Exempt from tax.'),
});
const lines = fc.array(aLine, { minLength: 1, maxLength: 60 });

test('bases of the groups add up to the net, taxes to the tax, net and tax to the total; each group is its rate rounded half up', () => {
  fc.assert(fc.property(lines, fc.constantFrom('group' as const, 'line' as const), (given, rounding) => {
    const totals = computeTotals(given, rounding);
    assert.equal(totals.groups.reduce((sum, group) => sum + group.baseMinor, 0n), given.reduce((sum, line) => sum + line.amountMinor, 0n));
    assert.equal(totals.groups.reduce((sum, group) => sum + group.taxMinor, 0n), totals.taxMinor);
    assert.equal(totals.netMinor + totals.taxMinor, totals.totalMinor);
    assert.deepEqual(totals.groups.map((group) => group.groupNo), totals.groups.map((_group, index) => index + 1));
    for (const group of totals.groups) {
      const exact = Number(group.baseMinor) * Number(group.rate) / 100;
      const slack = rounding === 'group' ? 0.5001 : 0.5001 * given.length;
      assert.ok(Math.abs(Number(group.taxMinor) - exact) <= slack + Math.abs(exact) * 1e-12, `${group.taxMinor} is not ${exact}`);
    }
    if (rounding === 'line') assert.equal(totals.lineTaxes.reduce<bigint>((sum, tax) => sum + (tax ?? 0n), 0n), totals.taxMinor);
  }), { numRuns: 500 });
});

test('19.00 and 19 are one group, different reasons are two', () => {
  const line = { amountMinor: 100n, taxJurisdiction: 'NL', taxCategory: 'S', taxRate: '19', taxReason: null };
  assert.equal(computeTotals([line, { ...line, taxRate: '19.00' }], 'group').groups.length, 1);
  assert.equal(computeTotals([line, { ...line, taxReason: 'x' }], 'group').groups.length, 2);
});

test('a hundred lines of a third of a cent: per group nothing is lost, per line everything is', () => {
  const small = Array.from({ length: 100 }, () => ({ amountMinor: 2n, taxJurisdiction: 'NL', taxCategory: 'S', taxRate: '19', taxReason: null }));
  assert.equal(computeTotals(small, 'group').taxMinor, 38n);
  assert.equal(computeTotals(small, 'line').taxMinor, 0n);
});

test('the database stages the same groups as the code computes', async () => {
  const ctx = await testContext(platform);
  await fc.assert(fc.asyncProperty(lines, fc.constantFrom('group' as const, 'line' as const), async (given, rounding) => {
    const documentId = newId(0);
    const staged = await inTransaction(platform.database, ctx, async (tx) => {
      await openBillingStage(tx);
      await tx.run({ text: `insert into staged_document (document_id, entry_id, entity_id, kind, source, sign, customer_id, customer_version, entity_version, currency, terms_code, terms_version, due_on, tax_rounding, sort_key)
        values ($1, $1, 1, 'invoice', 'manual', 1, $1, 1, 1, 'EUR', 'X', 1, '2026-01-01', $2, 'x')`, values: [documentId, rounding] });
      for (const [index, line] of given.entries()) {
        await tx.run({ text: `insert into staged_line (document_id, line_no, charge_code, description, quantity, unit, unit_price, discount_percent, amount_minor, tax_jurisdiction, tax_category, tax_rate, tax_reason, revenue_account_id)
          values ($1, $2, 'X', 'x', 1, 'x', 1, 0, $3, $4, $5, $6::numeric, $7, 1)`, values: [documentId, index + 1, line.amountMinor.toString(), line.taxJurisdiction, line.taxCategory, line.taxRate, line.taxReason] });
      }
      await measureStage(tx);
      await stageTaxes(tx);
      return tx.many<{ jurisdiction: string; category: string; rate: string; reason: string | null; baseMinor: bigint; taxMinor: bigint }>({ text: 'select jurisdiction, category, rate, reason, base_minor, tax_minor from staged_tax', values: [] });
    }, { commit: false });
    const key = (group: { jurisdiction: string; category: string; rate: string; reason: string | null; baseMinor: bigint; taxMinor: bigint }): string => [group.jurisdiction, group.category.trim(), plainRate(group.rate), group.reason, group.baseMinor, group.taxMinor].join('|');
    assert.deepEqual(staged.map(key).sort(), computeTotals(given, rounding).groups.map(key).sort());
  }), { numRuns: 25 });
});
