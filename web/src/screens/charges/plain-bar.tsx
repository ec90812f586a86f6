// The line above a list that can't be searched: one filter where there is one, what the list holds, the columns.
import type { ReactNode } from 'react';

import { FilterChip } from '../../grid/filter-bar.tsx';

type PlainBarProps = {
  readonly label?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly chosen?: string;
  readonly onChosen?: (value: string | undefined) => void;
  readonly summary: ReactNode;
  readonly children: ReactNode;
};

export function PlainBar({ label, options, chosen, onChosen, summary, children }: PlainBarProps) {
  return (
    <div className="no-print flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
      {label && options && onChosen && <FilterChip label={label} options={options} chosen={chosen ? [chosen] : []} onChosen={(values) => onChosen(values.at(-1))} />}
      {children}
      <p className="ml-auto text-minor text-ink-2" aria-live="polite">{summary}</p>
    </div>
  );
}
