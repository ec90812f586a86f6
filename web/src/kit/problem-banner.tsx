// Shows a refusal as the server worded it: what, why, the next step, the fields at fault, and the code to quote.
import { OctagonAlert, RotateCw, X } from 'lucide-react';

import type { ApiProblem, FieldProblem } from '../api/problem.ts';
import { sentence } from '../format/sentence.ts';
import { Button, IconButton } from './button.tsx';

type ProblemBannerProps = {
  readonly problem: ApiProblem;
  /** What is still shown in spite of it. */
  readonly note?: string;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
  /** Flush with the edges of the area above a list. */
  readonly flush?: boolean;
};

const mostErrors = 8;

export function ProblemBanner({ problem, note, onRetry, onClose, flush = false }: ProblemBannerProps) {
  const { title, detail, next, code, errors = [], request_id: requestId } = problem.body;
  return (
    <div role="alert" className={`flex items-start gap-2.5 bg-bad-soft px-3 py-2.5 ${flush ? 'border-b border-line' : 'rounded-control'}`}>
      <OctagonAlert aria-hidden="true" size={16} className="mt-px shrink-0 text-bad" />
      <div className="min-w-0 grow">
        <p className="font-semibold break-words text-bad">{sentence(detail ?? title)}</p>
        {(next || note) && <p className="text-ink-2">{[next, note].filter(Boolean).join(' ')}</p>}
        {(errors.length > 1 || errors[0]?.row !== undefined) && <FieldProblems errors={errors} />}
        <p className="mt-0.5 font-mono text-meta text-ink-2 select-all">{code}{requestId && problem.status >= 500 && ` · ${requestId}`}</p>
      </div>
      {onRetry && problem.mayPass && <Button small icon={RotateCw} onClick={onRetry}>Try again</Button>}
      {onClose && <IconButton label="Dismiss" icon={X} onClick={onClose} />}
    </div>
  );
}

function FieldProblems({ errors }: { readonly errors: readonly FieldProblem[] }) {
  return (
    <ul className="mt-1 list-disc pl-4 text-ink">
      {errors.slice(0, mostErrors).map((error, index) => (
        <li key={index} className="break-words">
          {error.row !== undefined && <span className="text-ink-2">Row {error.row}, </span>}
          {error.field && <span className="font-medium">{error.field}: </span>}
          {error.reason}
          {error.value !== undefined && <> (<q>{error.value}</q>)</>}
          {error.fix && <span className="text-ink-2"> {error.fix}</span>}
        </li>
      ))}
      {errors.length > mostErrors && <li className="text-ink-2">and {errors.length - mostErrors} more</li>}
    </ul>
  );
}
