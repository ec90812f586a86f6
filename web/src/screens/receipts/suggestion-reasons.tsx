// Why the matcher proposes what it proposes: what speaks for it, what speaks against it, and how sure that leaves it.
import { Minus, Plus } from 'lucide-react';

import { formatPercent } from '../../format/date.ts';
import { Button } from '../../kit/button.tsx';
import { PanelSection } from '../../kit/side-panel.tsx';
import type { Suggestion } from './receipt-wire.ts';

export function SuggestionReasons({ suggestion, isTicked, onReject }: { readonly suggestion: Suggestion; readonly isTicked?: boolean; readonly onReject?: () => void }) {
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
            <span className="min-w-0 break-words">{reason.text.charAt(0).toUpperCase()}{reason.text.slice(1)}</span>
          </li>
        ))}
      </ul>
      {isTicked === false && suggestion.lines.length > 0 && <p className="mt-2 text-minor text-ink-2">The amounts do not agree, so nothing is ticked in advance. Press m to take the suggestion as it is.</p>}
    </PanelSection>
  );
}

function Meter({ confidence }: { readonly confidence: number }) {
  return (
    <div role="meter" aria-label="How sure" aria-valuemin={0} aria-valuemax={1} aria-valuenow={confidence} className="mb-2 h-1.5 overflow-hidden rounded-full bg-line">
      <div className="h-full origin-left bg-accent" style={{ transform: `scaleX(${confidence})` }} />
    </div>
  );
}
