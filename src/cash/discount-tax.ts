// A discount that is taken for early payment lowers the price, and where the law says so the tax with it: the tax in it goes back from discounts
// allowed to tax payable, in the entry of the application, so that taking back the one takes back the other.

import { allocate } from '#kernel/allocate.ts';
import { divideRounded } from '#kernel/rounding.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { discountLowersTax } from '#catalog/index.ts';
import { accountFor } from '#ledger/account-store.ts';
import type { Entry, Transfer } from '#ledger/posting.ts';
import { taxGroupsOf, type DiscountTax, type DocumentTaxGroup } from './discount-tax-store.ts';
import type { Plan } from './plan-application.ts';

/** The applications' entries with the tax of their discounts, and that tax per group as the tax report wants it. */
export async function taxDiscounts(tx: Tx, plans: readonly Plan[]): Promise<{ entries: readonly Entry[]; taxes: readonly DiscountTax[] }> {
  const entries = plans.flatMap((plan) => plan.applying);
  const discounted = plans.flatMap((plan) => plan.applications).filter((application) => application.discountMinor > 0n);
  if (discounted.length === 0) return { entries, taxes: [] };
  const groups = await taxGroupsOf(tx, discounted.map((application) => application.documentId));
  const taxes: DiscountTax[] = [];
  const added = new Map<string, Transfer>();
  for (const { applicationId, entryId, entityId, documentId, customerId, currency, discountMinor } of discounted) {
    const parts = discountTaxes(discountMinor, groups.get(documentId) ?? []);
    const amountMinor = parts.reduce((sum, part) => sum + part.taxMinor, 0n);
    if (amountMinor === 0n) continue;
    taxes.push(...parts.map((part) => ({ ...part, applicationId })));
    added.set(entryId, { debitAccountId: await accountFor(tx, entityId, 'tax_payable'), creditAccountId: await accountFor(tx, entityId, 'discount_allowed'), amountMinor, currency, customerId, documentId });
  }
  return { taxes, entries: entries.map((entry) => {
    const transfer = added.get(entry.entryId);
    return transfer === undefined ? entry : { ...entry, transfers: [...entry.transfers, transfer] };
  }) };
}

/** The discount falls on the groups as their gross amounts do; of each part the tax is what the group's tax is of its gross. */
export function discountTaxes(discountMinor: bigint, groups: readonly DocumentTaxGroup[]): Omit<DiscountTax, 'applicationId'>[] {
  const gross = groups.map((group) => group.baseMinor + group.taxMinor);
  if (gross.every((minor) => minor <= 0n)) return [];
  const shares = allocate(discountMinor, gross.map((minor) => (minor < 0n ? 0n : minor)));
  return groups.flatMap((group, index) => {
    const share = shares[index] ?? 0n;
    const of = gross[index] ?? 0n;
    if (share === 0n || of <= 0n || group.taxMinor === 0n || !discountLowersTax(group.jurisdiction)) return [];
    const taxMinor = divideRounded(share * group.taxMinor, of, 'half-up');
    return [{ groupNo: group.groupNo, baseMinor: share - taxMinor, taxMinor }];
  });
}
