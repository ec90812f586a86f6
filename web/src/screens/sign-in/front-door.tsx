// The frame of the pages before the workbench: name, one card, what this is.
import type { ReactNode } from 'react';

type FrontDoorProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

export function FrontDoor({ title, lead, wide = false, children }: FrontDoorProps) {
  return (
    <main id="content" className="h-full overflow-y-auto bg-canvas px-4">
      <title>{`${title} · Counterfoil`}</title>
      <div className={`mx-auto pt-[14vh] pb-10 ${wide ? 'max-w-2xl' : 'max-w-[360px]'}`}>
        <p className="mb-6 flex items-center gap-2.5 text-title font-semibold tracking-[-0.01em]"><Mark />Counterfoil</p>
        <div className="rounded-palette border border-line bg-surface p-6">
          <h1 className="text-amount font-semibold">{title}</h1>
          {lead && <p className="mt-1 text-read text-ink-2">{lead}</p>}
          <div className="mt-5">{children}</div>
        </div>
        <p className="mt-4 text-minor text-ink-3">Every amount that leaves keeps its stub, and the stub says why.</p>
      </div>
    </main>
  );
}

/** A slip torn along its line: the stub stays. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" width="28" height="28">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M8 8h9v16H8z" fill="var(--on-accent)" />
      <path d="M20 8h4v16h-4z" fill="var(--on-accent)" opacity=".55" />
    </svg>
  );
}
