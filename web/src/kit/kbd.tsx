// A key or chord as printed on this person's keyboard.
import { shownKeys } from '../keys/key-text.ts';

export function Kbd({ keys, onAccent = false }: { readonly keys: string; readonly onAccent?: boolean }) {
  return (
    <kbd
      aria-hidden="true"
      className={`inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-small border px-1 font-sans text-meta font-medium whitespace-nowrap ${
        onAccent ? 'border-current opacity-80' : 'border-line-strong bg-sunken text-ink-2'}`}
    >
      {shownKeys(keys)}
    </kbd>
  );
}
