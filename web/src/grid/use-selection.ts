// Holds the selection of one list and answers what a bulk bar needs: how many, how much, what to send.
import { useMemo, useState } from 'react';

import type { WireMoney } from '../api/types.ts';
import { subtractAmounts, sumByCurrency } from '../format/money.ts';
import { bulkBody, countSelected, emptySelection, type BulkBody, type SelectedView, type Selection } from './selection.ts';

export type SelectionState<Row> = {
  readonly current: Selection<Row>;
  readonly set: (next: Selection<Row>) => void;
  readonly clear: () => void;
  readonly count: number;
  readonly money: readonly WireMoney[];
  readonly body: () => BulkBody;
  readonly view: SelectedView;
};

export function useSelection<Row>(options: {
  readonly view: SelectedView;
  readonly moneyOf: (row: Row) => WireMoney | undefined;
  /** Money of the whole view, from the totals of the server. */
  readonly viewMoney: readonly WireMoney[] | undefined;
}): SelectionState<Row> {
  const [current, set] = useState<Selection<Row>>(emptySelection);
  const [moneyOfView, setMoneyOfView] = useState<readonly WireMoney[]>([]);
  const { view, moneyOf, viewMoney } = options;
  // The sum of a whole view is remembered from when that view was shown.
  if (viewMoney && current.kind === 'view' && current.view.key === view.key && moneyOfView !== viewMoney) setMoneyOfView(viewMoney);

  return useMemo(() => {
    const picked = [...(current.kind === 'rows' ? current.rows : current.except).values()]
      .map(moneyOf)
      .filter((money) => money !== undefined);
    const sums = sumByCurrency(picked);
    return {
      current,
      set,
      clear: () => set(emptySelection()),
      count: countSelected(current),
      money: current.kind === 'rows' ? sums : subtractAll(moneyOfView, sums),
      body: () => bulkBody(current),
      view,
    };
  }, [current, moneyOf, moneyOfView, view]);
}

function subtractAll(from: readonly WireMoney[], minus: readonly WireMoney[]): WireMoney[] {
  return from.map((money) => {
    const less = minus.find((other) => other.currency === money.currency);
    return less ? { ...money, amount: subtractAmounts(money.amount, less.amount) } : money;
  });
}
