// The tax in a discount: per group as its gross amounts are, and only where the law lowers it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { discountTaxes } from './discount-tax.ts';

const group = (groupNo: number, jurisdiction: string, baseMinor: bigint, taxMinor: bigint): Parameters<typeof discountTaxes>[1][number] => ({ documentId: 'd', groupNo, jurisdiction, baseMinor, taxMinor });
const told = (discountMinor: bigint, ...groups: ReturnType<typeof group>[]): unknown => discountTaxes(discountMinor, groups).map((part) => [part.groupNo, part.baseMinor, part.taxMinor]);

for (const [name, discount, groups, expected] of [
  ['2 % of 119.00 at 19 %', 238n, [group(1, 'DE', 10_000n, 1_900n)], [[1, 200n, 38n]]],
  ['two rates', 228n, [group(1, 'NL', 5_000n, 450n), group(2, 'NL', 4_917n, 1_033n)], [[1, 100n, 9n], [2, 98n, 21n]]],
  ['a group without tax', 100n, [group(1, 'NL', 5_000n, 0n)], []],
  ['sales tax of an American state', 100n, [group(1, 'US-CA', 10_000n, 725n)], []],
  ['the United Kingdom', 120n, [group(1, 'GB', 10_000n, 2_000n)], [[1, 100n, 20n]]],
  ['a document of nothing', 100n, [], []],
] as const) test(`the tax in a discount: ${name}`, () => assert.deepEqual(told(discount, ...groups), expected));

test('whatever the discount, its parts are no more than it, and their tax no more than the document has', () => {
  const groups = fc.array(fc.record({ base: fc.bigInt({ min: 0n, max: 10n ** 9n }), percent: fc.constantFrom(0n, 7n, 19n, 21n) }), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(groups, fc.integer({ min: 0, max: 100 }), (given, percent) => {
    const list = given.map(({ base, percent: rate }, index) => group(index + 1, 'NL', base, (base * rate) / 100n));
    const total = list.reduce((sum, one) => sum + one.baseMinor + one.taxMinor, 0n);
    const discount = (total * BigInt(percent)) / 100n;
    const parts = discountTaxes(discount, list);
    assert.ok(parts.reduce((sum, part) => sum + part.baseMinor + part.taxMinor, 0n) <= discount);
    for (const part of parts) assert.ok(part.taxMinor >= 0n && part.baseMinor >= 0n && part.taxMinor <= (list[part.groupNo - 1]?.taxMinor ?? 0n));
  }));
});
