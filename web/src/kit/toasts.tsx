// Shows the toasts in the empty middle of the page header, where they cover nothing, and counts their time, which stands still under the pointer or the focus.
import { CheckCircle2, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';

import { useKeys } from '../keys/use-keys.ts';
import { Button, IconButton } from './button.tsx';
import { closeToast, readToasts, subscribeToasts, toastMs, undoLast, type Toast } from './toast-store.ts';

export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToasts, readToasts);
  useKeys([{ keys: 'Mod+z', label: 'Undo last action', group: 'Anywhere', run: undoLast }], toasts.some((toast) => toast.undo));
  return (
    <section aria-label="Messages" aria-live="polite" className="no-print pointer-events-none fixed inset-x-0 top-1 z-50 grid justify-center gap-2">
      {toasts.map((toast) => <ToastCard key={toast.id} toast={toast} />)}
    </section>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => closeToast(toast.id), toastMs);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  const Icon = toast.tone === 'done' ? CheckCircle2 : TriangleAlert;
  return (
    <div
      className="popup pointer-events-auto flex min-w-72 items-center gap-2.5 py-1.5 pr-1.5 pl-3"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden="true" size={16} className={toast.tone === 'done' ? 'text-ok' : 'text-bad'} />
      <p className="max-w-xl grow">{toast.message}</p>
      {toast.undo && (
        <Button
          small
          keys="Mod+z"
          onClick={() => {
            closeToast(toast.id);
            toast.undo?.();
          }}
        >
          Undo
        </Button>
      )}
      <IconButton label="Dismiss" icon={X} onClick={() => closeToast(toast.id)} />
    </div>
  );
}
