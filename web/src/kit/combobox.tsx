// Picks one thing found by typing: the server searches, Enter or Tab takes the marked answer, Esc leaves things as they were.
import { X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';

import { useFieldProps } from './field.tsx';
import { OptionList } from './option-list.tsx';
import type { Option } from './option.ts';
import { useAnswers } from './use-answers.ts';

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
  const picking = usePicking(search, onValue);
  const { typed, marked, options } = picking;
  const isOpen = typed !== undefined;
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
        onChange={(event) => {
          // Emptied is cleared: the button for it is not on the way of the Tab key.
          if (event.target.value === '' && value) onValue(null);
          picking.open(event.target.value);
        }}
        onClick={() => !isOpen && picking.open('')}
        onKeyDown={picking.onKeyDown}
        onBlur={picking.close}
      />
      {value && (
        <button
          type="button"
          aria-label="Clear"
          tabIndex={-1}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-small text-ink-3 hover:bg-hover"
          onClick={() => picking.take(null)}
        >
          <X aria-hidden="true" size={14} />
        </button>
      )}
      {isOpen && (
        <OptionList
          id={listId}
          anchor={input}
          options={options}
          marked={marked}
          chosenId={value?.id}
          note={picking.note}
          isBusy={!picking.isFresh}
          onPoint={picking.setMarked}
          onTake={picking.take}
        />
      )}
    </span>
  );
}

/** What is typed, what is marked, and the keys. `typed` is undefined while nothing is typed: the box then shows the choice. */
function usePicking(search: ComboboxProps['search'], onValue: ComboboxProps['onValue']) {
  const [typed, setTyped] = useState<string>();
  const [marked, setMarked] = useState(0);
  const { options, note, text, ask } = useAnswers(search);
  const isFresh = text === typed?.trim();

  const open = (next: string) => {
    setTyped(next);
    setMarked(0);
    ask(next);
  };
  const close = () => setTyped(undefined);
  const take = (option: Option | null) => {
    onValue(option);
    close();
  };
  // Answers to an older text are never taken: a fast typist would get the wrong customer.
  const takeMarked = () => {
    if (isFresh && options[marked]) take(options[marked]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (typed === undefined) open('');
      else setMarked(Math.max(0, Math.min(options.length - 1, marked + step)));
    } else if (typed === undefined) return;
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
  return { typed, marked, setMarked, options, note, isFresh, open, close, take, onKeyDown };
}
