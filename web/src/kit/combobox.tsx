// Picks one thing found by typing: the server searches, Enter or Tab takes the marked answer, Esc leaves things as they were.
import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { useFieldProps, useTypedProblem } from './field.tsx';
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
  const { typed, marked, options, isLeft } = picking;
  const isOpen = typed !== undefined && !isLeft;
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
        onFocus={picking.comeBack}
        onBlur={picking.leave}
      />
      {value && <ClearButton onClear={() => picking.take(null)} />}
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

function ClearButton({ onClear }: { readonly onClear: () => void }) {
  return (
    <button
      type="button"
      aria-label="Clear"
      tabIndex={-1}
      className="absolute top-1 right-1 grid size-6 place-items-center rounded-small text-ink-3 hover:bg-hover"
      onClick={onClear}
    >
      <X aria-hidden="true" size={14} />
    </button>
  );
}

/** What is typed, what is marked, and the keys. `typed` is undefined while nothing is typed: the box then shows the choice. */
function usePicking(search: ComboboxProps['search'], onValue: ComboboxProps['onValue']) {
  const [typed, setTyped] = useState<string>();
  const [marked, setMarked] = useState(0);
  const { options, note, text, ask } = useAnswers(search);
  const isFresh = text === typed?.trim();
  // Enter or Tab came before the answer: what is meant without doubt is taken as soon as it is here.
  const [isHasty, setHasty] = useState(false);
  const [isLeft, setLeft] = useState(false);
  const setTypedProblem = useTypedProblem();

  const open = (next: string) => {
    setTyped(next);
    setMarked(0);
    setHasty(false);
    ask(next);
  };
  const close = () => {
    setTyped(undefined);
    setHasty(false);
    setLeft(false);
    setTypedProblem(undefined);
  };
  const take = (option: Option | null) => {
    onValue(option);
    close();
  };
  useEffect(() => {
    if (!isHasty || !isFresh) return;
    setHasty(false);
    const meant = meantBy(text, options);
    if (meant) take(meant);
    else if (isLeft) setTypedProblem(note || `“${text}” may mean several: choose one.`);
  });
  // Answers to an older text are never taken: a fast typist would get the wrong customer.
  const takeMarked = () => {
    if (!isFresh) setHasty(true);
    else if (options[marked]) take(options[marked]);
  };
  /** Left before the answer came, the text waits for it in the box, and stays there as wrong if it may mean several. */
  const leave = () => (isHasty && !isFresh ? setLeft(true) : close());
  const comeBack = () => {
    if (!isLeft) return;
    close();
    open(typed ?? '');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && typed === undefined) open('');
    else if (step !== undefined) setMarked(Math.max(0, Math.min(options.length - 1, marked + step)));
    else if (typed !== undefined && event.key === 'Enter') takeMarked();
    else if (typed !== undefined && event.key === 'Escape') close();
    // Tab takes what is marked and moves on.
    else return typed && event.key === 'Tab' ? takeMarked() : undefined;
    event.preventDefault();
    // An open list is closed first; the dialog around it stays.
    event.stopPropagation();
  };
  return { typed, marked, setMarked, options, note, isFresh, isLeft, open, leave, comeBack, take, onKeyDown };
}

/** The only answer, or the one that is typed in full, by its name or by its number. */
function meantBy(text: string | undefined, options: readonly Option[]): Option | undefined {
  const wanted = text?.toLowerCase();
  return options.length === 1 ? options[0] : options.find(({ label, detail }) => label.toLowerCase() === wanted || detail?.toLowerCase() === wanted);
}
