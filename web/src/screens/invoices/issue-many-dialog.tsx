// Issues many drafts at once: what each was refused for is told, the others are issued.
import { useState } from 'react';

import { asProblem, type ApiProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import type { WireMoney } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { counted } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Textarea } from '../../kit/input.tsx';
import { MoneyList } from '../../kit/money-text.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { inParts } from '../charges/collect-ids.ts';

type IssueManyDialogProps = {
  readonly count: number;
  readonly money: readonly WireMoney[];
  readonly ids: () => Promise<readonly string[]>;
  /** A check stopped some of them: they go out only with a reason. */
  readonly isHeld: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

type ManyAnswer = {
  readonly issued: number;
  readonly refused: number;
  readonly results: readonly { readonly number: string | null; readonly detail: string | null }[];
};

/** As many as one request takes. */
const mostAtOnce = 500;

export function IssueManyDialog(props: IssueManyDialogProps) {
  const { count, money, isHeld, onClose } = props;
  const mayRelease = useMay('charge.release');
  const [reason, setReason] = useState('');
  const sending = useIssuing(props);
  const needsReason = isHeld && reason.trim().length < 3;
  const what = counted(count, 'draft', 'drafts');
  const issue = () => !needsReason && sending.issue(reason.trim());
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Issue ${what}`}
      description="Each gets its number, is posted and never changes again. They go out in the order of their dates."
      footer={(
        <>
          <Button onClick={onClose}>Keep as drafts</Button>
          <Button look="primary" keys="Mod+Enter" busy={sending.isBusy} disabled={needsReason} autoFocus={!mayRelease} onClick={issue}>Issue {what}</Button>
        </>
      )}
    >
      <div className="grid gap-3" onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && issue()}>
        {sending.problem && <ProblemBanner problem={sending.problem} />}
        <p className="rounded-control bg-sunken p-3 font-semibold"><MoneyList list={money} /></p>
        {mayRelease && (
          <Field label="Release reason" required={isHeld} hint={isHeld ? 'A check holds these drafts. The reason stays in the audit trail.' : 'Only needed for drafts that a check holds by now.'}>
            <Textarea value={reason} onValue={setReason} autoFocus />
          </Field>
        )}
        {isHeld && !mayRelease && <p className="text-warn">A check holds these drafts, and your role may not release them.</p>}
      </div>
    </Dialog>
  );
}

function useIssuing({ ids, onClose, onDone }: IssueManyDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const action = useAction<object, ManyAnswer>({
    request: (body) => ({ method: 'POST', path: '/v1/invoices/issue-many', body }),
    refresh: ['/v1/invoices', '/v1/work'],
  });
  const issue = async (reason: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const answers: ManyAnswer[] = [];
      for (const part of inParts(await ids(), mostAtOnce)) {
        answers.push(await action.runAsync({ document_ids: part, release_reason: reason === '' ? null : reason }));
      }
      tell(answers);
      onDone();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, issue: (reason: string) => void (isBusy || issue(reason)) };
}

function tell(answers: readonly ManyAnswer[]): void {
  const issued = answers.reduce((sum, answer) => sum + answer.issued, 0);
  const refused = answers.reduce((sum, answer) => sum + answer.refused, 0);
  const first = answers.flatMap((answer) => answer.results).find((result) => result.number === null);
  if (issued > 0) showToast(`${counted(issued, 'invoice', 'invoices')} issued`);
  if (refused > 0) showToast(`${counted(refused, 'draft', 'drafts')} not issued: ${first?.detail ?? ''}.`, { tone: 'problem' });
}
