// Says why there is nothing here and offers the one next step.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-12 text-center">
      {Icon && (
        <span className="mb-1 grid size-10 place-items-center rounded-palette border border-line bg-surface text-ink-3">
          <Icon aria-hidden="true" size={20} strokeWidth={1.5} />
        </span>
      )}
      <p className="text-read font-semibold">{title}</p>
      {children && <div className="text-ink-2">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
