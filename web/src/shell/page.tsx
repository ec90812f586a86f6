// The frame of every screen: title, as-of day, actions; below it the content, with a panel at its side where there is one.
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

import { useSession } from '../api/session.ts';
import { formatDate } from '../format/date.ts';
import { useAsOf } from './use-as-of.ts';

type PageProps = {
  readonly title: string;
  /** Beside the title: the as-of control, a status, a number. */
  readonly beside?: ReactNode;
  /** At the end of the header; at most one filled button. */
  readonly actions?: ReactNode;
  /** The content scrolls as a whole; lists scroll by themselves. */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
};

export function Page({ title, beside, actions, scrolls = false, children }: PageProps) {
  const { isLookBack, today } = useAsOf();
  const { company } = useSession();
  return (
    <main id="content" className="flex min-h-0 min-w-0 grow flex-col">
      <title>{`${title} · Counterfoil`}</title>
      <header className={clsx('flex h-(--header) shrink-0 items-center gap-3 border-b border-line px-4 max-sm:h-auto max-sm:min-h-(--header) max-sm:flex-wrap max-sm:gap-y-1.5 max-sm:py-2', isLookBack ? 'bg-warn-soft' : 'bg-surface')}>
        <h1 className="truncate text-title font-semibold">{title}</h1>
        {beside}
        {isLookBack && <span className="text-minor font-medium text-warn">Looking back: read only</span>}
        <p className="ml-auto hidden text-minor print:block">{company.name}, {formatDate(today)}</p>
        <div className="no-print ml-auto flex shrink-0 items-center gap-2 max-sm:ml-0 max-sm:shrink max-sm:flex-wrap">{actions}</div>
      </header>
      {scrolls
        ? <div tabIndex={0} role="group" aria-label={title} className="min-h-0 grow overflow-y-auto -outline-offset-2">{children}</div>
        : <div className="flex min-h-0 grow flex-col overflow-y-auto">{children}</div>}
    </main>
  );
}

/** A list with its panel: side by side from 1280 px on, the panel over the list below that. In a low window the page scrolls. */
export function SplitView({ panel, children }: { readonly panel?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="relative flex min-h-[400px] grow basis-0">
      <div className="relative flex min-w-0 grow flex-col">{children}</div>
      {panel}
    </div>
  );
}
