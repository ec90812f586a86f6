// Modal windows: in the middle for a decision, at the right edge for something long to read. Esc closes, focus returns; what was typed into
// a form is not thrown away without asking.
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { Button, IconButton } from './button.tsx';
import { useAfterTyping } from './use-after-typing.ts';
import { useTyped } from './use-typed.ts';

type DialogProps = {
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly wide?: boolean;
  /** Ctrl Enter, wherever in the window the focus is; fields that are read when they are left are read first. */
  readonly onCommit?: () => void;
  /** Asks before Esc, the cross or a click beside it throw away what was typed. */
  readonly asksFirst?: boolean;
  /** When this changes, what was typed until then is kept elsewhere. */
  readonly kept?: unknown;
  /** Buttons at the end; the filled one last. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
};

export function Dialog({ onClose, title, description, wide = false, onCommit, asksFirst = false, kept, footer, children }: DialogProps) {
  useFocusBack();
  const commitLater = useAfterTyping(() => onCommit?.());
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onCommit || !(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return;
    event.preventDefault();
    commitLater();
  };
  const popup = useRef<HTMLDivElement>(null);
  const { hasTyped, onBeforeInput } = useTyped(kept);
  const [asked, setAsked] = useState<Element | null>(null);
  const stay = () => {
    if (asked instanceof HTMLElement) asked.focus();
    setAsked(null);
  };
  const leave = () => {
    if (asked) stay();
    else if (asksFirst && hasTyped()) setAsked(document.activeElement);
    else onClose();
  };
  return (
    <BaseDialog.Root open onOpenChange={(next) => !next && leave()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="shade z-40" />
        <BaseDialog.Viewport className="fixed inset-0 z-40 grid place-items-start justify-center overflow-y-auto px-4 pt-[14vh] pb-8">
          <BaseDialog.Popup ref={popup} initialFocus={() => firstFocus(popup.current)} data-modal="" onKeyDown={onKeyDown} onBeforeInput={onBeforeInput} className={clsx('popup flex flex-col', wide ? 'w-[min(760px,calc(100vw-32px))]' : 'w-[min(440px,calc(100vw-32px))]')}>
            <header className="flex items-start gap-4 px-4 pt-3.5">
              <div className="grow">
                <BaseDialog.Title className="text-title font-semibold">{title}</BaseDialog.Title>
                {description && <BaseDialog.Description className="mt-1 text-body text-ink-2">{description}</BaseDialog.Description>}
              </div>
              <BaseDialog.Close render={<IconButton label="Close" icon={X} keys="Escape" className="-mr-1.5" />} />
            </header>
            {children && <div data-body="" className="px-4 pt-3">{children}</div>}
            <footer className="flex flex-wrap items-center justify-end gap-2 p-4">{asked ? <LeaveQuestion onLeave={onClose} onStay={stay} /> : footer}</footer>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function LeaveQuestion({ onLeave, onStay }: { readonly onLeave: () => void; readonly onStay: () => void }) {
  return (
    <>
      <p role="alert" className="grow">What you typed is not recorded. Leave it?</p>
      <Button look="danger" onClick={onLeave}>Leave it</Button>
      <Button look="primary" autoFocus onClick={onStay}>Go on</Button>
    </>
  );
}

/** What asked for the focus keeps it; else the first thing to fill in or decide has it, then the first button below, never the cross in the corner. */
function firstFocus(popup: HTMLElement | null): HTMLElement | boolean {
  if (popup?.contains(document.activeElement)) return false;
  return popup?.querySelector<HTMLElement>('[data-body] :is(input, select, textarea, button, a[href]):not(:disabled, [type="hidden"])') ?? popup?.querySelector<HTMLElement>('footer button') ?? true;
}

type DrawerProps = {
  readonly onClose: () => void;
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

/** A modal sheet at the right edge, for proofs and forms that need the height. */
export function Drawer({ onClose, title, subtitle, footer, children }: DrawerProps) {
  useFocusBack();
  return (
    <BaseDialog.Root open onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="shade z-40" />
        <BaseDialog.Popup
          data-modal=""
          className="popup fixed inset-y-2 right-2 z-40 flex w-[min(560px,calc(100vw-16px))] flex-col rounded-palette!"
        >
          <header className="flex items-start gap-4 border-b border-line px-4 py-3">
            <div className="min-w-0 grow">
              <BaseDialog.Title className="text-title font-semibold">{title}</BaseDialog.Title>
              {subtitle && <BaseDialog.Description className="text-minor text-ink-3">{subtitle}</BaseDialog.Description>}
            </div>
            <BaseDialog.Close render={<IconButton label="Close" icon={X} keys="Escape" className="-mr-1.5" />} />
          </header>
          <div className="min-h-0 grow overflow-y-auto p-4">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** Screens drop a dialog as soon as it closes, so it can't hand the focus back by itself: to where it was, else to the list. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      const goal = before instanceof HTMLElement && before !== document.body && before.isConnected ? before : document.querySelector<HTMLElement>('[role="grid"]');
      goal?.focus({ preventScroll: true });
    }, 0);
  }, [before]);
}
