// The figures above the customer list, in the currency most customers have; the foot of the list has the others.
import { formatMoney, sharesOf } from '../../format/money.ts';
import { notAddedUp } from '../../grid/held.ts';
import { AgingBar, AgingLegend } from '../../kit/aging-bar.tsx';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import { formatPercent } from '../../format/date.ts';
import { usualAges, type CustomerTotals } from './customer-wire.ts';

type CustomerFiguresProps = {
  readonly totals: readonly CustomerTotals[] | undefined;
  /** There are more than the server adds up. */
  readonly isNotAddedUp: boolean;
  readonly onOpenView: (view: string) => void;
};

export function CustomerFigures({ totals, isNotAddedUp, onOpenView }: CustomerFiguresProps) {
  const first = totals?.[0];
  const isMixed = (totals?.length ?? 0) > 1;
  const oldest = first?.aging.at(-1);
  const amounts = first?.aging.map((bucket) => bucket.amount) ?? [];
  const oldestShare = (sharesOf(amounts).at(-1) ?? 0) / 1000;
  return (
    <StatStrip label="Figures">
      <StatTile
        label={isMixed ? `Open receivables in ${first?.currency}` : 'Open receivables'}
        value={first ? formatMoney(first.receivable, 'short') : '–'}
        exact={first && formatMoney(first.receivable)}
        note={isNotAddedUp && notAddedUp}
        wide
      >
        <div className="mt-1.5 mb-1.5"><AgingBar amounts={amounts} label="Open receivables by age" /></div>
        <AgingLegend buckets={first?.aging ?? usualAges.map((label) => ({ label }))} />
      </StatTile>
      <StatTile
        label="Overdue"
        value={first ? formatMoney(first.overdue, 'short') : '–'}
        exact={first && formatMoney(first.overdue)}
        note={isNotAddedUp ? notAddedUp : first && `of ${formatMoney(first.receivable, 'short')} open`}
        onOpen={() => onOpenView('overdue')}
      />
      <StatTile
        label={`Older than ${oldest?.label.replace('+', '') ?? '90'} days`}
        value={first && oldest ? formatMoney({ amount: oldest.amount, currency: first.currency }, 'short') : '–'}
        exact={first && oldest && formatMoney({ amount: oldest.amount, currency: first.currency })}
        note={isNotAddedUp ? notAddedUp : first && `${formatPercent(oldestShare)} of open`}
        onOpen={() => onOpenView('overdue')}
      />
    </StatStrip>
  );
}
