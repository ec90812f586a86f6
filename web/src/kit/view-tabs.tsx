// The views of a list as tabs across its top, each with its live count. The chosen one is kept in the address.
import { formatCount } from '../format/money.ts';

export type View = { readonly id: string; readonly label: string; readonly count?: number };

type ViewTabsProps = {
  readonly views: readonly View[];
  readonly value: string;
  /** Rows of the chosen view, where its own count is not known. */
  readonly count?: number;
  readonly onValue: (id: string) => void;
};

export function ViewTabs({ views, value, count, onValue }: ViewTabsProps) {
  return (
    <nav aria-label="Views" className="no-print flex h-10 shrink-0 items-center gap-1 overflow-x-auto overflow-y-hidden border-b border-line bg-surface px-3 [scrollbar-width:none]">
      {views.map((view) => {
        const chosen = view.id === value;
        const shownCount = view.count ?? (chosen ? count : undefined);
        return (
          <button
            key={view.id}
            type="button"
            aria-current={chosen ? 'page' : undefined}
            className={`flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 font-medium whitespace-nowrap -outline-offset-2 ${
              chosen ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink'}`}
            onClick={() => onValue(view.id)}
          >
            {view.label}
            {shownCount !== undefined && <span className="text-minor font-normal">{formatCount(shownCount)}</span>}
          </button>
        );
      })}
    </nav>
  );
}
