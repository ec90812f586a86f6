// The desk of one receipt: everything a person needs to decide what it pays, and the keys that do it.
import { ListChecks, UserSearch, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatMoney, isZeroAmount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Input } from '../../kit/input.tsx';
import type { Option } from '../../kit/option.ts';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Applications } from './applications.tsx';
import { FindPayer, NotAReceiptDialog, OnAccountDialog, RejectDialog } from './match-dialogs.tsx';
import { consequenceOf, mayPost, MatchFoot } from './match-foot.tsx';
import { MatchItems } from './match-items.tsx';
import { PaymentFacts, PaymentHead, ReceiptHistory } from './payment-facts.tsx';
import { acceptRequest, applyRequest, refreshedByCash, type AcceptInput, type ApplyInput } from './receipt-requests.ts';
import type { Candidate, Candidates } from './receipt-wire.ts';
import { SuggestionReasons } from './suggestion-reasons.tsx';
import { useMatch, type Match } from './use-match.ts';

type MatchDeskProps = {
  readonly candidates: Candidates;
  readonly others: readonly Option[];
  readonly onOther: (payer: Option) => void;
  readonly onWithout: (id: string) => void;
  readonly onPosted: () => void;
};

type OpenDialog = 'payer' | 'reject' | 'on_account' | 'not_a_receipt' | undefined;

export function MatchDesk(props: MatchDeskProps) {
  const { candidates, onPosted } = props;
  const { receipt, suggestion } = candidates;
  const { today } = useSession().company;
  const mayApply = useMay('cash.apply') && !isZeroAmount(receipt.left.amount);
  const [dialog, setDialog] = useState<OpenDialog>();
  const match = useMatch(candidates);
  const [reason, setReason] = useState('');
  const post = usePost(candidates, match, reason, onPosted);
  useDeskKeys({ mayApply, match, post: post.run, open: setDialog });
  const close = () => setDialog(undefined);
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex min-h-0 grow">
        <section aria-label="Payment" tabIndex={0} className="flex w-84 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface -outline-offset-2">
          <PaymentHead receipt={receipt} />
          {suggestion && <SuggestionReasons suggestion={suggestion} isTicked={match.wasTicked} onReject={mayApply && suggestion.match_id ? () => setDialog('reject') : undefined} />}
          <PaymentFacts receipt={receipt} />
          <Applications receipt={receipt} />
          <ReceiptHistory receipt={receipt} />
        </section>
        <Documents {...props} match={match} day={today} isReadOnly={!mayApply} onFind={() => setDialog('payer')} />
      </div>
      {post.problem && <ProblemBanner problem={post.problem} onClose={post.reset} flush />}
      <MatchFoot match={match} currency={receipt.amount.currency}>
        {mayApply && (
          <>
            {match.sum.deducted > 0n && !match.isSuggestion && <span className="w-44"><Input aria-label="Why something is let off" placeholder="Why it is let off" value={reason} onValue={setReason} /></span>}
            {receipt.bank_line_id && <Button keys="n" onClick={() => setDialog('not_a_receipt')}>Not a receipt</Button>}
            <Button keys="a" onClick={() => setDialog('on_account')}>On account</Button>
            <Button look="primary" keys="Mod+Enter" busy={post.isRunning} disabled={!mayPost(match)} title={consequenceOf(match)} onClick={post.run}>Post</Button>
          </>
        )}
      </MatchFoot>
      {dialog === 'payer' && <FindPayer onPick={props.onOther} onClose={close} />}
      {dialog === 'reject' && suggestion?.match_id && <RejectDialog matchId={suggestion.match_id} onClose={close} />}
      {dialog === 'on_account' && <OnAccountDialog receipt={receipt} onDone={onPosted} onClose={close} />}
      {dialog === 'not_a_receipt' && receipt.bank_line_id && <NotAReceiptDialog bankLineId={receipt.bank_line_id} amount={receipt.amount} onDone={onPosted} onClose={close} />}
    </div>
  );
}

type DocumentsProps = MatchDeskProps & { readonly match: Match; readonly day: string; readonly isReadOnly: boolean; readonly onFind: () => void };

