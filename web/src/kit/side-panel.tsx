// The panel right of a list: beside the rows on wide screens, over them on narrow ones. Not modal: the list stays usable.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

import { IconButton } from './button.tsx';

type SidePanelProps = {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function SidePanel({ label, onClose, children }: SidePanelProps) {
  return (
    <aside
      aria-label={label}
      className="no-print relative z-20 flex w-(--panel) shrink-0 flex-col overflow-hidden border-l border-line bg-surface max-panel:absolute max-panel:inset-y-0 max-panel:right-0 max-panel:max-w-full max-panel:[box-shadow:var(--float)]"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <IconButton label="Close panel" icon={X} keys="Escape" className="absolute top-2 right-2 z-10" onClick={onClose} />
      {children}
    </aside>
  );
}

type PanelHeadProps = {
  readonly title: ReactNode;
  readonly badge?: ReactNode;
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
};

/** Stays while the rest scrolls: who or what this is, the amount, the actions. */
export function PanelHead({ title, badge, detail, children }: PanelHeadProps) {
  return (
    <header className="shrink-0 border-b border-line px-4 pt-3 pb-3">
      <div className="flex items-start gap-2 pr-8">
        <h2 className="min-w-0 text-title font-semibold break-words">{title}</h2>
        {badge && <span className="mt-px shrink-0">{badge}</span>}
      </div>
      {detail && <p className="mt-0.5 text-minor text-ink-3">{detail}</p>}
      {children}
    </header>
  );
}

/** The scrolling part; a tab stop of its own so that it can be scrolled from the keyboard. */
export function PanelBody({ children }: { readonly children: ReactNode }) {
  return (
    <div tabIndex={0} role="group" aria-label="Details" className="min-h-0 grow overflow-y-auto -outline-offset-2">{children}</div>
  );
}

type PanelSectionProps = {
  readonly title?: string;
  readonly count?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function PanelSection({ title, count, action, children }: PanelSectionProps) {
  return (
    <section aria-label={title} className="border-b border-line px-4 py-3 last:border-b-0">
      {title && (
        <div className="mb-2 flex items-baseline gap-1.5">
          <h3 className="font-semibold">{title}</h3>
          {count !== undefined && <span className="text-ink-3">{count}</span>}
          <span className="grow" />
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Facts as label over value, in columns of equal width. */
export function FactGrid({ facts, columns = 3 }: { readonly facts: readonly Fact[]; readonly columns?: 2 | 3 }) {
  return (
    <dl className={`grid gap-x-3 gap-y-2.5 ${columns === 3 ? 'grid-cols-3' : 'grid-cols-2'}`}>
      {facts.map((fact) => (
        <div key={fact.label} className="min-w-0">
          <dt className="text-minor text-ink-3">{fact.label}</dt>
          <dd className="font-medium break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
