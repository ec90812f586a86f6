// Floats over the foot of a list while rows are chosen: how many, how much money, and what can be done with all of them.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

import { formatCount } from '../format/money.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { MoneyList } from '../kit/money-text.tsx';
import type { SelectionState } from './use-selection.ts';

type BulkBarProps<Row> = {
  readonly selection: SelectionState<Row>;
  /** Word after the amount: 'open', 'overdue'. */
  readonly moneyWord?: string;
  /** Shows the view again whose rows are chosen. */
  readonly onShowView?: () => void;
  /** Buttons; their keys work through `useKeys` of the screen. */
  readonly children?: ReactNode;
};

export function BulkBar<Row>({ selection, moneyWord = '', onShowView, children }: BulkBarProps<Row>) {
  const { current, count, money } = selection;
  if (count === 0) return null;
  const isElsewhere = current.kind === 'view' && current.view.key !== selection.view.key;
  return (
    <section aria-label="Selection" className="bulk-bar no-print">
      <p className="shrink-0 font-semibold" aria-live="polite">
        {current.kind === 'view' && current.except.size === 0 ? 'All ' : ''}{formatCount(count)} selected
        {current.kind === 'view' && <span className="font-normal text-ink-2"> in {current.view.label}</span>}
      </p>
      {money.length > 0 && <p className="shrink-0 text-ink-2"><MoneyList list={money} /> {moneyWord}</p>}
      {isElsewhere && onShowView && <Button small look="quiet" onClick={onShowView}>Show them</Button>}
      <span className="flex min-w-0 grow flex-wrap items-center gap-1">{children}</span>
      <IconButton label="Clear selection" icon={X} keys="Escape" onClick={selection.clear} />
    </section>
  );
}
