// The desk of one receipt: everything a person needs to decide what it pays, and the keys that do it.
import { useRef, useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { isZeroAmount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import type { Option } from '../../kit/option.ts';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { Applications } from './applications.tsx';
import { FindDocuments } from './find-documents.tsx';
import { RejectDialog } from './match-dialogs.tsx';
import { consequenceOf, mayPost } from './match-consequence.ts';
import { MatchDocuments } from './match-documents.tsx';
import { MatchFoot } from './match-foot.tsx';
import { PaymentFacts, PaymentHead, ReceiptHistory } from './payment-facts.tsx';
import { ReceiptActions } from './receipt-actions.tsx';
import type { Candidate, Candidates } from './receipt-wire.ts';
import { SuggestionReasons } from './suggestion-reasons.tsx';
import type { Found } from './use-candidates.ts';
import { stayMatched, useMatch, type Match, type RestChoice } from './use-match.ts';
import { usePost } from './use-post.ts';

type MatchDeskProps = {
  readonly candidates: Candidates;
  readonly found: Found;
  readonly onPayer: (payer: Option) => void;
  readonly onWithout: (id: string) => void;
  readonly onDocument: (document: Candidate) => void;
  /** The receipt is settled for now: the next one is shown. */
  readonly onPosted: () => void;
  /** What was posted is taken back: this receipt is shown again. */
  readonly onUndone: () => void;
};

export function MatchDesk(props: MatchDeskProps) {
  const { candidates, onPosted } = props;
  const { receipt, suggestion } = candidates;
  const { today } = useSession().company;
  const mayApply = useMay('cash.apply') && receipt.status !== 'reversed' && !isZeroAmount(receipt.left.amount);
  const [dialog, setDialog] = useState<'find' | 'reject'>();
  const match = useMatch(candidates);
  const [rest, setRest] = useState<RestChoice>(stayMatched);
  const [reason, setReason] = useState('');
  const reasonBox = useRef<HTMLInputElement>(null);
  const post = usePost(candidates, { match, reason, rest, onPosted, onUndone: props.onUndone });
  const run = () => (post.lacksReason ? reasonBox.current?.focus() : post.run());
  useDeskKeys({ mayApply, match, post: run, find: () => setDialog('find') });
  const pick = (document: Candidate) => {
    props.onDocument(document);
    if (!match.draft.has(document.document_id)) match.toggle(document);
  };
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex min-h-0 grow max-md:flex-col max-md:overflow-y-auto">
        <section aria-label="Payment" tabIndex={0} className="flex w-84 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface -outline-offset-2 max-md:w-auto">
          <PaymentHead receipt={receipt} />
          <ReceiptActions receipt={receipt} onSettled={onPosted} />
          {candidates.gone.length > 0 && <p className="border-b border-line px-4 py-3 text-minor text-ink-2">The last run counted on {candidates.gone.join(', ')}, which {candidates.gone.length === 1 ? 'is' : 'are'} settled since. Below is what is known now.</p>}
          {suggestion && <SuggestionReasons suggestion={suggestion} unticked={match.unticked} onReject={mayApply && suggestion.match_id ? () => setDialog('reject') : undefined} />}
          <PaymentFacts receipt={receipt} />
          <Applications receipt={receipt} />
          <ReceiptHistory receipt={receipt} />
        </section>
        <MatchDocuments candidates={candidates} payers={props.found.payers} onWithout={props.onWithout} match={match} day={today} isReadOnly={!mayApply} onFind={() => setDialog('find')} />
      </div>
      {post.problem && <ProblemBanner problem={post.problem} onClose={post.reset} flush />}
      <MatchFoot match={match} receipt={receipt} rest={rest} onRest={setRest} reason={reason} onReason={setReason} reasonBox={reasonBox} isReadOnly={!mayApply} isAccepted={post.isAccepted}>
        {mayApply && <Button look="primary" keys="Mod+Enter" busy={post.isRunning} disabled={!mayPost(match) && !post.isAccepted} title={consequenceOf(match)} onClick={run}>{post.isAccepted && match.sum.count === 0 ? 'Keep on account' : 'Post'}</Button>}
      </MatchFoot>
      {dialog === 'find' && <FindDocuments onPayer={props.onPayer} onDocument={pick} onClose={() => setDialog(undefined)} />}
      {dialog === 'reject' && suggestion?.match_id && <RejectDialog matchId={suggestion.match_id} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

type DeskKeys = { readonly mayApply: boolean; readonly match: Match; readonly post: () => void; readonly find: () => void };

function useDeskKeys({ mayApply, match, post, find }: DeskKeys): void {
  const group = 'Matching';
  useKeys([
    { keys: 'Mod+Enter', label: 'Post and go to the next receipt', group, whileTyping: true, run: post },
    { keys: ' ', label: 'Tick the document', group },
    { keys: '=', label: 'Give the document all that is left', group },
    { keys: 'w', label: 'Write off the rest of the document', group },
    { keys: 'd', label: 'The rest of the document is discount', group },
    { keys: 'b', label: 'The rest of the document is a bank fee', group },
    { keys: 'm', label: 'Take the suggestion, or the oldest first', group, run: match.fill },
    { keys: 'x', label: 'Untick everything', group, run: match.clear },
  ], mayApply);
  useKeys([{ keys: 'f|/', label: 'Find documents of anybody', group, run: find }]);
}
