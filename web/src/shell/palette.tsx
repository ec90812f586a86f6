// Search and commands (Ctrl K): places, what this screen can do, and customers and documents found by the server.
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { MoneyText } from '../kit/money-text.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { closeOverlay } from './overlay-store.ts';
import { usePaletteItems, type PaletteItem } from './use-palette-items.ts';

export function Palette() {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const { items, isSearching } = usePaletteItems(text);
  const listId = useId();
  const chosen = Math.min(index, items.length - 1);

  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    closeOverlay();
    // After the palette has gone and the focus is back, so that a dialog opened by the command keeps it.
    setTimeout(item.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) setIndex(Math.max(0, Math.min(items.length - 1, chosen + step)));
    else if (event.key === 'Enter') run(items[chosen]);
    else return;
    event.preventDefault();
  };
  const onText = (next: string) => {
    setText(next);
    setIndex(0);
  };

  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && closeOverlay()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="shade z-40" />
        <BaseDialog.Popup
          data-modal=""
          aria-label="Search and commands"
          className="popup fixed top-[14vh] left-1/2 z-40 flex max-h-[min(560px,76vh)] w-[min(620px,calc(100vw-32px))] -translate-x-1/2 flex-col overflow-hidden rounded-palette!"
        >
          <PaletteBox listId={listId} chosen={chosen} text={text} onText={onText} onKeyDown={onKeyDown} />
          <ul id={listId} role="listbox" aria-label="Results" className="min-h-0 grow overflow-y-auto p-1.5">
            {items.map((item, place) => (
              <PaletteRow key={item.id} id={`${listId}-${place}`} item={item} chosen={place === chosen} onPoint={() => setIndex(place)} onRun={() => run(item)} />
            ))}
          </ul>
          <p role="status" className="px-4 pb-3 text-minor text-ink-3 empty:hidden">
            {items.length === 0 ? (isSearching ? 'Searching…' : `Nothing found for “${text}”.`) : ''}
          </p>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

type PaletteBoxProps = {
  readonly listId: string;
  readonly chosen: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function PaletteBox({ listId, chosen, text, onText, onKeyDown }: PaletteBoxProps) {
  return (
    <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
      <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-ink-3" />
      <input
        type="text"
        role="combobox"
        aria-label="Search and commands"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        placeholder="Customers, documents, places, commands"
        className="h-full min-w-0 grow bg-transparent text-read outline-none"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Kbd keys="Escape" />
    </div>
  );
}

type PaletteRowProps = {
  readonly id: string;
  readonly item: PaletteItem;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
};

function PaletteRow({ id, item, chosen, onPoint, onRun }: PaletteRowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={chosen}
      className={clsx('flex h-9 cursor-default items-center gap-3 rounded-control px-2.5', chosen && 'bg-accent-soft')}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      <span className="w-20 shrink-0 text-minor text-ink-3 first-letter:uppercase">{item.kind}</span>
      <span className="grow truncate font-medium">{item.title}</span>
      {item.detail && <span className="shrink-0 text-minor text-ink-3">{item.detail}</span>}
      {item.amount && <span className="shrink-0 text-minor text-ink-2"><MoneyText money={item.amount} /></span>}
      {item.keys && <Kbd keys={item.keys} />}
    </li>
  );
}
