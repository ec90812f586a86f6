// A form that is sent once at a time and keeps its refusal for display.
import { useState, type FormEvent } from 'react';

import { asProblem, type ApiProblem } from '../../api/problem.ts';

export function useSubmit(act: () => Promise<void>): {
  readonly submit: (event: FormEvent) => void;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    act().catch((error: unknown) => setProblem(asProblem(error))).finally(() => setBusy(false));
  };
  return { submit, busy, problem };
}
