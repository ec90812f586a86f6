// The figures of the last thirty days, in the currency with most open first; further currencies on lines of their own, never added up.
import { Link } from '@tanstack/react-router';

import type { WireMoney, WireToday } from '../../api/types.ts';
import { useSession } from '../../api/session.ts';
import { formatMoney } from '../../format/money.ts';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';

type Figure = WireToday['figures'][number];

type DayFiguresProps = {
  readonly figures: readonly Figure[];
  /** What of the open amount is past its due day, per currency. */
  readonly overdue: readonly WireMoney[];
};

export function DayFigures({ figures, overdue }: DayFiguresProps) {
  const { currency } = useSession().company;
  const [first, ...others] = [...figures].sort((a, b) => Number(b.currency === currency) - Number(a.currency === currency));
  if (!first) return null;
  const late = overdue.find((money) => money.currency === first.currency);
  return (
    <StatStrip label="Figures">
      <FigureTile label="Open receivables" of={(figure) => figure.open} first={first} others={others} to="/aging" note={late && `${formatMoney(late, 'short')} overdue`} />
      <FigureTile label="Issued in 30 days" of={(figure) => figure.issued} first={first} others={others} to="/invoices" />
      <FigureTile label="Received in 30 days" of={(figure) => figure.received} first={first} others={others} to="/receipts" search={{ view: 'received_lately' }} />
    </StatStrip>
  );
}

type FigureTileProps = {
  readonly label: string;
  readonly of: (figure: Figure) => WireMoney;
  readonly first: Figure;
  readonly others: readonly Figure[];
  readonly to: string;
  readonly search?: { readonly view: string };
  readonly note?: string;
};

function FigureTile({ label, of, first, others, to, search, note }: FigureTileProps) {
  return (
    <StatTile
      label={label}
      exact={formatMoney(of(first))}
      value={<Link to={to} search={search as never} aria-label={`${label}: ${formatMoney(of(first), 'short')}`} className="rounded-small hover:text-accent">{formatMoney(of(first), 'short')}</Link>}
      note={[note, ...others.map((other) => formatMoney(of(other), 'short'))].filter(Boolean).join(' · ') || undefined}
    />
  );
}
