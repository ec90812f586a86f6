// One receipt beside the list: the payment, what the matcher makes of it, what it was applied to, and what can be done with it.
import { memo, useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { isZeroAmount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { PanelBody, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { showProblem } from '../../kit/toast-store.ts';
import { Applications } from './applications.tsx';
import { RejectDialog } from './match-dialogs.tsx';
import { PaymentFacts, PaymentHead, ReceiptHistory } from './payment-facts.tsx';
import { ReceiptActions } from './receipt-actions.tsx';
import { acceptRequest, refreshedByCash, type AcceptInput } from './receipt-requests.ts';
import type { ReceiptRecord, ReceiptRow } from './receipt-wire.ts';
import { SuggestionReasons } from './suggestion-reasons.tsx';
import { useTellApplied, type Applied } from './use-post.ts';

type ReceiptPanelProps = {
  readonly id: string | undefined;
  readonly row: ReceiptRow | undefined;
  readonly onMatch: (id: string) => void;
  /** The receipt is settled for now: the next row becomes the active one. */
  readonly onSettled: (id: string) => void;
  readonly onClose: () => void;
};

const arrowingMs = 120;

export const ReceiptPanel = memo(function ReceiptPanel({ id, row, onMatch, onSettled, onClose }: ReceiptPanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<ReceiptRecord>(settledId && `/v1/receipts/${settledId}`);
  const full = record.data?.receipt_id === id ? record.data : undefined;
  const mayApply = useMay('cash.apply');
  const receipt = full ?? row;
  const match = () => id !== undefined && onMatch(id);
  useKeys([{ keys: 'm', label: 'Match this receipt', group: 'Receipt', run: match }], id !== undefined);
  const isOpen = receipt !== undefined && receipt.status !== 'reversed' && !isZeroAmount(receipt.left.amount);
  return (
    <SidePanel label="Receipt" onClose={onClose}>
      {receipt && <PaymentHead receipt={receipt} />}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {receipt && (
        <PanelBody>
          {full && (
            <ReceiptActions key={full.receipt_id} receipt={full} onSettled={() => onSettled(full.receipt_id)}>
              <Button small look="primary" keys="m" onClick={match}>{mayApply && isOpen ? 'Match' : 'Open'}</Button>
            </ReceiptActions>
          )}
          {full?.proposal && <Proposal key={full.receipt_id} receipt={full} onSettled={() => onSettled(full.receipt_id)} />}
          {full ? <PaymentFacts receipt={full} /> : !record.error && <SkeletonLines lines={5} />}
          {full && <Applications receipt={full} />}
          {full && <ReceiptHistory receipt={full} />}
        </PanelBody>
      )}
      {!receipt && !record.error && <SkeletonLines lines={7} />}
    </SidePanel>
  );
});

/** The suggestion with its reasons; it can be taken from here without opening the receipt. */
function Proposal({ receipt, onSettled }: { readonly receipt: ReceiptRecord; readonly onSettled: () => void }) {
  const { today } = useSession().company;
  const [isRejecting, setRejecting] = useState(false);
  const { proposal } = receipt;
  const matchId = proposal?.match_id ?? undefined;
  const mayAccept = useMay('cash.apply') && matchId !== undefined && (proposal?.lines.length !== 0 || proposal.customer_id !== null);
  const tellApplied = useTellApplied(receipt);
  const action = useAction<AcceptInput, Applied>({
    request: acceptRequest,
    refresh: refreshedByCash,
    onDone: (applied) => {
      tellApplied(applied);
      onSettled();
    },
  });
  const accept = () => {
    if (matchId !== undefined && !action.isRunning) void action.runAsync({ matchId, appliedOn: today }).catch(showProblem);
  };
  useKeys([{ keys: 'Mod+Enter', label: 'Take the suggestion and go to the next', group: 'Receipt', run: accept }], mayAccept);
  if (!proposal) return null;
  return (
    <>
      <SuggestionReasons suggestion={proposal} onReject={mayAccept ? () => setRejecting(true) : undefined} onAccept={mayAccept ? accept : undefined} isBusy={action.isRunning} />
      {isRejecting && matchId !== undefined && <RejectDialog matchId={matchId} onClose={() => setRejecting(false)} />}
    </>
  );
}
