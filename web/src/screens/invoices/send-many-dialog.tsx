// Sends many documents, each to its customer's address: one after the other, and those refused are told.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { newActionKey, send } from '../../api/client.ts';
import { asProblem, type ApiProblem } from '../../api/problem.ts';
import type { WireMoney } from '../../api/types.ts';
import { readAgain } from '../../api/use-action.ts';
import { counted } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { MoneyList } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ProgressBar } from '../../kit/progress-bar.tsx';
import { showToast } from '../../kit/toast-store.ts';

type SendManyDialogProps = {
  readonly count: number;
  readonly money: readonly WireMoney[];
  readonly ids: () => Promise<readonly string[]>;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function SendManyDialog({ count, money, ids, onClose, onDone }: SendManyDialogProps) {
  const sending = useSendingMany(ids, () => {
    onDone();
    onClose();
  });
  const what = counted(count, 'document', 'documents');
  const go = () => !sending.isBusy && sending.start();
  return (
    <Dialog
      onClose={onClose}
      onCommit={go}
      title={`Send ${what}`}
      description="Each goes to its customer’s address for invoices, with its PDF."
      footer={(
        <>
          <Button onClick={onClose}>{sending.isBusy ? 'Stop' : 'Not now'}</Button>
          <Button look="primary" keys="Mod+Enter" busy={sending.isBusy} autoFocus onClick={go}>Send {what}</Button>
        </>
      )}
    >
      <div className="grid gap-3">
        {sending.problem && <ProblemBanner problem={sending.problem} />}
        <p className="rounded-control bg-sunken p-3 font-semibold"><MoneyList list={money} /></p>
        {sending.isBusy && <ProgressBar label="Sending" done={sending.done} total={count} />}
      </div>
    </Dialog>
  );
}

function useSendingMany(ids: () => Promise<readonly string[]>, onDone: () => void) {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const [problem, setProblem] = useState<ApiProblem>();
  // One key for the whole action: pressing the button again after a broken line sends nothing twice.
  const [action] = useState(() => `send-${newActionKey()}`);
  const isStopped = useRef(false);
  useEffect(() => {
    isStopped.current = false;
    return () => {
      isStopped.current = true;
    };
  }, []);
  const start = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const refused: string[] = [];
      const all = await ids();
      let tried = 0;
      for (const id of all) {
        if (isStopped.current) break;
        await send('POST', `/v1/invoices/${id}/send`, {}, { idempotencyKey: `${action}-${id}` }).catch((error: unknown) => {
          const reason = asProblem(error);
          if (reason.mayPass) throw reason;
          refused.push(reason.message);
        });
        tried += 1;
        setDone(tried);
      }
      tell(tried - refused.length, refused);
      if (!isStopped.current) onDone();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
      readAgain(queries, ['/v1/invoices']);
    }
  };
  return { isBusy, done, problem, start: () => void start() };
}

function tell(sent: number, refused: readonly string[]): void {
  if (sent > 0) showToast(`${counted(sent, 'document is', 'documents are')} on the way`);
  if (refused.length > 0) showToast(`${counted(refused.length, 'document', 'documents')} not sent: ${refused[0]}.`, { tone: 'problem' });
}
