// One receipt beside the list: the payment, what the matcher makes of it, what it was applied to.
import { memo } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import { useRecord } from '../../api/use-record.ts';
import { useSettled } from '../../app/use-settled.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button, ButtonRow } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { PanelBody, SidePanel } from '../../kit/side-panel.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Applications } from './applications.tsx';
import { PaymentFacts, PaymentHead, ReceiptHistory } from './payment-facts.tsx';
import type { ReceiptRecord, ReceiptRow } from './receipt-wire.ts';
import { SuggestionReasons } from './suggestion-reasons.tsx';

type ReceiptPanelProps = {
  readonly id: string | undefined;
  readonly row: ReceiptRow | undefined;
  readonly onMatch: (id: string) => void;
  readonly onClose: () => void;
};

const arrowingMs = 120;

export const ReceiptPanel = memo(function ReceiptPanel({ id, row, onMatch, onClose }: ReceiptPanelProps) {
  const settledId = useSettled(id, arrowingMs);
  const record = useRecord<ReceiptRecord>(settledId && `/v1/receipts/${settledId}`);
  const full = record.data?.receipt_id === id ? record.data : undefined;
  const mayApply = useMay('cash.apply');
  const receipt = full ?? row;
  const match = () => id !== undefined && onMatch(id);
  useKeys([{ keys: 'm', label: 'Match this receipt', group: 'Receipts', run: match }], id !== undefined);
  return (
    <SidePanel label="Receipt" onClose={onClose}>
      {receipt && <PaymentHead receipt={receipt} />}
      {record.error && <div className="p-3"><ProblemBanner problem={asProblem(record.error)} onRetry={() => void record.refetch()} /></div>}
      {receipt && (
        <PanelBody>
          <div className="border-b border-line px-4 py-3">
            <ButtonRow><Button look="primary" keys="m" onClick={match}>{mayApply && receipt.status !== 'applied' && receipt.status !== 'reversed' ? 'Match' : 'Open'}</Button></ButtonRow>
          </div>
          {full?.proposal && <SuggestionReasons suggestion={full.proposal} />}
          {full ? <PaymentFacts receipt={full} /> : !record.error && <SkeletonLines lines={5} />}
          {full && <Applications receipt={full} />}
          {full && <ReceiptHistory receipt={full} />}
        </PanelBody>
      )}
      {!receipt && !record.error && <SkeletonLines lines={7} />}
    </SidePanel>
  );
});
