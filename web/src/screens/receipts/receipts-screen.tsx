// Receipts by what is still to be done with them: to match, suggested, unknown payer, kept on account, done today, and what is no receipt at all.
import { useNavigate } from '@tanstack/react-router';
import { Play, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import { ViewTabs } from '../../kit/view-tabs.tsx';
import { Page } from '../../shell/page.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { applyRunRequest, refreshedByCash } from './receipt-requests.ts';
import { useReceiptView, useReceiptViews } from './use-receipt-queue.ts';

/** Not part of every morning. */
const RefundList = lazy(async () => ({ default: (await import('./refund-list.tsx')).RefundList }));
const RecordReceiptsDialog = lazy(async () => ({ default: (await import('./record-receipts.tsx')).RecordReceiptsDialog }));

/** Seldom looked at, and it brings the screens of the bank along. */
const OtherLines = lazy(async () => ({ default: (await import('./other-lines.tsx')).OtherLines }));

export function ReceiptsScreen() {
  const { view, setView } = useReceiptView();
  const mayApply = useMay('cash.apply');
  const apply = useApplyRun();
  useKeys([{ keys: 'r', label: 'Apply automatically', group: 'Receipts', run: apply.run }], mayApply);
  const mayWrite = useMay('receipt.write');
  const [isRecording, setRecording] = useState(false);
  useKeys([{ keys: 'c', label: 'Enter receipts by hand', group: 'Receipts', run: () => setRecording(true) }], mayWrite);
  const views = useReceiptViews();
  const tabs = <ViewTabs views={views} value={view} onValue={setView} />;
  return (
    <Page
      title="Receipts & matching"
      actions={(
        <>
          {mayWrite && <Button icon={Plus} keys="c" onClick={() => setRecording(true)}>Enter receipts</Button>}
          {mayApply && <Button look="primary" icon={Play} keys="r" busy={apply.isRunning} onClick={apply.run}>Apply automatically</Button>}
        </>
      )}
    >
      {view === 'not_a_receipt' && <Suspense fallback={tabs}><OtherLines tabs={tabs} /></Suspense>}
      {view === 'refunds' && <Suspense fallback={tabs}><RefundList tabs={tabs} /></Suspense>}
      {view !== 'not_a_receipt' && view !== 'refunds' && <ReceiptList key={view} view={view} tabs={tabs} />}
      {isRecording && <Suspense><RecordReceiptsDialog onClose={() => setRecording(false)} /></Suspense>}
    </Page>
  );
}

/** Starts the matcher over all open receipts; it runs on its own page and what is not certain comes to this list. */
function useApplyRun(): { readonly run: () => void; readonly isRunning: boolean } {
  const navigate = useNavigate();
  const { today } = useSession().company;
  const action = useAction<{ readonly through: string }, { readonly run_id?: string }>({
    request: applyRunRequest,
    refresh: [...refreshedByCash, '/v1/runs'],
    onDone: ({ run_id: runId }) => {
      showToast('Automatic application has started');
      if (runId) void navigate({ to: `/runs/${runId}` as never });
    },
  });
  return { run: () => void action.runAsync({ through: today }).catch(showProblem), isRunning: action.isRunning };
}
