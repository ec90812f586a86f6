// A card of the settings: title, what it is for, one action, its content.
import type { ReactNode } from 'react';

type CardProps = { readonly title: string; readonly lead?: ReactNode; readonly action?: ReactNode; readonly children: ReactNode };

export function Card({ title, lead, action, children }: CardProps) {
  return (
    <section aria-label={title} className="rounded-panel border border-line bg-surface">
      <header className="flex items-start gap-3 border-b border-line px-4 py-3">
        <div className="mr-auto min-w-0">
          <h2 className="text-title font-semibold">{title}</h2>
          {lead && <p className="text-ink-2">{lead}</p>}
        </div>
        {action}
      </header>
      <div className="p-4">{children}</div>
    </section>
  );
}
