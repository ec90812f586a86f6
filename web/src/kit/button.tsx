// Buttons: one filled (`primary`) per area at most; the key that does the same is shown on the button.
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

import { shownKeys } from '../keys/key-text.ts';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  plain: 'border border-line-strong bg-surface text-ink hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border border-line-strong bg-surface text-bad hover:bg-bad-soft',
};

/** Also worn by links that act as buttons. */
export function buttonClass(look: ButtonLook = 'plain', small = false, iconOnly = false): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap',
    'aria-disabled:opacity-55 disabled:cursor-default disabled:opacity-55',
    small ? 'h-7' : 'h-8',
    iconOnly ? (small ? 'w-7' : 'w-8') : (small ? 'px-2' : 'px-2.5'),
    looks[look],
  );
}

type ButtonProps = ComponentProps<'button'> & {
  readonly look?: ButtonLook;
  readonly small?: boolean;
  readonly icon?: LucideIcon;
  readonly keys?: string;
  /** Shows that the action runs; a second press does nothing. */
  readonly busy?: boolean;
};

export function Button(props: ButtonProps) {
  const { look = 'plain', small = false, icon: Icon, keys, busy = false, className, children, onClick, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      onClick={busy ? undefined : onClick}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      className={clsx(buttonClass(look, small), className)}
    >
      {busy ? <Spinner /> : Icon && <Icon aria-hidden="true" size={15} strokeWidth={1.75} />}
      {children}
      {keys && <Kbd keys={keys} onAccent={look === 'primary'} />}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly look?: ButtonLook;
  readonly small?: boolean;
  readonly keys?: string;
};

export function IconButton({ label, icon: Icon, look = 'quiet', small = true, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
        className={clsx(buttonClass(look, small, true), className)}
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      </button>
    </Tooltip>
  );
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-3.5 animate-spin rounded-full border-2 border-current border-t-transparent opacity-70"
    />
  );
}

/** Several buttons that belong together, in one row that may wrap. */
export function ButtonRow({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}

function ariaKeys(keys: string): string | undefined {
  // A sequence such as 'g c' has no notation in ARIA; the tooltip and the overview of keys name it.
  return keys.includes(' ') ? undefined : keys.replace('Mod', shownKeys('Mod') === '⌘' ? 'Meta' : 'Control');
}
