// Posting what is ticked: an unchanged suggestion is accepted as such, anything else applied by hand; the toast takes it back.
import { useSession } from '../../api/session.ts';
import { useAction, type ActionRequest } from '../../api/use-action.ts';
import { formatMoney } from '../../format/money.ts';
import { showToast } from '../../kit/toast-store.ts';
import { applyRequest, type ApplyInput } from './apply-request.ts';
import { mayPost } from './match-consequence.ts';
import { acceptRequest, refreshedByCash, releaseRequest, unapplyRequest, unidentifyRequest, type AcceptInput } from './receipt-requests.ts';
import type { Candidates, ReceiptRecord } from './receipt-wire.ts';
import type { Match, RestChoice } from './use-match.ts';
import { undoReason, useUndo } from './use-undo.ts';

/** What taking it back at once needs. */
export type Applied = { readonly application_ids: readonly string[] };
type Posting = { readonly match: Match; readonly reason: string; readonly rest: RestChoice; readonly onPosted: () => void; readonly onUndone: () => void };

const leastReason = 3;

export function usePost({ receipt, suggestion, items }: Candidates, { match, reason, rest, onPosted, onUndone }: Posting) {
  const { today } = useSession().company;
  const tellApplied = useTellApplied(receipt);
  const isKept = rest.customer !== undefined && match.left > 0n;
  // A suggestion without documents says that the money stays on the account.
  const isAccepted = Boolean(suggestion?.match_id) && !isKept && (suggestion?.lines.length === 0 ? match.sum.count === 0 && suggestion.customer_id !== null : match.isSuggestion);
  const action = useAction<ApplyInput | AcceptInput, Applied>({
    request: (input) => ('matchId' in input ? acceptRequest(input) : applyRequest(input)),
    refresh: refreshedByCash,
    onDone: (applied) => {
      tellApplied(applied, { isKept, onUndone });
      onPosted();
    },
  });
  const run = () => {
    if (action.isRunning || (!mayPost(match) && !isAccepted)) return;
    if (suggestion?.match_id && isAccepted) return action.run({ matchId: suggestion.match_id, appliedOn: today });
    action.run({
      receiptId: receipt.receipt_id, appliedOn: today, items, draft: match.draft, reason: reason.trim() || 'Matched by hand',
      source: match.isForeign && match.used ? { amount: match.used, currency: receipt.left.currency } : undefined, restOnAccountOf: isKept ? rest.customer?.id : undefined,
    });
  };
  const lacksReason = match.sum.deducted > 0n && !isAccepted && reason.trim().length < leastReason;
  return { run, problem: action.problem, reset: action.reset, isRunning: action.isRunning, isAccepted, lacksReason };
}

/** Says what became of the money, with the way back. */
export function useTellApplied(receipt: ReceiptRecord): (applied: Applied, more?: { readonly isKept?: boolean; readonly onUndone?: () => void }) => void {
  const { today } = useSession().company;
  const undo = useUndo();
  return ({ application_ids: ids }, { isKept = false, onUndone } = {}) => {
    const steps = stepsBack(receipt, { ids, isOnAccount: isKept || ids.length === 0, day: today });
    showToast(`${receipt.number}, ${formatMoney(receipt.left)}: ${ids.length === 0 ? 'kept on account' : 'applied'}`, { undo: () => undo(steps, `${receipt.number}: taken back`, onUndone) });
  };
}

/** The last step first: off the account, off the documents, and back to nobody where nobody was known. */
function stepsBack(receipt: ReceiptRecord, { ids, isOnAccount, day }: { readonly ids: readonly string[]; readonly isOnAccount: boolean; readonly day: string }): ActionRequest[] {
  const receiptId = receipt.receipt_id;
  const wasUnknown = receipt.stands.every((part) => part.customer_id === null);
  return [
    ...(isOnAccount ? [releaseRequest({ receiptId, reason: undoReason })] : []),
    ...(ids.length > 0 ? [unapplyRequest({ applicationIds: ids, reason: undoReason, wrongMatch: false, day })] : []),
    ...(wasUnknown ? [unidentifyRequest({ receiptId, reason: undoReason, day })] : []),
  ];
}
