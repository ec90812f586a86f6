// The documents of the desk: the payer's own and whatever was looked for, what is suggested first.
import { ListChecks, UserSearch, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';

import { isZeroAmount } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import type { Option } from '../../kit/option.ts';
import { MatchItems } from './match-items.tsx';
import type { Candidate, Candidates } from './receipt-wire.ts';
import type { Match } from './use-match.ts';

type DocumentsProps = {
  readonly candidates: Candidates;
  readonly payers: readonly Option[];
  readonly onWithout: (id: string) => void;
  readonly match: Match;
  readonly day: string;
  readonly isReadOnly: boolean;
  readonly onFind: () => void;
};

export function MatchDocuments({ candidates, payers, onWithout, match, day, isReadOnly, onFind }: DocumentsProps) {
  const { items, receipt } = candidates;
  const sorted = useMemo(() => sortedForMatching(candidates), [candidates]);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // After a dialog has handed the focus back to where it found none: what was looked for is here now.
    const timer = setTimeout(() => focusDocument(pane.current), focusBackMs);
    return () => clearTimeout(timer);
  }, [items.length]);
  return (
    <section ref={pane} aria-label="Open documents" tabIndex={-1} className="flex min-w-0 grow flex-col overflow-auto bg-surface -outline-offset-2">
      <div className="sticky left-0 flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold">Open documents</h2>
        <span className="text-ink-3">{items.length}</span>
        {payers.map((payer) => (
          <span key={payer.id} className="flex h-7 items-center gap-1 rounded-control bg-accent-soft pl-2 text-accent">
            {payer.label}
            <button type="button" aria-label={`Without ${payer.label}`} className="grid size-6 place-items-center rounded-small hover:bg-hover" onClick={() => onWithout(payer.id)}><X aria-hidden="true" size={13} /></button>
          </span>
        ))}
        <span className="grow" />
        {!isReadOnly && items.length > 0 && <Button small icon={ListChecks} keys="m" onClick={match.fill}>{candidates.suggestion?.lines.length ? 'Take the suggestion' : 'Oldest first'}</Button>}
        {!isReadOnly && <Button small icon={UserSearch} keys="f" onClick={onFind}>Find another payer or document</Button>}
      </div>
      {items.length === 0
        ? <NothingOpen receipt={receipt} onFind={onFind} />
        : <div className="min-w-220 pr-4"><MatchItems items={sorted} day={day} paidOn={receipt.received_on} match={match} isReadOnly={isReadOnly} /></div>}
    </section>
  );
}

const focusBackMs = 30;

/** The first ticked document, else the first one: work begins without a mouse. A focus that is somewhere else stays there. */
function focusDocument(pane: HTMLElement | null): void {
  const { activeElement } = document;
  if (!pane || (activeElement !== document.body && activeElement !== pane)) return;
  const boxes = [...pane.querySelectorAll<HTMLInputElement>('input.tick:not(:disabled)')];
  (boxes.find((box) => box.checked) ?? boxes[0] ?? pane).focus();
}

function NothingOpen({ receipt, onFind }: { readonly receipt: Candidates['receipt']; readonly onFind: () => void }) {
  if (receipt.status === 'reversed') return <EmptyState title="This receipt was reversed">Its documents are open again; the history says why.</EmptyState>;
  if (isZeroAmount(receipt.left.amount)) return <EmptyState title="Nothing is left to apply">All of this money stands where it belongs. Press u to take an application back.</EmptyState>;
  return (
    <EmptyState title="No open document" action={<Button keys="f" onClick={onFind}>Find documents</Button>}>
      {receipt.customer_id ? 'This customer owes nothing. Find a document of somebody else, or keep the money on account.' : 'The payer is not known yet. Find a document by number or amount, or say who paid.'}
    </EmptyState>
  );
}

/** What is suggested first, then the payer's own, then others, each by due day: the eye finds it without scrolling. */
function sortedForMatching({ items, receipt, suggestion }: Candidates): Candidates['items'] {
  const named = new Set(suggestion?.lines.map((line) => line.document_id));
  const rank = (item: Candidate) => (named.has(item.document_id) ? 0 : item.customer_id === receipt.customer_id ? 1 : 2);
  return items.toSorted((a, b) => rank(a) - rank(b) || (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0));
}
