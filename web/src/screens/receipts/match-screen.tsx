// Matching one receipt: the payment at the left, open documents at the right, the difference below. Ctrl Enter posts and shows the next one.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';

import { formatCount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Page } from '../../shell/page.tsx';
import { MatchDesk } from './match-desk.tsx';
import { useCandidates, type Found } from './use-candidates.ts';
import { useReceiptQueue, type ReceiptQueue } from './use-receipt-queue.ts';

export function MatchScreen() {
  const { receiptId = '' } = useParams({ strict: false }) as { receiptId?: string };
  const queue = useReceiptQueue();
  const goTo = useGoTo(queue.indexOf(receiptId) >= 0 ? receiptId : undefined);
  const step = (by: 1 | -1) => {
    const id = queue.neighbour(receiptId, by);
    if (id) goTo(id);
  };
  useKeys([
    { keys: ']|j', label: 'Next receipt', group: 'Matching', run: () => step(1) },
    { keys: '[|k', label: 'Previous receipt', group: 'Matching', run: () => step(-1) },
    { keys: 'Escape', label: 'Back to the list', group: 'Matching', run: () => goTo(undefined) },
  ]);
  const afterPost = () => {
    const next = queue.neighbour(receiptId, 1) ?? queue.neighbour(receiptId, -1);
    goTo(next === receiptId ? undefined : next);
  };
  return (
    <Page
      title="Match receipt"
      beside={<QueuePlace queue={queue} receiptId={receiptId} onStep={step} />}
      actions={<Button icon={ArrowLeft} keys="Escape" onClick={() => goTo(undefined)}>List</Button>}
    >
      <LoadedDesk key={receiptId} receiptId={receiptId} onPosted={afterPost} onUndone={() => goTo(receiptId)} />
    </Page>
  );
}

type LoadedDeskProps = { readonly receiptId: string; readonly onPosted: () => void; readonly onUndone: () => void };

const nothingFound: Found = { payers: [], documents: [] };

function LoadedDesk({ receiptId, onPosted, onUndone }: LoadedDeskProps) {
  const [found, setFound] = useState(nothingFound);
  const { data, problem, retry } = useCandidates(receiptId, found);
  if (problem && !data) return <div className="p-4"><ProblemBanner problem={problem} onRetry={retry} /></div>;
  if (!data) return <SkeletonLines lines={8} />;
  return (
    <MatchDesk
      candidates={data}
      found={found}
      onPayer={(payer) => setFound((before) => ({ ...before, payers: [...before.payers.filter(({ id }) => id !== payer.id), payer] }))}
      onWithout={(id) => setFound((before) => ({ ...before, payers: before.payers.filter((payer) => payer.id !== id) }))}
      onDocument={(document) => setFound((before) => ({ ...before, documents: [...before.documents.filter(({ document_id: id }) => id !== document.document_id), document] }))}
      onPosted={onPosted}
      onUndone={onUndone}
    />
  );
}

type QueuePlaceProps = { readonly queue: ReceiptQueue; readonly receiptId: string; readonly onStep: (by: 1 | -1) => void };

function QueuePlace({ queue, receiptId, onStep }: QueuePlaceProps) {
  const index = queue.indexOf(receiptId);
  const total = queue.list.total ?? queue.list.rows.length;
  return (
    <span className="flex items-center gap-1">
      <IconButton label="Previous receipt" icon={ChevronUp} keys="[" onClick={() => onStep(-1)} />
      <IconButton label="Next receipt" icon={ChevronDown} keys="]" onClick={() => onStep(1)} />
      {index >= 0 && <span className="text-minor text-ink-3">{formatCount(index + 1)} of {formatCount(total)}</span>}
    </span>
  );
}

/** Keeps tab and filter; without a receipt back to the list, to the row where it stands. */
function useGoTo(current: string | undefined): (id: string | undefined) => void {
  const navigate = useNavigate();
  const { view, find, method } = useSearch({ strict: false }) as { view?: string; find?: string; method?: string };
  return (id) => void navigate({ to: (id === undefined ? '/receipts' : `/receipts/${id}`) as never, search: { view, find, method, id: id === undefined ? current : undefined } as never });
}
