// The four steps of an import, with the ways back.
import { Check } from 'lucide-react';

import type { WizardStep } from './use-wizard.ts';

const steps: readonly { readonly id: WizardStep | 'done'; readonly label: string }[] = [
  { id: 'file', label: 'File' }, { id: 'map', label: 'Columns' }, { id: 'check', label: 'Check' }, { id: 'done', label: 'Import' },
];

export function StepBar({ step, onStep }: { readonly step: WizardStep; readonly onStep: (step: WizardStep) => void }) {
  const now = steps.findIndex(({ id }) => id === step);
  return (
    <nav aria-label="Steps" className="border-b border-line bg-surface px-4 py-2">
      <ol className="flex items-center gap-1">
        {steps.map(({ id, label }, index) => (
          <li key={id} className="flex items-center gap-1">
            {index > 0 && <span aria-hidden="true" className="mx-1 h-px w-6 bg-line-strong" />}
            {index < now
              ? <button type="button" className="flex h-7 items-center gap-1.5 rounded-control px-1.5 font-medium text-accent hover:bg-hover" onClick={() => onStep(id as WizardStep)}><Mark isDone /> {label}</button>
              : <span aria-current={index === now ? 'step' : undefined} className={`flex h-7 items-center gap-1.5 px-1.5 font-medium ${index === now ? 'text-ink' : 'text-ink-3'}`}><Mark isNow={index === now} number={index + 1} /> {label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Mark({ isDone = false, isNow = false, number }: { readonly isDone?: boolean; readonly isNow?: boolean; readonly number?: number }) {
  const look = isDone ? 'bg-ok-soft text-ok' : isNow ? 'bg-accent text-on-accent' : 'border border-line-strong text-ink-3';
  return <span className={`grid size-5 place-items-center rounded-full text-meta font-semibold ${look}`}>{isDone ? <Check aria-label="Done" size={12} /> : number}</span>;
}
