// Holding, releasing and waiving: asks for the reason, sends the charges in parts that one request takes, and says what was refused.
import { useEffect, useState, type ReactNode } from 'react';

import { asProblem, type ApiProblem } from '../../api/problem.ts';
import type { WireMoney } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { counted, formatCount } from '../../format/money.ts';
import { MoneyList } from '../../kit/money-text.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import type { ChargeRow, DecisionAnswer } from './charge-wire.ts';
import { countByCheck, type CheckCount } from './count-by-check.ts';
import { inParts, mostAtOnce } from './collect-ids.ts';

export type DecisionVerb = 'hold' | 'release' | 'waive';

export type Decision = {
  readonly verb: DecisionVerb;
  readonly count: number;
  readonly money: readonly WireMoney[];
  /** Asked for when the person confirms: a whole view is read only then. */
  readonly ids: () => Promise<readonly string[]>;
  /** What stops a single charge, to be read before it is let through. */
  readonly reasons?: readonly string[];
  /** Of several held ones: they are read to tell how many of them each check holds. */
  readonly rows?: () => Promise<readonly ChargeRow[]>;
};

const words = {
  hold: { title: 'Hold', verb: 'Hold', done: 'held', effect: 'No bill run takes it until a senior or manager releases it. Your name and reason stay with the hold.' },
  release: { title: 'Release', verb: 'Release', done: 'released', effect: 'Becomes ready to bill: the next bill run takes it. Your name and reason stay with each hold.' },
  waive: { title: 'Waive', verb: 'Waive', done: 'waived', effect: 'Will never be billed. The deliveries stay recorded; this can’t be taken back.' },
};

type DecisionDialogProps = {
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onDone: (ids: readonly string[]) => void;
};

export function DecisionDialog({ decision, onClose, onDone }: DecisionDialogProps) {
  const { verb, count } = decision;
  const what = counted(count, 'charge', 'charges');
  const sending = useSending(decision, (ids) => {
    onDone(ids);
    onClose();
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title={`${words[verb].title} ${what}`}
      verb={`${words[verb].verb} ${what}`}
      effect={<Effect decision={decision} />}
      busy={sending.isBusy}
      problem={sending.problem}
      onConfirm={sending.send}
    />
  );
}

function Effect({ decision }: { readonly decision: Decision }): ReactNode {
  const { verb, money, reasons = [] } = decision;
  const checks = useChecks(decision);
  return (
    <>
      <p className="font-semibold"><MoneyList list={money} /></p>
      <p className="text-ink-2">{words[verb].effect}</p>
      {checks === 'counting' && <p role="status" className="mt-1.5 text-ink-3">Counting what holds them …</p>}
      {checks !== 'counting' && checks.length > 0 && (
        <ul aria-label="Held for" className="mt-1.5 grid gap-0.5">
          {checks.map(({ check, charges }) => <li key={check} className="flex gap-2"><span className="min-w-10 text-end font-semibold">{formatCount(charges)}</span>{check}</li>)}
        </ul>
      )}
      {reasons.length > 0 && <ul className="mt-1.5 list-disc pl-4">{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>}
    </>
  );
}

/** Charges that several checks hold count under each of them. */
function useChecks({ rows }: Decision): readonly CheckCount[] | 'counting' {
  const [checks, setChecks] = useState<readonly CheckCount[] | 'counting'>(rows ? 'counting' : []);
  useEffect(() => {
    let isGone = false;
    // What can't be counted is left out: the decision itself says what was refused.
    void rows?.().then((read) => !isGone && setChecks(countByCheck(read)), () => !isGone && setChecks([]));
    return () => {
      isGone = true;
    };
  }, [rows]);
  return checks;
}

function useSending(decision: Decision, onDone: (ids: readonly string[]) => void) {
  const { verb } = decision;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const action = useAction<{ charge_ids: readonly string[]; reason: string }, DecisionAnswer>({
    request: (body) => ({ method: 'POST', path: `/v1/charges/${verb}`, body }),
    refresh: ['/v1/charges', '/v1/work', '/v1/reports'],
  });
  const send = async (reason: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const ids = await decision.ids();
      const answers: DecisionAnswer[] = [];
      for (const part of inParts(ids, mostAtOnce)) answers.push(await action.runAsync({ charge_ids: part, reason }));
      tell(verb, answers);
      onDone(ids);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, send: (reason: string) => void send(reason) };
}

function tell(verb: DecisionVerb, answers: readonly DecisionAnswer[]): void {
  const done = answers.reduce((sum, answer) => sum + answer.done, 0);
  const refused = answers.flatMap((answer) => answer.results.filter((result) => !result.done));
  if (done > 0) showToast(`${counted(done, 'charge', 'charges')} ${words[verb].done}`);
  if (refused.length > 0) showToast(`${counted(refused.length, 'charge', 'charges')} not ${words[verb].done}: ${refused[0]?.detail ?? ''}.`, { tone: 'problem' });
}
