// One figure of a strip above a list: label, number, what it means, optionally a picture. The number leads to its rows.
import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';

export function StatStrip({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section aria-label={label} className="grid shrink-0 auto-cols-fr grid-flow-col divide-x divide-line border-b border-line bg-surface max-md:grid-flow-row max-md:grid-cols-2 max-md:divide-y">
      {children}
    </section>
  );
}

type StatTileProps = {
  readonly label: string;
  readonly value: ReactNode;
  /** The exact value, on hover. */
  readonly exact?: string;
  readonly note?: ReactNode;
  readonly onOpen?: () => void;
  /** This tile's filter is on. */
  readonly pressed?: boolean;
  readonly wide?: boolean;
  readonly children?: ReactNode;
};

export function StatTile({ label, value, exact, note, onOpen, pressed, wide, children }: StatTileProps) {
  const id = useId();
  const figure = <span id={`${id}-figure`} title={exact} className="text-kpi font-semibold">{value}</span>;
  return (
    <div className={clsx('relative min-w-0 px-4 py-2.5', wide && 'col-span-2', pressed && 'bg-accent-soft')}>
      <p id={`${id}-label`} className="text-minor break-words text-ink-3">{label}</p>
      {onOpen ? (
        <button
          type="button"
          aria-pressed={pressed}
          aria-labelledby={`${id}-label ${id}-figure`}
          className="rounded-small text-left after:absolute after:inset-0 hover:text-accent"
          onClick={onOpen}
        >
          {figure}
        </button>
      ) : figure}
      {note && <p className="text-minor text-ink-2">{note}</p>}
      {children}
    </div>
  );
}