function Documents({ candidates, others, onWithout, match, day, isReadOnly, onFind }: DocumentsProps) {
  const { items, receipt } = candidates;
  const sorted = useMemo(() => sortedForMatching(candidates), [candidates]);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // The first ticked document, else the first one: work begins without a mouse.
    const boxes = pane.current?.querySelectorAll<HTMLInputElement>('input.tick:not(:disabled)') ?? [];
    ([...boxes].find((box) => box.checked) ?? boxes[0] ?? pane.current)?.focus();
  }, []);
  return (
    <section ref={pane} aria-label="Open documents" tabIndex={-1} className="flex min-w-0 grow flex-col overflow-auto bg-surface -outline-offset-2">
      <div className="sticky left-0 flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold">Open documents</h2>
        <span className="text-ink-3">{items.length}</span>
        {others.map((payer) => (
          <span key={payer.id} className="flex h-7 items-center gap-1 rounded-control bg-accent-soft pl-2 text-accent">
            {payer.label}
            <button type="button" aria-label={`Without ${payer.label}`} className="grid size-6 place-items-center rounded-small hover:bg-hover" onClick={() => onWithout(payer.id)}><X aria-hidden="true" size={13} /></button>
          </span>
        ))}
        <span className="grow" />
        {!isReadOnly && <Button small icon={ListChecks} keys="m" onClick={match.fill}>{candidates.suggestion?.lines.length ? 'Take the suggestion' : 'Oldest first'}</Button>}
        <Button small icon={UserSearch} keys="f" onClick={onFind}>Find another payer</Button>
      </div>
      {items.length === 0
        ? <NothingOpen receipt={receipt} onFind={onFind} />
        : <div className="min-w-220 pr-4"><MatchItems items={sorted} currency={receipt.amount.currency} day={day} match={match} isReadOnly={isReadOnly} /></div>}
    </section>
  );
}

function NothingOpen({ receipt, onFind }: { readonly receipt: Candidates['receipt']; readonly onFind: () => void }) {
  if (isZeroAmount(receipt.left.amount)) return <EmptyState title="Nothing is left to apply">All of this money stands where it belongs. Press u to take an application back.</EmptyState>;
  return (
    <EmptyState title="No open document" action={<Button keys="f" onClick={onFind}>Find the payer</Button>}>
      {receipt.customer_id ? 'This customer owes nothing.' : 'The payer is not known yet.'}
    </EmptyState>
  );
}

/** What is suggested first, then the payer's own, then others, each by due day: the eye finds it without scrolling. */
function sortedForMatching({ items, receipt, suggestion }: Candidates): Candidates['items'] {
  const named = new Set(suggestion?.lines.map((line) => line.document_id));
  const rank = (item: Candidate) => (named.has(item.document_id) ? 0 : item.customer_id === receipt.customer_id ? 1 : 2);
  return items.toSorted((a, b) => rank(a) - rank(b) || (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0));
}

function usePost({ receipt, suggestion, items }: Candidates, match: Match, reason: string, onPosted: () => void) {
  const { today } = useSession().company;
  const action = useAction<ApplyInput | AcceptInput>({
    // An unchanged suggestion is accepted as such, so that the match rates know it.
    request: (input) => ('matchId' in input ? acceptRequest(input) : applyRequest(input)),
    refresh: refreshedByCash,
    onDone: () => {
      showToast(`${receipt.number}, ${formatMoney(receipt.left)}: applied`);
      onPosted();
    },
  });
  const run = () => {
    if (!mayPost(match) || action.isRunning) return;
    if (suggestion?.match_id && match.isSuggestion) return action.run({ matchId: suggestion.match_id, appliedOn: today });
    action.run({ receiptId: receipt.receipt_id, appliedOn: today, items, draft: match.draft, reason: reason.trim() || 'Matched by hand' });
  };
  return { ...action, run };
}

type DeskKeys = { readonly mayApply: boolean; readonly match: Match; readonly post: () => void; readonly open: (dialog: OpenDialog) => void };

function useDeskKeys({ mayApply, match, post, open }: DeskKeys): void {
  const group = 'Matching';
  useKeys([
    { keys: 'Mod+Enter', label: 'Post and go to the next receipt', group, whileTyping: true, run: post },
    { keys: ' ', label: 'Tick the document', group },
    { keys: '=', label: 'Give the document all that is left', group },
    { keys: 'm', label: 'Take the suggestion, or the oldest first', group, run: match.fill },
    { keys: 'x', label: 'Untick everything', group, run: match.clear },
    { keys: 'a', label: 'Put on account', group, run: () => open('on_account') },
    { keys: 'n', label: 'Not a receipt', group, run: () => open('not_a_receipt') },
  ], mayApply);
  useKeys([{ keys: 'f', label: 'Find another payer', group, run: () => open('payer') }]);
}
