// The line above a list: search (`/`), filters as chips, what the filter holds, and the columns.
import { ListFilter, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';

import { useKeys } from '../keys/use-keys.ts';
import { Button } from '../kit/button.tsx';
import { SearchInput } from '../kit/input.tsx';
import { Menu, MenuCheck, MenuGroup } from '../kit/menu.tsx';

type FilterBarProps = {
  readonly searchLabel: string;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  /** Moves the focus into the list: Enter or arrow down in the search box. */
  readonly onLeave?: () => void;
  readonly children?: ReactNode;
  /** '18,207 customers · $204.2M overdue'. */
  readonly summary?: ReactNode;
};

export function FilterBar({ searchLabel, search, onSearch, onLeave = focusGrid, children, summary }: FilterBarProps) {
  const box = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', label: 'Filter this list', group: 'Anywhere', run: () => selectAll(box.current) }]);
  return (
    <search aria-label="Filter" className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
      <SearchInput
        inputRef={box}
        label={searchLabel}
        value={search}
        keys="/"
        className="min-w-44 max-w-72 grow basis-44"
        onValue={onSearch}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search !== '') onSearch('');
          else if (event.key !== 'Enter' && event.key !== 'ArrowDown' && event.key !== 'Escape') return;
          else onLeave();
          event.preventDefault();
        }}
      />
      {children}
      <p className="ml-auto text-minor text-ink-2" aria-live="polite">{summary}</p>
    </search>
  );
}

type FilterChipProps = {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChosen: (values: string[]) => void;
};

/** One filter with several possible values, as a menu; what is chosen is written on the chip. */
export function FilterChip({ label, options, chosen, onChosen }: FilterChipProps) {
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  return (
    <span className="flex">
      <Menu trigger={(
        <Button small icon={names.length === 0 ? ListFilter : undefined} className={names.length > 0 ? chosenChip : ''}>
          {label}{names.length > 0 && <span className="font-semibold text-accent">{names.slice(0, 2).join(', ')}{names.length > 2 ? ` +${names.length - 2}` : ''}</span>}
        </Button>
      )}
      >
        <MenuGroup label={label}>
          {options.map((option) => (
            <MenuCheck
              key={option.value}
              checked={chosen.includes(option.value)}
              onChecked={(on) => onChosen(on ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))}
            >
              {option.label}
            </MenuCheck>
          ))}
        </MenuGroup>
      </Menu>
      {names.length > 0 && <ClearChip label={label} onClear={() => onChosen([])} />}
    </span>
  );
}

/** The button of a filter that is on; its cross is joined to it. */
export const chosenChip = 'relative rounded-r-none focus-visible:z-10 border-accent-line! bg-accent-soft!';

export function ClearChip({ label, onClear }: { readonly label: string; readonly onClear: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Remove filter ${label}`}
      className="grid h-7 w-6 place-items-center rounded-r-control border border-l-0 border-accent-line bg-accent-soft text-ink-2 hover:text-ink"
      onClick={onClear}
    >
      <X aria-hidden="true" size={13} />
    </button>
  );
}

/** Selecting alone takes the focus in some browsers only. */
function selectAll(box: HTMLInputElement | null): void {
  box?.focus();
  box?.select();
}

function focusGrid(): void {
  document.querySelector<HTMLElement>('[role="grid"]')?.focus();
}
