// Why something is held, as chips with a shape before the word: the first is shown, the others are counted and told on hover.
import { Badge } from '../../kit/badge.tsx';
import { checkLabel } from './check-names.ts';

type HoldChipsProps = { readonly holds: readonly { readonly check_code: string; readonly reason: string }[] };

const mostShown = 1;

export function HoldChips({ holds }: HoldChipsProps) {
  if (holds.length === 0) return <span className="text-ink-3">–</span>;
  const told = holds.map((hold) => `${checkLabel(hold.check_code)}: ${hold.reason}`).join('\n');
  const more = holds.length - mostShown;
  return (
    <span title={told} className="inline-flex items-center gap-1">
      {holds.slice(0, mostShown).map((hold) => <Badge key={hold.check_code} tone="warn">{checkLabel(hold.check_code)}</Badge>)}
      {more > 0 && <span className="text-minor text-ink-2">+{more}</span>}
    </span>
  );
}
