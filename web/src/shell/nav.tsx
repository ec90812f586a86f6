// The left edge: company, search, places with counts, running jobs, the person. Icons only on narrow windows.
import { Link, useLocation } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useMemo } from 'react';

import { useRecord } from '../api/use-record.ts';
import type { WireToday } from '../api/types.ts';
import { formatCount } from '../format/money.ts';
import { Kbd } from '../kit/kbd.tsx';
import { CompanySwitcher } from './company-switcher.tsx';
import { rememberedSearch, rememberSearch, settingsEntry, useNavGroups, type NavEntry } from './navigation.ts';
import { countsOf } from './nav-counts.ts';
import { PersonBar } from './person-bar.tsx';
import { RunsPill } from './runs-pill.tsx';

const countsMs = 60_000;

export function Nav({ onSearch }: { readonly onSearch: () => void }) {
  const today = useRecord<WireToday>('/v1/work/today', {}, { refreshMs: countsMs }).data;
  const counts = useMemo(() => countsOf(today?.queues ?? []), [today]);
  const groups = useNavGroups();
  useRemembering();
  return (
    <nav aria-label="Main" className="no-print flex w-(--nav) shrink-0 flex-col gap-2 border-r border-line bg-canvas p-2 max-nav:w-[52px]">
      <CompanySwitcher />
      <button
        type="button"
        aria-keyshortcuts="Control+K"
        className="flex h-8 shrink-0 items-center gap-2 rounded-control border border-line-strong bg-surface px-2.5 text-ink-2 hover:border-control"
        onClick={onSearch}
      >
        <Search aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0" />
        <span className="grow text-left max-nav:sr-only">Search</span>
        <span className="max-nav:hidden"><Kbd keys="Mod+k" /></span>
      </button>
      <div className="-mx-1 min-h-0 grow overflow-y-auto px-1 pt-1">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title} className="mb-2.5">
            <h2 className="px-2 pb-0.5 text-meta font-medium text-ink-3 max-nav:hidden">{group.title}</h2>
            <ul>
              {group.entries.map((entry) => (
                <li key={entry.path}><NavLink entry={entry} count={counts.get(entry.path)} /></li>
              ))}
            </ul>
          </div>
        ))}
        <NavLink entry={settingsEntry} />
      </div>
      <RunsPill />
      <PersonBar />
    </nav>
  );
}

function NavLink({ entry, count }: { readonly entry: NavEntry; readonly count?: number }) {
  const { path, label, icon: Icon } = entry;
  return (
    <Link
      to={path}
      search={rememberedSearch(path) as never}
      activeOptions={{ includeSearch: false }}
      title={`${label} (g then ${entry.letter})`}
      className="flex h-[29px] items-center gap-2 rounded-control border border-transparent px-2 font-medium text-ink-2 no-underline hover:bg-hover hover:text-ink max-nav:justify-center max-nav:px-0"
      activeProps={{ className: 'bg-surface border-line! text-ink!' }}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="grow truncate max-nav:sr-only">{label}</span>
      {Boolean(count) && <span className="text-minor font-normal text-ink-3 max-nav:sr-only">{formatCount(count ?? 0)}</span>}
    </Link>
  );
}

function useRemembering(): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    rememberSearch(pathname, search as Record<string, unknown>);
  }, [pathname, search]);
}
