// Answers of a server to what is typed: asked a moment after the last key, older questions are dropped.
import { useRef, useState } from 'react';

import { asProblem } from '../api/problem.ts';
import type { Option } from './option.ts';

type Answers = {
  /** The text these answer; anything else is out of date. */
  readonly text: string | undefined;
  readonly options: readonly Option[];
  readonly note: string;
};

const settleMs = 120;

export function useAnswers(
  search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>,
): Answers & { readonly ask: (text: string) => void } {
  const [answers, setAnswers] = useState<Answers>({ text: undefined, options: [], note: '' });
  const running = useRef<AbortController | undefined>(undefined);
  const ask = (text: string) => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const wanted = text.trim();
    setTimeout(() => {
      if (control.signal.aborted) return;
      search(wanted, control.signal).then(
        (options) => {
          if (control.signal.aborted) return;
          setAnswers({ text: wanted, options, note: options.length === 0 ? `Nothing found for “${wanted}”.` : '' });
        },
        (error: unknown) => {
          if (!control.signal.aborted) setAnswers((last) => ({ ...last, note: asProblem(error).message }));
        },
      );
    }, settleMs);
  };
  return { ...answers, ask };
}
