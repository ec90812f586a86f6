// A form in a dialog: Enter or Ctrl Enter sends it, a refusal stands above its fields.
import { useId, type FormEvent, type ReactNode } from 'react';

import type { ApiProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemBanner } from './problem-banner.tsx';

type FormDialogProps = {
  readonly title: string;
  readonly description?: ReactNode;
  /** The verb on the button: 'Add price', never 'OK'. */
  readonly verb: string;
  /** What leaves the form; once something is recorded that is no cancelling. */
  readonly leave?: string;
  readonly wide?: boolean;
  /** When this changes, what was typed until then is recorded. */
  readonly kept?: unknown;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function FormDialog({ title, description, verb, leave = 'Cancel', wide, kept, busy, problem, onSubmit, onClose, children }: FormDialogProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <Dialog
      wide={wide}
      asksFirst
      kept={kept}
      onClose={onClose}
      onCommit={() => (document.getElementById(id) as HTMLFormElement | null)?.requestSubmit()}
      title={title}
      description={description}
      footer={<><Button onClick={onClose}>{leave}</Button><Button look="primary" type="submit" form={id} keys="Mod+Enter" busy={busy}>{verb}</Button></>}
    >
      <form id={id} className="grid gap-3" onSubmit={submit}>
        {problem && <ProblemBanner problem={problem} />}
        {children}
      </form>
    </Dialog>
  );
}
