// Asks for the reason of a step that can't be undone (reverse, credit, void) and shows its effect on the ledger first.
import { useState, type FormEvent, type ReactNode } from 'react';

import type { ApiProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Textarea } from './input.tsx';
import { ProblemBanner } from './problem-banner.tsx';

type ReasonDialogProps = {
  readonly onClose: () => void;
  readonly title: string;
  /** What will be posted, in words or as a small table. */
  readonly effect: ReactNode;
  /** The verb on the button: 'Void invoice', never 'OK'. */
  readonly verb: string;
  readonly busy?: boolean;
  readonly problem?: ApiProblem;
  /** What is shown has fields of its own, the first of which has the focus. */
  readonly hasFields?: boolean;
  readonly onConfirm: (reason: string) => void;
};

export function ReasonDialog({ onClose, title, effect, verb, busy, problem, hasFields = false, onConfirm }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (reason.trim() === '') return setMissing(true);
    onConfirm(reason.trim());
  };
  return (
    <Dialog
      asksFirst
      onClose={onClose}
      onCommit={() => !busy && submit()}
      title={title}
      footer={(
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button look="primary" keys="Mod+Enter" busy={busy} onClick={() => submit()}>{verb}</Button>
        </>
      )}
    >
      <form className="grid gap-3" onSubmit={submit}>
        {problem && <ProblemBanner problem={problem} />}
        <div className="rounded-control bg-sunken p-3 text-body">{effect}</div>
        <Field label="Reason" required error={missing ? 'Write why: it stays in the audit trail.' : problem?.reasonFor('reason')}>
          <Textarea
            value={reason}
            autoFocus={!hasFields}
            onValue={(text) => {
              setReason(text);
              setMissing(false);
            }}
          />
        </Field>
      </form>
    </Dialog>
  );
}
