// The state of matching one receipt: whose documents are shown, what is ticked, and whether it can be posted.
import { useMemo, useState } from 'react';

import { agrees, digitsOf, draftOf, emptyDraft, fillOldest, isSameDraft, minorOf, sumOfDraft, takeRest, tick, type Draft, type DraftLine, type DraftSum } from './match-draft.ts';
import type { Candidate, Candidates } from './receipt-wire.ts';

export type Match = {
  readonly draft: Draft;
  readonly sum: DraftSum;
  readonly available: bigint;
  readonly digits: number;
  /** Undefined while nothing was suggested; false where the suggestion was not ticked in advance. */
  readonly wasTicked: boolean | undefined;
  /** What is ticked is exactly what was suggested: posting accepts the suggestion. */
  readonly isSuggestion: boolean;
  readonly toggle: (item: Candidate) => void;
  readonly change: (item: Candidate, line: DraftLine) => void;
  readonly takeRest: (item: Candidate) => void;
  /** The suggestion as it is, or the oldest documents first where there is none. */
  readonly fill: () => void;
  readonly clear: () => void;
};

/** Belongs to one receipt: give the component a key, so that the next receipt begins anew. */
export function useMatch({ receipt, suggestion, items }: Candidates): Match {
  const digits = digitsOf(receipt.left.amount);
  const available = minorOf(receipt.left.amount, digits);
  const suggested = useMemo(() => draftOf(suggestion, items), [suggestion, items]);
  const doesAgree = agrees(available, items, suggested);
  const [own, setOwn] = useState<Draft>();
  const draft = own ?? (doesAgree ? suggested : emptyDraft);
  const sum = useMemo(() => sumOfDraft(available, items, draft), [available, items, draft]);
  return {
    draft,
    sum,
    available,
    digits,
    wasTicked: suggestion && suggestion.lines.length > 0 ? doesAgree : undefined,
    isSuggestion: suggested.size > 0 && isSameDraft(draft, suggested),
    toggle: (item) => setOwn(tick(available, items, draft, item)),
    change: (item, line) => setOwn(new Map(draft).set(item.document_id, line)),
    takeRest: (item) => setOwn(takeRest(available, items, draft, item)),
    fill: () => setOwn(suggested.size > 0 ? suggested : fillOldest(available, items, { customerId: receipt.customer_id, currency: receipt.amount.currency })),
    clear: () => setOwn(emptyDraft),
  };
}
