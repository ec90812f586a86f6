// The foot of matching, always in sight: what is there, what is taken, and the difference with what becomes of it.
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

import { formatMoney } from '../../format/money.ts';
import { textOf } from './match-draft.ts';
import type { Match } from './use-match.ts';

type MatchFootProps = { readonly match: Match; readonly currency: string; readonly children: ReactNode };

export function MatchFoot({ match, currency, children }: MatchFootProps) {
  const { sum, available, digits } = match;
  const shown = (minor: bigint) => formatMoney({ amount: textOf(minor, digits), currency });
  return (
    <footer aria-label="Difference" className="flex shrink-0 flex-wrap items-center gap-x-6 gap-y-2 border-t border-line-strong bg-sunken px-4 py-2">
      <Sum label="To apply" value={shown(available)} />
      {sum.credits > 0n && <Sum label="Credits taken" value={shown(sum.credits)} />}
      <Sum label={sum.count === 1 ? 'On 1 document' : `On ${sum.count} documents`} value={shown(sum.cash)} />
      {sum.deducted > 0n && <Sum label="Let off" value={shown(sum.deducted)} />}
      <div className="min-w-32" aria-live="polite">
        <p className="text-minor text-ink-3">Difference</p>
        <p className={clsx('text-amount font-semibold', sum.difference < 0n ? 'text-bad' : sum.difference === 0n ? 'text-ok' : 'text-warn')}>{shown(sum.difference)}</p>
      </div>
      <p className="max-w-64 min-w-40 grow text-minor text-ink-2">{consequenceOf(match)}</p>
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </footer>
  );
}

function Sum({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <p className="text-minor text-ink-3">{label}</p>
      <p className="text-read font-medium">{value}</p>
    </div>
  );
}

/** What posting would do, or why it can't be done. */
export function consequenceOf({ sum, available }: Match): string {
  if (available === 0n) return 'Nothing is left to apply.';
  if (sum.isWrong) return 'One of the amounts is not possible: correct it first.';
  if (sum.difference < 0n) return 'The documents take more than came. Lower an amount, or say that its rest stays open.';
  if (sum.count === 0) return 'Nothing is ticked yet. Space ticks the document, = gives it all that is left.';
  return sum.difference === 0n ? 'Everything is applied.' : 'What is left stays on the customer’s account.';
}

export function mayPost({ sum }: Match): boolean {
  return sum.count > 0 && !sum.isWrong && sum.difference >= 0n;
}
