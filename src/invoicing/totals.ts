// What a document adds up to: tax per group of jurisdiction, category and rate, rounded once per group or once per line.

import { parseDecimal } from '#kernel/decimal.ts';
import { invariant } from '#kernel/invariant.ts';
import { percentOf } from '#kernel/rounding.ts';

export type TaxedLine = {
  readonly amountMinor: bigint;
  readonly taxJurisdiction: string;
  readonly taxCategory: string;
  /** Percent as decimal text. */
  readonly taxRate: string;
  readonly taxReason: string | null;
};

export type TaxGroup = {
  readonly groupNo: number;
  readonly jurisdiction: string;
  readonly category: string;
  readonly rate: string;
  readonly reason: string | null;
  readonly baseMinor: bigint;
  readonly taxMinor: bigint;
};

export type Totals = {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly groups: readonly TaxGroup[];
  /** The tax of each line where the entity rounds per line, else null. */
  readonly lineTaxes: readonly (bigint | null)[];
};

/** Half-up rounding at the named step; the set-based twin is stageTaxes in stage-store.ts, and check --replay holds both equal. */
export function computeTotals(lines: readonly TaxedLine[], rounding: 'group' | 'line'): Totals {
  const lineTaxes = lines.map((line) => (rounding === 'line' ? percentOf(line.amountMinor, parseDecimal(line.taxRate), 'half-up') : null));
  const groups = new Map<string, { first: TaxedLine; base: bigint; tax: bigint }>();
  lines.forEach((line, index) => {
    const key = [line.taxJurisdiction, line.taxCategory.trim(), plainRate(line.taxRate), line.taxReason ?? ''].join('|');
    const group = groups.get(key) ?? { first: line, base: 0n, tax: 0n };
    groups.set(key, { ...group, base: group.base + line.amountMinor, tax: group.tax + (lineTaxes[index] ?? 0n) });
  });
  const sorted = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group], index): TaxGroup => ({
    groupNo: index + 1, jurisdiction: group.first.taxJurisdiction, category: group.first.taxCategory.trim(), rate: plainRate(group.first.taxRate),
    reason: group.first.taxReason, baseMinor: group.base,
    taxMinor: rounding === 'line' ? group.tax : percentOf(group.base, parseDecimal(group.first.taxRate), 'half-up'),
  }));
  const netMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  const taxMinor = sorted.reduce((sum, group) => sum + group.taxMinor, 0n);
  invariant(sorted.reduce((sum, group) => sum + group.baseMinor, 0n) === netMinor, 'the tax bases do not add up to the net amount');
  return { netMinor, taxMinor, totalMinor: netMinor + taxMinor, groups: sorted, lineTaxes };
}

/** 19.00 and 19 are one rate. */
export function plainRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}
