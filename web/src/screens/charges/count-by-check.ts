// How many of some held charges each check holds, the most first.
import type { ChargeRow } from './charge-wire.ts';
import { checkLabel } from './check-names.ts';

export type CheckCount = { readonly check: string; readonly charges: number };

export function countByCheck(rows: readonly Pick<ChargeRow, 'holds'>[]): CheckCount[] {
  const counts = new Map<string, number>();
  for (const { holds } of rows) for (const { check_code: code } of holds) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, charges]) => ({ check: checkLabel(code), charges })).sort((a, b) => b.charges - a.charges || (a.check < b.check ? -1 : 1));
}
