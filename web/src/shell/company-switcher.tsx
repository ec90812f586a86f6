// Which company one works for, and the way to another.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Plus } from 'lucide-react';

import { switchCompany, useSession } from '../api/session.ts';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../kit/menu.tsx';
import { showProblem } from '../kit/toast-store.ts';

export function CompanySwitcher() {
  const { company, companies } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const change = async (id: string) => {
    if (id === company.id) return;
    try {
      await switchCompany(id);
      // Nothing of the other company may stay on screen, not for a moment.
      queries.clear();
      window.location.assign('/');
    } catch (error) {
      showProblem(error);
    }
  };
  return (
    <Menu
      trigger={(
        <button
          type="button"
          className="flex h-11 shrink-0 items-center gap-2 rounded-control px-1.5 text-left hover:bg-hover max-nav:justify-center max-nav:px-0"
        >
          <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center rounded-control bg-accent text-meta font-semibold text-on-accent">
            {initials(company.name)}
          </span>
          <span className="min-w-0 grow max-nav:sr-only">
            <span className="block truncate font-semibold">{company.name}</span>
            <span className="block truncate text-meta text-ink-3">{[company.country, company.currency].filter(Boolean).join(' · ')}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" size={14} className="shrink-0 text-ink-3 max-nav:hidden" />
        </button>
      )}
    >
      <MenuChoice
        label="Companies"
        value={company.id}
        options={companies.map((other) => ({ value: other.id, label: other.name, detail: other.currency }))}
        onValue={(id) => void change(id)}
      />
      <MenuLine />
      <MenuItem icon={Plus} onSelect={() => void navigate({ to: '/welcome', search: { step: 'company' } as never })}>New company</MenuItem>
    </Menu>
  );
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0] ?? '').join('').toUpperCase();
}
