// The queues of the day as a ranked list of links: ↓ and ↑ (or j and k) move, Enter opens.
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useRef } from 'react';

import { formatDate, formatDistance } from '../../format/date.ts';
import { formatCount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { placeOf, type WaitingWork } from '../../shell/work-queues.ts';

type WorkListProps = { readonly waiting: readonly WaitingWork[]; readonly today: string };

export function WorkList({ waiting, today }: WorkListProps) {
  const list = useRef<HTMLOListElement>(null);
  const step = (by: number) => {
    const links = [...list.current?.querySelectorAll('a') ?? []];
    const at = links.findIndex((link) => link === document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  };
  useKeys([
    { keys: 'j|ArrowDown', label: 'Next queue', group: 'Today', run: () => step(1) },
    { keys: 'k|ArrowUp', label: 'Queue before', group: 'Today', run: () => step(-1) },
    { keys: 'Enter', label: 'Open its rows', group: 'Today' },
  ]);
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className="mb-2 text-title font-semibold">Waiting for you</h2>
      <ol ref={list} className="overflow-hidden rounded-panel border border-line bg-surface">
        {waiting.map((work) => <WorkRow key={work.queue} work={work} today={today} />)}
      </ol>
    </section>
  );
}

function WorkRow({ work, today }: { readonly work: WaitingWork; readonly today: string }) {
  const place = placeOf(work.queue);
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to={place.path}
        search={place.search as never}
        className="grid grid-cols-[64px_minmax(0,1fr)_auto_16px] items-center gap-4 max-sm:grid-cols-[36px_minmax(0,1fr)_16px] max-sm:gap-x-3 max-sm:gap-y-1 px-4 py-3 no-underline -outline-offset-2 hover:bg-hover focus-visible:bg-accent-soft"
      >
        <span className="text-right text-amount font-semibold">{formatCount(work.items)}<span className="sr-only"> {work.items === 1 ? place.one : place.many}: </span></span>
        <span className="min-w-0">
          <span className="flex items-center gap-2">
            <span className="font-semibold sm:truncate">{place.label}</span>
            {place.isTrouble && <Badge tone="bad">Trouble</Badge>}
          </span>
          <span className="block text-ink-2 sm:truncate">{place.hint}</span>
        </span>
        <span className="text-right max-sm:col-start-2 max-sm:row-start-2 max-sm:text-left">
          {work.amounts.map((amount) => <span key={amount.currency} className="block font-semibold"><MoneyText money={amount} /></span>)}
          {work.oldestOn && (
            <span className="block text-minor text-ink-3" title={formatDate(work.oldestOn, 'long')}>oldest {formatDistance(work.oldestOn, today)}</span>
          )}
        </span>
        <ChevronRight aria-hidden="true" size={16} className="text-ink-3" />
      </Link>
    </li>
  );
}
