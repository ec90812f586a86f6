// The state of matching one receipt: what is ticked, in which currency, what of the money is used, and whether it can be posted.
import { useMemo, useState } from 'react';

import { agrees, digitsOf, draftOf, emptyDraft, fillOldest, isSameDraft, minorOf, restAs, sumOfDraft, takeRest, textOf, tick, wasTakenBack, type Draft, type DraftLine, type DraftSum, type RestKind } from './match-draft.ts';
import { openOfDraft, purseIn, usedByDefault } from './other-currency.ts';
import type { Candidate, Candidates, Suggestion } from './receipt-wire.ts';

/** Why a suggestion was not ticked in advance, if it was not. */
export type Unticked = 'differs' | 'taken_back' | undefined;

/** What becomes of money that the documents leave over: it waits for the next match, or stays on somebody's account on purpose. */
export type RestChoice = { readonly customer: { readonly id: string; readonly label: string } | undefined };

export const stayMatched: RestChoice = { customer: undefined };

export type Match = {
  readonly draft: Draft;
  readonly sum: DraftSum;
  readonly available: bigint;
  readonly digits: number;
  /** Of what is ticked; that of the receipt while nothing is. */
  readonly currency: string;
  readonly takenDigits: number;
  readonly isForeign: boolean;
  /** What of the receipt is used, as text while a person types it; of one currency what the documents take. */
  readonly used: string | undefined;
  readonly usedMinor: bigint;
  readonly setUsed: (amount: string | undefined) => void;
  /** Left of the receipt once this is posted, in its own currency. */
  readonly left: bigint;
  readonly unticked: Unticked;
  /** What is ticked is exactly what was suggested: posting accepts the suggestion. */
  readonly isSuggestion: boolean;
  readonly toggle: (item: Candidate) => void;
  readonly change: (item: Candidate, line: DraftLine) => void;
  readonly takeRest: (item: Candidate) => void;
  readonly restAs: (item: Candidate, rest: RestKind) => void;
  /** The suggestion as it is, or the oldest documents first where there is none. */
  readonly fill: () => void;
  readonly clear: () => void;
};

/** Belongs to one receipt: give the component a key, so that the next receipt begins anew. */
export function useMatch({ receipt, suggestion, items }: Candidates): Match {
  const digits = digitsOf(receipt.left.amount);
  const available = minorOf(receipt.left.amount, digits);
  const suggested = useMemo(() => draftOf(suggestion, items), [suggestion, items]);
  const unticked = untickedBecause(receipt, suggestion, items, suggested);
  const [own, setOwn] = useState<Draft>();
  const draft = own ?? (unticked === undefined ? suggested : emptyDraft);
  const { currency, amount } = openOfDraft(items, draft) ?? receipt.left;
  const purse = purseIn(currency, receipt);
  const sum = useMemo(() => sumOfDraft(purse, items, draft), [purse, items, draft]);
  const use = useUsed({ digits, isForeign: currency !== receipt.left.currency, usual: usedByDefault(available, purse, sum) });
  const purseOf = (item: Candidate) => (draft.size === 0 ? purseIn(item.open.currency, receipt) : purse);
  return {
    draft, sum, available, digits, currency, takenDigits: digitsOf(amount), ...use, unticked,
    left: use.isForeign ? available - use.usedMinor : sum.difference,
    isSuggestion: suggested.size > 0 && isSameDraft(draft, suggested) && !use.isOwn,
    toggle: (item) => setOwn(tick(purseOf(item), items, draft, item, receipt.received_on)),
    change: (item, line) => setOwn(new Map(draft).set(item.document_id, line)),
    takeRest: (item) => setOwn(takeRest(purseOf(item), items, draft, item)),
    restAs: (item, rest) => setOwn(restAs(purseOf(item), items, draft, item, rest)),
    fill: () => setOwn(suggested.size > 0 ? suggested : fillOldest(available, items, { customerId: receipt.customer_id, currency: receipt.amount.currency })),
    clear: () => setOwn(emptyDraft),
  };
}

type Used = { readonly digits: number; readonly isForeign: boolean; readonly usual: bigint };

function useUsed({ digits, isForeign, usual }: Used) {
  const [own, setUsed] = useState<{ readonly amount: string | undefined }>();
  const isOwn = isForeign && own !== undefined;
  const used = isOwn ? own.amount : textOf(usual, digits);
  return { isForeign, isOwn, used, usedMinor: used ? minorOf(used, digits) : 0n, setUsed: (amount: string | undefined) => setUsed({ amount }) };
}

function untickedBecause(receipt: Candidates['receipt'], suggestion: Suggestion | null, items: readonly Candidate[], suggested: Draft): Unticked {
  if (suggested.size === 0) return undefined;
  if (wasTakenBack(receipt, suggestion)) return 'taken_back';
  return agrees(purseIn((openOfDraft(items, suggested) ?? receipt.left).currency, receipt), items, suggested) ? undefined : 'differs';
}
