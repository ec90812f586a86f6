// Picks one thing found by typing: the server searches, Enter or Tab takes the marked answer, Esc leaves things as they were.
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';

import { useFieldProps } from './field.tsx';
import { useAnswers } from './use-answers.ts';
import { useTopLayer } from './use-top-layer.ts';

export type Option = { readonly id: string; readonly label: string; readonly detail?: string };

type ComboboxProps = {
  readonly value: Option | null;
  readonly onValue: (option: Option | null) => void;
  /** Asks the server; the signal is raised when the person types on. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
};

export function Combobox({ value, onValue, search, placeholder, autoFocus }: ComboboxProps) {
  const fieldProps = useFieldProps();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  // Undefined while nothing is being typed: the box then shows the choice.
  const [typed, setTyped] = useState<string>();
  const [marked, setMarked] = useState(0);
  const isOpen = typed !== undefined;
  const { options, note, text, ask } = useAnswers(search);
  const isFresh = text === typed?.trim();
  const list = useTopLayer<HTMLDivElement>(isOpen, input);

  const open = (text: string) => {
    setTyped(text);
    setMarked(0);
    ask(text);
  };
  const close = () => setTyped(undefined);
  const take = (option: Option | null) => {
    onValue(option);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (isOpen) setMarked(Math.max(0, Math.min(options.length - 1, marked + step)));
      else open('');
    } else if (!isOpen) return;
    else if (event.key === 'Enter') takeMarked();
    else if (event.key === 'Escape') close();
    else {
      // Tab takes what is marked and moves on; before the answer is here it waits.
      if (event.key !== 'Tab' || typed === '') return;
      takeMarked();
      if (isFresh) return;
    }
    event.preventDefault();
    // An open list is closed first; the dialog around it stays.
    event.stopPropagation();
  };
  // Answers to an older text are never taken: a fast typist would get the wrong customer.
  const takeMarked = () => {
    if (isFresh && options[marked]) take(options[marked]);
  };

  return (
    <span className="relative block">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen && options[marked] ? `${listId}-${marked}` : undefined}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        {...fieldProps}
        placeholder={placeholder}
        value={typed ?? value?.label ?? ''}
        className="field pr-8"
        onChange={(event) => open(event.target.value)}
        onClick={() => !isOpen && open('')}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {value && (
        <button
          type="button"
          aria-label="Clear"
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-small text-ink-3 hover:bg-hover"
          onClick={() => take(null)}
        >
          <X aria-hidden="true" size={14} />
        </button>
      )}
      {isOpen && (
        <div ref={list} popover="manual" className="popup fixed inset-auto m-0 max-h-72 overflow-y-auto p-1 text-ink">
          <div id={listId} role="listbox" aria-label="Answers" aria-busy={!isFresh}>
            {options.map((option, index) => (
              <OptionRow
                key={option.id}
                id={`${listId}-${index}`}
                option={option}
                isMarked={index === marked}
                isChosen={option.id === value?.id}
                onPoint={() => setMarked(index)}
                onTake={() => take(option)}
              />
            ))}
          </div>
          <p role="status" className="px-2 py-1 text-minor text-ink-3 empty:hidden">{note}</p>
        </div>
      )}
    </span>
  );
}

type OptionRowProps = {
  readonly id: string;
  readonly option: Option;
  readonly isMarked: boolean;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
};

function OptionRow({ id, option, isMarked, isChosen, onPoint, onTake }: OptionRowProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      ref={(row) => {
        if (isMarked) row?.scrollIntoView({ block: 'nearest' });
      }}
      className={clsx('flex min-h-8 cursor-default items-center gap-2 rounded-small px-2', isMarked && 'bg-accent-soft')}
      // Before the box loses the focus, which would close the list under the pointer.
      onPointerDown={(event) => {
        event.preventDefault();
        onTake();
      }}
      onPointerMove={onPoint}
    >
      <span className={clsx('grow truncate', isChosen && 'font-semibold')}>{option.label}</span>
      {option.detail && <span className="text-minor text-ink-3">{option.detail}</span>}
    </div>
  );
}
