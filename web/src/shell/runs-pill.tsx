// Running jobs, wherever one is: what runs, how far, and the way to its page.
import { Link } from '@tanstack/react-router';
import { LoaderCircle } from 'lucide-react';

import type { WirePage, WireRun } from '../api/types.ts';
import { useRecord } from '../api/use-record.ts';
import { formatCount } from '../format/money.ts';
import { runTitle } from '../format/run-title.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';

/** Asked often while something runs, seldom otherwise. */
const busyMs = 2_000;
const idleMs = 20_000;

export function RunsPill() {
  const runs = useRecord<WirePage<WireRun>>('/v1/runs', { status: 'running' }, {
    refreshMs: (page) => (page && page.items.length > 0 ? busyMs : idleMs),
  });
  const [first, ...others] = runs.data?.items ?? [];
  if (!first) return null;
  const done = Number(first.done);
  const total = first.total === null ? undefined : Number(first.total);
  const label = others.length === 0 ? runTitle(first) : `${runTitle(first)} and ${formatCount(others.length)} more`;
  return (
    <Link
      to={others.length === 0 ? `/runs/${first.run_id}` : '/runs'}
      className="block shrink-0 rounded-control border border-line bg-surface p-2 no-underline hover:border-line-strong"
    >
      <span className="flex items-center gap-1.5 text-minor">
        <LoaderCircle aria-hidden="true" size={13} className="shrink-0 animate-spin text-accent" />
        <span className="grow truncate font-medium text-ink max-nav:sr-only">{label}</span>
        {total !== undefined && total > 0 && (
          <span className="text-ink-3 max-nav:hidden">{Math.floor((done / total) * 100)}%</span>
        )}
      </span>
      {total !== undefined && (
        <span className="mt-1.5 block max-nav:hidden"><ProgressBar label={label} done={done} total={total} hideText /></span>
      )}
    </Link>
  );
}
