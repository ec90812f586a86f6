// A standing list with its totals joined to one sum per currency, as the foot of a grid shows them.
import { useMemo } from 'react';

import type { QueryParams } from '../../api/client.ts';
import type { WireMoney } from '../../api/types.ts';
import { useList, type ListState } from '../../api/use-list.ts';
import { sumByCurrency } from '../../format/money.ts';
import type { StandingTotals } from './standing-wire.ts';

export type CurrencyTotal = { readonly currency: string; readonly amount: WireMoney };

export function useStandingList<Row>(path: string, params: QueryParams): ListState<Row, CurrencyTotal> {
  const list = useList<Row, StandingTotals>(path, params);
  const { totals } = list;
  const joined = useMemo(() => totals && joinTotals(totals), [totals]);
  return useMemo(() => ({ ...list, totals: joined }), [list, joined]);
}

function joinTotals(totals: readonly StandingTotals[]): CurrencyTotal[] {
  return sumByCurrency(totals.flatMap((total) => total.amount ?? [])).map((amount) => ({ currency: amount.currency, amount }));
}
