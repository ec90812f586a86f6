// Why the matcher proposes what it proposes: what speaks for it, what speaks against it, and how sure that leaves it.
import { Minus, Plus } from 'lucide-react';

import { formatPercent } from '../../format/date.ts';
import { sentence } from '../../format/sentence.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { PanelSection } from '../../kit/side-panel.tsx';
import type { Suggestion } from './receipt-wire.ts';
import type { Unticked } from './use-match.ts';

const untickedWords: Readonly<Record<NonNullable<Unticked>, string>> = {
  differs: 'The amounts do not agree, so nothing is ticked in advance.',
  taken_back: 'One of these documents was taken off this receipt before, so nothing is ticked in advance.',
};

type SuggestionReasonsProps = {
  readonly suggestion: Suggestion;
  readonly unticked?: Unticked;
  readonly onReject?: () => void;
  /** Beside the list: takes it without opening the receipt. */
  readonly onAccept?: () => void;
  readonly isBusy?: boolean;
};

export function SuggestionReasons({ suggestion, unticked, onReject, onAccept, isBusy }: SuggestionReasonsProps) {
  const confidence = Number(suggestion.confidence);
  const isEmpty = suggestion.lines.length === 0;
  return (
    <PanelSection title={isEmpty ? 'What is known' : 'Suggestion'} count={isEmpty ? undefined : `${formatPercent(confidence)} sure`} action={onReject && <Button small look="quiet" onClick={onReject}>Reject</Button>}>
      {!isEmpty && <Meter confidence={confidence} />}
      <ul className="grid gap-1">
        {suggestion.reasons.map((reason, index) => (
          <li key={index} className="flex items-start gap-1.5">
            {reason.weight < 0
              ? <Minus aria-label="Against" size={14} className="mt-0.5 shrink-0 text-warn" />
              : <Plus aria-label="For" size={14} className="mt-0.5 shrink-0 text-ok" />}
            <span className="min-w-0 break-words">{sentence(reason.text)}</span>
          </li>
        ))}
      </ul>
      {onAccept && <Proposed suggestion={suggestion} onAccept={onAccept} isBusy={isBusy} />}
      {unticked && !isEmpty && <p className="mt-2 text-minor text-ink-2">{untickedWords[unticked]} Press m to take the suggestion as it is.</p>}
    </PanelSection>
  );
}

const mostShown = 6;

/** What would be posted, so that nobody accepts unseen. */
function Proposed({ suggestion: { lines, credits }, onAccept, isBusy }: { readonly suggestion: Suggestion; readonly onAccept: () => void; readonly isBusy?: boolean }) {
  return (
    <div className="mt-2 grid gap-1">
      {lines.slice(0, mostShown).map((line) => (
        <p key={line.document_id} className="flex gap-2"><span className="min-w-0 grow font-medium">{line.number}</span><MoneyText money={line.cash} /></p>
      ))}
      {lines.length > mostShown && <p className="text-ink-3">and {lines.length - mostShown} more</p>}
      {credits.map((credit) => (
        <p key={credit.document_id} className="flex gap-2"><span className="min-w-0 grow font-medium">{credit.number} <span className="font-normal text-ink-2">credit note</span></span><MoneyText money={credit.used} /></p>
      ))}
      <span className="mt-1"><Button keys="Mod+Enter" busy={isBusy} onClick={onAccept}>{lines.length === 0 ? 'Keep on account' : 'Take the suggestion'}</Button></span>
    </div>
  );
}

function Meter({ confidence }: { readonly confidence: number }) {
  return (
    <div role="meter" aria-label="How sure" aria-valuemin={0} aria-valuemax={1} aria-valuenow={confidence} className="mb-2 h-1.5 overflow-hidden rounded-full bg-line">
      <div className="h-full origin-left bg-accent" style={{ transform: `scaleX(${confidence})` }} />
    </div>
  );
}
